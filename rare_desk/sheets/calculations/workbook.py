"""A calculation as a workbook: inputs as cells, every derived figure a live formula that rounds like the engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.core.numbers import places_of
from rare_desk.core.pricing.settling.terms import SettlementInputs
from rare_desk.core.trail import TrailStep
from rare_desk.sheets.calculations.abroad import write_fob, write_landed
from rare_desk.sheets.calculations.cached import with_values
from rare_desk.sheets.calculations.clauses import write_average, write_floor
from rare_desk.sheets.calculations.grade import write_grade
from rare_desk.sheets.calculations.lines import Lines
from rare_desk.sheets.calculations.oxides.basket import write_basket
from rare_desk.sheets.calculations.oxides.estimate import write_estimate
from rare_desk.sheets.calculations.oxides.netback import write_netback
from rare_desk.sheets.calculations.oxides.smelting import write_metal, write_oxide
from rare_desk.sheets.calculations.paper import MASS, Addresses, Paper, plain
from rare_desk.sheets.calculations.settling.settlement import write_settlement
from rare_desk.sheets.calculations.study.even import COLUMNS as EVEN_COLUMNS
from rare_desk.sheets.calculations.study.even import write_even
from rare_desk.sheets.calculations.study.ranges import columns_of, write_ranges
from rare_desk.sheets.calculations.study.shown import Ranges, Study
from rare_desk.sheets.out.workbooks import clean, packed
from rare_desk.sheets.out.writing import replacing
from rare_desk.words import Language, width


@dataclass(frozen=True, slots=True)
class Calculation:
    """What goes out. `notes` are lines of a name and what it is: seller, contract, when saved; `sources` says of inputs
    by their path what they were taken from, beside them on the sheets of BESIDE.
    """

    name: str
    calculator: str
    inputs: Any
    trail: tuple[TrailStep, ...]
    notes: Sequence[tuple[str, str]] = field(default=())
    sources: Mapping[str, str] = field(default_factory=dict)


def write_calculation(path: Path, calculation: Calculation, language: Language, study: Study | None = None) -> None:
    """Two sheets: the paper, and the trail whose figures refer to it; before them a study. Raises Unwritable."""
    book = Workbook()
    book.remove(book.worksheets[0])
    papers = [] if study is None else [_study(book, calculation, language, study)]
    laid_out = _SHEETS[calculation.calculator]
    paper = Paper(book.create_sheet(), language, laid_out.columns, landscape=laid_out.landscape)
    paper.sheet.title = paper.word(calculation.calculator)
    lines = Lines(paper, _heading(paper, calculation), calculation.sources)
    addresses = laid_out.write(lines, calculation.inputs)
    _known(paper, lines, addresses, calculation.trail)
    trail = Paper(book.create_sheet(paper.word("sheet-trail")), language, "ABCDEF")
    _trail(trail, calculation, addresses, paper.sheet.title)
    book.properties.title = clean(calculation.name)
    book.properties.creator = "Rare Desk"
    values = {place: one.values for place, one in enumerate([*papers, paper, trail], 1)}
    with replacing(path) as beside:
        beside.write_bytes(with_values(packed(book), values))


def _known(paper: Paper, lines: Lines, addresses: Addresses, trail: Sequence[TrailStep]) -> None:
    """What the formulas of the trail's figures come to, and those that go by them: `copy-`, `sum-`, `named-`."""
    places = {label: iter(found) for label, found in addresses.items()}
    exact = {label: iter(found) for label, found in lines.exact.items()}
    sums: dict[str, Decimal] = {}
    for step in trail:
        label, values = step.label, paper.values
        for key in (label, f"copy-{label}"):
            if key in places:
                values[plain(next(places[key]))] = step.value
        if label in exact and step.exact is not None:
            values[plain(next(exact[label]))] = step.exact
        sums[label] = sums.get(label, Decimal(0)) + step.value
        for at in addresses.get(f"sum-{label}", ()):
            values[plain(at)] = sums[label]
        for at in addresses.get(f"named-{label}", ()):
            values[at] = paper.word(label)


def _study(book: Workbook, calculation: Calculation, language: Language, study: Study) -> Paper:
    sheet: Worksheet = book.create_sheet()
    columns = columns_of(study) if isinstance(study, Ranges) else EVEN_COLUMNS
    one = isinstance(study, Ranges) and study.second is None
    paper = Paper(sheet, language, columns, landscape=not one)
    sheet.title = paper.word("sheet-ranges" if isinstance(study, Ranges) else "sheet-break-even")
    first = max(26, min(width(study.first.input.words), 44) if isinstance(study, Ranges) else 34)
    paper.widths(first, *(16 for _ in columns[1:]))
    paper.text("A1", calculation.name or paper.word(calculation.calculator), bold=True, size=14)
    paper.text("A2", f"{paper.word(calculation.calculator)} · {sheet.title}", muted=True)
    if isinstance(study, Ranges):
        write_ranges(paper, study, 4)
    else:
        write_even(paper, study, 4)
    return paper


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
    named = {column: paper.word(title) for column, title in zip("BCDEF", titles, strict=True)}
    paper.head(1, {"A": "", **named}, "BC", "EF")
    paper.sheet.freeze_panes = "A2"
    cells = {label: iter(found) for label, found in addresses.items()}
    for position, step in enumerate(calculation.trail, 1):
        row = position + 1
        paper.text(f"A{row}", str(position), muted=True)
        paper.text(f"B{row}", paper.word(step.label, subject=step.subject).strip())
        paper.wrapped(f"C{row}", paper.word(step.formula))
        places = places_of(step.value)
        form = MASS if places == 3 else f"#,##0.{'0' * places}"
        address = next(cells.get(step.label, iter(())), "")  # an older program may have told other steps
        formula = f"'{sheet}'!{address}" if address else format(step.value, "f")
        paper.formula(f"D{row}", formula, form, value=step.value)
        paper.unit(f"E{row}", paper.word(f"unit-{step.unit}"))
        if step.places is not None:
            paper.unit(f"F{row}", format(Decimal(1).scaleb(-step.places), "f"))


@dataclass(frozen=True, slots=True)
class _Sheet:
    columns: str
    write: Callable[[Lines, Any], Addresses]
    landscape: bool = False


def _settlement(lines: Lines, asked: SettlementInputs) -> Addresses:
    return write_settlement(lines.paper, asked, lines.row)


_SHEETS = {
    "grade": _Sheet("ABCDE", write_grade),
    "settlement": _Sheet("ABCDEFG", _settlement, landscape=True),
    "netback": _Sheet("ABCDEFG", write_netback, landscape=True),
    "estimate": _Sheet("ABCDEFGH", write_estimate, landscape=True),
    "basket": _Sheet("ABCDEF", write_basket, landscape=True),
    "metal": _Sheet("ABCDEFG", write_metal, landscape=True),
    "oxide": _Sheet("ABCDEFG", write_oxide, landscape=True),
    "fob": _Sheet("ABCDE", write_fob),
    "floor": _Sheet("ABCDE", write_floor),
    "average": _Sheet("ABCDE", write_average),
    "landed": _Sheet("ABCDE", write_landed),
}
KINDS = frozenset(_SHEETS)
"""The calculators that can be written."""
BESIDE = KINDS - {"settlement"}
"""Those whose sheet has what each input was taken from beside it."""
ON_SHEET = frozenset({"oxide", "offer"})
"""Inputs that are words and have their place on a sheet."""
