"""What a saved calculation keeps, and what may be changed about it afterwards."""

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rare_desk.core.pricing.result import as_json
from rare_desk.core.problems import Refused
from rare_desk.ops import pricing
from rare_desk.ops.contracts import saved
from rare_desk.ops.papers.calculation import calculation_paper
from rare_desk.ops.papers.words import Words
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.calculation_queries import calculations_of_trade, newest_calculation
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.store.rows import CalculationRow
from tests.core.pricing.examples import examples, settlement
from tests.ops.given import BUY, TODAY
from tests.ops.papers.given import DAY, DESK, everything


def figures(book: Book) -> list[tuple[str, Decimal]]:
    return [(row.name, saved.headline(row)) for row in queries.calculations(book)]


def grade(number: int) -> dict[str, Any]:
    given: dict[str, Any] = examples("grade")[number]["input"]
    return given


def newest(book: Book) -> CalculationRow:
    row = newest_calculation(book)
    assert row is not None
    return row


def save(book: Book, kind: str, given: dict[str, Any], name: str = "北矿 3月") -> CalculationRow:
    saved.save_calculation(book, name, kind, given)
    return newest(book)


def trade_in(book: Book, deal_no: str) -> int:
    add_trade(book, dataclasses.replace(BUY, deal_no=deal_no), today=TODAY)
    return max(row.id for row in trade_page(book))


def test_a_calculation_is_saved_renamed_and_deleted_each_as_one_undoable_step(book: Book) -> None:
    row = save(book, "settlement", settlement(), "北矿 3月结算")
    assert figures(book) == [("北矿 3月结算", Decimal("884293.67"))]
    saved.rename_calculation(book, row.id, " 北矿 3月 ")
    assert figures(book) == [("北矿 3月", Decimal("884293.67"))]
    saved.delete_calculation(book, row.id)
    assert figures(book) == []
    book.undo()
    book.undo()
    assert figures(book) == [("北矿 3月结算", Decimal("884293.67"))]
    book.undo()
    assert figures(book) == []


def test_a_saved_calculation_reopens_with_the_inputs_and_figures_it_was_saved_with(book: Book) -> None:
    given = settlement() | {"delivery_date": "2026-03-18", "counterparty": "=北矿"}
    reopened, result, trail = saved.reopened(save(book, "settlement", given))
    assert {name: reopened[name] for name in given} == given
    assert result == examples("settlement")[0]["result"]
    assert trail == pricing.price("settlement", given).result.trail


def test_other_inputs_make_a_new_version_and_leave_the_old_one_as_it_was(book: Book) -> None:
    first = save(book, "grade", grade(0))
    saved.set_status(book, first.id, "offered")
    before = next(row for row in queries.calculations(book))
    saved.new_version(book, first.id, "北矿 3月", "grade", grade(1))
    (series,) = saved.saved_series(book)
    assert [(row.version, row.status, saved.headline(row)) for row in series.versions] == [
        (2, "draft", Decimal("25680.14")),
        (1, "offered", Decimal("28068.36")),
    ]
    assert series.versions[1] == before
    saved.new_version(book, first.id, "北矿 3月", "grade", grade(0))
    assert [row.version for row in saved.saved_series(book)[0].versions] == [3, 2, 1]
    book.undo()
    book.undo()
    assert queries.calculations(book) == [before]


def test_a_series_has_one_name_whichever_version_is_renamed(book: Book) -> None:
    first = save(book, "grade", grade(0))
    saved.new_version(book, first.id, "北矿 二次报价", "grade", grade(1))
    assert {row.name for row in queries.calculations(book)} == {"北矿 二次报价"}
    saved.rename_calculation(book, newest(book).id, "北矿 终价")
    assert {row.name for row in queries.calculations(book)} == {"北矿 终价"}


