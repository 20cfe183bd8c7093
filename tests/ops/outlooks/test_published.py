"""Published indices in a book: entered, corrected, imported, taken back."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.numbers import plain
from rare_desk.core.problems import Refused
from rare_desk.ops import exports
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.outlooks.published import (
    PublishedIndex,
    change_index,
    create_index,
    delete_index,
    delete_points,
    form,
    listing,
    listing_of,
    put_point,
)
from rare_desk.sheets.records.published import PointRead
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import point_rows, published_indices, published_points
from tests.ops.given import codes
from tests.ops.imports.given import counts

DAY = dt.date(2026, 11, 2)
TABLE = "日期,甲指数,乙指数\n2026-11-02,100,50\n2026-11-03,101,51.5\n"


def plan(book: Book, text: str, name: str = "指数.csv", index: str = "") -> RecordPlan[PointRead]:
    return plan_records(book, form(index), [Source(name, text.encode())])


def values(book: Book, name: str) -> list[tuple[str, str]]:
    index = next(one for one in published_indices(book) if one.name == name)
    return [(row.date.isoformat(), plain(row.value)) for row in point_rows(book, index.id)]


@pytest.fixture
def index(book: Book) -> int:
    told = PublishedIndex(" 稀交所  价格指数 ", "包头稀土产品交易所", "2015-01 = 100", "https://example.com", "周五")
    create_index(book, told)
    return published_indices(book)[0].id


def test_an_index_is_kept_with_what_is_known_of_it(book: Book, index: int) -> None:
    (found,) = published_indices(book)
    assert (found.name, found.publisher, found.base) == ("稀交所 价格指数", "包头稀土产品交易所", "2015-01 = 100")
    assert (found.source_url, found.note, found.count, found.last) == ("https://example.com", "周五", 0, None)


def test_points_are_added_corrected_and_deleted_each_as_one_step(book: Book, index: int) -> None:
    put_point(book, index, DAY, Decimal("231.123456"))
    put_point(book, index, DAY, Decimal(232))
    assert values(book, "稀交所 价格指数") == [("2026-11-02", "232")]
    book.undo()
    assert values(book, "稀交所 价格指数") == [("2026-11-02", "231.123456")]
    changes = delete_points(book, [row.id for row in point_rows(book, index)])
    assert changes.tables == {"published_points"}
    assert point_rows(book, index) == []
    book.undo()
    assert published_points(book, index) == ([20759], [Decimal("231.123456")])


def test_a_wrong_point_is_refused(book: Book, index: int) -> None:
    with pytest.raises(Refused) as refused:
        put_point(book, index, dt.date.today() + dt.timedelta(days=2), Decimal(0))
    assert codes(refused) == ["future-date", "point-not-positive"]
    with pytest.raises(Refused) as refused:
        put_point(book, index, DAY, Decimal(10) ** 12)
    assert codes(refused) == ["too-large"]
    with pytest.raises(Refused) as refused:
        put_point(book, 99, DAY, Decimal(1))
    assert codes(refused) == ["record-gone"]


def test_names_are_needed_and_each_its_own(book: Book, index: int) -> None:
    for name, expected in ((" ", "unnamed-index"), ("稀交所 价格指数", "index-exists"), ("长" * 81, "name-too-long")):
        with pytest.raises(Refused) as refused:
            create_index(book, PublishedIndex(name))
        assert codes(refused) == [expected]


def test_renaming_keeps_the_points(book: Book, index: int) -> None:
    put_point(book, index, DAY, Decimal(100))
    change_index(book, PublishedIndex("新名", id=index))
    assert values(book, "新名") == [("2026-11-02", "100")]
    change_index(book, PublishedIndex("新名", "某协会", id=index))
    assert published_indices(book)[0].publisher == "某协会"
    book.undo()
    book.undo()
    assert published_indices(book)[0].name == "稀交所 价格指数"


def test_a_deleted_index_comes_back_with_its_points(book: Book) -> None:
    rows = "\n".join(f"{DAY - dt.timedelta(days=n)},{100 + n}" for n in range(80))
    write_records(book, plan(book, f"日期,甲指数\n{rows}"))
    before = published_indices(book)
    assert before[0].count == 80
    delete_index(book, before[0].id)
    assert published_indices(book) == []
    book.undo()
    assert published_indices(book) == before


def test_an_import_is_one_step_and_comes_in_once(book: Book) -> None:
    found = plan(book, TABLE)
    assert counts(found) == (4, 0, 0, 0)
    written = write_records(book, found)
    assert (written.written, written.batch) == (4, 1)
    assert [(one.name, one.count, one.last, one.value) for one in published_indices(book)] == [
        ("甲指数", 2, dt.date(2026, 11, 3), Decimal(101)),
        ("乙指数", 2, dt.date(2026, 11, 3), Decimal("51.5")),
    ]
    again = plan(book, TABLE)
    assert counts(again) == (0, 4, 0, 0)
    assert write_records(book, again) == (None, 0, None)
    book.undo()
    assert published_indices(book) == []


def test_a_correction_is_suspect_and_overwrites_only_when_accepted(book: Book) -> None:
    write_records(book, plan(book, TABLE))
    found = plan(book, TABLE.replace("51.5", "52").replace("101", "102") + "2026-11-04,103,53\n")
    assert counts(found) == (2, 2, 2, 0)
    (first, second) = found.problems
    assert (first.code, first.suspect, first.place.row, first.place.column) == ("point-differs", True, 3, "甲指数")
    assert dict(first.details) == {"other": "101", "series": "甲指数"}
    assert (second.value, dict(second.details)["other"]) == ("52", "51.5")
    with pytest.raises(Refused) as refused:
        write_records(book, found)
    assert codes(refused) == ["import-has-problems"]
    assert values(book, "乙指数")[-1] == ("2026-11-03", "51.5")
    write_records(book, found, accept_suspect=True)
    assert values(book, "乙指数") == [("2026-11-02", "50"), ("2026-11-03", "52"), ("2026-11-04", "53")]
    book.undo()
    assert values(book, "乙指数")[-1] == ("2026-11-03", "51.5")


def test_left_out_corrections_leave_the_book_as_it_was(book: Book) -> None:
    write_records(book, plan(book, TABLE))
    written = write_records(book, plan(book, "日期,甲指数\n2026-11-03,999\n2026-11-04,一百\n2026-11-05,104\n"), True)
    assert written.written == 1
    assert values(book, "甲指数") == [("2026-11-02", "100"), ("2026-11-03", "101"), ("2026-11-05", "104")]


def test_another_writing_of_the_name_is_the_same_index(book: Book) -> None:
    write_records(book, plan(book, "date,ACREI\n2026-11-02,100\n"))
    assert counts(plan(book, "date,acrei\n2026-11-02,100\n2026-11-03,101\n")) == (1, 1, 0, 0)


def test_two_writings_of_a_new_name_are_one_index_within_a_file_and_across_files(book: Book) -> None:
    assert [p.code for p in plan(book, "date,Alpha,ALPHA\n2026-11-02,100,200\n").problems] == ["said-elsewhere"]
    texts = ("date,Alpha\n2026-11-02,100\n", "date,ALPHA\n2026-11-03,101\n")
    both = plan_records(book, form(), [Source(f"{n}.csv", text.encode()) for n, text in enumerate(texts)])
    write_records(book, both)
    assert [(one.name, one.count) for one in published_indices(book)] == [("Alpha", 2)]


def test_two_files_that_disagree_are_wrong_and_that_agree_count_once(book: Book) -> None:
    sources = [Source("a.csv", TABLE.encode()), Source("b.csv", TABLE.replace("51.5", "52").encode())]
    found = plan_records(book, form(), sources)
    assert counts(found) == (4, 3, 0, 1)
    assert [(one.code, one.place.file) for one in found.problems] == [("said-elsewhere", "b.csv")]


def test_what_another_program_writes_meanwhile_is_not_written_twice(book: Book) -> None:
    found = plan(book, TABLE)
    with Book.open(book.path) as other:
        write_records(other, plan(other, "日期,甲指数\n2026-11-02,100\n"))
    assert write_records(book, found).written == 3
    found = plan(book, "日期,甲指数\n2026-11-05,105\n")
    with Book.open(book.path) as other:
        put_point(other, published_indices(other)[0].id, dt.date(2026, 11, 5), Decimal(106))
    with pytest.raises(Refused) as refused:
        write_records(book, found)
    assert codes(refused) == ["import-has-problems"]


def test_listings_tell_indices_and_points(book: Book) -> None:
    write_records(book, plan(book, TABLE))
    assert [one["index_name"] for one in listing(book)["indices"]] == ["甲指数", "乙指数"]
    assert listing_of(book, "甲指数", first=dt.date(2026, 11, 3))["points"] == [{"date": "2026-11-03", "value": "101"}]
    with pytest.raises(Refused) as refused:
        listing_of(book, "丙")
    assert codes(refused) == ["no-such-index"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_goes_out_comes_in_again_unchanged(book: Book, tmp_path: Path, ending: str) -> None:
    write_records(book, plan(book, TABLE + "2026-11-04,,53\n"))
    out = tmp_path / f"out{ending}"
    exports.export(book, "published", out)
    assert counts(plan_records(book, form(), [out])) == (0, 5, 0, 0)


def test_the_json_form_has_every_index_with_its_points(book: Book, tmp_path: Path) -> None:
    import json

    create_index(book, PublishedIndex("甲指数", "某协会"))
    write_records(book, plan(book, TABLE))
    out = tmp_path / "out.json"
    exports.export(book, "published", out, last=DAY)
    assert json.loads(out.read_text("utf-8"))["indices"][0] == {
        "name": "甲指数", "publisher": "某协会", "base": "", "source_url": "", "note": "",
        "points": [{"date": "2026-11-02", "value": "100"}],
    }  # fmt: skip
