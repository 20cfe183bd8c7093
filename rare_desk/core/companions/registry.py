"""Formulas by name, and an index by any of them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rare_desk.core.companions import bilateral, multilateral
from rare_desk.core.companions.matched import Positions, matched
from rare_desk.core.companions.multilateral import Window
from rare_desk.core.companions.panel import Panel
from rare_desk.core.companions.splicing import extended
from rare_desk.core.problems import Problem, problem
from rare_desk.core.screening.columns import Floats


@dataclass(frozen=True, slots=True)
class Bilateral:
    """`needs` names whose quantities count: "0" the base's, "1" the current period's, "b" those of the whole panel."""

    formula: bilateral.Formula
    needs: str = ""


BILATERAL = {
    "laspeyres": Bilateral(bilateral.laspeyres, "0"),
    "paasche": Bilateral(bilateral.paasche, "1"),
    "fisher": Bilateral(bilateral.fisher, "01"),
    "tornqvist": Bilateral(bilateral.tornqvist, "01"),
    "walsh": Bilateral(bilateral.walsh, "01"),
    "marshall-edgeworth": Bilateral(bilateral.marshall_edgeworth, "01"),
    "lowe": Bilateral(bilateral.lowe, "b"),
    "young": Bilateral(bilateral.young, "b"),
    "geometric-young": Bilateral(bilateral.geometric_young, "b"),
    "geometric-laspeyres": Bilateral(bilateral.geometric_laspeyres, "0"),
    "geometric-paasche": Bilateral(bilateral.geometric_paasche, "1"),
    "harmonic-laspeyres": Bilateral(bilateral.harmonic_laspeyres, "0"),
    "palgrave": Bilateral(bilateral.palgrave, "1"),
    "stuvel": Bilateral(bilateral.stuvel, "01"),
    "sato-vartia": Bilateral(bilateral.sato_vartia, "01"),
    "montgomery-vartia": Bilateral(bilateral.montgomery_vartia, "01"),
    "jevons": Bilateral(bilateral.jevons),
    "dutot": Bilateral(bilateral.dutot),
    "carli": Bilateral(bilateral.carli),
    "harmonic": Bilateral(bilateral.harmonic),
}
MULTILATERAL: dict[str, Callable[[Panel], Window]] = {
    "geks-fisher": multilateral.geks_fisher,
    "geks-tornqvist": multilateral.geks_tornqvist,
    "geks-jevons": multilateral.geks_jevons,
    "geary-khamis": multilateral.geary_khamis,
    "wtpd": multilateral.wtpd,
}
FORMULAS = (*BILATERAL, *MULTILATERAL)
UNWEIGHTED = (*(name for name, found in BILATERAL.items() if not found.needs), "geks-jevons")
"""Those that need no quantities."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`chain` compares each period with the one before it, for bilateral formulas; else all with the first one.

    `window` periods (2 at least) roll on by the splice, for multilateral formulas; None is one window over all of them.
    """

    formula: str
    chain: bool = False
    window: int | None = None
    splice: str = "mean"


@dataclass(frozen=True, slots=True)
class Companion:
    """One value for each period of the panel, the first 1. NaN where there is none, which `problems` then explains."""

    values: Floats
    problems: tuple[Problem, ...] = ()


def companion(panel: Panel, choice: Choice) -> Companion:
    """Equal input gives equal bytes. An empty panel has no values; one period has the value 1."""
    if not panel.periods:
        return Companion(np.empty(0), (problem("panel-empty"),))
    if choice.formula not in UNWEIGHTED and not panel.weighed.any():
        nothing = np.full(len(panel.periods), np.nan)
        return Companion(nothing, (problem("panel-no-quantities", "formula", choice.formula),))
    with np.errstate(all="ignore"):
        if choice.formula in MULTILATERAL:
            found = _multilateral(panel, choice)
        else:
            found = _chained(panel, choice) if choice.chain else _direct(panel, choice)
    return _within_floats(panel, found)


def _within_floats(panel: Panel, found: Companion) -> Companion:
    """Figures of prices and quantities so far apart that their sums and products are no numbers any more are none."""
    none = np.isnan(found.values)
    beyond = (found.values <= 0) | np.isinf(found.values) | (none if not found.problems else np.zeros_like(none))
    if not beyond.any():
        return found
    first = panel.periods[int(np.argmax(beyond))]
    told = (*found.problems, problem("panel-beyond", "period", first))
    return Companion(np.where(beyond, np.nan, found.values), told)


def _multilateral(panel: Panel, choice: Choice) -> Companion:
    count = len(panel.periods)
    levels = MULTILATERAL[choice.formula](panel)
    log, found = extended(levels, count, choice.window or count, choice.splice)
    return Companion(np.exp(log), () if found is None else (found,))


def _direct(panel: Panel, choice: Choice) -> Companion:
    periods = np.arange(len(panel.periods))
    values = _compared(panel, choice, np.zeros_like(periods), periods)
    values[0] = 1.0
    lost = np.flatnonzero(np.isnan(values)).tolist()
    if lost and len(lost) == len(values) - 1:
        return Companion(values, (problem("panel-no-base", "period", panel.periods[0]),))
    return Companion(values, tuple(_no_overlap(panel, 0, at) for at in lost))


def _chained(panel: Panel, choice: Choice) -> Companion:
    periods = np.arange(len(panel.periods))
    links = _compared(panel, choice, np.maximum(periods - 1, 0), periods)
    links[0] = 1.0
    broken = np.flatnonzero(np.isnan(links))[:1].tolist()
    return Companion(np.multiply.accumulate(links), tuple(_no_overlap(panel, at - 1, at) for at in broken))


def _compared(panel: Panel, choice: Choice, base: Positions, current: Positions) -> Floats:
    named = BILATERAL[choice.formula]
    values = named.formula(matched(panel, base, current, named.needs))
    return np.where(np.isfinite(values), values, np.nan)


def _no_overlap(panel: Panel, base: int, at: int) -> Problem:
    return problem("panel-no-overlap", "period", panel.periods[at], base=panel.periods[base])