def test_one_version_or_the_whole_series_is_deleted_and_comes_back_with_its_trades(book: Book) -> None:
    trade = trade_in(book, "HT-7")
    first = save(book, "grade", grade(0))
    saved.link_trades(book, first.id, [trade])
    saved.new_version(book, first.id, first.name, "grade", grade(1))
    whole = saved.saved_series(book)
    saved.delete_calculation(book, first.id)
    (left,) = saved.saved_series(book)
    assert [row.version for row in left.versions] == [2]
    saved.new_version(book, left.newest.id, first.name, "grade", grade(0))
    assert [row.version for row in saved.saved_series(book)[0].versions] == [3, 2]
    saved.delete_series(book, left.newest.id)
    assert saved.saved_series(book) == []
    assert calculations_of_trade(book, trade) == []
    for _ in range(3):
        book.undo()
    assert saved.saved_series(book) == whole
    assert [row.version for row in calculations_of_trade(book, trade)] == [2, 1]
    book.redo()
    assert saved.saved_series(book) == [left]


def test_parties_are_taken_from_the_inputs_and_may_be_told_where_these_do_not_ask(book: Book) -> None:
    row = save(book, "settlement", settlement() | {"counterparty": "北矿", "contract": "BK-014"})
    assert (row.counterparty, row.contract, row.status, row.version) == ("北矿", "BK-014", "draft", 1)
    other = save(book, "grade", grade(0))
    assert (other.counterparty, other.contract) == ("", "")
    saved.describe(book, other.id, counterparty=" 包钢 ", note="等回复")
    saved.describe(book, other.id, contract="BG-2")
    saved.new_version(book, other.id, other.name, "grade", grade(1))
    again = newest(book)
    assert (again.counterparty, again.contract, again.note) == ("包钢", "BG-2", "等回复")
    assert again.input != other.input


def test_status_parties_and_links_change_no_figure(book: Book) -> None:
    row = save(book, "settlement", settlement())
    saved.set_status(book, row.id, "agreed")
    saved.describe(book, row.id, counterparty="包钢", contract="BG-2", note="口头")
    saved.link_trades(book, row.id, [trade_in(book, "HT-7")])
    (now,) = queries.calculations(book)
    assert (now.input, now.result, now.trail, now.saved_at) == (row.input, row.result, row.trail, row.saved_at)
    assert now.status == "agreed"


def test_trades_are_linked_once_taken_off_and_told_when_they_are_gone(book: Book) -> None:
    row = save(book, "settlement", settlement())
    one, two = trade_in(book, "HT-7"), trade_in(book, "HT-8")
    saved.link_trades(book, row.id, [one, two])
    saved.link_trades(book, row.id, [two])
    assert [linked.deal_no for linked in saved.trades_of(book, row.id)] == ["HT-7", "HT-8"]
    saved.unlink_trade(book, row.id, one)
    delete_trades(book, [two])
    (gone,) = saved.trades_of(book, row.id)
    assert (gone.id, gone.deal_no, gone.row) == (two, "HT-8", None)
    with pytest.raises(Refused):
        saved.link_trades(book, row.id, [two + 1])
    saved.new_version(book, row.id, row.name, "settlement", settlement() | {"vat_rate": "9"})
    assert saved.trades_of(book, newest(book).id) == []
    book.undo()
    book.undo()
    (back,) = saved.trades_of(book, row.id)
    assert back.row is not None


def test_a_calculation_saved_for_a_trade_is_linked_in_the_same_step(book: Book) -> None:
    trade = trade_in(book, "HT-7")
    saved.save_calculation(book, "一", "grade", grade(0), None, [trade])
    assert [row.name for row in calculations_of_trade(book, trade)] == ["一"]
    book.undo()
    assert calculations_of_trade(book, trade) == []
    assert queries.calculations(book) == []


