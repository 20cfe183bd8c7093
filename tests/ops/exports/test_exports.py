"""Exports: what stands in the files, and that it comes in again as already there."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.book.settings import change_setting
from rare_desk.ops.exports import export, export_trades
from rare_desk.ops.exports.shown import Shown, ShownCell, ShownColumn, export_shown
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort, TradeFilter


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return new_sample_book(tmp_path_factory.mktemp("sample") / "示例.raredesk")


def test_a_trades_workbook_has_typed_cells_and_says_what_it_is(sample: Book, tmp_path: Path) -> None:
    (target,) = export(sample, "trades", tmp_path / "成交.xlsx", product="PRND-O")
    book = load_workbook(target)
    sheet = book["成交"]
    titles = [str(cell.value) for cell in sheet[1]]
    row = dict(zip(titles, (cell.value for cell in sheet[2]), strict=True))
    assert row["品名"] == "氧化镨钕"
    assert row["方向"] in ("买", "卖", "市场")
    assert isinstance(row["单价"], (int, float))
    assert sheet["C2"].is_date
    assert sheet.max_row == 229
    said = {row[0].value: row[1].value for row in book["说明"].iter_rows(min_row=3)}
    assert said["账簿"] == "示例"
    assert said["筛选"] == "氧化镨钕"
    assert said["行数"] == "228"


def test_an_english_export_has_english_headers_and_words(sample: Book, tmp_path: Path) -> None:
    (target,) = export(sample, "trades", tmp_path / "trades.csv", language="en")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert first["Side"] in ("Buy", "Sell", "Market")
    assert first["Spot or long-term"] == "Spot"
    assert first["Note"].endswith("(made up)")


def test_a_json_export_is_what_the_command_line_prints(sample: Book, tmp_path: Path) -> None:
    (target,) = export(sample, "trades", tmp_path / "trades.json")
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["count"] == 1188
    assert isinstance(document["trades"][0]["quantity_t"], str)
    assert document["totals"]["cancelled"] == 6


def test_a_list_goes_out_as_it_is_shown(sample: Book, tmp_path: Path) -> None:
    asked = TradeFilter(products=("TB-O",), sides=(Side.SELL,))
    (target,) = export_trades(sample, tmp_path / "tb.csv", asked, Sort("price", descending=True), "zh")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [float(row["单价"]) for row in rows]
    assert found == sorted(found, reverse=True)
    assert {row["品名"] for row in rows} == {"氧化铽"}
    assert {row["方向"] for row in rows} == {"卖"}


def test_quotes_go_out_with_their_sources(sample: Book, tmp_path: Path) -> None:
    (target,) = export(sample, "quotes", tmp_path / "quotes.csv")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["来源"] for row in rows} == {"USGS", "北方稀土挂牌价", "南方稀土挂牌价"}
    assert len(rows) == 169


def test_the_journal_goes_out_with_its_hashes(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.raredesk") as book:
        change_setting(book, "desk_name", "甲")
        book.undo()
        (target,) = export(book, "journal", tmp_path / "journal.csv")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["编号"] for row in rows] == ["1", "2", "3"]
    assert all(len(row["哈希"]) == 64 for row in rows)


def test_an_unknown_ending_is_refused_before_anything_is_read(sample: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        export(sample, "trades", tmp_path / "trades.pdf")
    assert refused.value.problems[0].code == "unknown-format"


def test_an_index_workbook_has_series_prices_exclusions_methodology_and_a_chart(sample: Book, tmp_path: Path) -> None:
    (target,) = export(sample, "index", tmp_path / "指数.xlsx")
    book = load_workbook(target)
    assert book.sheetnames == ["指数", "图表", "当日价", "未采用的成交", "方法", "权重", "说明"]
    titles = [cell.value for cell in book["指数"][1]]
    assert titles[:5] == ["日期", "综合", "轻稀土", "重稀土", "综合 覆盖率"]
    assert titles[-1] == "重稀土 状态"
    assert (book["指数"]["E3"].number_format, book["指数"]["H3"].alignment.wrap_text) == ("0.0%", True)
    assert book["指数"].max_row > 200
    assert {row[5].value for row in book["未采用的成交"].iter_rows(min_row=2)} >= {"对倒", "重复", "离群"}
    said = {row[2].value: row[:2] for row in book["方法"].iter_rows(min_row=2)}
    assert said["name"][1].value == "RD-1"
    assert [cell.value for cell in said["official.min_coverage"]] == ["最低覆盖率", "50 %"]
    assert [cell.value for cell in book["权重"][2]][1:] == ["PRND-O", "氧化镨钕", "轻稀土", 0.34]
    with ZipFile(target) as parts:
        assert parts.read("xl/charts/chart1.xml").decode().count("<ser>") == 3


def test_an_index_can_go_out_for_some_days_only(sample: Book, tmp_path: Path) -> None:
    (target,) = export(
        sample, "index", tmp_path / "i.csv", language="en", first=dt.date(2026, 9, 1), last=dt.date(2026, 9, 30)
    )
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert (rows[0]["Date"], rows[-1]["Date"]) == ("2026-09-01", "2026-09-30")
    assert rows[0]["Composite Status"] == "Official"


def test_daily_prices_go_out_per_product(sample: Book, tmp_path: Path) -> None:
    (target,) = export(sample, "prices", tmp_path / "p.json", product="TB-O")
    prices = json.loads(target.read_text(encoding="utf-8"))["prices"]
    assert {price["product"] for price in prices} == {"TB-O"}
    assert isinstance(prices[0]["price"], float)


COLUMNS = (
    ShownColumn("day", "日期"), ShownColumn("name", "名称"), ShownColumn("price", "价格（元/吨）", figures=True),
    ShownColumn("change", "涨跌", figures=True), ShownColumn("share", "占比", figures=True),
)  # fmt: skip
CELLS = (
    ("2026-01-08", "2026", "415,000.00", "+0.25 %", "90 %"),
    ("–", "=1+1", "–", "−1.50 %", "7 %"),
    ("2026-01-10", "–", "缺", "0.00 %", ""),
)


def _shown(times: int = 1) -> Shown:
    cells = [[ShownCell(text, "415000.1234" if text.startswith("415") else text) for text in row] for row in CELLS]

    def rows(_book: Book, progress: Callable[[float], None]) -> list[list[ShownCell]]:
        progress(0.5)
        return cells * times

    return Shown("表", COLUMNS, rows, "品名: 氧化镨钕")


def test_what_a_table_shows_becomes_numbers_and_days_with_the_decimals_shown(sample: Book, tmp_path: Path) -> None:
    (target,) = export_shown(sample, tmp_path / "a.xlsx", _shown(), "zh")
    sheet = load_workbook(target)["表"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [dt.datetime(2026, 1, 8), "2026", 415000.1234, 0.25, 90],
        [None, "=1+1", None, -1.5, 7],
        [dt.datetime(2026, 1, 10), None, "缺", 0, None],
    ]
    assert [cell.number_format for cell in sheet[2]][2:] == [
        "#,##0.00", '+0.00" %";-0.00" %";0.00" %"', '0" %"',
    ]  # fmt: skip
    assert sheet["B3"].data_type == "s"


def _enough(told: list[float]) -> bool:
    return len(told) >= 1


def test_a_cancelled_export_leaves_what_was_there(sample: Book, tmp_path: Path) -> None:
    for ending in (".xlsx", ".csv", ".json"):
        target = tmp_path / f"a{ending}"
        target.write_text("old")
        told: list[float] = []
        with pytest.raises(Refused) as refused:
            export_shown(sample, target, _shown(2000), "zh", told.append, partial(_enough, told))
        assert refused.value.problems[0].code == "export-cancelled"
        assert target.read_text() == "old"
    with pytest.raises(Refused):
        export(sample, "trades", tmp_path / "a.xlsx", cancelled=lambda: True)
    assert (tmp_path / "a.xlsx").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 3


def test_progress_goes_from_reading_to_the_end(sample: Book, tmp_path: Path) -> None:
    told: list[float] = []
    export_shown(sample, tmp_path / "a.xlsx", _shown(3000), "zh", told.append)
    assert told == sorted(told)
    assert told[0] > 0
    assert told[-1] == 1.0
