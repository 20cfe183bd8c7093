"""Rows that were typed and not saved, as this machine remembers them: they are there again when the list is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rare_desk import prefs
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui.entry.draft import Draft, PriceUnit
from rare_desk.ui.trades.editing.edits import RowEdit

_PLACE = "trades-unsaved"


@dataclass(frozen=True, slots=True)
class Kept:
    """`uuid` of the trade that is changed; empty of a new one."""

    uuid: str
    draft: Draft
    begun: Draft


def keep(book: Path, edits: Iterable[RowEdit]) -> None:
    """In the place of what was kept for this book before."""
    rows = [
        {"uuid": edit.row.uuid if edit.row else "", "draft": asdict(edit.draft), "begun": asdict(edit.begun)}
        for edit in edits
        if edit.touched
    ]
    views = prefs.shared().views
    places = views.setdefault(_PLACE, {})
    if rows == places.get(str(book), []):
        return
    if rows:
        places[str(book)] = rows
    else:
        del places[str(book)]
    prefs.shared().save()


def kept(book: Path) -> list[Kept]:
    """What cannot be read any more is left out."""
    rows = prefs.shared().views.get(_PLACE, {}).get(str(book))
    found = map(_read, rows if isinstance(rows, list) else [])
    return [one for one in found if one is not None]


def _read(row: Any) -> Kept | None:
    try:
        return Kept(str(row["uuid"]), _draft(row["draft"]), _draft(row["begun"]))
    except (KeyError, TypeError, ValueError):
        return None


def _draft(values: dict[str, Any]) -> Draft:
    unit = values["price_unit"]
    coded: dict[str, Any] = {
        "side": Side(values["side"]),
        "quantity_unit": Unit(values["quantity_unit"]),
        "price_unit": PriceUnit(unit["currency"], Unit(unit["unit"])),
        "tax_basis": TaxBasis(values["tax_basis"]),
        "compliance": Compliance(values["compliance"]),
        "status": Status(values["status"]),
    }
    return Draft(**(values | coded))
