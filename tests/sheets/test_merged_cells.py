"""The list of merged cells is put in front of a sheet's rows without unpacking it, and is read the same there."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.sheets.reading.cells import RawFile
from rare_desk.sheets.reading.workbooks.bounds import Facts, check_archive
from rare_desk.sheets.reading.workbooks.merged_cells import with_lists_in_front
from rare_desk.sheets.reading.workbooks.workbook import read_file
from tests.sheets.test_hostile import sheet, workbook

PART = "xl/worksheets/sheet1.xml"
ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
LIST = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
ONE = [((0, 0), (1, 0))]


def list_of(data: bytes) -> bytes | None:
    facts = check_archive(data, "f.xlsx")
    assert isinstance(facts, Facts)
    return facts.sheets[PART].merges


def behind(rows: str, text: str) -> bytes:
    return workbook(sheet(rows).replace("</sheetData>", f"</sheetData>{text}"))


@given(
    st.dictionaries(st.text(st.characters(categories=["L"]), min_size=1, max_size=5), st.binary(), min_size=1),
    st.data(),
)
def test_each_part_begins_with_its_list_and_the_archive_is_sound(parts: dict[str, bytes], data: st.DataObject) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content, data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])))
    lists = {name: data.draw(st.binary()) for name in parts if data.draw(st.booleans())}
    with zipfile.ZipFile(io.BytesIO(with_lists_in_front(out.getvalue(), lists))) as made:
        assert made.testzip() is None
        assert {name: made.read(name) for name in made.namelist()} == {
            name: lists.get(name, b"") + content for name, content in parts.items()
        }


def test_a_list_longer_than_a_block_is_put_in_front_too() -> None:
    data = workbook()
    long = bytes(range(256)) * 1000
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        content = before.read(PART)
    with zipfile.ZipFile(io.BytesIO(with_lists_in_front(data, {PART: long}))) as made:
        assert made.read(PART) == long + content


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_the_list_behind_the_rows_is_found(prefix: str) -> None:
    written = LIST.replace("<m", f"<{prefix}m").replace("</m", f"</{prefix}m")
    data = behind(ROWS, written)
    found = read_file(data, "f.xlsx")
    assert isinstance(found, RawFile)
    assert list_of(data) == written.encode()
    assert found.sheets[0].merges == ONE
    assert found.sheets[0].rows == [[1.0, 2.0], ["", 3.0]]


def test_a_sheet_without_merged_cells_has_an_empty_list() -> None:
    assert list_of(behind(ROWS, "")) == list_of(behind(ROWS, "<pageMargins/>")) == b"<mergeCells></mergeCells>"
    assert list_of(behind(ROWS, '<mergeCells count="0"/>')) == b'<mergeCells count="0"/>'


@pytest.mark.parametrize(
    "data",
    [
        workbook(sheet(ROWS).replace("<sheetData>", f"{LIST}<sheetData>")),
        workbook(sheet(ROWS).replace("<row", f"{LIST}<row", 1)),
        behind(ROWS, LIST + LIST.replace("A1:A2", "B1:B2")),
        behind(ROWS, f"<!-- {LIST.replace('A1:A2', 'B1:B2')} -->{LIST}"),
    ],
    ids=["in front", "among the rows", "twice", "in a comment"],
)
def test_a_list_that_is_not_plainly_behind_the_rows_stays_where_it_is(data: bytes) -> None:
    found = read_file(data, "f.xlsx")
    assert isinstance(found, RawFile)
    assert list_of(data) is None
    assert found.sheets[0].merges == ONE
