"""How a chart is looked at: everything the user can turn, as one value that a saved layout keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Mode = Literal["level", "rebased", "change", "step_change"]
"""As given; 100 on the base day; percent since the base day; percent since the point before (steps stay as given)."""
Style = Literal["line", "step", "candles"]
"""`candles` for lines that have them; lines that are stepped by nature stay so."""
Pane = Literal["change", "volume", "coverage", "activity"]
"""`activity` has volume and coverage one over the other."""
Tool = Literal["pan", "measure"]
MODES: tuple[Mode, ...] = get_args(Mode)
STYLES: tuple[Style, ...] = get_args(Style)
PANES: tuple[Pane, ...] = get_args(Pane)
TOOLS: tuple[Tool, ...] = get_args(Tool)
_LONGEST_AVERAGE = 1000


@dataclass(frozen=True, slots=True)
class Spread:
    """A band of `width` standard deviations on both sides of the mean of the last `points` points."""

    points: int
    width: float


@dataclass(frozen=True, slots=True)
class View:
    """`base` None rebases at the first day in view. Averages and spreads are of the primary line.

    `heights` are shares of the height of all panes, by their names; `references` are values on the left axis.
    """

    mode: Mode = "level"
    style: Style = "line"
    log: bool = False
    base: int | None = None
    averages: tuple[int, ...] = ()
    spreads: tuple[Spread, ...] = ()
    references: tuple[float, ...] = ()
    panes: tuple[Pane, ...] = ("activity",)
    heights: tuple[tuple[Pane, float], ...] = ()
    hidden: frozenset[str] = frozenset()
    primary: str = ""
    tool: Tool = "pan"

    def height(self, pane: Pane) -> float | None:
        return dict(self.heights).get(pane)


def to_json(view: View) -> dict[str, Any]:
    """Only plain values, as a book keeps them."""
    return {
        "mode": view.mode,
        "style": view.style,
        "log": view.log,
        "base": view.base,
        "averages": list(view.averages),
        "spreads": [[spread.points, spread.width] for spread in view.spreads],
        "references": list(view.references),
        "panes": list(view.panes),
        "heights": dict(view.heights),
        "hidden": sorted(view.hidden),
        "primary": view.primary,
        "tool": view.tool,
    }


def of_json(kept: Mapping[str, Any]) -> View:
    """What is missing or makes no sense is as it is in a new view: a layout may be older or newer than the program."""
    plain = View()
    mode, style, tool, base = (kept.get(name) for name in ("mode", "style", "tool", "base"))
    heights = kept.get("heights")
    return View(
        mode=next((one for one in MODES if one == mode), plain.mode),
        style=next((one for one in STYLES if one == style), plain.style),
        log=kept.get("log") is True,
        base=base if _whole(base) else None,
        averages=tuple(sorted({one for one in _listed(kept, "averages") if _points(one)})),
        spreads=tuple(Spread(one[0], float(one[1])) for one in _listed(kept, "spreads") if _spread(one)),
        references=tuple(float(one) for one in _listed(kept, "references") if _figure(one)),
        panes=tuple(one for one in PANES if one in _listed(kept, "panes")) if "panes" in kept else plain.panes,
        heights=tuple(
            (one, min(max(float(heights[one]), 0.02), 0.9))
            for one in PANES
            if isinstance(heights, Mapping) and _figure(heights.get(one))
        ),
        hidden=frozenset(one for one in _listed(kept, "hidden") if isinstance(one, str)),
        primary=str(kept.get("primary", "")),
        tool=next((one for one in TOOLS if one == tool), plain.tool),
    )


def _listed(kept: Mapping[str, Any], name: str) -> list[Any]:
    found = kept.get(name)
    return found if isinstance(found, list) else []


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _points(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 2 <= value <= _LONGEST_AVERAGE


def _figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _spread(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and _points(value[0]) and _figure(value[1]) and 0 < value[1] < 100
    )