def test_nothing_is_saved_without_a_name_or_with_wrong_inputs(book: Book) -> None:
    with pytest.raises(Refused):
        saved.save_calculation(book, "  ", "grade", grade(0))
    with pytest.raises(Refused):
        saved.save_calculation(book, "one", "grade", {"grade": "50"})
    row = save(book, "grade", grade(0))
    with pytest.raises(Refused):
        saved.new_version(book, row.id, "one", "grade", {"grade": "50"})
    saved.delete_calculation(book, row.id)
    with pytest.raises(Refused):
        saved.new_version(book, row.id, "one", "grade", grade(0))
    assert figures(book) == []


def otherwise(row: CalculationRow) -> CalculationRow:
    """As a program that rounds otherwise would have saved it: every amount in CNY one fen more."""
    result, trail = json.loads(row.result), json.loads(row.trail)
    for step in trail:
        if step["unit"] == "cny":
            step["value"] = str(Decimal(step["value"]) + Decimal("0.01"))
    for name in ("goods", "adjustments", "net", "vat", "gross", "payments", "balance"):
        result[name] = str(Decimal(result[name]) + Decimal("0.01"))
    return dataclasses.replace(row, result=json.dumps(result), trail=json.dumps(trail))


def test_papers_of_a_saved_one_have_its_saved_figures_though_today_they_would_be_others(
    book: Book, tmp_path: Path
) -> None:
    row = save(book, "settlement", everything())
    assert saved.as_saved(row).result.values == pricing.price("settlement", everything()).result.values
    frozen = saved.as_saved(otherwise(row))
    now = pricing.price("settlement", everything()).result.values
    assert as_json(frozen.result.values) == json.loads(otherwise(row).result)
    cent = Decimal("0.01")
    assert frozen.result.values.balance == now.balance + cent
    assert frozen.result.values.adjustment_amounts == tuple(one + cent for one in now.adjustment_amounts)
    assert frozen.result.values.payment_amounts == tuple(one + cent for one in now.payment_amounts)
    paper = calculation_paper(row.name, frozen, DESK, Words("zh"), (), DAY)
    told = [figure.value for figure in paper.figures]
    assert f"{now.balance + cent:,f}".replace("-", "−") in told
    assert f"{now.balance:,f}".replace("-", "−") not in told


@pytest.mark.parametrize("kind", ["netback", "oxide", "landed", "floor"])
def test_every_calculator_gives_its_saved_figures_back(kind: str, book: Book) -> None:
    row = save(book, kind, examples(kind)[0]["input"])
    told = json.loads(row.result)
    first = pricing.calculator(kind).headlines[0]
    other = dataclasses.replace(row, result=json.dumps(told | {first: "1.23"}))
    assert as_json(saved.as_saved(other).result.values) == told | {first: "1.23"}


def test_the_workbook_of_a_saved_one_has_its_saved_steps_and_figures(book: Book, tmp_path: Path) -> None:
    row = otherwise(save(book, "settlement", everything()))
    trail = json.loads(row.trail)
    trail.insert(0, trail[0] | {"label": "landed", "value": "12.345"})
    row = dataclasses.replace(row, trail=json.dumps(trail))
    pricing.export_calculation(tmp_path / "out.xlsx", row.name, saved.as_saved(row), "zh")
    for data_only in (True, False):
        sheet = load_workbook(tmp_path / "out.xlsx", data_only=data_only)["计算过程"]
        figures = [sheet.cell(place, 4).value for place in range(2, len(trail) + 2)]
        if data_only:
            assert [Decimal(str(figure)) for figure in figures] == [Decimal(step["value"]) for step in trail]
        else:
            assert figures[0] == "=12.345"
            assert all(str(figure).startswith("='结算'!") for figure in figures[1:])


def test_of_each_series_the_newest_version_stands_for_it(book: Book) -> None:
    first = save(book, "grade", grade(0), "一")
    save(book, "grade", grade(0), "二")
    saved.new_version(book, first.id, "一", "grade", grade(1))
    assert sorted((row.name, row.version) for row in queries.newest_versions(book)) == [("一", 2), ("二", 1)]
