"""Small files that would be large: refused with one sentence before anything opens them, within little memory."""

import multiprocessing
import struct
from pathlib import Path

import pytest

from rare_desk.core.problems import Problem
from rare_desk.sheets.planning.scan import scan
from rare_desk.sheets.reading.cells import RawFile
from rare_desk.sheets.reading.workbooks.workbook import read_file
from rare_desk.words import sentence
from tests.sheets.binary import Cell, biff, ods, ods_row, old_file, shared, sheet_bin, xls, xlsb
from tests.sheets.measuring import peak
from tests.sheets.test_hostile import sheet, workbook
from tests.systems import not_on_windows

CORNER: list[Cell] = [(0, 0, 1.0), (65_535, 255, 1.0)]
FAR: list[Cell] = [(0, 0, 1.0), (1_048_575, 16_383, 1.0)]
EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def row_of(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def cell_of(text: str, repeated: int = 1, quote: str = '"') -> str:
    often = f"table:number-columns-repeated={quote}{repeated}{quote}"
    return f'<table:table-cell office:value-type="string" {often}><text:p>{text}</text:p></table:table-cell>'


BOMBS = {
    "xlsb, far corner": xlsb({"一": sheet_bin(FAR)}),
    "xlsb, far corner by an empty row": xlsb({"一": sheet_bin([(0, 16_383, 1.0)], [1_048_575])}),
    "xlsb, row number out of any sheet": xlsb({"一": sheet_bin([(0, 0, 1.0), (99_999_999, 0, 1.0)])}),
    "xlsb, many sheets": xlsb({f"S{n}": sheet_bin([(0, 0, 1.0), (1_000_000, 24, 1.0)]) for n in range(6)}),
    "xlsb, a record without end": xlsb({"一": sheet_bin(FAR) + b"\x05\xff\xff\xff\x7f"}),
    "xls, many sheets": xls({f"S{n}": CORNER for n in range(8)}),
    "ods, repeated cells in repeated rows": ods({"一": row_of(cell_of("x", 16_384), 1_048_576)}),
    "ods, the same in other quotes": ods({"一": row_of(cell_of("x", 16_384, "'"), 1_048_576)}),
    "ods, a sign in an attribute before": ods(
        {"一": row_of(cell_of("x", 16_384), 1_048_576).replace("<table:table-row", '<table:table-row table:a=">"')}
    ),
    "ods, empty rows between": ods({"一": ods_row("a") + row_of(EMPTY, 1_000_000_000) + ods_row("b")}),
    "ods, empty columns between": ods({"一": row_of(EMPTY + cell_of("x")) + row_of(EMPTY + cell_of("y"), 2000)}),
    "ods, many tables": ods({f"S{n}": row_of(cell_of("x", 25), 1_000_000) for n in range(6)}),
    "ods, a long text repeated": ods({"一": row_of(cell_of("很" * 20_000), 1_000_000)}),
    "ods, blanks": ods({"一": ods_row("a").replace("a</text:p>", '<text:s text:c="4000000000"/></text:p>')}),
    "csv, one long line": (b"a," * 100_000) + b"\n" * 100_000 + b"x",
    "csv, more rows than a sheet": b"a,b\n" * 1_100_000,
    "csv, one endless cell": b"a,b\n" + b"x" * 3_000_000,
    "csv, one endless cell in quotes": b'a,b\n"' + b"x" * 3_000_000,
    "web page, spans": b"<table><tr>" + b"<td colspan=200></td>" * 150_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_too_big_in_one_sentence(name: str) -> None:
    found = read_file(BOMBS[name], name)
    assert isinstance(found, Problem), found.sheets[0].rows[:1]
    assert found.code in ("file-too-big", "file-too-large")
    assert sentence(found, "zh") != sentence(found, "en")


def _all_read(said: "multiprocessing.Queue[tuple[list[str], int]]") -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    before = peak()
    codes = []
    for name, data in BOMBS.items():
        if name != "web page, spans":  # is built up to where it is too much
            found = read_file(data, name)
            codes.append(found.code if isinstance(found, Problem) else "read")
    said.put((codes, peak() - before))


@not_on_windows("a process tells its highest use of memory, and keeps a limit of it, otherwise there")
def test_all_bombs_together_take_less_than_a_fifth_of_a_gigabyte() -> None:
    spawning = multiprocessing.get_context("spawn")
    said: multiprocessing.Queue[tuple[list[str], int]] = spawning.Queue()
    child = spawning.Process(target=_all_read, args=(said,))
    child.start()
    codes, megabytes = said.get(timeout=60)
    child.join()
    assert "read" not in codes
    assert megabytes < 200


def test_a_sheet_named_five_times_at_the_same_place_counts_five_times() -> None:
    stream = biff({f"S{n}": (CORNER if not n else CORNER[:1]) for n in range(5)})
    places = [n for n in range(len(stream) - 4) if stream[n : n + 2] == b"\x85\x00"]
    first = stream[places[0] + 4 : places[0] + 8]
    for at in places:
        stream = stream[: at + 4] + first + stream[at + 8 :]
    again = read_file(old_file(Workbook=stream), "f.xls")
    assert isinstance(again, Problem)
    assert again.code == "file-too-big"


def test_long_shared_strings_of_an_old_workbook_are_counted_by_their_uses() -> None:
    texts = ["短", "很" * 30_000, "中" * 3000, "短"]
    few = read_file(xls({"一": [(n, 0, n % 4) for n in range(20)]}, globals_=shared(*texts)), "f.xls")
    assert isinstance(few, RawFile)
    assert [row[0] for row in few.sheets[0].rows] == texts * 5
    for used, refused in ((1, True), (2, False)):
        found = read_file(xls({"一": [(n, 0, used) for n in range(20_000)]}, globals_=shared(*texts)), "f.xls")
        assert isinstance(found, Problem) is refused
        assert not isinstance(found, Problem) or found.code == "file-too-big"


def test_what_an_office_program_writes_of_an_empty_sheet_is_no_bomb() -> None:
    rows = ods_row("品名", 2.5) + row_of(EMPTY, 1_048_575)
    found = read_file(ods({"一": rows, "二": row_of(EMPTY, 1_048_576)}), "f.ods")
    assert isinstance(found, RawFile)
    assert [len(one.rows) for one in found.sheets] == [1, 0]
    wide = read_file(ods({"一": row_of(cell_of("a") + EMPTY) + row_of(cell_of("b", 3), 2)}), "f.ods")
    assert isinstance(wide, RawFile)
    assert [row[:3] for row in wide.sheets[0].rows] == [["a", "", ""], ["b"] * 3, ["b"] * 3]


def test_binary_workbooks_are_read_as_they_are() -> None:
    cells: list[Cell] = [(0, 0, "品名"), (1, 0, 2.5), (1, 2, "x")]
    for data in (xlsb({"一": sheet_bin(cells)}), xls({"一": cells})):
        found = read_file(data, "f")
        assert isinstance(found, RawFile)
        assert found.sheets[0].rows == [["品名", "", ""], [2.5, "", "x"]]


def test_merged_cells_over_one_another_end() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 3001))
    merges = '<mergeCell ref="A2:A3000"/>' * 20_000 + '<mergeCell ref="B1:B2"/>'
    data = workbook(sheet(rows).replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"))
    found = read_file(data, "f.xlsx")
    assert isinstance(found, RawFile)
    assert found.sheets[0].merges == [((0, 1), (1, 1))], "no more than the sheet has cells"


SECRET = struct.pack("<HH", 0x002F, 6) + struct.pack("<HHH", 0, 1, 2)
MANIFEST = (
    "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)


@pytest.mark.parametrize(
    "data",
    [
        xls({"一": CORNER[:1]}, globals_=SECRET),
        ods({"一": ods_row("x")}, manifest=MANIFEST),
        old_file(EncryptionInfo=b"\4\0\4\0", EncryptedPackage=b"\0" * 5000),
    ],
)
def test_a_book_with_a_password_is_said_to_be_locked(data: bytes) -> None:
    found = read_file(data, "f")
    assert isinstance(found, Problem)
    assert found.code == "file-locked"


@pytest.mark.parametrize(
    "data",
    [
        workbook(ENTITIES + sheet('<row r="1"/>')),
        ods({"一": ods_row("x")}, before=ENTITIES),
    ],
)
def test_entities_are_refused_in_every_format(data: bytes) -> None:
    found = read_file(data, "f")
    assert isinstance(found, Problem)
    assert found.code == "file-unsafe"


def test_xml_and_web_pages_expand_no_entities_of_their_own() -> None:
    xml = f'<?xml version="1.0"?>{ENTITIES}<Workbook><Table><Row><Cell>&b;</Cell></Row></Table></Workbook>'
    found = read_file(xml.encode(), "f.xls")
    assert isinstance(found, Problem)
    assert found.code == "file-foreign"
    page = read_file(f"{ENTITIES}<html><table><tr><td>&b;</td></tr></table></html>".encode(), "f.xls")
    assert isinstance(page, RawFile)
    assert page.sheets[0].rows == [["&b;"]]


@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        (xls({"一": CORNER[:1]}, _VBA_PROJECT_CUR=b"x"), ("macros",)),
        (xls({"一": CORNER[:1]}, globals_=struct.pack("<HHHH", 0x01AE, 5, 1, 1) + b"x"), ("external-links",)),
        (xls({"一": CORNER[:1]}, globals_=struct.pack("<HHHH", 0x01AE, 4, 1, 0x0401)), ()),
        (xlsb({"一": sheet_bin(CORNER[:1])}, vbaProject_bin=b"x"), ("macros",)),
        (ods({"一": ods_row("x")}, parts={"Basic/Standard/Module1.xml": b"x"}), ("macros",)),
        (
            ods({"一": ods_row("x"), "'file:///b.ods'#$A": '<table:table-source xlink:href="b"/>' + ods_row("y")}),
            ("external-links",),
        ),
    ],
)
def test_macros_and_links_are_said_in_every_format_and_what_is_linked_is_no_sheet(
    data: bytes, remarks: tuple[str, ...]
) -> None:
    found = read_file(data, "f")
    assert isinstance(found, RawFile)
    assert found.remarks == remarks
    assert [one.name for one in found.sheets] == ["一"]


