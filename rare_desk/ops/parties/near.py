"""Which parties of a book are probably one firm, and which the user said are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from rare_desk.core.parties.likeness import near, nearest
from rare_desk.core.parties.tax_number import is_chinese, tax_number_problem
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.book.settings import change_setting
from rare_desk.store import shapes
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.reading.party_queries import NOTHING, PartyFigures
from rare_desk.store.rows import CounterpartyRow

_APART = "parties_apart"
"""The setting that keeps pairs of different firms, by their uuids."""


@dataclass(frozen=True, slots=True)
class ProbablySame:
    """`gone` would go into `into`, the one with more trades. `why` is a reason of `core.parties.likeness`, or
    `tax`: one tax number."""

    gone: CounterpartyRow
    into: CounterpartyRow
    why: str
    ratio: float


def probably_same(book: Book, figures: Mapping[int, PartyFigures]) -> list[ProbablySame]:
    """The surest first. Firms with two tax numbers that check are two, as are those that the user told apart."""
    parties = queries.counterparties(book)
    named = {party.name: party for party in parties}
    named |= dict(_by_alias(book, parties))
    apart = _apart(book)
    found: dict[frozenset[int], ProbablySame] = {}
    alike = [(named[pair.one], named[pair.other], pair.why, pair.ratio) for pair in near(list(named))]
    for one, other, why, ratio in [*_one_tax_number(parties), *alike]:
        key = frozenset((one.id, other.id))
        if len(key) < 2 or key in found or frozenset((one.uuid, other.uuid)) in apart or _two_firms(one, other):
            continue
        gone, into = sorted((one, other), key=lambda party: _weight(party, figures))
        found[key] = ProbablySame(gone, into, why, ratio)
    return list(found.values())


def nearest_party(book: Book, name: str) -> str:
    """The name of the party that this name, which the book does not know, probably means; empty when none is near."""
    parties = queries.counterparties(book)
    named = {party.name: party.name for party in parties} | {
        alias: party.name for alias, party in _by_alias(book, parties)
    }
    if not name or name in named:
        return ""
    found = nearest(name, list(named))
    return named[found.other] if found else ""


def mark_apart(book: Book, one: int, other: int) -> Changes:
    """They are different firms: not proposed again."""
    parties = {party.id: party for party in queries.counterparties(book)}
    if one not in parties or other not in parties:
        raise Refused(problem("record-gone", "", one))
    pair = frozenset((parties[one].uuid, parties[other].uuid))
    told = sorted(sorted(each) for each in _apart(book) | {pair})
    names = {"name": parties[one].name, "other": parties[other].name}
    return change_setting(book, _APART, told, "counterparties-apart", **names)


def _apart(book: Book) -> frozenset[frozenset[str]]:
    pairs = queries.setting(book, _APART, [])
    with shapes.as_written():
        return frozenset(frozenset(map(str, pair)) for pair in pairs)


def _by_alias(book: Book, parties: list[CounterpartyRow]) -> list[tuple[str, CounterpartyRow]]:
    of = {party.id: party for party in parties}
    return [(alias, of[party]) for alias, party in party_queries.aliases(book).items() if party in of]


def _one_tax_number(parties: list[CounterpartyRow]) -> list[tuple[CounterpartyRow, CounterpartyRow, str, float]]:
    by_number: dict[str, list[CounterpartyRow]] = {}
    for party in parties:
        if party.tax_id:
            by_number.setdefault(party.tax_id, []).append(party)
    return [(*pair, "tax", 1.0) for same in by_number.values() for pair in combinations(same, 2)]


def _two_firms(one: CounterpartyRow, other: CounterpartyRow) -> bool:
    return one.tax_id != other.tax_id and _is_sure(one) and _is_sure(other)


def _is_sure(party: CounterpartyRow) -> bool:
    return bool(party.tax_id) and is_chinese(party.country) and tax_number_problem(party.tax_id, party.country) is None


def _weight(party: CounterpartyRow, figures: Mapping[int, PartyFigures]) -> tuple[int, bool, int]:
    return figures.get(party.id, NOTHING).trades, bool(party.tax_id), len(party.name)
