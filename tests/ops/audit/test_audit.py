"""The audit workbook: its formulas stand where they should, and recalculated they give the published values."""

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rare_desk.core.problems import Refused
from rare_desk.core.units import TaxBasis
from rare_desk.ops.audit import audit, write
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.quotes import add_quote
from rare_desk.sheets.audit.workbook import CHECK, PUBLISHED, RECOMPUTED
from rare_desk.store.book import Book
from rare_desk.words import Language
from tests.core.index.books import Deal, example
from tests.ops.given import QUOTE, methodology, put, trade_of

SOFFICE = shutil.which("soffice")
Opened = tuple[Book, IndexState]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Opened]]:
    folder, found = tmp_path_factory.mktemp("examples"), {}
    for name in ("a", "b"):
        book = new_book(folder / f"{name}.raredesk")
        put(book, [trade_of(deal) for deal in example(name)[0]])
        found[name] = book, IndexState.load(book, methodology(name))
    found["own"] = own_index(folder)
    yield found
    for book, _ in found.values():
        book.close()


@pytest.fixture(params=["a", "b"])
def opened(request: pytest.FixtureRequest, both: dict[str, Opened]) -> Opened:
    return both[str(request.param)]


def own_index(folder: Path) -> Opened:
    """Two products with new weights on Wednesday, an index of the user's own, days that quotes price, imputed ones."""
    days = [dt.date(2025, 1, 6) + dt.timedelta(days=n) for n in (0, 1, 2, 3, 4, 7)]
    sold = {"LA-O": (4000, 4010, 4033, None, 4050, 4060), "DY-O": (1_600_000, 1_600_900, None, 1_611_000, None, None)}
    deals = [
        Deal(day.isoformat(), float(price), 1.0 + n, "ABC"[n], "XYZ"[n], product, key=f"{product}{day.day}{n}")
        for product, prices in sold.items()
        for day, price in zip(days, prices, strict=True)
        for n in range(3)
        if price
    ]
    book = new_book(folder / "own.raredesk")
    put(book, [trade_of(deal) for deal in deals])
    for source, mid in (("甲所", "4041"), ("甲所", "4047"), ("乙网", "4053")):
        add_quote(
            book, replace(QUOTE, product="LA-O", date=days[3], source=source, mid=Decimal(mid), tax_basis=TaxBasis.EXCL)
        )
    sets = [
        {"effective": "2025-01-01", "weights": {"LA-O": 0.4, "DY-O": 0.6}},
        {"effective": "2025-01-08", "weights": {"LA-O": 0.7, "DY-O": 0.3}},
    ]
    own = [
        {"effective": "2025-01-01", "weights": {"DY-O": 1}},
        {"effective": "2025-01-09", "weights": {"LA-O": 2, "DY-O": 1}},
    ]
    rules = {
        "base_from": "2025-01-06",
        "base_to": "2025-01-07",
        "window_days": 1,
        "groups": {"LA-O": "light", "DY-O": "heavy"},
        "weight_sets": sets,
        "indices": [{"key": "magnet", "name_zh": "磁材", "name_en": "Magnet", "weight_sets": own}],
    }
    path = folder / "own.json"
    path.write_text(json.dumps(rules))
    return book, IndexState.load(book, str(path))


