"""explain: a change told by products, a trade from itself, the index without a trade."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rare_desk.ops.trades import delete_trades
from rare_desk.store.book import Book
from tests.cli.conftest import run, start


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
def test_a_change_is_told_by_products_that_add_up(sample: Path, freq: str) -> None:
    told = run("explain", "--book", sample, "--from", "2026-03-31", "--to", "2026-09-30", "--freq", freq, "--json").json
    points = run("index", "--book", sample, "--freq", freq, "--to", "2026-09-30", "--json").json["points"]
    by_date = {point["date"]: point["value"] for point in points}
    before, after = told["from"], told["to"]
    assert (before["value"], after["value"]) == (by_date[before["date"]], by_date[after["date"]])
    change = Decimal(after["value"]) - Decimal(before["value"])
    assert Decimal(told["change"]["points"]) == change
    assert sum(Decimal(one["points"]) for one in told["products"]) == change
    assert sum(Decimal(one["percent"]) for one in told["products"]) == Decimal(told["change"]["percent"])
    assert sum(one["raw"] for one in told["products"]) == pytest.approx(after["raw"] - before["raw"], abs=1e-9)
    assert len(told["products"]) == 8
    assert sum(map(Decimal, told["groups"].values())) == change


def test_a_day_without_a_point_is_told_from_the_point_before_it(sample: Path) -> None:
    # 2026-09-06 is a Sunday.
    told = run("explain", "--book", sample, "--from", "2026-09-06", "--to", "2026-09-30", "--json").json
    assert told["from"]["date"] == "2026-09-04"


def test_a_change_is_readable_in_both_languages(sample: Path) -> None:
    asked = ("explain", "--book", sample, "--series", "heavy", "--from", "2026-03-31", "--to", "2026-09-30", "--lang")
    chinese, english = run(*asked, "zh"), run(*asked, "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith("重稀土指数 2026-03-31 ")
    assert "贡献(点)" in chinese.out
    assert "TB-O" in chinese.out
    assert english.out.startswith("Heavy rare earths 2026-03-31 ")


def test_two_days_with_the_same_point_have_no_change(sample: Path) -> None:
    refused = run("explain", "--book", sample, "--from", "2026-09-04", "--to", "2026-09-06", "--lang", "zh")
    assert refused.code == 1
    assert "先早后晚" in refused.err


def test_it_must_be_said_what_to_explain(sample: Path) -> None:
    assert run("explain", "--book", sample).code == 2
    assert run("explain", "--book", sample, "--from", "2026-09-04").code == 2
    assert run("explain", "--book", sample, "--from", "2026-09-04", "--date", "2026-09-04").code == 2


def test_a_trade_says_what_it_prices_and_at_what_weight(sample: Path) -> None:
    points = run("explain", "--book", sample, "--date", "2026-09-30", "--json").json["members"]
    member = max(points, key=lambda one: one["weight"])
    used = member["trades"][0]
    told = run("explain", "--book", sample, "--trade", used["deal_no"], "--json").json
    assert (told["id"], told["left_out"]) == (used["id"], None)
    day = next(day for day in told["priced"] if day["date"] == "2026-09-30")
    assert day["share"] == pytest.approx(used["weight"])
    weights = sum(one["weight"] for one in points)
    assert day["weights"]["composite"] == pytest.approx(used["weight"] * member["weight"] / weights)
    shown = run("explain", "--book", sample, "--trade", f"#{used['id']}", "--lang", "zh").out
    assert "用于以下日价" in shown
    assert "2026-09-30" in shown


def test_a_trade_left_out_says_its_rule_with_the_numbers(sample: Path) -> None:
    out = next(
        one for one in run("exclusions", "--book", sample, "--json").json["excluded"] if one["code"] == "outlier"
    )
    told = run("explain", "--book", sample, "--trade", out["id"], "--json").json
    assert told["priced"] == []
    assert told["left_out"]["code"] == "outlier"
    assert told["left_out"]["details"]["distance"] > told["left_out"]["details"]["limit"]
    shown = run("explain", "--book", sample, "--trade", out["id"], "--lang", "en").out
    assert "left out (Outlier)" in shown
    assert f"at most {told['left_out']['details']['limit']:.2f} %" in shown


def test_without_a_trade_the_points_move_as_if_it_were_not_in_the_book(sample: Path, tmp_path: Path) -> None:
    members = run("explain", "--book", sample, "--date", "2026-09-30", "--json").json["members"]
    used = max(members, key=lambda one: one["weight"])["trades"][0]
    told = run("explain", "--book", sample, "--without", used["id"], "--date", "2026-09-30", "--json").json
    before = run("index", "--book", sample, "--json").json["points"]
    copy = tmp_path / "copy.raredesk"
    copy.write_bytes(sample.read_bytes())
    with Book.open(copy) as opened:
        delete_trades(opened, [used["id"]])
    after = run("index", "--book", copy, "--json").json["points"]
    differ = [(old["date"], old["value"], new["value"]) for old, new in zip(before, after, strict=True) if old != new]
    differ = [row for row in differ if row[1] != row[2]]
    assert [(move["date"], move["before"], move["after"]) for move in told["moved"]] == differ
    assert told["point"] in told["moved"]
    assert told["largest"] in told["moved"]
    shown = run("explain", "--book", sample, "--without", used["id"], "--date", "2026-09-30", "--lang", "zh").out
    assert f"去掉后 {told['point']['after']}（{told['point']['change']}）" in shown


def test_a_trade_that_is_not_there_is_refused(sample: Path) -> None:
    refused = run("explain", "--book", sample, "--trade", "没有", "--lang", "zh")
    assert (refused.code, "没有成交" in refused.err) == (1, True)
    assert run("explain", "--book", sample, "--without", "#999999").code == 1


def test_what_a_left_out_trade_would_have_moved_is_told(sample: Path) -> None:
    out = next(
        one for one in run("exclusions", "--book", sample, "--json").json["excluded"] if one["code"] == "outlier"
    )
    asked = ("explain", "--book", sample, "--without", out["id"], "--series", out["product"], "--date", out["date"])
    told = run(*asked, "--json").json
    assert told["priced"]["point"]["before"] == told["point"]["before"]
    assert told["priced"]["point"]["change"] != "0.00"
    assert "若采用则为" in run(*asked, "--lang", "zh").out


def test_a_point_tells_where_its_reference_prices_come_from(sample: Path) -> None:
    told = run("explain", "--book", sample, "--date", "2026-09-30", "--json").json
    prices = {member["product"]: member["reference_price"] for member in told["members"]}
    for reference in told["grounds"]["references"]:
        used = [day["price"] for day in reference["days"] if day["used"]]
        assert sum(used) / len(used) == pytest.approx(prices[reference["product"]], rel=1e-12)
    imputed = {member["product"] for member in told["members"] if member["imputed_from"]}
    assert set(told["grounds"]["carried"]) == imputed


def test_a_price_outside_the_weights_is_explained_too(sample: Path) -> None:
    price = run("prices", "--book", sample, "--product", "DYFE", "--json").json["prices"][-1]
    told = run("explain", "--book", sample, "--series", "DYFE", "--date", price["date"], "--json").json
    assert told["member"]["price"] == price["price"]
    shown = run("explain", "--book", sample, "--series", "DYFE", "--date", price["date"], "--lang", "zh")
    assert (shown.code, shown.out.startswith(f"DYFE {price['date']} 日价")) == (0, True)


def test_the_audit_sheet_is_written_where_it_is_asked_for(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "point.xlsx"
    asked = ("explain", "--book", sample, "--date", "2026-09-15", "--out")
    assert run(*asked, out, "--json").json == {"paths": [str(out)]}
    assert load_workbook(out).worksheets[0]["B4"].value == 1176.46
    assert run(*asked, tmp_path / "point.docx").code == 2
    assert run("explain", "--book", sample, "--trade", "#1", "--out", out).code == 2
    assert run(*asked, tmp_path / "missing" / "point.xlsx").code == 3


def test_the_pdf_is_drawn_without_a_display(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "point.pdf"
    ended = start("explain", "--book", sample, "--date", "2026-09-15", "--out", out, "--lang", "zh")
    said, _ = ended.communicate(timeout=60)
    assert (ended.returncode, said.strip()) == (0, str(out))
    assert out.read_bytes().startswith(b"%PDF")
