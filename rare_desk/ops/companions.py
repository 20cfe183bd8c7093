"""Companion formulas on a panel from a file, from pasted text or from the book's weeks and months."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rare_desk import __version__
from rare_desk.core.companions.panel import Panel, panel_of
from rare_desk.core.companions.registry import (
    BILATERAL,
    FORMULAS,
    MULTILATERAL,
    UNWEIGHTED,
    Choice,
    Companion,
    companion,
)
from rare_desk.core.companions.splicing import SPLICES
from rare_desk.core.companions.unit_values import covered, unit_values
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.ops.index.points import series_name
from rare_desk.ops.index.state import IndexState
from rare_desk.sheets.out.writing import Column, Kind, Row, Table, write_csv, write_json
from rare_desk.sheets.panels import read_panel
from rare_desk.words import Language, word

__all__ = [
    "BILATERAL", "FORMULAS", "FREQS", "MULTILATERAL", "SPLICES", "UNWEIGHTED", "Asked", "Choice", "Companion", "Panel",
    "Series", "compare", "export", "index_of", "misfit", "panel_of_book", "panel_of_bytes", "panel_of_file", "prepared",
    "source", "spread",
]  # fmt: skip

FREQS = ("weekly", "monthly")


def panel_of_file(path: Path) -> Panel:
    """A workbook or delimited text. Refused with every problem and its cell."""
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(problem("file-unreadable", value=path)) from None
    return panel_of_bytes(data, path.name)


def panel_of_bytes(data: bytes, name: str) -> Panel:
    """Of pasted text or of what was piped in; `name` is what messages call it."""
    read = read_panel(data, name)
    if read.problems:
        raise Refused(*read.problems)
    return panel_of(read.observations)


def panel_of_book(
    state: IndexState, series: str, freq: str, first: dt.date | None = None, last: dt.date | None = None
) -> Panel:
    """The unit values of accepted trades. `series` is one, an index of the book's own, or products between commas.

    Refused for a name that is neither, and where no trade was accepted.
    """
    computation = state.computation
    names = [series_name(computation, name.strip()) for name in series.split(",")]
    products = sorted({code for name in names for code in covered(computation, name)})
    panel = unit_values(computation, products, freq, first, last)
    if not panel.periods:
        raise Refused(problem("panel-no-trades", value=series))
    return panel


def misfit(choice: Choice, splice_given: bool = False) -> str:
    """Why the parts of a choice do not go together, as a key of cli.toml; empty when they do."""
    if choice.formula in MULTILATERAL and choice.chain:
        return "chain-multilateral"
    if choice.formula not in MULTILATERAL and (choice.window is not None or splice_given):
        return "window-bilateral"
    return "splice-without-window" if splice_given and choice.window is None else ""


def index_of(panel: Panel, choice: Choice) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """In the form of the command line's JSON, and why periods are without a value (None)."""
    found = companion(panel, choice)
    points = [
        {"period": period, "value": None if value != value else value}
        for period, value in zip(panel.periods, found.values.tolist(), strict=True)
    ]
    return {"formula": choice.formula, "points": points}, found.problems


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: `chain` is for bilateral formulas, `window` and `splice` for multilateral ones.

    With `carry` a missing price is the last one before it.
    """

    formulas: tuple[str, ...]
    chain: bool = False
    window: int | None = None
    splice: str = "mean"
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One formula over the panel's periods; NaN where there is none, which `problems` explains."""

    formula: str
    values: tuple[float, ...]
    problems: tuple[Problem, ...]


def prepared(panel: Panel, asked: Asked) -> Panel:
    return panel.carried_forward() if asked.carry else panel


def compare(panel: Panel, asked: Asked) -> tuple[Series, ...]:
    """Every formula on the same panel."""
    given = prepared(panel, asked)
    return tuple(_series(given, name, asked) for name in asked.formulas)


def _series(panel: Panel, formula: str, asked: Asked) -> Series:
    many = formula in MULTILATERAL
    choice = Choice(formula, asked.chain and not many, asked.window if many else None, asked.splice)
    found = companion(panel, choice)
    return Series(formula, tuple(found.values.tolist()), found.problems)


def spread(value: float, reference: float) -> float:
    """In percent of the reference."""
    return (value / reference - 1) * 100


