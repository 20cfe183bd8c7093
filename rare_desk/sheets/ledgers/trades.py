"""Rows of a table read as trades."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any, NamedTuple

from rare_desk.core.numbers import LARGEST, LARGEST_AMOUNT, MONEY_PLACES, RATE_PLACES, from_scaled, plain, to_scaled
from rare_desk.core.problems import Problem, problem
from rare_desk.core.scaled import PICO, pico, scaled_columns
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit, vat_rate_on
from rare_desk.sheets.ledgers.parties import Parties, sides_and_parties
from rare_desk.sheets.ledgers.party_defaults import take_defaults
from rare_desk.sheets.ledgers.price_ranges import with_ranges
from rare_desk.sheets.ledgers.remarks import heed_dittos, heed_remarks, note_cut_numbers
from rare_desk.sheets.ledgers.trade_fields import Fields, price_columns, read_fields
from rare_desk.sheets.planning.deals import Deals
from rare_desk.sheets.planning.plan import Known
from rare_desk.sheets.planning.rows import Body, forget_decisions, remark
from rare_desk.sheets.planning.settle import contradiction
from rare_desk.sheets.reading.meaning.alike import across, each_once, each_value, where, where_together
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import WrittenPrice
from rare_desk.sheets.reading.meaning.vocabulary import NO_MEASURE, Measure

_FOREIGN_TERMS = ("FOB", "FAS", "FCA", "CFR", "CNF", "C&F", "CIF", "CPT", "CIP", "DAP", "DPU", "DAT", "DDP", "DDU")
_CENT = Decimal("0.01")
_MOST_PLACES = 9
"""More decimals than a price has make no difference to a cent."""
_HALF_WRITTEN = 10 ** (PICO - MONEY_PLACES) // 2
_BASES = (TaxBasis.INCL, TaxBasis.EXCL, None)


def read_trades(body: Body, known: Known) -> Deals:
    """The rows that are not wrong; what is wrong goes into the plan, all of it."""
    fields = read_fields(body)
    if _leave_out_open_drafts(body, fields):
        forget_decisions(body.settled)
        fields = read_fields(body)
    heed_remarks(body, fields)
    note_cut_numbers(body, fields.texts)
    parties = sides_and_parties(body, known)
    heed_dittos(body, parties)
    _check_compliance(body, fields, parties)
    take_defaults(body, fields, parties, known)
    rows = _Rows(body, fields, parties)
    good = rows.good()
    deals = with_ranges(body, fields, rows.fitting(good, rows.deals(good)))
    if rows.basis_open:
        column = rows.columns[None]
        body.settled.ask("vat", column.header if column else "", (TaxBasis.INCL, TaxBasis.EXCL))
    if rows.unit_open:
        body.settled.ask("unit", body.settled.by_field["quantity"][0].header, [*Unit])
    body.plan.wrong = len(body.rows) - len(deals)
    return deals


def _leave_out_open_drafts(body: Body, fields: Fields) -> bool:
    """A draft may lack quantity or price; the book has such rows and no file adds them. Says so, row by row."""
    drafts = where(fields.statuses, lambda status: status is Status.DRAFT)
    given = (fields.incl, fields.excl, fields.plain)
    gaps = {at for at in drafts if fields.quantities[at] is None or all(prices[at] is None for prices in given)}
    if gaps:
        body.plan.left_out += [(body.numbers[at], "draft") for at in sorted(gaps)]
        body.keep([at for at in range(len(body.rows)) if at not in gaps])
        body.plan.rows = len(body.rows)
    return bool(gaps)


def _check_compliance(body: Body, fields: Fields, parties: Parties) -> None:
    asked = body.settled.options.compliant
    column = body.settled.one("compliance")
    if column and asked:
        for said in set(fields.compliance):
            if isinstance(said, Compliance) and said is not asked:
                raise contradiction(f"--compliant {asked}", column.header, said)
    if not column and asked is None and Side.MARKET in parties.sides and not body.settled.questions:
        body.settled.ask("compliant", choices=[*Compliance])


class _Amount(NamedTuple):
    """A quantity in 1e-12 t and in grams, with its unit's code."""

    size: int
    grams: int
    unit: str


class _Price(NamedTuple):
    """A price in 1e-12 per tonne and, as written, in 1e-4 per `unit`."""

    cost: int
    written: int
    unit: str
    currency: str
    basis: TaxBasis


