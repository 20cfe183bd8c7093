"""The blank import workbooks: filled in as they say, they come in without a question."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.core.trades import Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.exports.records import FIELDS
from rare_desk.ops.exports.templates import KINDS, write_template
from rare_desk.ops.imports.kinds import Said, form_for, recognised
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.parties.records import Counterparty
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import quotes
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.words import LANGUAGES, Language, field_name, word
from tests.ops.given import add_counterparty

TODAY = dt.date(2026, 11, 20)
FORMS = [(kind, language) for kind in KINDS for language in LANGUAGES]
LEDGERS = [(kind, language) for kind, language in FORMS if kind not in FIELDS]
RECORDS = [(kind, language) for kind, language in FORMS if kind in FIELDS]


def choices(path: Path, language: Language) -> dict[str, list[str]]:
    """What the drop-down of each column offers, by its title."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    found = {}
    for one in sheet.data_validations.dataValidation:
        assert one.type == "list"
        column = str(one.sqref).split(":")[0].rstrip("0123456789")
        name, cells = str(one.formula1).replace("'", "").split("!")
        assert name == word("templates.lists", language)
        found[str(sheet[f"{column}1"].value)] = [str(row[0].value) for row in book[name][cells.replace("$", "")]]
    return found


def fill(path: Path, rows: list[dict[str, Any]], language: Language) -> None:
    """Under the example row, by field names."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    titles = {str(cell.value): place for place, cell in enumerate(sheet[1], 1)}
    for number, row in enumerate(rows, 3):
        for field, value in row.items():
            sheet.cell(number, titles[field_name(field, language)], value)
    book.save(path)


@pytest.mark.parametrize(("kind", "language"), LEDGERS)
def test_a_blank_template_brings_in_nothing_and_says_why(
    book: Book, tmp_path: Path, kind: str, language: Language
) -> None:
    (path,) = write_template(kind, tmp_path / "t.xlsx", language, book)
    plan = plan_import(book, [path], None, TODAY)
    assert [sheet.kind for sheet in plan.sheets] == [kind, None, None]
    assert (plan.new, plan.wrong, plan.questions) == (0, 0, 0)
    assert plan.sheets[0].left_out == [(2, "example")]
    assert not plan.obstacles()


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_by_its_lists_it_comes_in_without_a_question(book: Book, tmp_path: Path, language: Language) -> None:
    add_counterparty(book, Counterparty("甲辰磁材"))
    (path,) = write_template("trades", tmp_path / "t.xlsx", language, book)
    offered = choices(path, language)

    def pick(field: str, place: int) -> str:
        return offered[field_name(field, language)][place]

    assert pick("counterparty", 0) == "甲辰磁材"
    rows = [
        {
            "deal_no": f"00{number}", "date": dt.date(2026, 2, number), "side": pick("side", number % 3),
            "product": pick("product", number), "quantity": 2.5, "quantity_unit": pick("quantity_unit", number % 2),
            "price": 400_000 + number, "price_unit": pick("price_unit", 0), "tax_basis": pick("tax_basis", number % 2),
            "counterparty": pick("counterparty", 0), "status": pick("status", number % 6),
        }
        for number in range(1, 13)
    ]  # fmt: skip
    fill(path, rows, language)
    plan = plan_import(book, [path], None, TODAY)
    assert (plan.questions, plan.wrong, plan.new + plan.suspect) == (0, 0, 12)
    write_import(book, plan, accept_suspect=True)
    found = [row.trade for row in trades_by_id(book, trade_ids(book))]
    by_number = {trade.deal_no: trade for trade in found}
    assert by_number["001"].side is list(Side)[1]
    assert by_number["002"].quantity_unit is Unit.T
    assert by_number["003"].tax_basis is TaxBasis.EXCL
    assert {trade.status for trade in found} == set(Status)
    assert len({trade.product for trade in found}) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_filled_in_come_in_without_a_question(book: Book, tmp_path: Path, language: Language) -> None:
    (path,) = write_template("quotes", tmp_path / "t.xlsx", language)
    offered = choices(path, language)
    rows = [
        {
            "date": dt.date(2026, 2, number), "product": offered[field_name("product", language)][number],
            "mid": 400_000, "unit": offered[field_name("unit", language)][0], "source": "上海有色",
            "tax_basis": offered[field_name("tax_basis", language)][0],
        }
        for number in range(1, 5)
    ]  # fmt: skip
    fill(path, rows, language)
    plan = plan_import(book, [path], None, TODAY)
    assert (plan.questions, plan.wrong, plan.new) == (0, 0, 4)
    write_import(book, plan)
    assert {row.quote.source for row in quotes(book)} == {"上海有色"}


@pytest.mark.parametrize(("kind", "language"), FORMS)
def test_every_column_is_explained(tmp_path: Path, kind: str, language: Language) -> None:
    (path,) = write_template(kind, tmp_path / "t.xlsx", language)
    book = load_workbook(path)
    sheet, explained = book.worksheets[0], book[word("templates.help", language)]
    titles = [cell.value for cell in sheet[1]]
    said = {row[0].value: row[2].value for row in explained.iter_rows(min_row=7)}
    assert isinstance(sheet, Worksheet)
    assert [title for title in titles if not said.get(title)] == []
    assert sheet.freeze_panes == "A2"
    assert book[word("templates.lists", language)].sheet_state == "hidden"


def test_text_columns_keep_leading_zeros_and_days_are_days(tmp_path: Path) -> None:
    (path,) = write_template("trades", tmp_path / "t.xlsx", "zh")
    sheet = load_workbook(path).worksheets[0]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["C"].number_format == "yyyy-mm-dd"


def filled(kind: str, offered: dict[str, list[str]], language: Language) -> list[dict[str, Any]]:
    """Two rows, of the choices where a column has a list."""

    def pick(field: str, place: int) -> str:
        return offered[field_name(field, language)][place]

    match kind:
        case "announced":
            given = {"reo_basis": 50, "announced_on": dt.date(2027, 1, 9), "announcer": "北方稀土"}
            return [
                {
                    "quarter": "2027Q1",
                    "announced_price": 41_000,
                    "per_percent": 820,
                    "status": pick("status", 0),
                    **given,
                },
                {"quarter": "2027年二季度", "announced_price": 41_000.5, "status": pick("status", 2), **given},
            ]
        case "published":
            return [{"date": dt.date(2026, 2, day), "index_name": "稀交所指数", "value": 240 + day} for day in (2, 3)]
        case "expectations":
            given = {"month": "2026-12", "respondent": "甲公司"}
            return [{**given, "product": pick("product", n), "answer": pick("answer", n)} for n in (0, 1)]
        case "weights":
            day = dt.date(2027, 1, 4)
            return [{"weights_from": day, "product": pick("product", n), "weight": 50} for n in (0, 1)]
        case "counterparties":
            lists = ("related", "compliance", "spot", "tax_basis", "currency", "unit")
            given = {field: pick(field, 1) for field in lists} | {"aliases": "甲; 老甲", "vat_rate": 13}
            return [{"name": "甲公司", **given}, {"name": "乙公司", "country": "日本"}]
    days = {"day_kind": pick("day_kind", 0), "estimated": pick("estimated", 0), "name": "停市"}
    return [{"date": dt.date(2033, 1, 3), **days}, {"date": "2033-01-04 至 2033-01-04", **days}]


def plan_of(book: Book, path: Path) -> RecordPlan[Any]:
    kind = recognised(book, [path])
    return plan_records(book, form_for(kind, Said()), [path])


@pytest.mark.parametrize(("kind", "language"), RECORDS)
def test_a_blank_template_of_records_is_known_and_brings_in_nothing(
    book: Book, tmp_path: Path, kind: str, language: Language
) -> None:
    (path,) = write_template(kind, tmp_path / "t.xlsx", language, book)
    found = plan_of(book, path)
    assert [sheet.kind for sheet in found.sheets] == [kind]
    assert (found.new, found.existing, found.suspect, found.wrong) == (0, 0, 0, 0)
    assert not found.obstacles()


@pytest.mark.parametrize(("kind", "language"), RECORDS)
def test_records_filled_in_by_the_lists_come_in_and_are_there_then(
    book: Book, tmp_path: Path, kind: str, language: Language
) -> None:
    (path,) = write_template(kind, tmp_path / "t.xlsx", language, book)
    fill(path, filled(kind, choices(path, language), language), language)
    found = plan_of(book, path)
    assert (found.new, found.wrong, found.suspect, found.problems) == (2, 0, 0, ())
    assert write_records(book, found).written == 2
    again = plan_of(book, path)
    assert (again.new, again.existing, again.suspect, again.wrong) == (0, 2, 0, 0)