def test_of_two_parts_with_one_name_none_is_taken() -> None:
    found = read_file(workbook().replace(b"docProps/core.xml", b"docprops/APP.xml\0"[:17]), "f.xlsx")
    assert isinstance(found, Problem)
    assert found.code == "file-truncated"


def test_only_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(500 << 20)
    found = scan(large)
    assert isinstance(found, Problem)
    assert (found.code, dict(found.details)["detail"]) == ("file-too-large", "500 MB")
    for other in (tmp_path, Path("/dev/zero")):
        refused = scan(other)
        assert isinstance(refused, Problem)
        assert refused.code == "file-unreadable"


@pytest.mark.parametrize("cell", ["1" + " " * 30_000 + "x", "1 " * 15_000 + "x", "-" + " " * 30_000, "1~" * 15_000])
def test_a_cell_of_odd_blanks_is_no_number_within_a_moment(cell: str) -> None:
    text = f'日期,方向,品名,数量(吨),含税单价\n2025-03-03,买入,氧化镨钕,"{cell}","{cell}"\n'
    assert not isinstance(scan(text.encode(), "f.csv"), Problem)


@pytest.mark.parametrize("endless", ["<!--", "<td ", "<!", "<?", "</", "&", "<!x"])
def test_a_web_page_of_tags_without_end_ends(endless: str) -> None:
    page = f"<table><tr><td>品名</td></tr>{endless * 200_000}"
    found = read_file(page.encode(), "page.xls")
    assert isinstance(found, RawFile)
    assert found.sheets[0].rows[0][0] == "品名"


