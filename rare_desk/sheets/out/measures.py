"""How wide a column is and how its figures are written, found from what stands in it."""

from decimal import Decimal
from math import isfinite

from rare_desk.sheets.out.writing import Cell, Kind, Table
from rare_desk.words import width

FORMATS = {
    Kind.TEXT: "@",
    Kind.DATE: "yyyy-mm-dd",
    Kind.STAMP: "yyyy-mm-dd hh:mm",
    Kind.COUNT: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.PRICE: "#,##0.00??",
    Kind.MASS: "#,##0.000???",
    Kind.PERCENT: "0.##",
    Kind.SHARE: "0.0%",
    Kind.LEVEL: "#,##0.00",
    Kind.RAW: "0.000000000",
}
"""Prices and quantities stand under one another by their points, however many decimals each of them has."""
NARROW = {Kind.PRICE: "#,##0.00", Kind.MASS: "#,##0.000"}
"""Where no figure of a column has more."""
_PLACES = {Kind.COUNT: 0, Kind.MASS: 3, Kind.RAW: 9, Kind.SHARE: 3}
_SAMPLED = 400
"""Texts of a long column that are looked at, from its first to its last."""
_WIDEST = 48.0
_AIR = 3.0


def measured(table: Table, place: int) -> tuple[float, str]:
    """Width in characters, number format. All figures are looked at: one too wide for its column shows as ####."""
    column = table.columns[place]
    texts, figures = {width(column.title)}, set[Decimal | float | int]()
    if column.kind in (Kind.TEXT, Kind.DATE, Kind.STAMP):
        texts |= {_text(row[place], column.kind) for row in table.rows[:: len(table.rows) // _SAMPLED + 1]}
    else:
        cells = {row[place] for row in table.rows}
        figures = {cell for cell in cells if isinstance(cell, (Decimal, int, float)) and cell == cell}
        texts |= {width(cell) for cell in cells if isinstance(cell, str)}
    form = column.form or _form(column.kind, figures)
    if figures:
        places = max(form.count("0", form.find(".")) + form.count("?"), 2) if "." in form else 0
        signed = form.startswith("+") or '"' in form
        texts |= {len(format(one, f",.{places}f")) + 2 * signed for one in (max(figures), min(figures))}
    return min(column.wrap or _WIDEST, max(texts) + _AIR), form


def _text(cell: Cell, kind: Kind) -> int:
    if kind is not Kind.TEXT:
        return len(FORMATS[kind])
    return max(map(width, str(cell).split("\n"))) if cell is not None else 0


def _form(kind: Kind, figures: set[Decimal | float | int]) -> str:
    """Percentages have as many decimals as the column has."""
    if kind is Kind.TEXT:
        return "General"
    if kind is Kind.PERCENT:
        places = max(map(_places, figures), default=0)
        return f"0.{'0' * places}" if places else "0"
    if kind in NARROW:
        places = len(NARROW[kind].partition(".")[2])
        return FORMATS[kind] if any(_finer(one, places) for one in figures) else NARROW[kind]
    return FORMATS[kind]


def _places(figure: Decimal | float) -> int:
    return len(f"{figure:.4f}".rstrip("0").partition(".")[2])


def _finer(figure: Decimal | float, places: int) -> bool:
    if isinstance(figure, Decimal):
        exponent = figure.normalize().as_tuple().exponent
        return isinstance(exponent, int) and exponent < -places
    return isfinite(figure) and round(figure, places) != figure
