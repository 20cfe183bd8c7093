"""What the book knows of the firms dealt with: their other names, their defaults, what was traded with them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rare_desk.core.calendar import date_of
from rare_desk.core.numbers import AMOUNT_PLACES, MASS_PLACES, MONEY_PLACES, from_scaled, half_up
from rare_desk.store.book import Book, Step
from rare_desk.store.reading.life.due_queries import OPEN_AMOUNT, OPEN_G
from rare_desk.store.reading.queries import HALF
from rare_desk.store.rows import SqlValue

SIDES = ("counterparty", "buyer", "seller")
"""Columns of a trade that name a party."""


@dataclass(frozen=True, slots=True)
class PartyFigures:
    """`trades` counts all that name the party, cancelled ones too; what follows is without these. Tonnes that the desk
    bought from it and sold to it, the amount of both in CNY incl. VAT (of deals without VAT as it is), and the tonnes
    of the market's trades that it bought or sold."""

    trades: int = 0
    bought_t: Decimal = Decimal(0)
    sold_t: Decimal = Decimal(0)
    amount_incl_vat: Decimal = Decimal(0)
    market_t: Decimal = Decimal(0)
    last_trade: date | None = None


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """Of live trades with a party: tonnes bought that are to come and sold that are to go; by currency what the desk
    owes and what it is owed, incl. VAT."""

    to_come_t: Decimal = Decimal(0)
    to_go_t: Decimal = Decimal(0)
    to_pay: Mapping[str, Decimal] = field(default_factory=dict)
    to_receive: Mapping[str, Decimal] = field(default_factory=dict)


NOTHING = PartyFigures()
NOTHING_OPEN = OpenFigures()


@dataclass(slots=True)
class _Sums:
    """In grams and 1e-4 CNY."""

    trades: int = 0
    bought: int = 0
    sold: int = 0
    market: int = 0
    amount: int = 0
    last: int | None = None


def aliases(book: Book) -> dict[str, int]:
    """The party's id by each further name that it goes by."""
    found = book.fetch("SELECT alias, counterparty FROM counterparty_aliases ORDER BY alias")
    return {str(alias): int(party) for alias, party in found}


def aliases_by_party(book: Book) -> dict[int, tuple[str, ...]]:
    told: defaultdict[int, list[str]] = defaultdict(list)
    for alias, party in aliases(book).items():
        told[party].append(alias)
    return {party: tuple(names) for party, names in told.items()}


def defaults_by_party(book: Book) -> dict[int, dict[str, str]]:
    """What a new trade with the party begins with, by the party's id and the field."""
    told: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for party, name, value in book.fetch("SELECT counterparty, field, value FROM counterparty_defaults ORDER BY id"):
        told[party][str(name)] = str(value)
    return dict(told)


def initials(book: Book) -> dict[int, str]:
    """Of the pinyin of each party's name, by its id."""
    return {int(party): str(said) for party, said in book.fetch("SELECT id, initials FROM counterparties")}


def defaults_of(book: Book, party: int) -> dict[str, str]:
    found = book.fetch("SELECT field, value FROM counterparty_defaults WHERE counterparty = ? ORDER BY id", (party,))
    return {str(name): str(value) for name, value in found}


def called(book: Book, name: str) -> int | None:
    """The id of the party that goes by this name or alias."""
    found = book.fetch(
        "SELECT id FROM counterparties WHERE name = ?1 UNION ALL"
        " SELECT counterparty FROM counterparty_aliases WHERE alias = ?1 LIMIT 1",
        (name,),
    )
    return found[0][0] if found else None


def figures(book: Book) -> dict[int, PartyFigures]:
    """Of every party that a trade names, by its id. Reads all trades: off the window's thread."""
    sums: defaultdict[int, _Sums] = defaultdict(_Sums)
    for own, of_market, count, last, *halves in book.fetch(_FIGURES):
        counterparty, way = own >> 3, own & 7
        grams, amount = _whole(*halves[:2]), _whole(*halves[2:])
        for party in {counterparty, of_market >> _ID, of_market & (1 << _ID) - 1} - {0}:
            one = sums[party]
            one.trades += count
            if way & _CANCELLED:
                continue
            one.last = last if one.last is None else max(one.last, last)
            if party != counterparty:
                one.market += grams
                continue
            one.bought += grams if way & _BOUGHT else 0
            one.sold += grams if way & _SOLD else 0
            one.amount += amount
    return {party: _told(one) for party, one in sums.items()}


