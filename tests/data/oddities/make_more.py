"""Writes the second half of the workbooks of this folder, as make_oddities.py does the first.

python -m tests.data.oddities.make_more
"""

import datetime as dt
import json
from collections.abc import Callable

import openpyxl
from openpyxl.styles import Font

from tests.data.oddities.make_oddities import HEADER, HERE, ROWS, Row, book, sheet_of, text


def letterhead() -> openpyxl.Workbook:
    above: list[Row] = [
        ("某某稀土贸易有限公司",), ("地址：包头市稀土高新区 电话：0472-5220000",),
        ("开户行：某某银行 账号：0602 0001 0902 4567",), (), ("2025年3月采购明细",),
        ("制表：王芳", "", "", "", "日期：2025-04-01"),
    ]  # fmt: skip
    return book(台账=[*above, HEADER, *ROWS])


def three_header_rows() -> openpyxl.Workbook:
    header: list[Row] = [
        ("日期", "货物", None, "数量", None, "单价", None, "供方"),
        (None, "名称", "规格", "实物", "折纯", "含税", "不含税", None),
        (None, None, None, "吨", "吨", "元/吨", "元/吨", None),
    ]
    rows = [
        (d, name, "99%", t, round(t * 0.99, 4), price, round(price / 1.13, 2), firm) for d, name, t, price, firm in ROWS
    ]
    made = book(台账=[*header, *rows])
    for cells in ("A1:A3", "B1:C1", "D1:E1", "F1:G1", "H1:H3", "B2:B3", "C2:C3"):
        sheet_of(made).merge_cells(cells)
    return made


def month_subtotals() -> openpyxl.Workbook:
    april = (dt.date(2025, 4, 2), *ROWS[0][1:])
    return book(台账=[
        HEADER, ("3月",), *ROWS, ("小　计", None, 24.5), ("本月累计", None, 24.5), ("4月",), april, ("小  计", None, 3),
        ("∑", None, 27.5),
    ])  # fmt: skip


def void_remarks() -> openpyxl.Workbook:
    remarks = ("", "作废", "客户取消订单", "未取消运费补贴")
    rows = [(*ROWS[0][:2], n + 1, *ROWS[0][3:], said) for n, said in enumerate(remarks)]
    return book(台账=[(*HEADER, "备注"), *rows])


def returns() -> openpyxl.Workbook:
    rows = [(*ROWS[0], ""), (*ROWS[0][:2], "(1.5)", *ROWS[0][3:], "红字冲销"), (*ROWS[0][:2], 1, *ROWS[0][3:], "退货")]
    return book(台账=[(*HEADER, "备注"), *rows])


def wrong_amounts() -> openpyxl.Workbook:
    amounts = (1_320_000, 1_320_100, 1_320, 1_168_141.59)
    rows = [(*ROWS[0][:4], money, f"第{n}公司") for n, money in enumerate(amounts)]
    return book(台账=[(*HEADER[:4], "金额", HEADER[4]), *rows])


def myriad_amounts() -> openpyxl.Workbook:
    rows = [(*row[:4], row[2] * row[3] / 10_000, row[4]) for row in ROWS]
    return book(台账=[(*HEADER[:4], "金额", HEADER[4]), *rows, ("合计", "", 24.5, "", 387.9)])


def short_years() -> openpyxl.Workbook:
    days = ("25.3.3", "25/3/24", "25年3月25日", "26-Mar-25")
    return book(台账=[HEADER, *[(day, *ROWS[0][1:]) for day in days]])


def day_and_month_2025() -> openpyxl.Workbook:
    days = ("3月3日", "3.24", "3/25")
    return book(台账=[HEADER, *[(day, *ROWS[0][1:]) for day in days]])


def sheet_a_month_2025() -> openpyxl.Workbook:
    return book(
        **{f"{m}月": [("采购",), HEADER, *[(f"{m}.{day}", *ROWS[0][1:]) for day in ("05", "28")]] for m in (1, 2)}
    )


