"""What holds for all rows of a table before they are read: columns, side, basis, unit, and what stays to be asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rare_desk.core.parsing import parse_month
from rare_desk.core.problems import Refused, problem
from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.planning.adjusting import columns_of
from rare_desk.sheets.planning.plan import Meaning, Note, Options, Question, note
from rare_desk.sheets.reading.cells import Cell
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.tables import Table
from rare_desk.sheets.reading.meaning.values import shown
from rare_desk.sheets.reading.meaning.vocabulary import (
    KINDS,
    Kind,
    Measure,
    fold,
    mass_unit,
    money_measure,
    price_measure,
)

PRICE_FIELDS = frozenset({"price", "mid", "range", "low", "high"})


@dataclass(slots=True)
class Settled:
    """`by_field` has the columns that are read, in the file's order; of a field that stands twice all but prices
    count once. `side` is None where a column or the parties tell it row by row."""

    columns: tuple[Column, ...]
    options: Options
    by_field: dict[str, list[Column]] = field(default_factory=dict)
    side: Side | None = None
    side_by_party: bool = False
    unit: Unit | None = None
    price_unit: Unit | None = None
    currency: str = "CNY"
    basis: TaxBasis | None = None
    """Of a price column that states none."""
    year: int | None = None
    today: int = 0
    """The year of today, about which two-digit years lie."""
    month: int | None = None
    """Of dates that name only a day, as a sheet a month has them."""
    money_factor: int = 1
    amount_factor: int = 1
    """Of a column of amounts that turns out to be in 万元."""
    epoch_1904: bool = False
    decided: dict[tuple[str, int], Any] = field(default_factory=dict)
    """What all cells of a column decide of how each is read, by name and column; see rows.DECISIONS."""
    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def one(self, name: str) -> Column | None:
        found = self.by_field.get(name)
        return found[0] if found else None

    def ask(self, code: str, column: str = "", choices: Sequence[str] = ()) -> None:
        self.questions.append(Question(code, column, tuple(choices)))


def contradiction(option: str, column: str, says: str) -> Refused:
    return Refused(problem("contradiction", "", option, column=column, says=says))


def kind_of(table: Table, options: Options, meanings: Mapping[int, Meaning]) -> Kind | None:
    """By the caller, else by the columns; None when it has to be asked."""
    if options.kind:
        return options.kind
    fields = {kind: {c.field for c in columns_of(table, kind, meanings)} for kind in KINDS}
    if fields["trades"] & {"quantity", "pure_quantity"}:
        return "trades"
    quoted = fields["quotes"]
    if "range" in quoted or {"low", "high"} <= quoted or ("mid" in quoted and "source" in quoted):
        return "quotes"
    return None


def settle(
    table: Table,
    columns: Sequence[Column],
    kind: Kind,
    caller: Options,
    options: Options,
    places: Sequence[str],
    sample: Sequence[Sequence[Cell]],
) -> Settled:
    """`options` are the caller's, filled from a template; `places` the names of sheet and file; `sample` some rows.

    Raises Refused when the caller contradicts the file.
    """
    columns = tuple(_decided(column, sample) for column in columns)
    settled = Settled(columns, options)
    for column in columns:
        if column.field and column.field != "ignored":
            settled.by_field.setdefault(column.field, []).append(column)
    settled.by_field.get("quantity", []).sort(key=_gross)
    settled.notes += _of_several(settled.by_field)
    words = " ".join((*table.above, *places))
    settled.year = _year((*table.above, *(h for c in table.levels for h in c))) or _year(places)
    settled.month = _month(table.above, places)
    remarks = _unit_note(table)
    _money(settled, remarks)
    if kind == "trades":
        _quantity_unit(settled, caller, remarks)
        _side(settled, caller, fold(words), table)
        _compliance(settled)
    else:
        _source(settled, caller)
    _basis(settled, caller)
    return settled


def _gross(column: Column) -> bool:
    """The weight with its packing or its water, which counts only where no other stands beside it."""
    return bool(re.search(r"毛重|湿|gross|^g\.?w|wet|wmt", fold(column.header)))


_ONE_ONLY = ("date", "product", "quantity", "side", "counterparty", "buyer", "seller", "deal_no", "currency")


def _of_several(by_field: Mapping[str, Sequence[Column]]) -> Iterator[Note]:
    """Columns of one meaning, of which one is read; prices count once for each basis."""
    groups = [list(by_field.get(name, ())) for name in _ONE_ONLY]
    prices = by_field.get("price", ())
    groups += [[column for column in prices if column.basis is basis] for basis in (*TaxBasis, None)]
    for first, *others in filter(None, groups):
        if others:
            yield note("of-several", column=first.header, others=", ".join(other.header for other in others))
    quantities = by_field.get("quantity", ())
    if quantities and _gross(quantities[0]):
        yield note("gross-quantity", column=quantities[0].header)
    if not quantities and (pure := by_field.get("pure_quantity")):
        yield note("pure-quantity", column=pure[0].header)


_DAY = re.compile(r"20\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:0[1-9]|1[0-2])?(?!\d)|(?<!\d)(\d{2})\s*年(?![前内期以度])")


def _year(texts: Sequence[str]) -> int | None:
    """The one year that they speak of, whole days such as that of printing apart."""
    found = _YEAR.findall(_DAY.sub(" ", " ".join(texts)))
    years = {int(whole) if whole else 2000 + int(short) for whole, short in found}
    return years.pop() if len(years) == 1 else None


def _month(above: Sequence[str], places: Sequence[str]) -> int | None:
    """The one month that sheet, title or file speak of."""
    for text in (*places[:1], *above, *places[1:]):
        named = re.findall(r"(?<!\d)(1[0-2]|0?[1-9])\s*月(?!\d)|(?<!\d)20\d{2}[-./年]?(1[0-2]|0?[1-9])(?!\d)", text)
        if len(named) == 1:
            return int(named[0][0] or named[0][1])
        month = parse_month(text)
        if month is not None:
            return month.month
    return None


def _decided(column: Column, sample: Sequence[Sequence[Cell]]) -> Column:
    """A header of two meanings, decided by its values: `单位` over units, or over firms."""
    if not column.doubtful:
        return column
    words = {fold(shown(row[column.at])) for row in sample} - {""}
    if column.field == "quantity_unit":
        fits = not words or any(price_measure(w) or mass_unit(f"({w})") for w in words)
    else:
        fits = not any(re.search("公司|厂|集团|ltd|inc", w) for w in words)
    return column if fits else Column(column.at, column.header, "counterparty")


def _unit_note(table: Table) -> str:
    """What a note above the table says of units: `单位：吨、万元`."""
    found = (re.search(r"(?:单位|unit)s?:(.*)", fold(text)) for text in table.above)
    return next((hit[1] for hit in found if hit and not re.search("公司|编制", hit[0])), "")


def _money(settled: Settled, remarks: str) -> None:
    money = money_measure(remarks) or Measure()
    settled.money_factor = money.factor
    named = [c.measure.currency for name in PRICE_FIELDS for c in settled.by_field.get(name, ()) if c.measure.currency]
    settled.currency = named[0] if named else money.currency or "CNY"
    units = [c.measure.unit for name in PRICE_FIELDS for c in settled.by_field.get(name, ()) if c.measure.unit]
    settled.price_unit = units[0] if units else None


def _quantity_unit(settled: Settled, caller: Options, remarks: str) -> None:
    column = settled.one("quantity")
    header = column.measure.unit if column else None
    if header and caller.unit and header != caller.unit:
        raise contradiction(f"--unit {caller.unit}", column.header if column else "", header)
    settled.unit = header or mass_unit(f"({remarks.replace('、', ')(').replace(',', ')(')})") or settled.options.unit
    if settled.price_unit is None and settled.unit and not settled.one("price_unit"):
        settled.price_unit = settled.unit
        for price in settled.by_field.get("price", ())[:1]:
            settled.notes.append(note("price-unit-taken", column=price.header, unit=settled.unit))


_BUYING = re.compile(r"采购|进货|购进|收购|purchas|buying")
_SELLING = re.compile(r"销售|出货|售出|sales|selling")


def _side(settled: Settled, caller: Options, words: str, table: Table) -> None:
    if settled.one("side"):
        return
    buyer, seller = settled.one("buyer"), settled.one("seller")
    told: tuple[Side, str] | None = None
    if bool(buyer) != bool(seller):
        told = (Side.SELL, buyer.header) if buyer else (Side.BUY, seller.header if seller else "")
    if told is None and bool(_BUYING.search(words)) != bool(_SELLING.search(words)):
        side = Side.BUY if _BUYING.search(words) else Side.SELL
        told = side, next(iter(table.above), words)
    if told and caller.side and caller.side != told[0]:
        raise contradiction(f"--side {caller.side}", told[1], told[0])
    settled.side = caller.side or (told[0] if told else settled.options.side)
    settled.side_by_party = settled.side is None and bool(buyer and seller)
    if settled.side is None and not settled.side_by_party:
        settled.ask("side", choices=[*Side])


def _compliance(settled: Settled) -> None:
    if settled.side is Side.MARKET and not settled.one("compliance") and settled.options.compliant is None:
        settled.ask("compliant", choices=[*Compliance])


def _source(settled: Settled, caller: Options) -> None:
    column = settled.one("source")
    if column and caller.source:
        raise contradiction(f"--source {caller.source}", column.header, column.header)
    if not column and not settled.options.source:
        settled.ask("source")


def _basis(settled: Settled, caller: Options) -> None:
    prices = [column for name in PRICE_FIELDS for column in settled.by_field.get(name, ())]
    stated = {column.basis for column in prices} - {None}
    foreign = settled.currency != "CNY" and not settled.one("currency")
    fob = any(re.search(r"\b(?:FOB|CIF|CFR)\b", column.header, re.IGNORECASE) for column in prices)
    if foreign or fob:
        if caller.vat:
            raise contradiction(f"--vat {caller.vat}", prices[0].header if prices else "", settled.currency)
        settled.basis = TaxBasis.NONE
        return
    for column in prices:
        if caller.vat and column.basis and column.basis is not caller.vat and len(stated) == 1:
            raise contradiction(f"--vat {caller.vat}", column.header, column.basis)
    settled.basis = settled.options.vat
