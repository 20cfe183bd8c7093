"""Files that are no tables, or worse, are refused with a problem before anything opens them."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core import file_names
from rare_desk.core.problems import Problem
from rare_desk.sheets.planning.scan import scan
from rare_desk.sheets.reading.cells import BadCell
from rare_desk.sheets.reading.workbooks.bounds import check_archive
from rare_desk.sheets.reading.workbooks.workbook import read_file
from rare_desk.words import sentence

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"


def workbook(sheet_xml: str | None = None, rows: int = 3) -> bytes:
    """A workbook, its first sheet's XML replaced when given."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(rows):
        sheet.append([f"行{row}", row, 1.5])
    out = io.BytesIO()
    book.save(out)
    if sheet_xml is None:
        return out.getvalue()
    return replaced(out.getvalue(), "xl/worksheets/sheet1.xml", sheet_xml.encode())


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def sheet(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def code(data: bytes) -> str:
    found = read_file(data, "f.xlsx")
    assert isinstance(found, Problem), found
    assert sentence(found, "zh")
    assert sentence(found, "en")
    return found.code


CORNERS = [
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    '<row r="1"><c s="0" r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
    '<row r="1">' + "<c><v>1</v></c>" * 16000 + '</row><row r="1048576"><c><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999999"><c r="A9999999"><v>1</v></c></row>',
    '<row r = "1"><c r = "A1"><v>1</v></c></row><row\nr = "1048576"><c\nr = "XFD1048576"><v>1</v></c></row>',
    '<row r="1"><c r="a1"><v>1</v></c></row><row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
]


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/{part}"/>'
    "</Relationships>"
)


@pytest.mark.parametrize("rows", CORNERS)
def test_a_cell_in_the_far_corner_is_refused_before_opening(rows: str) -> None:
    data = workbook(sheet(rows))
    assert len(data) < 10_000
    assert code(data) == "file-too-big"


@pytest.mark.parametrize("part", ["xl/far.xml", "xl/far.bin", "xl/Worksheets/Far.XML"])
def test_a_sheet_in_an_unusual_part_of_the_archive_is_measured_too(part: str) -> None:
    data = replaced(workbook(), "xl/_rels/workbook.xml.rels", RELATIONS.format(part=part).encode())
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, sheet(CORNERS[0]))
    assert code(out.getvalue()) == "file-too-big"


def test_prefixed_cells_in_the_far_corner_are_refused_too() -> None:
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="1048576"><x:c r="XFD1048576"/></x:row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<x:worksheet xmlns:x="{space}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert code(workbook(xml)) == "file-too-big"


