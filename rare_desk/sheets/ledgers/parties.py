"""Who bought and who sold, row by row."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rare_desk.core.parties.likeness import nearest_of
from rare_desk.core.problems import problem
from rare_desk.core.trades import Side
from rare_desk.sheets.planning.plan import Known, note
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.planning.settle import contradiction
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import text_reader, word_reader
from rare_desk.sheets.reading.meaning.vocabulary import SIDES, fold

_MOST_COMPARED, _MOST_TOLD = 2_000, 12


@dataclass(slots=True)
class Parties:
    """`sides` holds a Side, a Problem, or None where the cell is empty; `column` is the one that tells it."""

    sides: list[Any]
    counterparties: list[str]
    buyers: list[str]
    sellers: list[str]
    column: Column | None


def sides_and_parties(body: Body, known: Known) -> Parties:
    """Refused when the caller names a side that the rows deny."""
    found = _sides_and_parties(body, known)
    counts = Counter[str]()
    for names in (found.counterparties, found.buyers, found.sellers):
        if known.aliases and not known.aliases.keys().isdisjoint(names):
            counts.update(name for name in names if name in known.aliases)
            names[:] = [known.aliases.get(name, name) for name in names]
    _tell(body, found, known, counts)
    return found


def _tell(body: Body, found: Parties, known: Known, aliases: Counter[str]) -> None:
    """Which names were read as another, and which new ones probably are a party that the book has."""
    said = [note("alias-read", alias=one, party=known.aliases[one], count=aliases[one]) for one in sorted(aliases)]
    unknown = {*found.counterparties, *found.buyers, *found.sellers} - known.parties - {"", known.desk}
    if known.parties and unknown and len(unknown) <= _MOST_COMPARED:
        near = nearest_of(sorted(unknown), sorted(known.parties))
        said += [note("party-near", name=one, party=other) for one, other in near.items()]
    body.plan.notes += said[:_MOST_TOLD]
    if len(said) > _MOST_TOLD:
        body.plan.notes.append(note("parties-more", count=len(said) - _MOST_TOLD))


def _sides_and_parties(body: Body, known: Known) -> Parties:
    settled = body.settled
    other = body.read("counterparty", text_reader, "")
    buyers = body.read("buyer" if settled.one("buyer") else "buyer?", text_reader, "")
    sellers = body.read("seller" if settled.one("seller") else "seller?", text_reader, "")
    column = settled.one("side")
    if column:
        sides = body.read("side", word_reader(SIDES, "unknown-side"))
        _agree(body, sides, column)
    elif settled.side_by_party:
        column = settled.one("buyer")
        sides = _by_desk(buyers, sellers, known.desk)
        if not any(isinstance(side, Side) for side in sides):
            settled.ask("side", column.header if column else "", [*Side])
            sides = [Side.MARKET] * len(sides)
    else:
        sides = [settled.side or Side.BUY] * len(body.rows)
    if not (settled.one("buyer") or settled.one("buyer?") or settled.one("seller") or settled.one("seller?")):
        return Parties(sides, other, buyers, sellers, column)
    market, buy, sell = Side.MARKET, Side.BUY, Side.SELL
    for at, side in enumerate(sides):
        if side is market:
            continue
        if not other[at]:
            other[at] = sellers[at] if side is buy else buyers[at] if side is sell else ""
            other[at] = other[at] or sellers[at] or buyers[at]
        buyers[at] = sellers[at] = ""
    return Parties(sides, other, buyers, sellers, column)


def _agree(body: Body, sides: list[Any], column: Column) -> None:
    said = body.settled.options.side
    for side in {side for side in sides if isinstance(side, Side)}:
        if said and said is not side:
            raise contradiction(f"--side {said}", column.header, side)


_OURSELVES = frozenset(("我司", "我公司", "本公司", "本司", "我方", "我厂", "本厂"))


def _by_desk(buyers: list[str], sellers: list[str], desk: str) -> list[Any]:
    """Our own purchases and sales among deals of two named parties."""
    own = _OURSELVES | ({fold(desk)} - {""})
    found: list[Any] = []
    for buyer, seller in zip(buyers, sellers, strict=True):
        if fold(buyer) in own:
            found.append(Side.BUY)
        elif fold(seller) in own:
            found.append(Side.SELL)
        else:
            found.append(problem("missing-side", "side") if buyer or seller else None)
    return found
