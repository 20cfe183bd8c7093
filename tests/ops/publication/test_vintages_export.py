"""What was published goes out as a workbook, a table or JSON, figure for figure."""

import csv
import json
from pathlib import Path

from openpyxl import load_workbook

from rare_desk.ops.exports import export
from rare_desk.ops.publication import document, restate, told
from rare_desk.store.book import Book
from tests.ops.publication.conftest import add, late, rows
from tests.ops.publication.test_restating import DAY, MOVED, today


def restated(book: Book) -> Book:
    add(book, MOVED)
    restate(book, None, "daily", DAY, "补录", today=today())
    return book


def test_a_workbook_has_vintages_points_and_prices(published: Book, tmp_path: Path) -> None:
    (path,) = export(restated(published), "vintages", tmp_path / "out.xlsx")
    found = load_workbook(path)
    vintages, points, prices = found["公布版本"], found["公布的指数"], found["公布的价格"]
    kept = rows(published).rows
    assert vintages.max_row == 1 + len(kept)
    assert points.max_row == 1 + sum(len(row.cents) for row in kept)
    assert prices.max_row == 1 + sum(len(document(published, row.id)["prices"]) for row in kept)
    last = [cell.value for cell in vintages[vintages.max_row]]
    assert last[0] == kept[-1].id
    assert {"补录", kept[-1].hash, kept[-1].inputs_hash, kept[-1].methodology_hash, kept[-1].restates} <= set(last)


def test_csv_has_a_line_for_each_vintage(published: Book, tmp_path: Path) -> None:
    (path,) = export(restated(published), "vintages", tmp_path / "out.csv", language="en", first=DAY)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["Restates"] for line in lines] == ["", str(rows(published).rows[-2].id)]
    assert [line["Composite"] for line in lines] == [str(row.value("composite")) for row in rows(published).rows[-2:]]


def test_json_has_the_documents_as_they_were_published(published: Book, tmp_path: Path) -> None:
    (path,) = export(published, "vintages", tmp_path / "out.json", last=rows(published).rows[1].date)
    found = json.loads(path.read_text(encoding="utf-8"))["vintages"]
    assert [one["document"] for one in found] == [document(published, 1), document(published, 2)]
    assert [{k: v for k, v in one.items() if k != "document"} for one in found] == told(rows(published))[:2]


def test_a_book_that_published_nothing_has_an_empty_list(book: Book, tmp_path: Path) -> None:
    (path,) = export(book, "vintages", tmp_path / "out.json")
    assert json.loads(path.read_text(encoding="utf-8")) == {"vintages": []}
    assert export(book, "vintages", tmp_path / "out.xlsx") == [tmp_path / "out.xlsx"]
    assert add(book, late("2025-03-31", 1.0)).step
