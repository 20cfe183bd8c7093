"""What leaves the program: typed cells, text that is never a formula, and a target that is whole or untouched."""

import datetime as dt
import gc
import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from rare_desk.core import file_names
from rare_desk.sheets.out.templates import Texts, write_blank
from rare_desk.sheets.out.workbooks import Cover, write_workbook
from rare_desk.sheets.out.writing import (
    Column,
    Kind,
    Table,
    Unwritable,
    as_typed,
    harmless,
    json_text,
    records,
    replacing,
    write_bytes,
    write_csv,
    write_json,
    write_text,
)
from rare_desk.store.book import Book
from tests.sheets.out.given import COVER, TABLE
from tests.systems import not_on_windows, only_on_windows


def test_a_workbook_has_typed_cells_a_frozen_header_and_a_filter(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    write_workbook(target, (TABLE,), COVER)
    book = load_workbook(target)
    sheet = book.worksheets[0]
    assert sheet.title == "成交 台账"
    assert [cell.value for cell in sheet[1]] == ["日期", "交易对手", "数量(t)", "单价", "笔数"]
    assert sheet["A2"].value == dt.datetime(2026, 1, 8)
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert sheet["D2"].value == 625000.1234
    assert sheet["C2"].number_format == "#,##0.000"
    assert sheet["D2"].number_format == "#,##0.00??"
    assert sheet["D3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_what_a_user_typed_is_never_a_formula_in_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (TABLE,), COVER)
    book = load_workbook(target)
    assert book.worksheets[0]["B2"].data_type == "s"
    assert book.worksheets[0]["B2"].value == "=HYPERLINK(1)"
    assert book["说明"]["B3"].data_type == "s"


def test_control_characters_and_overlong_texts_do_not_break_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (Table("t", (Column("a", "a"),), (("b\x01c",), ("长" * 40_000,))),), COVER)
    sheet = load_workbook(target).worksheets[0]
    assert sheet["A2"].value == "bc"
    assert len(str(sheet["A3"].value)) == 32_767


def test_csv_is_utf8_with_bom_and_its_numbers_are_plain(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    write_csv(target, TABLE)
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").splitlines() == [
        "日期,交易对手,数量(t),单价,笔数",
        "2026-01-08,'=HYPERLINK(1),12.5,625000.1234,3",
        "2026-01-09,甲辰磁材,0.25,,1",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+86 472", "-", "@name", "\tx", "\rx"])
def test_csv_text_that_could_be_a_formula_is_prefixed(text: str) -> None:
    assert harmless(text) == "'" + text


def test_negative_numbers_stay_numbers_in_csv(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    write_csv(target, Table("t", (Column("a", "a", Kind.MONEY),), ((Decimal("-12.50"),),)))
    assert target.read_text("utf-8-sig").splitlines()[1] == "-12.5"


def test_json_has_money_as_strings_and_figures_as_numbers(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_json(target, {"rows": records(TABLE)[:1], "raw": 0.1, "nothing": float("nan")})
    assert json.loads(target.read_text("utf-8")) == {
        "rows": [
            {
                "date": "2026-01-08",
                "party": "=HYPERLINK(1)",
                "quantity_t": "12.5",
                "price": "625000.1234",
                "trades": 3,
            }
        ],
        "raw": 0.1,
        "nothing": None,
    }
    assert json_text([Decimal("1E+3"), True]) == '[\n "1000",\n true\n]'


def test_a_failed_writing_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def fail() -> None:
        with replacing(target) as beside:
            beside.write_text("half")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_in_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unwritable) as refused:
        write_csv(tmp_path / "no" / "a.csv", TABLE)
    assert refused.value.problems[0].code == "no-such-folder"


def test_a_workbook_that_cannot_be_written_leaves_nothing_half_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    with pytest.raises(Unwritable):
        write_workbook(tmp_path / "no" / "a.xlsx", [TABLE], Cover("说明", "台账", ()))
    gc.collect()
    assert ignored == []


def test_a_target_that_is_a_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(Unwritable) as refused:
        write_csv(tmp_path / "a.csv", TABLE)
    assert refused.value.problems[0].code == "target-is-folder"


@pytest.mark.parametrize("name", [".", "", "/"])
def test_a_target_without_a_name_is_a_folder(name: str) -> None:
    with pytest.raises(Unwritable) as refused:
        write_csv(Path(name), TABLE)
    assert refused.value.problems[0].code == "target-is-folder"


@pytest.mark.parametrize("name", ["甲.raredesk", "甲.raredesk-wal"])
def test_nothing_takes_the_place_of_a_book_or_of_its_log(book: Book, name: str) -> None:
    own = book.path.rename(book.path.with_name("甲.raredesk"))
    before = {file: file.read_bytes() for file in own.parent.iterdir() if file.is_file()}
    with pytest.raises(Unwritable) as refused:
        write_text(own.with_name(name), "{}")
    (found,) = refused.value.problems
    assert (found.code, Path(found.value).name) == ("target-is-book", name)
    assert {file: file.read_bytes() for file in own.parent.iterdir() if file.is_file()} == before


@not_on_windows("no pipe lies in a folder there")
def test_nothing_takes_the_place_of_a_pipe_or_a_device(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(Unwritable) as refused:
        write_csv(tmp_path / "a.csv", TABLE)
    assert refused.value.problems[0].code == "target-is-no-file"
    assert (tmp_path / "a.csv").is_fifo()


def test_a_full_disk_is_named_as_one() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")

    def write() -> None:
        with replacing(Path("/tmp/never.csv")), full.open("w") as stream:
            stream.write("x" * 10_000)

    with pytest.raises(Unwritable) as refused:
        write()
    assert refused.value.problems[0].code == "disk-full"


def test_a_target_open_in_another_program_offers_another_name(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def write() -> None:
        with replacing(target) as beside:
            beside.write_text("new")
            raise PermissionError(13, "held by Excel")

    with pytest.raises(Unwritable) as refused:
        write()
    found = refused.value.problems[0]
    assert found.code == "target-in-use"
    assert dict(found.details)["other"] == "a (2).csv"


@only_on_windows("elsewhere a file can be replaced while another program has it open")
def test_a_target_that_a_program_has_open_is_left_to_it(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, [TABLE], COVER)
    before = target.read_bytes()
    with target.open("rb"), pytest.raises(Unwritable) as refused:
        write_workbook(target, [TABLE], COVER)
    assert refused.value.problems[0].code == "target-in-use"
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_whatever_is_written_leaves_a_file_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_source: object, target: object) -> None:
        raise PermissionError(13, "held by Excel", str(target))

    monkeypatch.setattr(os, "replace", held)
    ways: dict[str, Callable[[Path], None]] = {
        "a.xlsx": lambda path: write_workbook(path, [TABLE], COVER),
        "a.csv": lambda path: write_csv(path, TABLE),
        "a.json": lambda path: write_json(path, {}),
        "a.md": lambda path: write_text(path, "words"),
        "a.png": lambda path: write_bytes(path, b"data"),
        "空表.xlsx": lambda path: write_blank(path, (), Texts("a", "b", "c", ("", "", "", ""), "", (), "")),
    }
    for name, write in ways.items():
        target = tmp_path / name
        target.write_text("old")
        with pytest.raises(Unwritable) as refused:
            write(target)
        (found,) = refused.value.problems
        assert (found.code, dict(found.details)["other"]) == ("target-in-use", f"{target.stem} (2){target.suffix}")
        assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == set(ways)


@pytest.mark.parametrize("name", ["CON.xlsx", "nul", "com1.csv", "报价.xlsx ", "报价 9:30.csv"])
def test_a_name_that_cannot_be_kept_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unwritable) as refused:
        write_text(tmp_path / name, "words")
    assert refused.value.problems[0].code.startswith("name-")
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_too_long_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.csv"
    monkeypatch.setattr(file_names, "LONGEST", len(str(target)) + 5)
    with pytest.raises(Unwritable) as refused:
        write_text(target, "words")
    assert refused.value.problems[0].code == "path-too-long"
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_the_disk_allows_is_written(tmp_path: Path) -> None:
    target = tmp_path / f"{'长' * 83}.json"
    write_json(target, {})
    assert list(tmp_path.iterdir()) == [target]


def test_both_readers_see_the_same_cells_as_were_written(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    odd = Table(
        "odd",
        (
            Column("a", "文字"),
            Column("b", "数", Kind.PRICE),
            Column("c", "日", Kind.DATE),
            Column("d", "时", Kind.STAMP),
        ),
        (
            ("<a & b> \"c\" 'd'", Decimal("-0.0001"), dt.date(2026, 2, 28), dt.datetime(2026, 2, 28, 13, 30)),
            ("  两边有空  ", 1e-7, dt.date(1900, 3, 1), None),
            ("一行\r\n又一行", 12_345_678_901_234, dt.date(1899, 1, 1), None),
            ("😀𠮷", float("inf"), None, None),
            ("坏\ud800\uffff", True, None, None),
        ),
    )
    write_workbook(target, (odd,), COVER)
    mine = [[cell.value for cell in row] for row in load_workbook(target)["odd"].iter_rows(min_row=2)]
    assert mine == [
        ["<a & b> \"c\" 'd'", -0.0001, dt.datetime(2026, 2, 28), dt.datetime(2026, 2, 28, 13, 30)],
        ["  两边有空  ", 1e-7, dt.datetime(1900, 3, 1), None],
        ["一行\n又一行", 12_345_678_901_234, "1899-01-01", None],
        ["😀𠮷", None, None, None],
        ["坏", True, None, None],
    ]
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_name("odd").to_python()[1:]
    other = [[None if cell == "" else cell for cell in row] for row in rows]
    assert other[0] == ["<a & b> \"c\" 'd'", -0.0001, dt.date(2026, 2, 28), dt.datetime(2026, 2, 28, 13, 30)]
    assert [row[0] for row in other] == [row[0] for row in mine]
    assert [row[1] for row in other] == [row[1] for row in mine]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rare_desk.sheets.out.workbooks.MOST_ROWS", 3)
    target = tmp_path / "a.xlsx"
    long = Table("成交", (Column("n", "号", Kind.COUNT),), [[number] for number in range(1, 8)])
    write_workbook(target, (long,), COVER)
    book = load_workbook(target)
    assert book.sheetnames == ["成交", "成交 2", "成交 3", "说明"]
    assert [[cell.value for cell in sheet["A"]] for sheet in book.worksheets[:3]] == [
        ["号", 1, 2, 3], ["号", 4, 5, 6], ["号", 7],
    ]  # fmt: skip
    assert book["成交 3"].freeze_panes == "A2"
    assert book["成交 3"].auto_filter.ref == "A1:A2"


def test_a_cancelled_writing_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    def stop(_part: float) -> None:
        raise KeyboardInterrupt

    for name in ("a.xlsx", "a.csv"):
        target = tmp_path / name
        target.write_text("old")
        with pytest.raises(KeyboardInterrupt):
            write_csv(target, TABLE, stop) if name == "a.csv" else write_workbook(target, [TABLE], COVER, None, stop)
        assert target.read_text() == "old"
        target.unlink()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''-", "'单引号", "普通", "'", "@a", "-5", ""])
def test_what_csv_marks_as_no_formula_is_read_as_it_was_typed(text: str) -> None:
    assert as_typed(harmless(text)) == text


def test_text_that_excel_would_take_for_a_coded_letter_stays_itself(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (Table("t", (Column("a", "a"),), (("_x0041_ _x005F_",), ("_xyz_",))),), COVER)
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert rows[1:] == [["_x0041_ _x005F_"], ["_xyz_"]]
