"""Calculations that are kept: frozen when they are saved, in versions, with a status, linked to trades."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rare_desk.core.pricing import result
from rare_desk.core.pricing.frozen import frozen
from rare_desk.core.pricing.result import Result
from rare_desk.core.pricing.sources import apart
from rare_desk.core.problems import Refused, problem
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.core.trail import TrailStep
from rare_desk.ops.pricing import Priced, calculator, price
from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.journal import Changes, Step
from rare_desk.store.reading.calculation_queries import last_deal_no, linked_trades, links_in, versions_in
from rare_desk.store.reading.queries import calculations
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import CalculationRow, Row, TradeRow

STATUSES = ("draft", "offered", "agreed", "settled", "void")


@dataclass(frozen=True, slots=True)
class Series:
    """The versions of one calculation, the newest first."""

    versions: tuple[CalculationRow, ...]

    @property
    def newest(self) -> CalculationRow:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class Linked:
    """`row` is None for a trade that was deleted; its number is then the one it had."""

    id: int
    deal_no: str
    row: TradeRow | None


def series_of(rows: Sequence[CalculationRow]) -> list[Series]:
    """The one saved last first."""
    found: defaultdict[str, list[CalculationRow]] = defaultdict(list)
    for row in rows:
        found[row.series or row.uuid].append(row)
    made = [Series(tuple(sorted(of, key=lambda row: (row.version, row.id), reverse=True))) for of in found.values()]
    return sorted(made, key=lambda one: (one.newest.saved_at, one.newest.id), reverse=True)


def saved_series(book: Book) -> list[Series]:
    return series_of(calculations(book))


def trades_of(book: Book, id: int) -> list[Linked]:
    """The trades that a calculation is linked to."""
    ids = linked_trades(book).get(id, ())
    rows = {row.id: row for row in trades_by_id(book, ids)}
    return [
        Linked(one, rows[one].trade.deal_no if one in rows else last_deal_no(book, one), rows.get(one)) for one in ids
    ]


def save_calculation(
    book: Book,
    name: str,
    kind: str,
    given: Mapping[str, object],
    announced: Sequence[AnnouncedPrice] | None = None,
    trades: Sequence[int] = (),
) -> Changes:
    """A new calculation with its result and trail as they are today. Refused without a name or with wrong inputs."""
    row = calculation_row(name, kind, given, announced)
    with book.step("calculation-saved", name=row["name"]) as step:
        _link(step, step.insert("calculations", row), trades)
    return step.changes


def calculation_row(
    name: str, kind: str, given: Mapping[str, object], announced: Sequence[AnnouncedPrice] | None = None
) -> dict[str, Any]:
    """What `save_calculation` writes, for a step of one's own."""
    priced = price(kind, given, announced)
    trail = [result.step_as_json(step) for step in priced.result.trail]
    return {
        "name": _name(name),
        "calculator": priced.calculator,
        "input": _text(result.as_json(priced.given)),
        "result": _text(result.as_json(priced.result.values)),
        "trail": _text(trail),
        "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "counterparty": str(priced.given.get("counterparty") or ""),
        "contract": str(priced.given.get("contract") or ""),
    }


def new_version(
    book: Book,
    id: int,
    name: str,
    kind: str,
    given: Mapping[str, object],
    announced: Sequence[AnnouncedPrice] | None = None,
) -> Changes:
    """The same calculation with other inputs, as a draft after all its versions, which stay as they are.

    It keeps the note, the trades that there still are, and the parties that its inputs do not name; the whole series
    takes the name.
    """
    row = calculation_row(name, kind, given, announced)
    with book.step("calculation-version", name=row["name"]) as step:
        before = _there(step, id)
        versions = _versions(step, before)
        row["series"] = before["series"] or before["uuid"]
        row["version"] = 1 + max(versions.values())
        row["note"] = before["note"]
        row |= {party: before[party] for party in ("counterparty", "contract") if not row[party]}
        for one in versions:
            step.update("calculations", one, {"name": row["name"]})
        _link(
            step,
            step.insert("calculations", row),
            [trade for trade in links_in(step, id) if step.read("trades", trade)],
        )
        step.detail("version", row["version"])
    return step.changes


def rename_calculation(book: Book, id: int, name: str) -> Changes:
    """All its versions."""
    called = _name(name)
    with book.step("calculation-renamed", name=called) as step:
        for one in _versions(step, _there(step, id)):
            step.update("calculations", one, {"name": called})
    return step.changes


