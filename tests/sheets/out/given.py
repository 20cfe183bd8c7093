"""A table of each kind of cell, and the cover that says what it is."""

import datetime as dt
from decimal import Decimal

from rare_desk.sheets.out.workbooks import Cover
from rare_desk.sheets.out.writing import Column, Kind, Table

TABLE = Table(
    "成交/台账",
    (
        Column("date", "日期", Kind.DATE),
        Column("party", "交易对手", Kind.TEXT),
        Column("quantity_t", "数量(t)", Kind.MASS),
        Column("price", "单价", Kind.PRICE),
        Column("trades", "笔数", Kind.COUNT),
    ),
    (
        (dt.date(2026, 1, 8), "=HYPERLINK(1)", Decimal("12.5"), Decimal("625000.1234"), 3),
        (dt.date(2026, 1, 9), "甲辰磁材", Decimal("0.25"), None, 1),
    ),
)
COVER = Cover("说明", "成交台账", (("账簿", "=甲.raredesk"), ("筛选", "全部")))
