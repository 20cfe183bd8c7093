"""An import of ledgers as the command line's document tells it."""

from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.ops.imports.plans import counts_json, problems_json
from rare_desk.sheets.planning.plan import Control, SheetPlan, Totals
from rare_desk.sheets.reading.cells import letters
from rare_desk.words import Language, word


def sheet_json(sheet: SheetPlan, language: Language) -> dict[str, Any]:
    return {
        **counts_json(sheet),
        "closed": len(sheet.closed),
        "cells": str(sheet.area) if sheet.area else None,
        "totals": _totals_json(sheet.totals),
        "in_file": _control_json(sheet.controls[0]) if sheet.controls else None,
        "notes": [
            {"code": said.code, "message": word(f"imports.{said.code}", language, **dict(said.details))}
            for said in sheet.notes
        ],
        "problems": _with_cells(sheet, problems_json(sheet, language)),
        "questions": [
            {"code": asked.code, "message": word(f"imports.ask-{asked.code}", language, column=asked.column)}
            for asked in sheet.questions
        ],
    }


def _with_cells(sheet: SheetPlan, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the cell of each, as columns of two tables in one sheet may have the same header."""
    places = map(sheet.cell_of, sheet.problems)
    return [one | {"cell": f"{letters(at[1])}{at[0]}" if at else None} for one, at in zip(told, places, strict=True)]


def _control_json(whole: Control) -> dict[str, Any]:
    """What the file itself says of the whole table."""
    quantity, amount = whole.said
    return {
        "rows": whole.rows_file,
        "quantity_t": plain(quantity),
        "amount": None if amount is None else plain(amount),
        "agrees": whole.agrees,
    }


def _totals_json(totals: Totals) -> dict[str, Any]:
    written, converted = totals.amount_as_written, totals.amount_cny_ex_vat
    return {
        "quantity_t": plain(totals.quantity_t),
        "amount_as_written": None if written is None else str(written),
        "currency": totals.currency,
        "price_includes_vat": totals.price_includes_vat,
        "amount_cny_ex_vat": None if converted is None else str(converted),
    }