# One sort of all trades by two numbers, whom they name and how: a sort for each column of parties takes thrice as long,
# by each column by itself twice. Both are summed in two halves, which no number of rows can make overflow.
_ID = 31
_AMOUNT = "ifnull(amount_incl_vat, amount_ex_vat)"
_CANCELLED, _BOUGHT, _SOLD = 1, 2, 4
_FIGURES = (
    f"SELECT (ifnull(counterparty, 0) << 3) | ((facts & 2) >> 1) | ((facts & 192) >> 5),"
    f" (ifnull(buyer, 0) << {_ID}) | ifnull(seller, 0), count(*), max(day),"
    f" sum(quantity_g / {HALF}), sum(quantity_g % {HALF}),"
    f" sum({_AMOUNT} / {HALF}), sum({_AMOUNT} % {HALF}) FROM trades GROUP BY 1, 2"
)


def open_figures(book: Book) -> dict[int, OpenFigures]:
    """What is open with every party that anything is open with, by its id. Reads all live trades."""
    tonnes: defaultdict[tuple[int, str], int] = defaultdict(int)
    amounts: defaultdict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    for party, side, currency, *halves in book.fetch(_OPEN):
        tonnes[party, side] += _whole(*halves[:2])
        if amount := _whole(*halves[2:]):
            amounts[party, side][str(currency)] = from_scaled(amount, MONEY_PLACES)
    return {
        party: OpenFigures(
            from_scaled(tonnes[party, "buy"], MASS_PLACES),
            from_scaled(tonnes[party, "sell"], MASS_PLACES),
            amounts[party, "buy"],
            amounts[party, "sell"],
        )
        for party in {party for party, _ in [*tonnes, *amounts]}
    }


_OPEN = (
    "SELECT party, side, currency,"
    f" sum(grams / {HALF}), sum(grams % {HALF}), sum(amount / {HALF}), sum(amount % {HALF}) FROM ("
    f"SELECT t.counterparty AS party, t.side, t.currency, {OPEN_G} AS grams, {OPEN_AMOUNT} AS amount FROM trades t"
    " WHERE t.counterparty IS NOT NULL AND t.side <> 'market' AND t.status NOT IN ('draft', 'cancelled', 'closed'))"
    " GROUP BY 1, 2, 3"
)


def _whole(high: int | None, low: int | None) -> int:
    return (high or 0) * HALF + (low or 0)


def _told(one: _Sums) -> PartyFigures:
    return PartyFigures(
        one.trades,
        from_scaled(one.bought, MASS_PLACES),
        from_scaled(one.sold, MASS_PLACES),
        half_up(from_scaled(one.amount, MONEY_PLACES), AMOUNT_PLACES),
        from_scaled(one.market, MASS_PLACES),
        None if one.last is None else date_of(one.last),
    )


# -- inside a step -----------------------------------------------------------------------------------------------


def alias_ids(step: Step) -> dict[str, int]:
    """The party's id by each alias."""
    return {
        str(alias): _id(party) for alias, party in step.query("SELECT alias, counterparty FROM counterparty_aliases")
    }


def alias_rows(step: Step, party: int) -> dict[str, int]:
    """The ids of a party's aliases, by what they say."""
    found = step.query("SELECT alias, id FROM counterparty_aliases WHERE counterparty = ? ORDER BY id", (party,))
    return {str(alias): _id(row_id) for alias, row_id in found}


def default_rows(step: Step, party: int) -> dict[str, int]:
    """The ids of a party's defaults, by their field."""
    found = step.query("SELECT field, id FROM counterparty_defaults WHERE counterparty = ? ORDER BY id", (party,))
    return {str(name): _id(row_id) for name, row_id in found}


def trades_naming(step: Step, column: str, party: int) -> list[int]:
    """`column` is one of SIDES."""
    return [_id(row_id) for (row_id,) in step.query(f"SELECT id FROM trades WHERE {column} = ? ORDER BY id", (party,))]


def sold_between(step: Step, one: int, other: int) -> list[str]:
    """The trades, by number or else id, in which one of the two sold to the other; cancelled ones apart."""
    found = step.query(
        "SELECT CASE deal_no WHEN '' THEN '#' || id ELSE deal_no END FROM trades"
        " WHERE (buyer = ?1 AND seller = ?2 OR buyer = ?2 AND seller = ?1) AND status <> 'cancelled' ORDER BY day, id",
        (one, other),
    )
    return [str(name) for (name,) in found]


def calculations_naming(step: Step, name: str) -> list[int]:
    return [_id(row_id) for (row_id,) in step.query("SELECT id FROM calculations WHERE counterparty = ?", (name,))]


def attachments_of(step: Step, party: int) -> list[int]:
    found = step.query("SELECT id FROM attachments WHERE record = 'counterparties' AND row = ?", (party,))
    return [_id(row_id) for (row_id,) in found]


def _id(value: SqlValue) -> int:
    assert isinstance(value, int)
    return value
