"""Which methodology is meant: the one that the book uses, another of its own by name, or one in a file."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.rules.methodology import Methodology, from_json
from rare_desk.ops.book import shipped
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

SETTING = "methodology"
"""Of the book: the name of the one that it uses."""


def chosen_name(book: Book) -> str:
    """The name of the methodology that the book uses."""
    return str(queries.setting(book, SETTING, "RD-1"))


def find_methodology(book: Book, asked: str | None) -> Methodology:
    """The book's methodology of that name, the JSON file of that path, or the book's own; Refused when neither.

    Of several versions it is the one in force today.
    """
    found = _versions(book, asked)
    return found if isinstance(found, Methodology) else read_methodology(in_force(found).definition)


def find_versions(book: Book, asked: str | None) -> tuple[Methodology, ...]:
    """Of that methodology all versions in the order of their numbers."""
    found = _versions(book, asked)
    if isinstance(found, Methodology):
        return (found,)
    return tuple(read_methodology(row.definition) for row in reversed(found))


def _versions(book: Book, asked: str | None) -> Methodology | list[queries.MethodologyRow]:
    """What a file or the program says, or the book's versions, the latest first."""
    stored = queries.methodologies(book)
    named = [row for row in stored if row.name == asked]
    if asked is not None and (asked.lower().endswith(".json") or (Path(asked).is_file() and not named)):
        return methodology_from_file(Path(asked))
    if asked is None:
        asked = chosen_name(book)
        if not stored:
            return read_methodology(shipped.default_methodology() or "")
        named = [row for row in stored if row.name == asked]
    if not named:
        raise Refused(problem("unknown-methodology", value=asked))
    return named


def in_force(versions: Sequence[queries.MethodologyRow], today: dt.date | None = None) -> queries.MethodologyRow:
    """Of one methodology's versions, latest first, the latest whose effective date has come; else the first one."""
    day = (today or dt.date.today()).isoformat()
    return next((row for row in versions if row.effective <= day), versions[-1])


def methodology_from_file(path: Path) -> Methodology:
    """Refused when it cannot be read or has a parameter that is unknown or wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused(problem("methodology-missing", value=path)) from None
    return read_methodology(text)


def read_methodology(text: str) -> Methodology:
    read = from_json(text)
    if isinstance(read, Problem):
        raise Refused(read)
    return read