def set_status(book: Book, id: int, status: str) -> Changes:
    """Of one version. `status` is one of STATUSES."""
    return _update(book, "calculation-status", id, {"status": status})


def describe(
    book: Book, id: int, *, counterparty: str | None = None, contract: str | None = None, note: str | None = None
) -> Changes:
    """With whom, under which contract, and a note; None leaves as it is. The inputs stay frozen."""
    said = {"counterparty": counterparty, "contract": contract, "note": note}
    return _update(
        book, "calculation-described", id, {key: text.strip() for key, text in said.items() if text is not None}
    )


def link_trades(book: Book, id: int, trades: Sequence[int]) -> Changes:
    """Those that are linked already stay so. Refused when one is gone."""
    with book.step("calculation-linked") as step:
        step.detail("name", _there(step, id)["name"])
        _link(step, id, trades)
    return step.changes


def unlink_trade(book: Book, id: int, trade: int) -> Changes:
    with book.step("calculation-unlinked") as step:
        step.detail("name", _there(step, id)["name"])
        if (link := links_in(step, id).get(trade)) is not None:
            step.delete("calculation_trades", link)
    return step.changes


def delete_calculation(book: Book, id: int) -> Changes:
    """One version, with its links."""
    with book.step("calculation-deleted") as step:
        row = _there(step, id)
        step.detail("name", row["name"])
        _delete(step, id)
    return step.changes


def delete_series(book: Book, id: int) -> Changes:
    """All versions of the one that has this `id`."""
    with book.step("calculation-series-deleted") as step:
        row = _there(step, id)
        versions = _versions(step, row)
        step.detail("name", row["name"])
        step.detail("count", len(versions))
        for one in versions:
            _delete(step, one)
    return step.changes


def reopened(row: CalculationRow) -> tuple[dict[str, Any], dict[str, Any], tuple[TrailStep, ...]]:
    """Input, result and trail as they were saved; nothing is computed anew."""
    with shapes.as_written():
        trail = tuple(result.step_from_json(step) for step in shapes.items(row.trail))
    return given_of(row), figures_of(row), trail


def as_saved(row: CalculationRow) -> Priced:
    """With the figures and the trail it was saved with, for its papers. Refused when this version of the program
    cannot read its inputs any more."""
    given, said, trail = reopened(row)
    calc = calculator(row.calculator)
    asked = calc.inputs(apart(given)[0])
    if isinstance(asked, tuple):
        raise Refused.at_fields(asked)
    anew: Result[Any] = calc.price(asked)
    with shapes.as_written():
        return Priced(row.calculator, given, asked, frozen(anew, said, trail))


def given_of(row: CalculationRow) -> dict[str, Any]:
    """The inputs as they were saved."""
    return shapes.fields(row.input)


def figures_of(row: CalculationRow) -> dict[str, Any]:
    return shapes.fields(row.result)


def headline(row: CalculationRow) -> Decimal:
    """The figure that stands for a saved calculation in a list."""
    return _headline(row.calculator, row.result)


@lru_cache(1024)
def _headline(kind: str, figures: str) -> Decimal:
    """Lists ask for it each time they are drawn, and the result of very many lots is long."""
    found = shapes.fields(figures)
    with shapes.as_written():
        return next(Decimal(found[name]) for name in calculator(kind).headlines if name in found)


def _update(book: Book, label: str, id: int, values: Row) -> Changes:
    with book.step(label) as step:
        step.detail("name", _there(step, id)["name"])
        step.update("calculations", id, values)
    return step.changes


def _versions(step: Step, row: Row) -> dict[int, int]:
    return versions_in(step, str(row["series"] or row["uuid"]))


def _link(step: Step, id: int, trades: Sequence[int]) -> None:
    linked = links_in(step, id)
    for trade in dict.fromkeys(trades):
        if trade not in linked:
            if step.read("trades", trade) is None:
                raise Refused(problem("record-gone", "", trade))
            step.insert("calculation_trades", {"calculation": id, "trade": trade})


def _delete(step: Step, id: int) -> None:
    for link in links_in(step, id).values():
        step.delete("calculation_trades", link)
    step.delete("calculations", id)


def _there(step: Step, id: int) -> Row:
    row = step.read("calculations", id)
    if row is None:
        raise Refused(problem("record-gone", "", id))
    return row


def _name(name: str) -> str:
    if not name.strip():
        raise Refused(problem("input-missing", "name"))
    return name.strip()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
