"""Rows of a table read as trades."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rare_desk.core.numbers import MONEY_PLACES, RATE_PLACES, plain, to_scaled
from rare_desk.core.problems import Problem, problem
from rare_desk.core.scaled import pico, scaled_prices
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit, vat_rate_on
from rare_desk.sheets.parties import Parties, sides_and_parties
from rare_desk.sheets.plan import Deal, Known
from rare_desk.sheets.reading.cells import Cell
from rare_desk.sheets.reading.columns import Column
from rare_desk.sheets.reading.values import (
    WrittenPrice,
    are_fractions,
    currency_reader,
    date_reader,
    decimal_mark,
    number_reader,
    percent_reader,
    price_reader,
    quantity_reader,
    read_column,
    shown,
    text_reader,
    word_reader,
)
from rare_desk.sheets.reading.vocabulary import (
    BASES,
    COMPLIANCE,
    SPOT,
    STATUSES,
    YES_NO,
    Measure,
    fold,
    mass_unit,
    price_measure,
)
from rare_desk.sheets.rows import Body, remark
from rare_desk.sheets.settle import contradiction

_LARGEST = Decimal(10) ** 11
_FOREIGN_TERMS = ("FOB", "FAS", "FCA", "CFR", "CNF", "C&F", "CIF", "CPT", "CIP", "DAP", "DPU", "DAT", "DDP", "DDU")
_CENT = Decimal("0.01")


@dataclass(slots=True)
class _Fields:
    """The columns of one table, read; all lists as long as there are rows."""

    quantities: list[Any]
    units: list[Any]
    incl: list[Any]
    excl: list[Any]
    plain: list[Any]
    bases: list[Any]
    price_units: list[Any]
    currencies: list[Any]
    rates: list[Any]
    fx: list[Any]
    statuses: list[Any]
    related: list[Any]
    spot: list[Any]
    compliance: list[Any]
    incoterms: list[Any]
    texts: dict[str, list[str]]
    reo: list[Any]
    delivered: list[Any]


_TEXTS = ("contract_no", "deal_no", "grade", "delivery_place", "payment", "country", "origin", "lot", "trader", "note")


def read_trades(body: Body, known: Known) -> list[Deal]:
    """The rows that are not wrong; what is wrong goes into the plan, all of it."""
    fields = _read(body)
    parties = sides_and_parties(body, known)
    _check_compliance(body, fields, parties)
    reader = _Rows(body, fields, parties)
    deals = [deal for at in range(len(body.rows)) if (deal := reader.deal(at)) is not None]
    if reader.basis_open:
        body.settled.ask("vat", reader.basis_column, (TaxBasis.INCL, TaxBasis.EXCL))
    if reader.unit_open:
        body.settled.ask("unit", body.settled.by_field["quantity"][0].header, [*Unit])
    body.plan.wrong = len(body.rows) - len(deals)
    return deals


def _read(body: Body) -> _Fields:
    settled = body.settled
    quantity = settled.one("quantity")
    prices = _price_columns(body)
    texts = {name: body.read(name, text_reader, "") for name in _TEXTS}
    if not settled.one("deal_no"):
        texts["deal_no"] = texts["contract_no"]
    reo = settled.one("reo_pct")
    rate = settled.one("vat_rate")
    return _Fields(
        quantities=body.read("quantity", quantity_reader(decimal_mark(body.cells(quantity)) if quantity else ".")),
        units=body.read("quantity_unit", unit_reader),
        incl=_prices(body, prices[TaxBasis.INCL]),
        excl=_prices(body, prices[TaxBasis.EXCL]),
        plain=_prices(body, prices[None]),
        bases=body.read("basis", word_reader(BASES, "unknown-basis")),
        price_units=body.read("price_unit", unit_reader),
        currencies=body.read("currency", currency_reader),
        rates=body.read("vat_rate", percent_reader(bool(rate and are_fractions(body.cells(rate))))),
        fx=body.read("fx", number_reader()),
        statuses=_statuses(body),
        related=body.read("related", word_reader(YES_NO, "unknown-word"), "no"),
        spot=body.read("spot", word_reader(SPOT, "unknown-word"), "yes"),
        compliance=body.read("compliance", word_reader(COMPLIANCE, "unknown-word")),
        incoterms=body.read("incoterm", text_reader, ""),
        texts=texts,
        reo=body.read("reo_pct", percent_reader(bool(reo and are_fractions(body.cells(reo))))),
        delivered=_delivery(body),
    )


def _price_columns(body: Body) -> dict[TaxBasis | None, Column | None]:
    """The first price column of each basis; where rows state theirs, only the one without is read."""
    found: dict[TaxBasis | None, Column | None] = {TaxBasis.INCL: None, TaxBasis.EXCL: None, None: None}
    for column in body.settled.by_field.get("price", ()):
        if found[column.basis] is None:
            found[column.basis] = column
    if found[None] and body.settled.one("basis"):
        return {TaxBasis.INCL: None, TaxBasis.EXCL: None, None: found[None]}
    return found


def _prices(body: Body, column: Column | None) -> list[Any]:
    if column is None:
        return [None] * len(body.rows)
    cells = body.cells(column)
    return read_column(cells, price_reader(decimal_mark(cells)))


def unit_reader(cell: Cell) -> Measure | Problem:
    text = fold(shown(cell))
    measure = price_measure(text)
    unit = mass_unit(f"({text})")
    if measure is None and unit is None:
        return problem("unknown-unit", value=shown(cell))
    return measure or Measure(unit)


def _statuses(body: Body) -> list[Any]:
    statuses = body.read("status", word_reader(STATUSES, "unknown-word"), Status.CONFIRMED)
    cancelled = body.read("cancelled", word_reader(YES_NO, "unknown-word"), "no")
    return [
        said if isinstance(said, Problem) else Status.CANCELLED if said == "yes" else status
        for status, said in zip(statuses, cancelled, strict=True)
    ]


def _delivery(body: Body) -> list[Any]:
    return body.read("delivery_date", date_reader(None, body.settled.year, body.settled.epoch_1904))


def _check_compliance(body: Body, fields: _Fields, parties: Parties) -> None:
    asked = body.settled.options.compliant
    column = body.settled.one("compliance")
    if column and asked:
        for said in set(fields.compliance):
            if isinstance(said, Compliance) and said is not asked:
                raise contradiction(f"--compliant {asked}", column.header, said)
    if not column and asked is None and Side.MARKET in parties.sides and not body.settled.questions:
        body.settled.ask("compliant", choices=[*Compliance])


class _Rows:
    """Puts the read columns together, row by row."""

    def __init__(self, body: Body, fields: _Fields, parties: Parties) -> None:
        self.body, self.fields, self.parties = body, fields, parties
        settled = body.settled
        self.settled = settled
        self.columns = _price_columns(body)
        self.basis_open = self.unit_open = False
        plain_column = self.columns[None]
        self.basis_column = plain_column.header if plain_column else ""
        self.first_price = next(iter(settled.by_field.get("price", ())), None)
        self.rates: dict[dt.date, Decimal] = {}
        self.days: dict[dt.date, str] = {}
        self.scaled_rates: dict[Decimal, int] = {}
        own = settled.options.compliant or Compliance.YES
        market = settled.options.compliant or Compliance.UNKNOWN
        self.default_compliance = {Side.MARKET: market.value, Side.BUY: own.value, Side.SELL: own.value}
        self.optional = self._optional()

    def _optional(self) -> list[tuple[list[Any], str]]:
        """The columns that may hold a problem and are there."""
        fields = self.fields
        named = (
            (fields.units, "quantity_unit"), (fields.bases, "basis"), (fields.price_units, "price_unit"),
            (fields.currencies, "currency"), (fields.rates, "vat_rate"), (fields.fx, "fx"),
            (fields.related, "related"), (fields.spot, "spot"), (fields.compliance, "compliance"),
        )  # fmt: skip
        there = [(values, name) for values, name in named if self.settled.one(name)]
        status = "cancelled" if self.settled.one("cancelled") else "status"
        return [*there, (fields.statuses, status)] if self.settled.one(status) else there

    def deal(self, at: int) -> Deal | None:
        found: list[tuple[Column | None, Problem, str]] = []
        day = self.body.dates[at]
        product = self.body.products[at]
        if type(day) is not dt.date:
            found.append((self.settled.one("date"), day or problem("missing-date", "date"), "date"))
        if type(product) is not str:
            trouble = product if isinstance(product, Problem) else problem("missing-product", "product")
            found.append((self.settled.one("product"), trouble, "product"))
        quantity = self._quantity(at, found)
        side = self.parties.sides[at]
        if not isinstance(side, Side):
            found.append((self.parties.column, side or problem("missing-side", "side"), "side"))
        for values, name in self.optional:
            if type(values[at]) is Problem:
                found.append((self.settled.one(name), values[at], name))
        price = self._price(at, day, found)
        if found or quantity is None or price is None or not isinstance(side, Side):
            for column, trouble, name in found:
                self.body.wrong(at, column, trouble if trouble.field else _of(trouble, name), name)
            return None
        return self._made(at, day, product, side, quantity, price)

    def _quantity(self, at: int, found: list[tuple[Column | None, Problem, str]]) -> tuple[Decimal, Unit] | None:
        column = self.settled.one("quantity")
        read = self.fields.quantities[at]
        if type(read) is not tuple:
            found.append((column, read or problem("missing-quantity", "quantity"), "quantity"))
            return None
        value, unit = read
        if value <= 0:
            found.append((column, problem("non-positive-quantity", "quantity", plain(value)), "quantity"))
        elif value > _LARGEST:
            found.append((column, problem("too-large", "quantity", plain(value), limit=plain(_LARGEST)), "quantity"))
        if unit is None:
            stated = self.fields.units[at]
            unit = stated.unit if type(stated) is Measure else None
            unit = unit or self.settled.unit
        if unit is None:
            self.unit_open = True
            unit = Unit.T
        return value, unit

    def _price(self, at: int, day: Any, found: list[tuple[Column | None, Problem, str]]) -> "_Price | None":
        incl, excl, bare = self.fields.incl[at], self.fields.excl[at], self.fields.plain[at]
        bad = False
        for read, basis in ((incl, TaxBasis.INCL), (excl, TaxBasis.EXCL), (bare, None)):
            column = self.columns[basis]
            if type(read) is Problem:
                found.append((column, read, "price"))
                bad = True
            elif read is not None and read.value <= 0:
                found.append((column, problem("non-positive-price", "price", plain(read.value)), "price"))
                bad = True
        if bad:
            return None
        if incl is not None and excl is not None and type(day) is dt.date:
            rate = self._rate(at, day)
            trouble = _mismatch(incl, excl, rate) if type(rate) is Decimal else None
            if trouble:
                found.append((self.columns[TaxBasis.EXCL], trouble, "price"))
        read, basis = next(
            ((p, b) for p, b in ((incl, TaxBasis.INCL), (excl, TaxBasis.EXCL), (bare, None)) if p is not None),
            (None, None),
        )
        if read is None:
            found.append((self.first_price, problem("missing-price", "price"), "price"))
            return None
        return self._priced(at, read, basis)

    def _rate(self, at: int, day: dt.date) -> Any:
        stated = self.fields.rates[at]
        if stated is not None:
            return stated
        rate = self.rates.get(day)
        if rate is None:
            rate = self.rates[day] = vat_rate_on(day)
        return rate

    def _priced(self, at: int, read: WrittenPrice, basis: TaxBasis | None) -> "_Price":
        column = self.columns[basis]
        measure = column.measure if column else Measure()
        stated = self.fields.price_units[at]
        beside = self.fields.units[at]
        per = stated if type(stated) is Measure else beside if type(beside) is Measure and beside.currency else None
        said = self.fields.currencies[at]
        currency = read.currency or (said if type(said) is str else "") or measure.currency
        currency = currency or (per.currency if per else "") or self.settled.currency
        unit = read.unit or measure.unit or (per.unit if per else None) or self.settled.price_unit
        factor = 1 if read.unit else measure.factor
        if factor == 1 and not read.unit and not measure.currency:
            factor = per.factor if per else self.settled.money_factor
        value = read.value if factor == 1 else read.value * factor
        return _Price(value, unit or self._quantity_unit(at), currency, self._basis(at, basis, currency))

    def _quantity_unit(self, at: int) -> Unit:
        read = self.fields.quantities[at]
        own = read[1] if type(read) is tuple else None
        stated = self.fields.units[at]
        return own or (stated.unit if type(stated) is Measure else None) or self.settled.unit or Unit.T

    def _basis(self, at: int, basis: TaxBasis | None, currency: str) -> TaxBasis:
        if currency != "CNY":
            return TaxBasis.NONE
        stated = self.fields.bases[at]
        if basis is None and isinstance(stated, TaxBasis):
            return stated
        if basis is None and self.fields.incoterms[at][:3].upper() in _FOREIGN_TERMS:
            return TaxBasis.NONE
        if basis is None and self.settled.basis is None:
            self.basis_open = True
        return basis or self.settled.basis or TaxBasis.INCL

    def _made(
        self, at: int, day: dt.date, product: Any, side: Side, quantity: tuple[Decimal, Unit], price: "_Price"
    ) -> Deal:
        fields, texts = self.fields, self.fields.texts
        value, unit = quantity
        tonnes = value if unit is Unit.T else value.scaleb(-3)
        per_tonne = price.value if price.unit is Unit.T else price.value.scaleb(3)
        rate = self._rate(at, day)
        scaled = self.scaled_rates.get(rate)
        if scaled is None:
            scaled = self.scaled_rates[rate] = to_scaled(rate, RATE_PLACES)
        fx = None if fields.fx[at] is None else to_scaled(fields.fx[at], RATE_PLACES)
        size, cost = pico(tonnes), pico(per_tonne)
        foreign = price.currency != "CNY"
        iso = self.days.get(day)
        if iso is None:
            iso = self.days[day] = day.isoformat()
        parties = self.parties
        said = fields.compliance[at]
        reo, delivered, remarks = self._loose(at)
        return Deal(
            self.body.numbers[at], iso, product,
            parties.counterparties[at], parties.buyers[at], parties.sellers[at],
            (size + 500_000) // 1_000_000,
            *scaled_prices(size, cost, price.basis, scaled, fx, foreign),
            reo, side.value, fields.statuses[at].value, texts["deal_no"][at], unit.value,
            to_scaled(price.value, MONEY_PLACES), price.unit.value, price.currency, price.basis.value, scaled, fx,
            int(fields.related[at] == "yes"), int(fields.spot[at] == "yes"),
            self.default_compliance[side] if said is None else said.value,
            texts["contract_no"][at], texts["grade"][at], texts["delivery_place"][at], delivered,
            texts["payment"][at], fields.incoterms[at], texts["country"][at], texts["origin"][at],
            texts["lot"][at], texts["trader"][at], remarks, "",
        )  # fmt: skip

    def _loose(self, at: int) -> tuple[int | None, str | None, str]:
        """REO content and delivery date; what is not plainly one is kept as a remark."""
        reo, delivered, remarks = self.fields.reo[at], self.fields.delivered[at], self.fields.texts["note"][at]
        for value, name in ((reo, "reo_pct"), (delivered, "delivery_date")):
            column = self.settled.one(name)
            if type(value) is Problem and column:
                said = remark(column.header, self.body.rows[at][column.at])
                remarks = f"{remarks}; {said}" if remarks else said
        percent = to_scaled(reo, RATE_PLACES) if type(reo) is Decimal else None
        return percent, delivered.isoformat() if type(delivered) is dt.date else None, remarks


@dataclass(frozen=True, slots=True)
class _Price:
    value: Decimal
    unit: Unit
    currency: str
    basis: TaxBasis


def _of(trouble: Problem, name: str) -> Problem:
    return replace(trouble, field=name)


def _mismatch(incl: WrittenPrice, excl: WrittenPrice, rate: Decimal) -> Problem | None:
    """Neither, derived from the other and rounded to the decimals written (at least 2), is within 0.01 of it."""
    factor = 1 + rate / 100
    if abs(excl.value * factor - incl.value) <= _CENT / 2:
        return None
    derived = _rounded(incl.value / factor, excl.places)
    if abs(derived - excl.value) <= _CENT:
        return None
    if abs(_rounded(excl.value * factor, incl.places) - incl.value) <= _CENT:
        return None
    return problem("vat-mismatch", "price_ex_vat", plain(excl.value), rate=plain(rate), expected=plain(derived))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-max(places, 2)), rounding=ROUND_HALF_UP)
