"""A calculation as a workbook: inputs as cells, every derived figure a live formula that rounds like the engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.core.trail import TrailStep
from rare_desk.sheets.calculations.grade import write_grade
from rare_desk.sheets.calculations.paper import MASS, Addresses, Paper
from rare_desk.sheets.calculations.settling import write_settlement
from rare_desk.sheets.out.workbooks import clean, packed
from rare_desk.sheets.out.writing import replacing
from rare_desk.words import Language


@dataclass(frozen=True, slots=True)
class Calculation:
    """What goes out. `notes` are lines of a name and what it is: source, seller, contract, when saved."""

    name: str
    calculator: str
    inputs: Any
    trail: tuple[TrailStep, ...]
    notes: Sequence[tuple[str, str]] = field(default=())


def write_calculation(path: Path, calculation: Calculation, language: Language) -> None:
    """Two sheets: the paper, and the trail whose figures refer to it. Raises Unwritable."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    paper = Paper(sheet, language, "ABCDEFG", landscape=True)
    sheet.title = paper.word(calculation.calculator)
    row = _heading(paper, calculation)
    addresses = _PAPERS[calculation.calculator](paper, calculation.inputs, row)
    _trail(Paper(book.create_sheet(paper.word("sheet-trail")), language, "ABCDEF"), calculation, addresses, sheet.title)
    book.properties.title = clean(calculation.name)
    book.properties.creator = "Rare Desk"
    with replacing(path) as beside:
        beside.write_bytes(packed(book))


def _heading(paper: Paper, calculation: Calculation) -> int:
    paper.text("A1", calculation.name or paper.word(calculation.calculator), bold=True, size=14)
    paper.text("A2", paper.word(calculation.calculator), muted=True)
    row = 3
    for name, what in calculation.notes:
        paper.text(f"A{row}", name, muted=True, size=9)
        paper.text(f"B{row}", what, size=9)
        row += 1
    paper.text(f"A{row}", paper.word("sheet-filled"), muted=True, size=9)
    return row + 2


def _trail(paper: Paper, calculation: Calculation, addresses: Addresses, sheet: str) -> None:
    paper.widths(5, 26, 44, 18, 14, 12)
    titles = ("sheet-figure", "sheet-formula", "sheet-value", "sheet-unit", "sheet-rounding")
    paper.head(
        1, {"A": "", **{column: paper.word(title) for column, title in zip("BCDEF", titles, strict=True)}}, "BCEF"
    )
    paper.sheet.freeze_panes = "A2"
    places_of = {label: iter(found) for label, found in addresses.items()}
    for position, step in enumerate(calculation.trail, 1):
        row = position + 1
        paper.text(f"A{row}", str(position), muted=True)
        paper.text(f"B{row}", paper.word(step.label, subject=step.subject).strip())
        paper.wrapped(f"C{row}", paper.word(step.formula))
        places = max(0, -int(step.value.as_tuple().exponent))
        form = MASS if places == 3 else f"#,##0.{'0' * places}"
        paper.formula(f"D{row}", f"'{sheet}'!{next(places_of[step.label])}", form)
        paper.unit(f"E{row}", paper.word(f"unit-{step.unit}"))
        if step.places is not None:
            paper.unit(f"F{row}", format(Decimal(1).scaleb(-step.places), "f"))


_PAPERS: dict[str, Callable[[Paper, Any, int], Addresses]] = {"grade": write_grade, "settlement": write_settlement}
KINDS = frozenset(_PAPERS)
"""The calculators that can be written."""
