"""A price with its unit behind it, as a cell takes it: `6,832元/公斤`, `75.5 USD/kg`."""

import re

from rare_desk.core.parsing import folded
from rare_desk.core.units import Unit
from rare_desk.ui.entry.draft import PriceUnit

_BEHIND = re.compile(
    r"(?P<number>.*?[\d.万萬亿億])\s*(?P<currency>元|块|人民币|cny|rmb|¥|美元|usd|us\$|\$)?\s*"
    r"(?:(?:/|每|per)\s*(?P<unit>公斤|千克|kgs?|吨|公吨|tonnes?|mt|t))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?P<currency>us\$|usd|\$|美元)\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_FOREIGN = frozenset(("美元", "usd", "us$", "$"))
_KILOGRAMS = frozenset(("公斤", "千克", "kg", "kgs"))


def split_price(text: str, otherwise: PriceUnit) -> tuple[str, PriceUnit]:
    """The number as typed, and what it is counted in: `otherwise` where nothing is said of it. A currency alone keeps
    the unit, a unit alone the currency. Text that is no price stays whole."""
    written = folded(text)
    before = _BEFORE.fullmatch(written)
    found = _BEHIND.fullmatch(before["rest"] if before else written)
    if not found:
        return text, otherwise
    currency = (before["currency"] if before else found["currency"] or "").casefold()
    unit = (found["unit"] or "").casefold()
    if not currency and not unit:
        return text, otherwise
    coin = otherwise.currency if not currency else "USD" if currency in _FOREIGN else "CNY"
    per = otherwise.unit if not unit else Unit.KG if unit in _KILOGRAMS else Unit.T
    return found["number"].strip(), PriceUnit(coin, per)
