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
HEADS = st.sampled_from(
    (
        ["季度", "基价", "品位", "每1%REO", "公告日", "状态"],
        ["日期", "名称", "休市/补班", "补班日期"],
        ["开始日期", "结束日期", "名称", "是否休市"],
        ["生效日", "品名", "权重"],
    )
)


def written(table: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table)
    return stream.getvalue().encode("utf-8", "surrogatepass")


@given(st.one_of(BODY, st.tuples(HEADS, BODY).map(lambda parts: [parts[0], *parts[1]])))
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