def shared(text: str, uses: int) -> bytes:
    """A workbook with one shared string that many cells name."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = RELATIONS.format(part="xl/worksheets/sheet1.xml").replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, uses + 1))
    data = replaced(workbook(sheet(rows)), "xl/_rels/workbook.xml.rels", relations.encode())
    out = io.BytesIO(data)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>{text}</t></si></sst>')
    return out.getvalue()


def test_a_string_longer_than_a_cell_or_named_too_often_is_refused_before_opening() -> None:
    assert code(shared("很" * 350_000, 3)) == "file-too-big"
    assert code(shared("很" * 30_000, 20_000)) == "file-too-big"
    read = read_file(shared("很" * 30_000, 20), "f.xlsx")
    assert not isinstance(read, Problem)
    assert [len(str(row[0])) for row in read.sheets[0].rows] == [30_000] * 20


XLS = (WORKBOOKS / "sales-ledger-2025.xls").read_bytes()
DIMENSIONS = XLS.index(b"\x00\x02\x0e\x00")


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (DIMENSIONS + 8, b"\xff\xff\xff\xff"),  # last row
        (DIMENSIONS + 4, b"\xff\xff\xff\x7f"),  # first row
        (44, b"\xff\xff\xff\x7f"),  # sectors of the allocation table
        (30, b"\x1f\x00"),  # sector size
        (72, b"\xff\xff\xff\x7f"),  # sectors of further tables
    ],
)
def test_a_length_that_lies_in_an_old_workbook_asks_for_no_memory(at: int, value: bytes) -> None:
    assert code(XLS[:at] + value + XLS[at + len(value) :]) == "file-truncated"


def test_a_chain_of_sectors_in_a_circle_ends() -> None:
    table = 512 * (int.from_bytes(XLS[76:80], "little") + 1)
    start = int.from_bytes(XLS[48:52], "little")
    at = table + 4 * start
    assert code(XLS[:at] + start.to_bytes(4, "little") + XLS[at + 4 :]) == "file-truncated"


def test_a_zip_bomb_is_refused_before_opening() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b" " * (1 << 20))
    assert len(out.getvalue()) < 1_000_000
    assert code(out.getvalue()) == "file-too-big"


def test_a_size_declared_too_small_is_found_by_reading_through() -> None:
    data = bytearray(workbook())
    at = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert code(bytes(data)) == "file-truncated"


def test_entities_are_not_expanded_but_refused() -> None:
    assert code(workbook('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet('<row r="1"/>'))) == "file-unsafe"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "file-empty"),
        (b" \r\n", "file-empty"),
        (b"%PDF-1.7 something", "file-foreign"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-foreign"),
        (b"PK\x03\x04 broken", "file-truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le"), "file-locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "file-foreign"),
        (b"<svg><g/></svg>", "file-foreign"),
        (b"\xff\xfe\x00", "file-foreign"),
    ],
)
def test_what_is_no_table_is_one_problem(data: bytes, expected: str) -> None:
    assert code(data) == expected


@pytest.mark.parametrize("name", ["purchase-ledger-2025.xlsx", "sales-ledger-2025.xls"])
def test_a_truncated_workbook_is_said_to_be_so(name: str) -> None:
    data = (WORKBOOKS / name).read_bytes()
    for part in (0.3, 0.6, 0.95):
        found = read_file(data[: int(len(data) * part)], name)
        assert isinstance(found, Problem)
        assert found.code == "file-truncated"


def test_a_missing_file_and_a_file_without_a_table_are_problems(tmp_path: Path) -> None:
    gone = scan(tmp_path / "gone.xlsx")
    assert isinstance(gone, Problem)
    assert gone.code == "file-unreadable"
    nothing = scan(b"hello,world\n1,2\n", "letter.csv")
    assert isinstance(nothing, Problem)
    assert nothing.code == "no-table"


def test_a_file_that_lies_too_deep_for_the_system_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "LONGEST", 100)
    found = scan(tmp_path / ("深" * 90) / "台账.xlsx")
    assert isinstance(found, Problem)
    assert (found.code, found.value) == ("path-too-long", "台账.xlsx")


def test_error_cells_and_formulas_without_a_value_are_named() -> None:
    cells = '<c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v>2</v></c>'
    read = read_file(workbook(sheet(f'<row r="1" hidden="1">{cells}</row>')), "f.xlsx")
    assert not isinstance(read, Problem)
    assert read.sheets[0].rows[0] == [BadCell("error-cell", "#N/A"), BadCell("formula-without-value"), 2.0]
    assert read.sheets[0].hidden_rows == {1}


def test_macros_and_links_to_other_workbooks_are_said_and_not_read() -> None:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xcc\x61 not run")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    read = read_file(out.getvalue(), "f.xlsm")
    assert not isinstance(read, Problem)
    assert read.remarks == ("macros", "external-links")
    assert len(read.sheets[0].rows) == 3


def test_an_ordinary_workbook_passes_with_its_measure() -> None:
    facts = check_archive(workbook(rows=40), "f.xlsx")
    assert not isinstance(facts, Problem)
    assert [sheet.rows for sheet in facts.sheets.values()] == [40]


_WHOLE = [(WORKBOOKS / name).read_bytes() for name in ("export-sales-english.xlsx", "sales-ledger-2025.xls")]
_WHOLE.append((WORKBOOKS / "exchange-deals-2025.csv").read_bytes()[:3000])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_WHOLE), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_file_is_read_or_refused_but_never_a_fault(data: bytes, hits: list[tuple[float, int]]) -> None:
    damaged = bytearray(data)
    for place, value in hits:
        damaged[int(place * len(damaged))] = value
    scan(bytes(damaged), "damaged")