class _Rows:
    """Puts the read columns together: first which rows are wrong, then the good ones a column at a time."""

    def __init__(self, body: Body, fields: Fields, parties: Parties) -> None:
        self.body, self.fields, self.parties = body, fields, parties
        self.settled = body.settled
        self.columns = price_columns(body)
        self.prices = {TaxBasis.INCL: fields.incl, TaxBasis.EXCL: fields.excl, None: fields.plain}
        self.basis_open = self.unit_open = False
        self.rates = self._rates()
        self.optional = self._optional()
        self.figures: Sequence[Sequence[int | None]] = ()

    def _rates(self) -> list[Any]:
        """Each row's VAT rate in percent: stated, else the one of its date."""
        by_date = each_value(self.body.dates, lambda day: vat_rate_on(day) if type(day) is dt.date else None)
        if not self._says("vat_rate"):
            return by_date
        return [other if said is None else said for said, other in zip(self.fields.rates, by_date, strict=True)]

    def _says(self, name: str) -> bool:
        """Whether a column of the table, or what is kept with a party, does."""
        return self.settled.one(name) is not None or name in self.fields.filled

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

    # -- which rows are wrong --------------------------------------------------------------------------------------

    def good(self) -> Sequence[int]:
        """The places of the rows that are not wrong; the others' problems go into the plan."""
        wrong = {at for at in self._doubted() if self._refused(at)}
        return [at for at in range(len(self.body.rows)) if at not in wrong] if wrong else range(len(self.body.rows))

    def _doubted(self) -> list[int]:
        """Rows that may be wrong, found a column at a time."""
        body, largest = self.body, LARGEST
        found = where(body.dates, lambda day: type(day) is not dt.date)
        found |= where(body.products, lambda product: type(product) is not str)
        found |= where(self.fields.quantities, lambda q: type(q) is not tuple or not 0 < q[0] <= largest)
        found |= where(self.parties.sides, lambda side: type(side) is not Side)
        for values, _ in self.optional:
            found |= where(values, lambda value: type(value) is Problem)
        there = [self.prices[basis] for basis in _BASES if self.columns[basis]]
        for prices in there:
            found |= where(prices, lambda p: p is not None and (type(p) is Problem or not 0 < p.value <= largest))
        empty = [where(prices, lambda price: price is None) for prices in there]
        missing = set.intersection(*empty) if empty else set(range(len(body.rows)))
        return sorted(found | missing | self._apart())

    def _apart(self) -> set[int]:
        """Rows whose two prices are further apart by VAT than half a cent of the one without."""
        if not (self.columns[TaxBasis.INCL] and self.columns[TaxBasis.EXCL]):
            return set()
        return where_together((self.fields.incl, self.fields.excl, self.rates), _may_differ)

    def _refused(self, at: int) -> bool:
        body = self.body
        found: list[tuple[Column | None, Problem, str]] = []
        for value, name in ((body.dates[at], "date"), (body.products[at], "product")):
            if value is None or type(value) is Problem:
                found.append((self.settled.one(name), value or problem(f"missing-{name}", name), name))
        found += self._quantity_problems(self.fields.quantities[at])
        side = self.parties.sides[at]
        if type(side) is not Side:
            found.append((self.parties.column, side or problem("missing-side", "side"), "side"))
        found += [
            (self.settled.one(name), values[at], name) for values, name in self.optional if type(values[at]) is Problem
        ]
        found += self._price_problems(at)
        for column, trouble, name in found:
            body.wrong(at, column, trouble if trouble.field else replace(trouble, field=name), name)
        return bool(found)

    def _quantity_problems(self, read: Any) -> Iterable[tuple[Column | None, Problem, str]]:
        column = self.settled.one("quantity")
        if type(read) is not tuple:
            yield column, read or problem("missing-quantity", "quantity"), "quantity"
        elif read[0] <= 0:
            yield column, problem("non-positive-quantity", "quantity", plain(read[0])), "quantity"
        elif read[0] > LARGEST:
            yield column, problem("too-large", "quantity", plain(read[0]), limit=plain(LARGEST)), "quantity"

    def _price_problems(self, at: int) -> list[tuple[Column | None, Problem, str]]:
        found: list[tuple[Column | None, Problem, str]] = []
        there = False
        for basis in _BASES:
            read = self.prices[basis][at]
            there = there or read is not None
            if type(read) is Problem:
                found.append((self.columns[basis], read, "price"))
            elif read is not None and read.value <= 0:
                found.append((self.columns[basis], problem("non-positive-price", "price", plain(read.value)), "price"))
            elif read is not None and read.value > LARGEST:
                large = problem("too-large", "price", plain(read.value), limit=plain(LARGEST))
                found.append((self.columns[basis], large, "price"))
        incl, excl, rate = self.fields.incl[at], self.fields.excl[at], self.rates[at]
        if not found and incl is not None and excl is not None and type(rate) is Decimal:
            trouble = _mismatch(incl, excl, rate)
            if trouble:
                found.append((self.columns[TaxBasis.EXCL], trouble, "price"))
        if not there:
            first = next(iter(self.settled.by_field.get("price", ())), None)
            found.append((first, problem("missing-price", "price"), "price"))
        return found

    # -- the good rows ---------------------------------------------------------------------------------------------

    def deals(self, good: Sequence[int]) -> Deals:
        fields, texts, parties = self.fields, self.fields.texts, self.parties
        of = partial(self._of, good=good)
        sizes, grams, units = across(self._amounts(good), 3)
        costs, written, price_units, currencies, bases = across(self._written(good), 5)
        rates = each_value(of(self.rates), lambda rate: to_scaled(rate, RATE_PLACES))
        fx = each_value(of(fields.fx), lambda rate: None if rate is None else to_scaled(rate, RATE_PLACES))
        foreign = [currency != "CNY" for currency in currencies]
        self.figures = ex_vat, incl_vat, amount_ex, amount_incl, amount = scaled_columns(
            sizes, costs, bases, rates, fx, foreign
        )
        truth = {"yes": 1, "no": 0}
        reo, delivered, notes = self._loose(good)
        return Deals((
            of(self.body.numbers), each_value(of(self.body.dates), dt.date.isoformat), of(self.body.products),
            of(parties.counterparties), of(parties.buyers), of(parties.sellers),
            grams, ex_vat, incl_vat, amount_ex, amount_incl, amount, reo,
            each_value(of(parties.sides), str), each_value(of(fields.statuses), str), of(texts["deal_no"]), units,
            written, price_units, currencies, each_value(bases, str), rates, fx,
            each_value(of(fields.related), truth.__getitem__), each_value(of(fields.spot), truth.__getitem__),
            self._compliance(good), of(texts["contract_no"]), of(texts["grade"]), of(texts["delivery_place"]),
            delivered, of(texts["payment"]), of(fields.incoterms), of(texts["country"]), of(texts["origin"]),
            of(texts["lot"]), of(texts["trader"]), notes, [""] * len(good),
        ))  # fmt: skip

    def _of(self, values: list[Any], good: Sequence[int]) -> list[Any]:
        return values if len(good) == len(self.body.rows) else [values[at] for at in good]

    def fitting(self, good: Sequence[int], deals: Deals) -> Deals:
        """The deals whose figures the book can hold, neither too large nor rounded to nothing; the others are wrong."""
        limit = to_scaled(LARGEST_AMOUNT, MONEY_PLACES)
        over: dict[int, int] = {}
        grams = deals.column("quantity_g")
        nothing = set() if all(grams) else {at for at, size in enumerate(grams) if not size}
        for values in (deals.column("price"), *self.figures):
            if max(filter(None, values), default=0) > limit:
                over |= {at: value for at, value in enumerate(values) if value is not None and value > limit}
        column = next((self.columns[basis] for basis in _BASES if self.columns[basis]), None)
        for at, value in sorted(over.items()):
            shown = plain(from_scaled(value, MONEY_PLACES))
            trouble = problem("too-large", "amount", shown, limit=plain(LARGEST_AMOUNT))
            self.body.wrong(good[at], column, trouble, "price")
        for at in sorted(nothing):  # less than half a gram, as subtracted fractions leave it
            trouble = problem("non-positive-quantity", "quantity", "0")
            self.body.wrong(good[at], self.settled.one("quantity"), trouble, "quantity")
        worthless = self._worthless(deals)
        for at in sorted(worthless):
            self.body.wrong(good[at], column, problem("non-positive-price", "price", "0"), "price")
        wrong = nothing | over.keys() | worthless
        return deals.at([at for at in range(len(deals)) if at not in wrong]) if wrong else deals

    def _worthless(self, deals: Deals) -> set[int]:
        """Less than half of what the book keeps, as written or ex VAT in CNY."""
        found: set[int] = set()
        for prices in (deals.column("price"), self.figures[0]):
            if not all(prices):
                found |= {at for at, price in enumerate(prices) if price == 0}
        return found

    def _compliance(self, good: Sequence[int]) -> list[str]:
        """As the row says, else as the caller does, else the default of its source."""
        said = self.settled.options.compliant
        own, market = str(said or Compliance.YES), str(said or Compliance.UNKNOWN)
        sides, stated = self._of(self.parties.sides, good), self._of(self.fields.compliance, good)
        usual = each_value(sides, lambda side: market if side is Side.MARKET else own)
        if not self._says("compliance"):
            return usual
        return [str(said or other) for said, other in zip(stated, usual, strict=True)]

    def _amounts(self, good: Sequence[int]) -> list[_Amount]:
        quantities, units = self.fields.quantities, self.fields.units

        def amount(at: int) -> _Amount:
            read, beside = quantities[at], units[at]
            unit = read[1] or (beside.unit if type(beside) is Measure else None) or self.settled.unit
            self.unit_open = self.unit_open or unit is None
            size = pico(read[0] if unit is not Unit.KG else read[0].scaleb(-3))
            return _Amount(size, (size + 500_000) // 1_000_000, str(unit or Unit.T))

        return each_once(good, (quantities, units), amount)

    def _written(self, good: Sequence[int]) -> list[_Price]:
        """The price that counts: including VAT, else excluding it, else the one without a basis of its own."""
        fields = self.fields

        def price(at: int) -> _Price:
            read: WrittenPrice = fields.incl[at] or fields.excl[at] or fields.plain[at]
            basis = TaxBasis.INCL if fields.incl[at] else TaxBasis.EXCL if fields.excl[at] else None
            return self._priced(at, read, basis)

        return each_once(good, (*self._counting(), *self._beside()), price)

    def _counting(self) -> Iterator[list[Any]]:
        """The columns of prices, but for those behind one that every row has."""
        for values in (self.fields.incl, self.fields.excl, self.fields.plain):
            yield values
            if all(values):
                return

    def _beside(self) -> Iterator[list[Any]]:
        """The columns that are there and say what a price means."""
        fields, there = self.fields, self.settled.by_field.keys() | self.fields.filled
        for values, name in (
            (fields.units, "quantity_unit"), (fields.price_units, "price_unit"), (fields.currencies, "currency"),
            (fields.bases, "basis"), (fields.incoterms, "incoterm"),
        ):  # fmt: skip
            if name in there:
                yield values
        if self.settled.price_unit is None:
            yield fields.quantities

    def _priced(self, at: int, read: WrittenPrice, basis: TaxBasis | None) -> _Price:
        column = self.columns[basis]
        measure = column.measure if column else NO_MEASURE
        stated, beside, said = (v[at] for v in (self.fields.price_units, self.fields.units, self.fields.currencies))
        per = stated if type(stated) is Measure else beside if type(beside) is Measure and beside.currency else None
        currency = read.currency or (said if type(said) is str else "") or measure.currency
        currency = currency or (per.currency if per else "") or self.settled.currency
        unit = read.unit or measure.unit or (per.unit if per else None) or self.settled.price_unit
        factor = 1 if read.unit else measure.factor
        if factor == 1 and not read.unit and not measure.currency:
            factor = per.factor if per else self.settled.money_factor
        value, size = (read.value, read.pico) if factor == 1 else (read.value * factor, pico(read.value * factor))
        unit = unit or self.fields.quantities[at][1] or (beside.unit if type(beside) is Measure else None) or Unit.T
        cost = size if unit is Unit.T else pico(value.scaleb(3))
        written = (size + _HALF_WRITTEN) // (2 * _HALF_WRITTEN)
        return _Price(cost, written, str(unit), currency, self._basis(at, basis, currency))

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

    def _loose(self, good: Sequence[int]) -> tuple[list[int | None], list[str | None], list[str]]:
        """REO content and delivery date; what is not plainly one is kept as a remark."""
        notes = list(self._of(self.fields.texts["note"], good))
        none: list[Any] = [None] * len(good)
        if not self.settled.one("reo_pct") and not self.settled.one("delivery_date"):
            return none, none, notes
        reo = [self.fields.reo[at] for at in good]
        delivered = [self.fields.delivered[at] for at in good]
        for values, name in ((reo, "reo_pct"), (delivered, "delivery_date")):
            column = self.settled.one(name)
            for place, value in enumerate(values):
                if column and type(value) is Problem:
                    said = remark(column.header, self.body.rows[good[place]][column.at])
                    notes[place] = f"{notes[place]}; {said}" if notes[place] else said
        return (
            [to_scaled(value, RATE_PLACES) if type(value) is Decimal else None for value in reo],
            [value.isoformat() if type(value) is dt.date else None for value in delivered],
            notes,
        )


def _may_differ(incl: Any, excl: Any, rate: Any) -> bool:
    if not type(incl) is type(excl) is WrittenPrice:
        return False
    factor = 10**8 + to_scaled(rate, RATE_PLACES) if type(rate) is Decimal else 0
    return abs(excl.pico * factor - incl.pico * 10**8) > 5 * 10**9 * factor


def _mismatch(incl: WrittenPrice, excl: WrittenPrice, rate: Decimal) -> Problem | None:
    """Neither, derived from the other and rounded to the decimals written (at least 2), is within 0.01 of it."""
    factor = 1 + rate / 100
    derived = _rounded(incl.value / factor, excl.places)
    if abs(derived - excl.value) <= _CENT:
        return None
    if abs(_rounded(excl.value * factor, incl.places) - incl.value) <= _CENT:
        return None
    return problem("vat-mismatch", "price_ex_vat", plain(excl.value), rate=plain(rate), expected=plain(derived))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(max(places, 2), _MOST_PLACES)), rounding=ROUND_HALF_UP)