def years_of_some() -> openpyxl.Workbook:
    return book(台账=[HEADER, *[(day, *ROWS[0][1:]) for day in (dt.date(2025, 3, 3), "3月4日", dt.date(2025, 3, 9))]])


def timed_dates() -> openpyxl.Workbook:
    days = (
        "2025-03-03 14:30", "2025年3月4日 下午2:30", "2025/3/5（周三）", "二〇二五年三月六日",
        "2025-03-07T08:00:00+08:00", dt.datetime(2025, 3, 8, 23, 59),
    )  # fmt: skip
    return book(台账=[HEADER, *[(day, *ROWS[0][1:]) for day in days]])


def apostrophes() -> openpyxl.Workbook:
    return book(台账=[("单号", *HEADER), ("'0012", "'2025-03-03", "氧化镨钕", "'3", "'440000", "甲公司")])


def real_and_pure() -> openpyxl.Workbook:
    header = (*HEADER[:2], "折纯量（吨）", "实物量（吨）", *HEADER[3:])
    return book(台账=[header, *[(*row[:2], row[2] * 0.9, *row[2:]) for row in ROWS]])


def wet_and_dry() -> openpyxl.Workbook:
    header = (*HEADER[:2], "湿量（吨）", "水分%", "干量（吨）", *HEADER[3:])
    return book(台账=[header, *[(*row[:2], row[2] * 1.05, 4.8, *row[2:]) for row in ROWS]])


def two_currencies() -> openpyxl.Workbook:
    header = ("日期", "品名", "数量（吨）", "单价", "币种", "是否含税", "汇率", "客户")
    sale = (ROWS[0][0], "氧化镨钕", 3)
    return book(
        销售=[header, (*sale, 440_000, "人民币", "含税", None, "甲公司"), (*sale, 57_000, "USD", "", 7.1, "Acme")]
    )


def vat_of_some() -> openpyxl.Workbook:
    header, rates = (*HEADER[:4], "税率", HEADER[4]), (0.13, 0, 13, "13%", None)
    return book(台账=[header, *[(*ROWS[0][:4], rate, f"第{n}公司") for n, rate in enumerate(rates)]])


def units_in_cells() -> openpyxl.Workbook:
    pairs = (("5吨", "44万"), ("500 kg", "44.1万元/吨"), ("500公斤", "440元/公斤"), ("1,000千克", "￥440,000.00"))
    return book(台账=[(*HEADER[:2], "数量", *HEADER[3:]), *[(*ROWS[0][:2], *pair, "甲公司") for pair in pairs]])


def price_on_request() -> openpyxl.Workbook:
    return book(台账=[HEADER, ROWS[0], (*ROWS[1][:3], "面议", "乙公司"), (*ROWS[2][:2], "约20吨", 4200, "丙公司")])


def leading_zeros_and_twins() -> openpyxl.Workbook:
    return book(
        台账=[("单号", *HEADER), ("0012", *ROWS[0]), ("0012", *ROWS[0]), ("12", *ROWS[0]), (250303001.0, *ROWS[1])]
    )


def trailing_blanks() -> openpyxl.Workbook:
    header = (" 签订日期 ", "品　名", "数量 （吨）", "含税 单价\n", "供 方 ")
    return book(
        台账=[header, (" 2025-03-03 ", " 氧化镨钕\u200b", "3 ", " 440000", "甲公司　"), (*ROWS[0][:4], "甲公司")]
    )


def english_ledger() -> openpyxl.Workbook:
    header = ("Trade date", "Product", "Qty (MT)", "Price (USD/kg)", "Buyer", "Remarks")
    rows: list[Row] = [
        ("03-Mar-25", "NdPr oxide", 3, 61, "Acme", ""), ("Sub Total", "", 3),
        ("Mar 14, 2025", "Dysprosium oxide", 0.5, 245, "Acme", "Cancelled by buyer"), ("Page total", None, 3.5),
        ("2025-03-20", "NdPr oxide", 1, 60.5, "Acme", "credit note to follow"), ("GRAND TOTAL (MT)", None, 4.5),
    ]  # fmt: skip
    return book(Sales=[header, *rows])


