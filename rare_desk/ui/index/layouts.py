"""What the index page shows, as one value: a layout that the book keeps by name and this machine as it was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rare_desk import prefs
from rare_desk.ui.overlays import overlay
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay
from rare_desk.ui.series_names import COMPOSITE

_PAGE = "index"
FREQS = ("daily", "weekly", "monthly")


@dataclass(frozen=True, slots=True)
class Layout:
    """`chart` is as the chart itself says: mode, panes, range and what else is its own.

    `band` is the tint between the lowest and highest prices of the members, `marks` the triangles on the time axis.
    """

    chosen: str = COMPOSITE
    freq: str = "daily"
    overlays: tuple[Overlay, ...] = (ANNOUNCED,)
    band: bool = False
    marks: bool = True
    chart: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "chosen": self.chosen,
            "freq": self.freq,
            "overlays": overlay.to_json(self.overlays),
            "band": self.band,
            "marks": self.marks,
            "chart": dict(self.chart),
        }


def of_json(kept: Mapping[str, Any]) -> Layout:
    """What is missing or makes no sense is as in a new layout: it may come from an older or a newer program."""
    plain = Layout()
    chosen = kept.get("chosen")
    return Layout(
        chosen=chosen if isinstance(chosen, str) and chosen else plain.chosen,
        freq=next((freq for freq in FREQS if freq == kept.get("freq")), plain.freq),
        overlays=overlay.of_json(kept["overlays"]) if "overlays" in kept else plain.overlays,
        band=kept.get("band") is True,
        marks=kept.get("marks") is not False,
        chart=overlay.plain(kept.get("chart")),
    )


def left() -> Layout:
    """As the page was left on this machine."""
    return of_json(overlay.plain(_kept().get("left")))


def leave(layout: Layout) -> None:
    kept, said = _kept(), layout.to_json()
    if kept.get("left") != said:
        kept["left"] = said
        prefs.shared().save()


def default() -> str:
    """The name of the layout with which this machine begins; empty: as the page was left."""
    name = _kept().get("default")
    return name if isinstance(name, str) else ""


def set_default(name: str) -> None:
    _kept()["default"] = name
    prefs.shared().save()


def _kept() -> dict[str, Any]:
    found = prefs.shared().views.setdefault(_PAGE, {})
    return found if isinstance(found, dict) else {}
