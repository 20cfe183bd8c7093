"""Makes the sheets beside it, which are made up: the lots of the worked settlement in pricing.md, never weighed.

python tests/data/lots/make_lots.py
"""

from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
TICKETS = [  # lot, truck, gross, tare, net, kg
    ("L1", "蒙B12345", 51_870, 15_650, 36_220),
    ("L1", "蒙B23456", 49_410, 15_290, 34_120),
    ("L1", "蒙B34567", 47_300, 15_300, 32_000),
    ("L2", "蒙B12345", 64_410, 15_650, 48_760),
    ("L2", "蒙B23456", 65_290, 15_290, 50_000),
    ("L3", "蒙B34567", 120_800, 15_300, 105_500),
]
ASSAYS = [  # lot, moisture, REO, F, P2O5 in percent, ThO2 in ppm
    ("L1", 6.20, 51.35, 8.0, 4.1, 2100),
    ("L2", 5.85, 50.10, 7.0, 3.9, 1800),
    ("L3", 7.05, 49.42, 7.5, 4.4, 2000),
]


def weighbridge(name: str = "磅单.xlsx", slip: int = 0) -> None:
    """With a net mass that is out by `slip` kg in the second row."""
    book = Workbook()
    sheet = book.create_sheet("过磅", 0)
    sheet.append(["过磅明细（虚构数据）"])
    sheet.append(["序号", "批号", "车号", "毛重(kg)", "皮重(kg)", "净重(kg)", "备注"])
    for number, (lot, truck, gross, tare, net) in enumerate(TICKETS, 1):
        sheet.append([number, lot, truck, gross, tare, net + (slip if number == 2 else 0), ""])
    sheet.append(["合计", "", "", sum(one[2] for one in TICKETS), "", sum(one[4] for one in TICKETS), ""])
    book.save(HERE / name)


def assays() -> None:
    lines = ["化验单（虚构数据）", "批号,水分%,REO%,F%,P2O5%,ThO2 ppm"]
    lines += [",".join(map(str, row)) for row in ASSAYS]
    (HERE / "化验单.csv").write_bytes("\r\n".join(lines).encode("gb18030"))


def buyers_assays() -> None:
    book = Workbook()
    sheet = book.create_sheet("Assays", 0)
    sheet.append(["Assays by the buyer (made up)"])
    sheet.append(["Lot no.", "REO"])
    for row in (("L1", 0.5095), ("L2", 0.5020), ("L3", 0.4942)):
        sheet.append(row)
        sheet.cell(sheet.max_row, 2).number_format = "0.00%"
    book.save(HERE / "buyer.xlsx")


if __name__ == "__main__":
    weighbridge()
    weighbridge("磅单-净重不符.xlsx", slip=100)
    assays()
    buyers_assays()