def beside_in_kilos() -> openpyxl.Workbook:
    sales = ("日期", "客户", "品名", "数量(kg)", "单价(元/kg,含税)")
    rows: list[Row] = [("2025年3月采购", "", "", "", "", "", "2025年3月销售"), (*HEADER, "", *sales)]
    sold = ((ROWS[0][0], "丁公司", "氧化镝", 500, 1700), (ROWS[1][0], "丁公司", "氧化铽", 50, 6800))
    rows += [(*row, "", *sold[at]) if at < len(sold) else row for at, row in enumerate(ROWS)]
    return book(三月=rows)


def several_lines_of_a_number() -> openpyxl.Workbook:
    rows = [("HT-1", *ROWS[0]), ("HT-1", *ROWS[0][:2], 5, *ROWS[0][3:]), ("HT-1", *ROWS[1]), ("HT-2", *ROWS[2])]
    return book(台账=[("合同编号", *HEADER), *rows])


def ourselves() -> openpyxl.Workbook:
    header = ("日期", "供方", "需方", "品名", "数量（吨）", "含税单价")
    deal = ("氧化镨钕", 3, 440_000)
    return book(台账=[header, (ROWS[0][0], "甲公司", "我公司", *deal), (ROWS[1][0], "甲公司", "我司", *deal)])


def dollars_in_cells() -> openpyxl.Workbook:
    prices = ("USD 61,000/t", "$61/kg", "US$61.5/kg", "USD 61,500")
    return book(
        销售=[("日期", "品名", "数量（吨）", "单价", "客户"), *[(*ROWS[0][:3], price, "Acme") for price in prices]]
    )


def dittos() -> openpyxl.Workbook:
    return book(台账=[HEADER, ROWS[0], (*ROWS[1][:4], "同上"), (*ROWS[2][:4], "〃")])


def struck_rows() -> openpyxl.Workbook:
    made = book(台账=[HEADER, *ROWS])
    for cell in sheet_of(made)[3]:
        cell.font = Font(strike=True)
    sheet_of(made)["D4"].font = Font(strike=True, color="FF0000")
    return made


CUT = (("单号", *HEADER), ("1.23457E+11", *ROWS[0]), ("2.02503E+13", *ROWS[1]))
BESIDE = ((*HEADER, ""), (*ROWS[0], ""), (*ROWS[1], "作废"))
DEALS = [
    {"id": f"X-{n}", "date": row[0].isoformat(), "product": row[1], "side": "buy", "quantity_t": row[2],
     "price_cny_t_incl_vat": row[3], "counterparty": row[4]}
    for n, row in enumerate(ROWS, 1)
]  # fmt: skip


BOOKS: dict[str, Callable[[], openpyxl.Workbook]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        letterhead, three_header_rows, month_subtotals, void_remarks, returns, wrong_amounts, myriad_amounts,
        short_years, day_and_month_2025, sheet_a_month_2025, years_of_some, timed_dates, apostrophes, real_and_pure,
        wet_and_dry, two_currencies, vat_of_some, units_in_cells, price_on_request, leading_zeros_and_twins,
        trailing_blanks, english_ledger, beside_in_kilos, several_lines_of_a_number, ourselves, dollars_in_cells,
        dittos, struck_rows,
    )
}  # fmt: skip
TEXTS = {
    "scientific-numbers.csv": text(CUT, ",").encode("utf-8-sig"),
    "void-beside.csv": text(BESIDE, ",").encode("gb18030"),
    "deals.json": json.dumps(DEALS, ensure_ascii=False, indent=1).encode("utf-8"),
}


def main() -> None:
    for name, made in BOOKS.items():
        made().save(HERE / f"{name}.xlsx")
    for name, data in TEXTS.items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
