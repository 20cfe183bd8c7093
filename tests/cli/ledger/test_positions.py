"""positions, and their export: the same figures in words, as JSON and in files."""

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import run

CASH = ("bought_cny", "sold_cny", "realised_cny")


def exact(record: dict[str, Any], name: str) -> Fraction:
    assert isinstance(record[name], str), name
    return Fraction(record[name])


@pytest.mark.parametrize("method", ["average", "fifo"])
def test_the_books_figures_balance_exactly(sample: Path, method: str) -> None:
    told = run("positions", "--book", sample, "--method", method, "--json").json
    assert (told["method"], told["by"], told["date"], told["index_day"]) == (method, "product", None, "2026-10-22")
    assert told["left_out"] == {"market": 641, "draft": 2, "cancelled": 1, "unpriced": 0}
    for row in told["positions"]:
        bought, sold, realised = (exact(row, name) for name in CASH)
        assert exact(row, "cost_cny") + sold - bought == realised
        assert exact(row, "net_t") == exact(row, "bought_t") - exact(row, "sold_t")
        assert isinstance(row["price_cny_t"], float)
        assert exact(row, "market_value_cny") + sold - bought == realised + exact(row, "unrealised_cny")
    for name in (*CASH, "unrealised_cny"):
        assert exact(told["totals"], name) == sum(exact(row, name) for row in told["positions"])


def test_both_methods_come_to_the_same_result(sample: Path) -> None:
    """But for concentrate, of which another assay is left."""
    results = [
        {row["product"]: exact(row, "realised_cny") + exact(row, "unrealised_cny") for row in positions}
        for positions in (
            run("positions", "--book", sample, "--method", method, "--json").json["positions"]
            for method in ("average", "fifo")
        )
    ]
    assert [result.pop("CON-BO") for result in results]
    assert results[0] == results[1]


@pytest.mark.parametrize("by", ["month", "counterparty"])
def test_months_and_counterparties_add_up_to_the_products(sample: Path, by: str) -> None:
    whole = run("positions", "--book", sample, "--json").json["totals"]
    parts = run("positions", "--book", sample, "--by", by, "--json").json
    assert {name: parts["totals"][name] for name in CASH} == {name: whole[name] for name in CASH}
    assert parts["totals"]["unrealised_cny"] is None
    assert all(row[by] for row in parts["positions"])


def test_a_date_leaves_out_what_came_later_and_marks_to_its_index_day(sample: Path) -> None:
    told = run("positions", "--book", sample, "--date", "2026-02-15", "--json").json
    assert (told["date"], told["index_day"]) == ("2026-02-15", "2026-02-13")
    held = next(row for row in told["positions"] if row["product"] == "PRND-O")
    assert held["price_date"] == "2026-02-13"
    earlier = run("trades", "--book", sample, "--to", "2026-02-15", "--product", "PRND-O", "--json").json["trades"]
    own = [trade for trade in earlier if trade["side"] == "buy" and trade["status"] not in ("draft", "cancelled")]
    assert exact(held, "bought_t") == sum(Fraction(trade["quantity_t"]) for trade in own)


def test_without_json_it_is_a_table_with_a_line_of_sums(sample: Path) -> None:
    lines = run("positions", "--book", sample, "--lang", "en").out.splitlines()
    assert lines[0].split()[:2] == ["Product", "Bought"]
    assert lines[-2].startswith("Moving average, marked to 2026-10-22: ")
    assert lines[-1] == "Not counted: 641 of the market, 2 drafts, 1 cancelled"
    assert "移动加权平均，计价日 2026-10-22" in run("positions", "--book", sample, "--by", "counterparty").out


def test_an_empty_book_has_no_positions(book: Path) -> None:
    told = run("positions", "--book", book, "--json").json
    assert (told["positions"], told["index_day"]) == ([], None)
    assert run("positions", "--book", book).code == 0


def test_a_wrong_method_is_a_wrong_usage(sample: Path) -> None:
    assert run("positions", "--book", sample, "--method", "lifo").code == 2


def test_a_workbook_has_a_sheet_for_each_way_of_looking(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.xlsx"
    assert run("export", "positions", target, "--book", sample).code == 0
    book = load_workbook(target)
    assert book.sheetnames[:3] == ["持仓", "持仓按月", "持仓按交易对手"]
    told = run("positions", "--book", sample, "--json").json["positions"]
    titles = [cell.value for cell in book["持仓"][1]]
    first = dict(zip(titles, (cell.value for cell in book["持仓"][2]), strict=True))
    assert first["品种"] == "白云鄂博混合稀土精矿"
    assert first["净持仓(吨)"] == pytest.approx(float(told[0]["net_t"]))
    assert first["已实现(元)"] == pytest.approx(float(told[0]["realised_cny"]))
    cover = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert cover["成本方法"] == "移动加权平均"
    assert cover["未计入"] == "市场成交 641 笔、草拟 2 笔、作废 1 笔"


def test_json_and_csv_hold_the_same(sample: Path, tmp_path: Path) -> None:
    run("export", "positions", tmp_path / "p.json", "--book", sample)
    run("export", "positions", tmp_path / "p.csv", "--book", sample, "--lang", "en")
    document = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert document == run("positions", "--book", sample, "--json").json
    with (tmp_path / "p.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Net (t)"] for row in rows] == [row["net_t"] for row in document["positions"]]


def test_a_day_after_the_last_price_is_marked_to_the_last_one(sample: Path) -> None:
    told = run("positions", "--book", sample, "--date", "2026-11-20", "--json").json
    assert (told["date"], told["index_day"]) == ("2026-11-20", "2026-10-22")


def test_one_product_alone_is_told_and_exported(sample: Path, tmp_path: Path) -> None:
    told = run("positions", "--book", sample, "--product", "氧化镨钕", "--json").json["positions"]
    assert [row["product"] for row in told] == ["PRND-O"]
    run("export", "positions", tmp_path / "p.json", "--book", sample, "--product", "PRND-O", "--to", "2026-02-15")
    found = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert [row["product"] for row in found["positions"]] == ["PRND-O"]
    assert found["date"] == "2026-02-15"


def test_positions_cannot_begin_on_a_day(sample: Path, tmp_path: Path) -> None:
    ended = run("export", "positions", tmp_path / "p.csv", "--book", sample, "--from", "2026-02-15", "--lang", "en")
    assert ended.code == 2
    assert "--from" in ended.err
    assert not (tmp_path / "p.csv").exists()
