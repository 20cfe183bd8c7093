"""A settlement with everything on it, and its paper."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rare_desk.ops import pricing
from rare_desk.ops.book.shipped import announced_prices
from rare_desk.ops.papers.calculation import calculation_paper
from rare_desk.ops.papers.document import Document, Letterhead
from rare_desk.ops.papers.words import Words
from rare_desk.words import Language
from tests.core.pricing.examples import settlement

DAY = dt.date(2026, 3, 25)
DESK = Letterhead("包头某某贸易有限公司", ("包头市稀土高新区", "0472-1234567"))


def everything() -> dict[str, Any]:
    given = settlement() | {
        "stage": "final",
        "quarter": "2026Q1",
        "counterparty": "北矿",
        "contract": "BK-014",
        "payments": [{"label": "银票", "amount": "300000", "days": "180", "discount_rate": "1.5", "borne_by": "buyer"}],
    }
    bands = [{"threshold": "7", "step": "0.5", "rate": "4"}, {"threshold": "8", "step": "0.5", "rate": "10"}]
    given["adjustments"].append({"element": "F", "assay": "8.75", "bands": bands})
    return given


def paper(kind: str, given: Mapping[str, Any], language: Language = "zh", *, made_up: bool = False) -> Document:
    priced = pricing.price(kind, given)
    return calculation_paper("3月结算", priced, DESK, Words(language), announced_prices(), DAY, made_up=made_up)