def asked(state: IndexState) -> list[tuple[str, str, dt.date]]:
    """Points of all kinds: after every change of weights, a group, a product, a week, a month."""
    if "magnet" in state.computation.series_names:
        days = [dt.date(2025, 1, day) for day in (7, 9, 10, 13)]
        return [
            *(("magnet", "daily", day) for day in days),
            ("composite", "daily", days[1]),
            ("magnet", "weekly", days[2]),
        ]
    found = []
    for series, freq, count in (
        ("composite", "daily", 3),
        ("heavy", "daily", 1),
        ("TB-O", "daily", 1),
        ("composite", "weekly", 1),
        ("light", "monthly", 1),
    ):
        points = state.computation.series(series, freq)
        found += [(series, freq, points.point(at * (len(points) - 1) // count).date) for at in range(1, count + 1)]
    return found


def recalculated(folder: Path) -> Path:
    """The same workbooks as LibreOffice computes them anew, dropping the values that they came with."""
    assert SOFFICE is not None
    out = folder / "again"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(str(path) for path in folder.glob("*.xlsx"))
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return out


@pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed: nothing can recalculate the workbook"
)
def test_recalculated_from_its_trades_the_workbook_gives_the_published_value(
    both: dict[str, Opened], tmp_path: Path
) -> None:
    wanted = {}
    for name, (book, state) in both.items():
        for number, (series, freq, day) in enumerate(asked(state)):
            path = tmp_path / f"{name}{number}.xlsx"
            assert write(book, state, series, day, freq, path, "zh") == [path]
            at = state.computation.series(series, freq).find((day - dt.date(1970, 1, 1)).days)
            assert at is not None
            wanted[path.name] = state.computation.series(series, freq).point(at)
    again = recalculated(tmp_path)
    for file, point in wanted.items():
        sheets = load_workbook(again / file, data_only=True)
        front, value = sheets.worksheets[0], float(point.value)
        assert (front[PUBLISHED].value, front[RECOMPUTED].value, front[CHECK].value) == (value, value, "一致"), point
        assert front["B5"].value == pytest.approx(point.raw, rel=1e-9)
        for row in list(sheets["各日"].values)[1:]:
            assert row[4] == row[5], (point, row)


def formulas(book: Workbook, sheet: str, column: str) -> list[object]:
    return [cell.value for cell in book[sheet][column][1:]]


def test_every_figure_down_to_the_trades_is_a_formula(opened: Opened, tmp_path: Path) -> None:
    book, state = opened
    points = state.computation.series("composite")
    day = points.point(len(points) - 1).date
    path = tmp_path / "audit.xlsx"
    write(book, state, "composite", day, "daily", path, "en")
    sheets = load_workbook(path)
    front = sheets.worksheets[0]
    assert front["B5"].value == "='Days'!$D$2"
    assert front[RECOMPUTED].value == "=ROUND(B5,2)"
    for column in ("D", "E", "F"):
        assert all(str(value).startswith("=") for value in formulas(sheets, "Members", column))
    told = audit(book, state, "composite", day, "daily", "en")
    trades = [used for member in told.explanation.members for used in member.trades]
    assert formulas(sheets, "Trades", "I") == [used.price for used in trades]
    assert formulas(sheets, "Trades", "C") == [told.deal(used.id).number for used in trades]
    assert all(str(value).startswith("=IF(K") for value in formulas(sheets, "Trades", "L"))
    out = [cell.value for cell in sheets["Left out"]["I"][1:]] if "Left out" in sheets.sheetnames else []
    assert len(out) == len(told.explanation.excluded)
    assert all(out)


def test_its_sheets_are_printed_in_the_width_of_a_page(opened: Opened, tmp_path: Path) -> None:
    book, state = opened
    points = state.computation.series("composite")
    write(book, state, "composite", points.point(len(points) - 1).date, "daily", tmp_path / "audit.xlsx", "zh")
    for sheet in load_workbook(tmp_path / "audit.xlsx").worksheets:
        assert sheet.page_setup.orientation == "landscape"
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_link_of_weights_is_computed_from_the_members_before(opened: Opened, tmp_path: Path) -> None:
    book, state = opened
    points = state.computation.series("composite")
    told = audit(book, state, "composite", points.point(len(points) - 1).date, "daily", "zh")
    assert len(told.links) == len(state.computation.sets) - 1
    if not told.links:
        return
    path = tmp_path / "audit.xlsx"
    write(book, state, "composite", told.explanation.point.date, "daily", path, "zh")
    sheets = load_workbook(path)
    assert [str(value)[:2] for value in formulas(sheets, "链接", "C")] == ["='", *["=D"] * (len(told.links) - 1)]
    assert formulas(sheets, "各日", "B") == [f"='链接'!$D${len(told.links) + 1}"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_front_says_by_which_rules_and_with_which_hashes(tmp_path: Path, language: Language) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        state = IndexState.load(book)
        write(book, state, "composite", dt.date(2026, 9, 15), "daily", tmp_path / "audit.xlsx", language)
        front = load_workbook(tmp_path / "audit.xlsx").worksheets[0]
        said = {str(row[0]): row[1] for row in front.values if row[0]}
    title = "稀土综合指数 · 日 · 2026-09-15" if language == "zh" else "Composite · Daily · 2026-09-15"
    assert title in said
    assert state.computation.methodology.hash in said.values()
    assert (said["公布版本"] if language == "zh" else said["Vintage"]) in ("尚未公布", "not published yet")
    assert (said["成交笔数"] if language == "zh" else said["Trades"]) == 16


def test_a_quoted_price_is_the_median_over_its_sources(both: dict[str, Opened], tmp_path: Path) -> None:
    book, state = both["own"]
    path = tmp_path / "audit.xlsx"
    write(book, state, "magnet", dt.date(2025, 1, 9), "daily", path, "en")
    sheets = load_workbook(path)
    assert [cell.value for cell in sheets["Quotes"]["E"][1:]] == [4053, 4041, 4047]
    assert [cell.value for cell in sheets["Quotes"]["F"][1:]] == ["=MEDIAN(E2:E2)", "=MEDIAN(E3:E4)", None]
    assert "=MEDIAN('Quotes'!$F$2:$F$4)" in formulas(sheets, "Members", "D")
    assert str(sheets.worksheets[0]["A1"].value).startswith("Magnet · Daily")


def test_a_day_without_a_point_has_no_audit_sheet(opened: Opened) -> None:
    book, state = opened
    with pytest.raises(Refused) as refused:
        audit(book, state, "composite", dt.date(2020, 1, 1), "daily", "zh")
    assert [problem.code for problem in refused.value.problems] == ["no-point"]


def test_a_deal_number_like_a_formula_stays_text(tmp_path: Path) -> None:
    with new_book(tmp_path / "book.raredesk") as book:
        deals = [replace(deal, key="=1+1" if number == 0 else deal.key) for number, deal in enumerate(three())]
        put(book, [trade_of(deal) for deal in deals])
        rules = tmp_path / "rules.json"
        weights = [{"effective": "2025-01-01", "weights": {"LA-O": 1}}]
        rules.write_text(json.dumps({"weight_sets": weights, "groups": {"LA-O": "light"}}))
        state = IndexState.load(book, str(rules))
        write(book, state, "composite", dt.date(2025, 1, 6), "daily", tmp_path / "audit.xlsx", "en")
    cells = load_workbook(tmp_path / "audit.xlsx")["Trades"]["C"][1:]
    assert {cell.value: cell.data_type for cell in cells}["=1+1"] == "s"


def three() -> list[Deal]:
    return [Deal("2025-01-06", 100.0 + n, 1.0, "ABC"[n], "XYZ"[n], key=f"K{n}") for n in range(3)]
