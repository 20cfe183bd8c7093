"""Any table at all as announced prices, days or weights: read, or refused with a problem, never a fault."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.problems import Problem
from rare_desk.ops.book.shipped import catalogue
from rare_desk.sheets.reading.cells import RawSheet
from rare_desk.sheets.records.announced import read_announced
from rare_desk.sheets.records.days import read_days
from rare_desk.sheets.records.kinds import headed, kind_of_sheet
from rare_desk.sheets.records.weights import read_weight_sets

PRODUCTS = catalogue()
_WORDS = (
    "季度|基价|品位|每1%REO|公告日|状态|年份|日期|名称|休市/补班|是否交易日|开始日期|结束日期|补班日期|是否推算|"
    "生效日|品名|权重|2027Q1|一季度|2026年1-3月|Q9 2026|50%|REO≥50|41000|4.1万|1e400|-0|NaN|执行|否决|休市|补班|"
    "2026-11-02|46328|1月1日至3日|2月30日|12月30日至1月2日|9999-99-99|氧化镨钕|60|100%|合计|示例（导入时跳过）|#N/A||"
    "-|是|否|自2027年1月4日起"
)
CELLS = st.one_of(
    st.sampled_from((*_WORDS.split("|"), "9" * 400, "\u200b", "至", "~")),
    st.text(max_size=8),
    st.integers().map(str),
)
BODY = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8)
SOUND = (
    {"季度": "2027Q1", "基价": "41000", "品位": "50%", "每1%REO": "820", "公告日": "2026-12-18", "状态": "执行"},
    {"日期": "2026-11-02", "名称": "国庆", "休市/补班": "休市", "补班日期": "2026-11-07"},
    {"开始日期": "2027-01-01", "结束日期": "2027-01-03", "名称": "元旦", "是否休市": "是"},
    {"生效日": "2026-11-02", "品名": "氧化镨钕", "权重": "100%"},
)
"""Of each kind a row that is read."""

HEADS = st.sampled_from([list(row) for row in SOUND])


@st.composite
def headed_tables(draw: st.DrawFn) -> list[list[str]]:
    """Of rows that would be read but for a cell of some of them."""
    sound = draw(st.sampled_from(SOUND))
    rows = [list(sound.values()) for _ in range(draw(st.integers(1, 8)))]
    for row in rows:
        if draw(st.booleans()):
            row[draw(st.integers(0, len(row) - 1))] = draw(CELLS)
    return [list(sound), *rows]


def test_the_sound_rows_are_read() -> None:
    announced, day, span, share = (written([list(row), list(row.values())]) for row in SOUND)
    read = (
        read_announced(announced, "表.csv"),
        read_days(day, "表.csv"),
        read_days(span, "表.csv"),
        read_weight_sets(share, "表.csv", PRODUCTS),
    )
    assert [bool(not isinstance(found, Problem) and found.sheets[0].records) for found in read] == [True] * 4


def written(table: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table)
    return stream.getvalue().encode("utf-8", "surrogatepass")


@given(st.one_of(BODY, headed_tables(), st.tuples(HEADS, BODY).map(lambda parts: [parts[0], *parts[1]])))
def test_any_table_is_read_or_refused(table: list[list[str]]) -> None:
    data = written(table)
    headed(data, "表.csv")
    for found in (
        read_announced(data, "表.csv"),
        read_days(data, "表.csv"),
        read_weight_sets(data, "表.csv", PRODUCTS),
    ):
        if isinstance(found, Problem):
            continue
        for sheet in found.sheets:
            assert all(record.row >= 1 and record.column for record in sheet.records)
            assert all(problem.place.row >= 1 and problem.place.column for problem in sheet.problems)


def test_a_sheet_as_wide_as_excel_allows_is_told() -> None:
    wide = RawSheet("宽", [[f"x{at}" for at in range(16_384)]] * 60)
    assert kind_of_sheet(wide) == ""
