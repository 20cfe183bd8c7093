"""A methodology is saved as one version after another; the book uses one of them by name."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.rules.methodology import Methodology, WeightSet, from_json, to_json
from rare_desk.ops.book.settings import change_setting, put_setting
from rare_desk.ops.methodologies.finding import (
    SETTING,
    chosen_name,
    find_methodology,
    in_force,
    methodology_from_file,
    read_methodology,
)
from rare_desk.sheets.out.writing import json_text, write_json
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import queries
from rare_desk.store.reading.queries import MethodologyRow
from rare_desk.store.rows import Row
from rare_desk.words import Language, word

_SHIPPED_REASON = "Proposed weights, not a market statistic"
"""As resources/data/methodology.json has it, and with it every book."""
IN_FORCE, FUTURE, PAST = "in-force", "future", "past"


@dataclass(frozen=True, slots=True)
class Version:
    """`state` is IN_FORCE, FUTURE or PAST among the versions of its name; `chosen`: of the name that the book uses."""

    rules: Methodology
    hash: str
    state: str
    chosen: bool


def reason_words(rules: Methodology, language: Language) -> str:
    """Its reason as it was written; the one that the program ships with in that language."""
    return word("methodology.reason-shipped", language) if rules.reason == _SHIPPED_REASON else rules.reason


def versions(book: Book, today: dt.date | None = None) -> tuple[Version, ...]:
    """The chosen methodology first, then the others by name; of each the newest version first."""
    chosen = chosen_name(book)
    found: list[Version] = []
    for name, rows in groupby(queries.methodologies(book), key=lambda row: row.name):
        of_name = list(rows)
        number = in_force(of_name, today).version
        found += [_version(row, number, name == chosen) for row in of_name]
    return tuple(sorted(found, key=lambda version: not version.chosen))


def _version(row: MethodologyRow, number: int, chosen: bool) -> Version:
    state = IN_FORCE if row.version == number else FUTURE if row.version > number else PAST
    return Version(read_methodology(row.definition), row.hash, state, chosen)


def find_version(book: Book, name: str | None = None, version: int | None = None) -> Methodology:
    """None is the methodology that the book uses, and the version in force; Refused when there is no such one."""
    wanted = name or chosen_name(book)
    stored = queries.methodologies(book)
    if not stored and name is None and version is None:
        return find_methodology(book, None)
    rows = [row for row in stored if row.name == wanted]
    if version is not None:
        rows = [row for row in rows if row.version == version]
    if not rows:
        raise Refused(problem("unknown-methodology", value=wanted if version is None else f"{wanted} v{version}"))
    return read_methodology(in_force(rows).definition)


def next_version(book: Book, name: str) -> int:
    return max((row.version for row in queries.methodologies(book) if row.name == name), default=0) + 1


def save_version(book: Book, rules: Methodology, *, choose: bool = False) -> Methodology:
    """Gives it as it was saved: as the next version of its name, whatever number it carries.

    With `choose` the book uses it from then on. Refused when it says nothing new, lacks effective date, author or
    reason, or cannot be computed with.
    """
    found = (*_unsigned(rules), *problems_of(book, rules))
    if found:
        raise Refused(*found)
    with book.step("methodology-saved", name=rules.name, version="") as step:
        rules = replace(rules, version=next_version(book, rules.name))
        _insert(book, step, rules)
        step.detail("version", rules.version)
        if choose and rules.name != chosen_name(book):
            put_setting(step, SETTING, rules.name)
    return rules


def add_version(book: Book, step: Step, rules: Methodology) -> Methodology:
    """The same within a step that does something else besides."""
    found = (*_unsigned(rules), *problems_of(book, rules))
    if found:
        raise Refused(*found)
    rules = replace(rules, version=next_version(book, rules.name))
    _insert(book, step, rules)
    return rules


def latest_version(book: Book) -> Methodology:
    """The last one saved of the methodology that the book uses, in force already or not."""
    rows = [row for row in queries.methodologies(book) if row.name == chosen_name(book)]
    return read_methodology(rows[0].definition) if rows else find_methodology(book, None)


def import_methodology(book: Book, path: Path, *, choose: bool = False) -> Methodology:
    """A JSON file as the next version of its name; a name that the book does not know keeps the file's version.

    Gives what was saved; with `choose` the book uses it from then on.
    """
    rules = methodology_from_file(path)
    found = problems_of(book, rules)
    if found:
        raise Refused(*found)
    with book.step("methodology-saved", name=rules.name, version="") as step:
        if any(row.name == rules.name for row in queries.methodologies(book)):
            rules = replace(rules, version=next_version(book, rules.name))
        _insert(book, step, rules)
        step.detail("version", rules.version)
        if choose and rules.name != chosen_name(book):
            put_setting(step, SETTING, rules.name)
    return rules


def choose_methodology(book: Book, name: str) -> Changes:
    """From now on the book's index follows the methodology of that name. Refused when the book has none."""
    if all(row.name != name for row in queries.methodologies(book)):
        raise Refused(problem("unknown-methodology", value=name))
    return change_setting(book, SETTING, name, "methodology-chosen", name=name)


