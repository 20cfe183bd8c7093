"""The columns of a table of trades, read: what each cell says, before rows are put together."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from rare_desk.core.problems import Problem, problem
from rare_desk.core.trades import Status
from rare_desk.core.units import TaxBasis, fx_problem, percent_problem
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.reading.cells import Cell
from rare_desk.sheets.reading.meaning.alike import same
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import (
    checked,
    currency_reader,
    date_reader,
    number_reader,
    percent_reader,
    price_reader,
    quantity_reader,
    read_column,
    shown,
    text_reader,
    vat_rate_reader,
    word_reader,
)
from rare_desk.sheets.reading.meaning.vocabulary import (
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


@dataclass(slots=True)
class Fields:
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
    filled: set[str] = field(default_factory=set)
    """Of which a party's default stands where the table says nothing."""


_TEXTS = ("contract_no", "deal_no", "grade", "delivery_place", "payment", "country", "origin", "lot", "trader", "note")


def read_fields(body: Body) -> Fields:
    settled = body.settled
    quantity = settled.one("quantity")
    prices = price_columns(body)
    texts = {name: body.read(name, text_reader, "") for name in _TEXTS}
    if not settled.one("deal_no"):
        texts["deal_no"] = texts["contract_no"]
    reo = settled.one("reo_pct")
    percents = percent_reader(bool(reo and body.decided("fractions", reo)))
    return Fields(
        quantities=body.read("quantity", quantity_reader(body.decided("mark", quantity) if quantity else ".")),
        units=body.read("quantity_unit", unit_reader),
        incl=_prices(body, prices[TaxBasis.INCL]),
        excl=_prices(body, prices[TaxBasis.EXCL]),
        plain=_prices(body, prices[None]),
        bases=body.read("basis", word_reader(BASES, "unknown-basis")),
        price_units=body.read("price_unit", unit_reader),
        currencies=body.read("currency", currency_reader),
        rates=body.read("vat_rate", checked(vat_rate_reader, partial(percent_problem, "vat_rate"))),
        fx=body.read("fx", _fx_reader),
        statuses=_statuses(body),
        related=body.read("related", word_reader(YES_NO, "unknown-word"), "no"),
        spot=body.read("spot", word_reader(SPOT, "unknown-word"), "yes"),
        compliance=body.read("compliance", word_reader(COMPLIANCE, "unknown-word")),
        incoterms=body.read("incoterm", text_reader, ""),
        texts=texts,
        reo=body.read("reo_pct", checked(percents, partial(percent_problem, "reo_pct"))),
        delivered=_delivery(body),
    )


def _fx_reader(cell: Cell) -> Decimal | Problem | None:
    """Ledgers have 0 where there is no rate."""
    value = _number(cell)
    return value if isinstance(value, Problem) else (fx_problem(value) or value) if value else None


_number = number_reader()


def price_columns(body: Body) -> dict[TaxBasis | None, Column | None]:
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
        return same(None, len(body.rows))
    return read_column(body.cells(column), price_reader(body.decided("mark", column)))


def unit_reader(cell: Cell) -> Measure | Problem:
    text = fold(shown(cell))
    measure = price_measure(text)
    unit = mass_unit(f"({text})")
    if measure is None and unit is None:
        return problem("unknown-unit", value=shown(cell))
    return measure or Measure(unit)


def _statuses(body: Body) -> list[Any]:
    statuses = body.read("status", word_reader(STATUSES, "unknown-word"), Status.CONFIRMED)
    if not body.settled.one("cancelled"):
        return statuses
    cancelled = body.read("cancelled", word_reader(YES_NO, "unknown-word"), "no")
    return [
        said if isinstance(said, Problem) else Status.CANCELLED if said == "yes" else status
        for status, said in zip(statuses, cancelled, strict=True)
    ]


def _delivery(body: Body) -> list[Any]:
    settled = body.settled
    return body.read("delivery_date", date_reader(None, settled.year, settled.epoch_1904, today=settled.today))
