"""Which lines are shown and in which order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rare_desk.core.positions.position import Position
from rare_desk.core.products import Catalogue

_VALUES: Mapping[str, Callable[[Position], Any]] = {
    "month": lambda row: row.month,
    "counterparty": lambda row: row.party,
    "average_cost": lambda row: row.average,
    "price": lambda row: row.mark.price if row.mark else None,
    "status": lambda row: row.mark.status if row.mark else None,
}
"""Of columns that are not called as the position's own figure."""


def matching(rows: Sequence[Position], text: str, chosen: Sequence[str], products: Catalogue) -> list[Position]:
    """Of the chosen products (none: all), those with all the words in a name of the product or the counterparty's."""
    words = text.casefold().split()
    return [row for row in rows if (not chosen or row.product in chosen) and _has(row, words, products)]


def _has(row: Position, words: Sequence[str], products: Catalogue) -> bool:
    if not words:
        return True
    found = products.by_code.get(row.product)
    names = (found.name_zh, found.name_en, found.formula, *found.aliases) if found else ()
    said = " ".join((row.product, row.party or "", f"{row.month:%Y-%m}" if row.month else "", *names)).casefold()
    return all(word in said for word in words)


def value_in(place: Callable[[str], int]) -> Callable[[str], Callable[[Position], Any]]:
    """What a line sorts by in a column; None where it has no figure. `place` is that of a product among the book's."""

    def key(column: str) -> Callable[[Position], Any]:
        if column == "product":
            return lambda row: place(row.product)
        return _VALUES[column] if column in _VALUES else lambda row: getattr(row, column)

    return key
