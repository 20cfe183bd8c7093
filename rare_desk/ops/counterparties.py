"""The firms dealt with: found by name, added with the first trade that names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import queries
from rare_desk.store.rows import Row


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Parties with the same `group_name` are related to each other. `country` is empty for China."""

    name: str
    group_name: str = ""
    tax_id: str = ""
    country: str = ""
    note: str = ""


def pinyin(name: str) -> tuple[str, str]:
    """By which a name sorts, and the initials by which it is found."""
    if name.isascii():
        return name.casefold(), "".join(word[0] for word in name.casefold().split())
    from pypinyin import Style, lazy_pinyin  # a tenth of a second, only when a Chinese name is new

    key = lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(key).casefold(), "".join(syllable[0] for syllable in lazy_pinyin(name)).casefold()


def party_ids(step: Step, names: Iterable[str]) -> dict[str, int]:
    """The ids of these names; firms not yet known are added by the same step."""
    known = step.ids("counterparties", "name")
    for name in sorted(set(filter(None, names)) - known.keys()):
        known[name] = step.insert("counterparties", _row(Counterparty(name)))
    return known


def _row(party: Counterparty) -> Row:
    key, initials = pinyin(party.name)
    return {
        "name": party.name,
        "group_name": party.group_name,
        "tax_id": party.tax_id,
        "country": party.country,
        "note": party.note,
        "pinyin": key,
        "initials": initials,
    }


def _wrong(book: Book, party: Counterparty, own_id: int | None = None) -> list[Problem]:
    if not party.name.strip():
        return [problem("missing-name", "name")]
    same = queries.counterparty(book, party.name)
    if same is not None and same.id != own_id:
        return [problem("counterparty-exists", "name", party.name)]
    return []


def add_counterparty(book: Book, party: Counterparty) -> Changes:
    found = _wrong(book, party)
    if found:
        raise Refused(*found)
    with book.step("counterparty-added", name=party.name) as step:
        step.insert("counterparties", _row(party))
    return step.changes


def change_counterparty(book: Book, counterparty_id: int, party: Counterparty) -> Changes:
    """Also under a new name: its trades go with it."""
    found = _wrong(book, party, counterparty_id)
    if found:
        raise Refused(*found)
    with book.step("counterparty-changed", name=party.name) as step:
        step.update("counterparties", counterparty_id, _row(party))
    return step.changes


def delete_counterparty(book: Book, counterparty_id: int) -> Changes:
    """Refused while a trade names it."""
    with book.step("counterparty-deleted") as step:
        party = step.read("counterparties", counterparty_id)
        name = party["name"] if party else ""
        step.detail("name", name)
        used = queries.trades_of(book, counterparty_id)
        if used:
            raise Refused(problem("counterparty-used", "name", name, count=used))
        step.delete("counterparties", counterparty_id)
    return step.changes