def export(out: Path, panel: Panel, asked: Asked, reference: str, origin: str, language: Language) -> list[Path]:
    """The comparison and its panel; the ending chooses xlsx, csv (the comparison alone) or json.

    `origin` says where the panel comes from. Refused with a sentence when `out` cannot be written.
    """
    found = compare(panel, asked)
    match out.suffix.lower():
        case ".json":
            write_json(out, _document(panel, found, asked))
        case ".csv":
            write_csv(out, _comparison(panel, found, reference, language))
        case ".xlsx":
            from rare_desk.sheets.out.workbooks import Cover, write_workbook

            title = word("companions.comparison", language)
            tables = (_comparison(panel, found, reference, language), _panel_table(prepared(panel, asked), language))
            write_workbook(out, tables, Cover(word("exports.cover", language), title, _about(asked, origin, language)))
        case _:
            raise Refused(problem("unknown-format", "file", out.name))
    return [out]


def source(formula: str, language: Language) -> str:
    """Where a formula is defined, as a person cites it."""
    if formula in _BALK:
        return word("companions.source-balk", language)
    if formula in MULTILATERAL and formula != "geks-fisher":
        return word("companions.source-df", language)
    if formula in UNWEIGHTED:
        return word("companions.source-ppi20", language)
    return word(f"companions.source-ppi{16 if formula in _PPI16 else 15}", language)


_PPI16 = ("tornqvist", "geks-fisher")
_BALK = (
    "geometric-laspeyres", "geometric-paasche", "harmonic-laspeyres", "palgrave", "stuvel", "sato-vartia",
    "montgomery-vartia",
)  # fmt: skip


def _about(asked: Asked, origin: str, language: Language) -> tuple[tuple[str, str], ...]:
    """How the figures were made, then each formula in words with its source."""

    def of(code: str) -> str:
        return word(f"companions.{code}", language)

    rolls = f"{asked.window}, {of(asked.splice)}: {of(f'says-{asked.splice}')}" if asked.window else of("whole-panel")
    return (
        (of("panel"), origin),
        (of("comparing"), of("chained" if asked.chain else "direct")),
        (of("rolling"), rolls),
        (of("missing"), of("carried" if asked.carry else "matched")),
        *((of(name), f"{of(f'says-{name}')} {source(name, language)}") for name in asked.formulas),
        (word("exports.when", language), f"{dt.datetime.now():%Y-%m-%d %H:%M}"),
        (word("exports.program", language), f"Rare Desk {__version__}"),
    )


def _document(panel: Panel, found: Sequence[Series], asked: Asked) -> dict[str, Any]:
    return {
        "chain": asked.chain,
        "window": asked.window,
        "splice": asked.splice if asked.window else None,
        "carry": asked.carry,
        "formulas": [
            {
                "formula": one.formula,
                "points": [{"period": p, "value": v} for p, v in zip(panel.periods, one.values, strict=True)],
            }
            for one in found
        ],
    }


def _comparison(panel: Panel, found: Sequence[Series], reference: str, language: Language) -> Table:
    """Levels with the first period 100, and each one's spread to the reference in percent."""
    base = next((one for one in found if one.formula == reference), None)
    others = [one for one in found if base is not None and one is not base]
    columns = [Column("period", word("companions.period", language))]
    columns += [Column(one.formula, word(f"companions.{one.formula}", language), Kind.RAW) for one in found]
    columns += [Column(f"spread-{one.formula}", _spread_title(one.formula, language), Kind.RAW) for one in others]
    rows: list[Row] = []
    for at, period in enumerate(panel.periods):
        levels = [_known(one.values[at] * 100) for one in found]
        apart = [_known(spread(one.values[at], base.values[at])) for one in others if base is not None]
        rows.append([period, *levels, *apart])
    return Table(word("companions.comparison", language), tuple(columns), rows)


def _spread_title(formula: str, language: Language) -> str:
    return word("companions.spread", language, name=word(f"companions.{formula}", language))


def _known(value: float) -> float | None:
    return None if value != value else value


def _panel_table(panel: Panel, language: Language) -> Table:
    """The panel as it comes in again."""
    names = ("period", "product", "price", "quantity")
    kinds = (Kind.TEXT, Kind.TEXT, Kind.RAW, Kind.RAW)
    columns = tuple(
        Column(name, word(f"companions.{name}", language), kind) for name, kind in zip(names, kinds, strict=True)
    )
    rows: list[Row] = [
        [period, product, price, _known(quantity)]
        for period, prices, quantities in zip(panel.periods, panel.price.tolist(), panel.quantity.tolist(), strict=True)
        for product, price, quantity in zip(panel.products, prices, quantities, strict=True)
        if price == price
    ]
    return Table(word("companions.panel", language), columns, rows)
