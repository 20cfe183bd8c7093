"""The menus above a column: what it means, its unit, its tax basis."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import SheetColumn
from rare_desk.ui import labels
from rare_desk.ui.imports.columns.tables import field_words, measure_words_of

Change = Callable[..., None]
"""Called with what of the column's meaning is another one now."""

_FIELDS = {
    "trades": (
        ("date", "side", "product", "quantity", "price", "amount"),
        ("deal_no", "contract_no", "counterparty", "buyer", "seller", "grade", "reo_pct", "vat_rate"),
        ("quantity_unit", "price_unit", "currency", "basis", "fx", "status", "cancelled", "compliance", "related",
         "spot"),
        ("delivery_place", "delivery_date", "payment", "incoterm", "country", "origin", "lot", "trader", "note",
         "year", "month", "day"),
    ),
    "quotes": (
        ("date", "product", "mid", "low", "high", "range", "source"),
        ("period", "unit", "basis", "currency", "vat_rate", "grade", "url", "note"),
        ("year", "month", "day"),
    ),
}  # fmt: skip
PRICES = frozenset(("price", "mid", "low", "high", "range"))
PRICED = PRICES | {"amount"}
MEASURED = PRICES | {"quantity", "amount"}
_PRICE_UNITS = (
    ("CNY", 1, Unit.T), ("CNY", 1, Unit.KG), ("CNY", 10_000, Unit.T), ("USD", 1, Unit.T), ("USD", 1, Unit.KG),
    ("EUR", 1, Unit.KG), ("JPY", 1, Unit.KG),
)  # fmt: skip
_AMOUNT_UNITS = (("CNY", 1), ("CNY", 10_000), ("USD", 1), ("EUR", 1), ("JPY", 1))


def has_menu(part: str, column: SheetColumn) -> bool:
    """Whether that part of such a column has anything to choose."""
    if part == "meaning":
        return True
    return column.field in (MEASURED if part == "unit" else PRICED if part == "basis" else ())


def column_menu(parent: QWidget, part: str, column: SheetColumn, kind: str, change: Change) -> QMenu | None:
    """None where that part has nothing to choose."""
    menu = QMenu(parent)
    group = QActionGroup(menu)

    def add(words: str, current: bool, **changed: object) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(current)
        group.addAction(action)
        action.triggered.connect(partial(_call, change, changed))

    if part == "meaning":
        _meanings(menu, add, column, kind)
    elif part == "unit" and column.field in MEASURED:
        _units(add, column)
    elif part == "basis" and column.field in PRICED:
        for basis in (TaxBasis.INCL, TaxBasis.EXCL, TaxBasis.NONE):
            add(labels.label(f"imports.basis-{basis}"), column.basis is basis, basis=basis)
    return menu if menu.actions() else None


def _call(change: Change, changed: dict[str, object], _checked: bool = False) -> None:
    change(**changed)


def _meanings(menu: QMenu, add: Callable[..., None], column: SheetColumn, kind: str) -> None:
    current = column.field.rstrip("?")
    for number, group in enumerate(_FIELDS[kind]):
        if number:
            menu.addSeparator()
        for field in group:
            add(field_words(field), field == current, field=field)
    menu.addSeparator()
    add(field_words(""), current in ("", "ignored"), field="")


def _units(add: Callable[..., None], column: SheetColumn) -> None:
    measure = column.measure
    now = measure.currency, measure.factor, measure.unit
    if column.field == "quantity":
        for unit in (Unit.T, Unit.KG):
            add(labels.label(f"trades.unit-{unit.value}"), measure.unit is unit, unit=unit)
    elif column.field == "amount":
        for currency, factor in _AMOUNT_UNITS:
            add(
                measure_words_of(currency, factor, None),
                now[:2] == (currency, factor),
                currency=currency,
                factor=factor,
            )
    else:
        for currency, factor, unit in _PRICE_UNITS:
            words = measure_words_of(currency, factor, unit)
            add(words, now == (currency, factor, unit), currency=currency, factor=factor, unit=unit)
