"""Writes the workbooks of this folder: made-up deals, each file with one oddity of a real desk.

    python tests/data/oddities/make_oddities.py

What must come out of them is in expected.json, written by hand.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
HEADER = ("签订日期", "品名", "数量（吨）", "含税单价", "供方")
ROWS = (
    (dt.date(2025, 3, 3), "氧化镨钕", 3, 440_000, "甲公司"),
    (dt.date(2025, 3, 4), "氧化镝", 1.5, 1_650_000, "乙公司"),
    (dt.date(2025, 3, 5), "氧化镧", 20, 4_200, "丙公司"),
)
Row = Sequence[object]


def book(**sheets: Sequence[Row]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active or made.create_sheet())
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def sheet_of(made: openpyxl.Workbook) -> Worksheet:
    sheet = made.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def hidden_rows() -> openpyxl.Workbook:
    made = book(台账=[HEADER, *ROWS])
    sheet = sheet_of(made)
    sheet.auto_filter.ref = "A1:E4"
    sheet.auto_filter.add_filter_column(1, ["氧化镧"])
    for row in (2, 3):
        sheet.row_dimensions[row].hidden = True
    return made


def hidden_by_hand() -> openpyxl.Workbook:
    made = book(台账=[HEADER, *ROWS])
    sheet_of(made).row_dimensions[3].hidden = True
    sheet_of(made).column_dimensions["E"].hidden = True
    return made


def notes_rows() -> openpyxl.Workbook:
    note = ("说明：以上价格均为含税出厂价，款到发货",)
    return book(台账=[("稀土采购台账",), (), HEADER, ROWS[0], note, *ROWS[1:], (), ("制表：王芳", "", "审核：")])


def header_per_page() -> openpyxl.Workbook:
    return book(台账=[("采购台账 第1页",), HEADER, *ROWS[:2], ("采购台账 第2页",), HEADER, ROWS[2]])


def side_by_side() -> openpyxl.Workbook:
    sales = ("签订日期", "品名", "数量（吨）", "含税单价", "需方")
    left, right = ROWS, [(*row[:3], row[3] + 5000, "丁公司") for row in ROWS[:2]]
    rows: list[Row] = [("采购", "", "", "", "", "", "销售"), (*HEADER, "", *sales)]
    rows += [(*row, "", *right[at]) if at < len(right) else row for at, row in enumerate(left)]
    return book(三月=rows)


def under_one_another() -> openpyxl.Workbook:
    sales = ("日期", "产品", "重量（千克）", "含税单价（元/千克）", "需方")
    return book(
        台账=[
            ("采购明细",), HEADER, *ROWS, ("合计", "", 24.5), (), ("销售明细",), sales,
            (dt.date(2025, 3, 6), "氧化铽", 250, 6800, "丁公司"),
        ]
    )  # fmt: skip


def same_header_again() -> openpyxl.Workbook:
    header = (*HEADER[:4], "对方")
    return book(台账=[("采购",), header, *ROWS, (), ("销售",), header, (*ROWS[0][:3], 445_000, "丁公司")])


def sheet_a_month() -> openpyxl.Workbook:
    header = ("日", *HEADER[1:])
    return book(**{f"2025年{m}月": [header, *[(day, *ROWS[0][1:3], 430_000 + m * 1000, "甲公司") for day in (5, 28)]]
                   for m in (1, 2)})  # fmt: skip


def purchases_and_sales() -> openpyxl.Workbook:
    sales = (*HEADER[:4], "需方")
    return book(采购=[HEADER, *ROWS], 销售=[sales, (*ROWS[0][:3], 445_000, "丁公司")])


def two_sheets_two_units() -> openpyxl.Workbook:
    kilos = ("签订日期", "品名", "数量（kg）", "含税单价（元/kg）", "需方")
    return book(采购=[HEADER, *ROWS], 销售=[kilos, (dt.date(2025, 3, 6), "氧化镝", 500, 1700, "丁公司")])


def split_dates() -> openpyxl.Workbook:
    return book(台账=[("年", "月", "日", *HEADER[1:]), *[(2025, 3, row[0].day, *row[1:]) for row in ROWS]])


def merged_groups() -> openpyxl.Workbook:
    rows = [(ROWS[0][0], "HT-1", *ROWS[0][1:]), (None, None, *ROWS[1][1:]), (ROWS[2][0], "HT-2", *ROWS[2][1:])]
    made = book(台账=[(HEADER[0], "合同编号", *HEADER[1:]), *rows])
    sheet = sheet_of(made)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    return made


def totals_between() -> openpyxl.Workbook:
    return book(台账=[HEADER, ROWS[0], ("3月3日小计", "", 3), *ROWS[1:], ("合计", "", 24.5)])


def unit_above() -> openpyxl.Workbook:
    header = ("签订日期", "品名", "数量", "含税单价", "供方")
    rows = [(*row[:3], row[3] / 10_000, row[4]) for row in ROWS]
    return book(台账=[("2025年3月采购台账",), ("单位：吨、万元",), header, *rows])


def both_bases() -> openpyxl.Workbook:
    header = ("签订日期", "品名", "数量（吨）", "单价（元/吨）", "", "供方")
    rows = [(*row[:3], row[3], round(row[3] / 1.13, 2), row[4]) for row in ROWS]
    made = book(台账=[header, ("", "", "", "含税", "不含税", ""), *rows])
    sheet_of(made).merge_cells("D1:E1")
    return made


def price_ranges() -> openpyxl.Workbook:
    rows = [
        (day, "氧化镨钕", price) for day, price in (("2025-03-03", "415000-420000"), ("2025-03-04", "41.8～42.4万"))
    ]
    return book(报价=[("日期", "品名", "价格（元/吨，含税）"), *rows])


def deal_price_range() -> openpyxl.Workbook:
    rows = [ROWS[0], (*ROWS[1][:3], "164.5-165.5万", "乙公司"), (*ROWS[2][:3], "4100～4300", "丙公司")]
    return book(台账=[HEADER, *rows])


def errors_and_formulas() -> openpyxl.Workbook:
    rows = [ROWS[0], (*ROWS[1][:3], "=1500000*1.1", "乙公司"), (*ROWS[2][:2], "#N/A", 4200, "丙公司")]
    return book(台账=[HEADER, *rows])


def english_dates() -> openpyxl.Workbook:
    header = ("Trade date", "Product", "Qty (MT)", "Price (USD/kg)", "Buyer")
    rows = [
        ("03-Mar-2025", "Dysprosium oxide", 0.5, 245, "Foreign Co"),
        ("Mar 14, 2025", "NdPr oxide", 4, 61.5, "Foreign Co"),
    ]
    return book(Sales=[header, *rows])


def full_width() -> openpyxl.Workbook:
    rows = [
        ("２０２５年３月３日", "氧化镨钕", "３．５", "￥４４０，０００．００", "甲公司"),
        ("2025.3.4", "氧化镝", "1.5吨", "165万", "乙公司"),
    ]
    return book(台账=[HEADER, *rows])


def units_under_header() -> openpyxl.Workbook:
    header = ("签订日期", "品名", "数量", "含税单价", "金额", "供方")
    myriads = [(day, product, tonnes, price / 10_000, tonnes * price / 10_000, firm)
               for day, product, tonnes, price, firm in ROWS]  # fmt: skip
    return book(台账=[header, (None, None, "吨", "万元/吨", "万元", None), *myriads])


def gross_and_net() -> openpyxl.Workbook:
    header = ("签订日期", "品名", "毛重（吨）", "净重（吨）", "含税单价（元/吨）", "供方")
    return book(台账=[header, *[(*row[:2], row[2] + 0.25, *row[2:]) for row in ROWS]])


def unsaid_myriads() -> openpyxl.Workbook:
    day = dt.timedelta(days=1)
    rows = [(ROWS[0][0] + n * day, "氧化镨钕", 3, 44 + n / 10, "甲公司") for n in range(6)]
    return book(台账=[HEADER, *rows, ROWS[2]])


def fob_invoices() -> openpyxl.Workbook:
    header = ("Contract", "Date", "Customer", "Item", "N.W. (kg)", "FOB USD/kg", "Amount USD")
    rows = [(f"C{n}", dt.date(2025, 3, 3 + n), "Acme GmbH", "Nd oxide", 1000, 72.5, 72500) for n in range(3)]
    return book(Invoices=[header, *rows])


def text(rows: Sequence[Row], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def page(rows: Sequence[Row]) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head><meta charset='gbk'></head><body><table>{''.join(lines)}</table></body></html>"


BOOKS: dict[str, Callable[[], openpyxl.Workbook]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        hidden_rows, hidden_by_hand, notes_rows, header_per_page, side_by_side, under_one_another, same_header_again,
        sheet_a_month, purchases_and_sales, two_sheets_two_units, split_dates, merged_groups, totals_between,
        unit_above, both_bases, price_ranges, deal_price_range, errors_and_formulas, english_dates, full_width,
        units_under_header, gross_and_net, unsaid_myriads, fob_invoices,
    )
}  # fmt: skip
TEXTS = {
    "gbk.csv": text([HEADER, *ROWS], ",").encode("gb18030"),
    "utf16-tabs.txt": text([HEADER, *ROWS], "\t").encode("utf-16"),
    "bom-semicolons.csv": text([HEADER, *[(*r[:2], str(r[2]).replace(".", ","), *r[3:]) for r in ROWS]], ";").encode(
        "utf-8-sig"
    ),
    "web-page.xls": page([HEADER, *ROWS]).encode("gb18030"),
}


def main() -> None:
    for name, made in BOOKS.items():
        made().save(HERE / f"{name}.xlsx")
    for name, data in TEXTS.items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
