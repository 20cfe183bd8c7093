"""Trades as columns: what the book hands to the index."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CODES = (
    "",
    "incomplete",
    "draft",
    "cancelled",
    "non_compliant",
    "related_party",
    "not_spot",
    "export",
    "too_small",
    "duplicate",
    "wash",
    "unverified",
    "outlier",
)
"""Why a trade is left out, by number; 0 prices. A trade gets the first rule that it fails, in this order."""

CODE = {code: number for number, code in enumerate(CODES)}
DESK = 0
MISSING = -1


@dataclass(frozen=True, slots=True)
class TradeColumns:
    """One row per trade, in (calendar date, intrinsic key) order; all arrays have the same length.

    The intrinsic key is (deal number as text, product, side, parties, quantity, price, occurrence). `rank` orders the
    rows of these columns by that key alone, whatever their dates: its numbers mean nothing else.

    `day` is days since 1970-01-01, the trade's own date. `product` counts in `products` (all that the book
    knows, so that they stay the same from one reading to the next), -1 is none. `price` is CNY per
    tonne ex VAT at the product's reference assay, `quantity` tonnes; NaN is none. `buyer` and `seller` are numbers that
    only tell parties apart: 0 is the desk, -1 none. `flag` is the number in CODES of the first of `draft` to `export`
    that the record fails, else 0; what is incomplete is seen from the columns themselves.
    """

    products: tuple[str, ...]
    ids: npt.NDArray[np.int64]
    rank: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    product: npt.NDArray[np.int16]
    price: npt.NDArray[np.float64]
    quantity: npt.NDArray[np.float64]
    buyer: npt.NDArray[np.int32]
    seller: npt.NDArray[np.int32]
    flag: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, chosen: slice | npt.NDArray[Any]) -> "TradeColumns":
        """Some rows; a slice shares the memory."""
        return replace(self, **{name: getattr(self, name)[chosen] for name in _ARRAYS})

    def used_products(self) -> set[str]:
        there = np.bincount(self.product.astype(np.int64) + 1, minlength=len(self.products) + 1)
        return {code for code, count in zip(self.products, there[1:].tolist(), strict=True) if count}

    def counted_in(self, products: tuple[str, ...]) -> "TradeColumns":
        """The same trades with `product` counting in another tuple, which must have all their products."""
        if products == self.products:
            return self
        number = {code: i for i, code in enumerate(products)}
        numbers = np.array([*(number.get(code, MISSING) for code in self.products), MISSING], np.int16)
        return replace(self, products=products, product=numbers[self.product])


_ARRAYS = tuple(field.name for field in fields(TradeColumns) if field.name != "products")


def joined(*parts: TradeColumns) -> TradeColumns:
    """All one after the other; they must count in the same products, and every day must come after the parts before."""
    if len({part.products for part in parts}) > 1:
        raise ValueError("columns count in different products")
    whole = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _ARRAYS}
    return TradeColumns(parts[0].products, **whole)