def export_methodology(rules: Methodology, out: Path) -> None:
    """As the JSON file that `import_methodology` and `--methodology` read."""
    write_json(out, to_json(rules))


def problems_of(book: Book, rules: Methodology) -> tuple[Problem, ...]:
    """What keeps a methodology out of this book: products that it does not know, sets without weight or date."""
    found: list[Problem] = []
    if not rules.name.strip():
        found.append(problem("missing-name", "name"))
    if not rules.weight_sets:
        found.append(problem("weights-none", "weight_sets"))
    for field, sets in (
        ("weight_sets", rules.weight_sets),
        *((f"indices.{index.key}", index.weight_sets) for index in rules.indices),
    ):
        found += _set_problems(field, sets)
    known = queries.catalogue(book)
    weighed = {code for sets in _all_sets(rules) for code in sets.weights}
    unknown = sorted(code for code in {*weighed, *rules.groups} if code not in known)
    found += [problem("unknown-product", "weight_sets", code) for code in unknown]
    found += [
        problem("methodology-parameter", "groups", group, parameter=f"groups.{code}")
        for code, group in rules.groups.items()
        if group not in ("light", "heavy")
    ]
    if rules.base_from and rules.base_to and rules.base_from > rules.base_to:
        found.append(problem("base-reversed", "base_to", rules.base_to.isoformat()))
    return tuple(found)


def _all_sets(rules: Methodology) -> tuple[WeightSet, ...]:
    return (*rules.weight_sets, *(sets for index in rules.indices for sets in index.weight_sets))


def _set_problems(field: str, sets: tuple[WeightSet, ...]) -> list[Problem]:
    days = [weights.effective for weights in sets]
    doubled = sorted({day for day in days if days.count(day) > 1})
    found = [problem("weights-same-day", field, day.isoformat()) for day in doubled]
    empty = [weights.effective for weights in sets if not any(weights.weights.values())]
    return found + [problem("weights-empty", field, day.isoformat()) for day in empty]


def _unsigned(rules: Methodology) -> list[Problem]:
    found = [] if rules.effective else [problem("missing-effective", "effective")]
    return found + [problem(f"missing-{field}", field) for field in ("author", "reason") if not getattr(rules, field)]


def same_rules(one: Methodology, other: Methodology) -> bool:
    """Whether they differ in nothing but version, date, author and reason."""
    return replace(one, version=other.version, effective=other.effective, author=other.author, reason=other.reason) == (
        other
    )


def _insert(book: Book, step: Step, rules: Methodology) -> None:
    for row in queries.methodologies(book):
        if row.name == rules.name:
            last = from_json(row.definition)
            if isinstance(last, Methodology) and same_rules(last, rules) and last.effective == rules.effective:
                raise Refused(problem("methodology-unchanged", "", f"{row.name} v{row.version}"))
            break
    step.insert("methodologies", methodology_row(rules))


def methodology_row(rules: Methodology) -> Row:
    return {
        "name": rules.name,
        "version": rules.version,
        "hash": rules.hash,
        "definition": json_text(to_json(rules)),
        "effective": rules.effective.isoformat() if rules.effective else "",
        "note": rules.reason,
    }