@pytest.mark.parametrize("odd", ["<![", "<![x<!", "<![CDATA[", "<!-"])
def test_a_web_page_with_a_broken_declaration_is_read_or_said_to_be_damaged(odd: str) -> None:
    found = read_file(f"<table><tr><td>品名</td></tr>{odd * 3}".encode(), "page.xls")
    assert isinstance(found, RawFile) or found.code == "file-truncated"


def test_rows_of_words_are_no_headers_and_end_soon() -> None:
    lines = "".join(f'"Mar {n % 28 + 1}, 2025",Sell,NdPr oxide,"{n % 97}",Firm {n}\n' for n in range(60_000))
    found = scan(f"Date,Side,Product,Qty (t),Buyer\n{lines}".encode(), "deals.csv")
    assert not isinstance(found, Problem)
    assert [str(table.area) for table in found.tables[0]] == ["A1:E60001"]


def test_headers_without_end_beside_and_under_one_another_end() -> None:
    wide = ",".join(["日期", "品名", "数量"] * 2000)
    beside = scan(f"{wide}\n{wide}\n".encode(), "wide.csv")
    assert not isinstance(beside, Problem)
    assert len(beside.tables[0]) <= 61
    lines = "日期,品名,数量,价格\n日期,品名,重量,价格\n" * 2000
    under = scan(lines.encode(), "long.csv")
    assert not isinstance(under, Problem)
    assert len(under.tables[0]) == 400
