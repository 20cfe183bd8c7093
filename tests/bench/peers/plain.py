"""What both peers do in plain Python and numpy, for it is sequential or small: copies, outliers, imputing, levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import CODE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DUPLICATE, WASH, UNVERIFIED, OUTLIER, TOO_SMALL = (
    CODE[name] for name in ("duplicate", "wash", "unverified", "outlier", "too_small")
)


@dataclass(frozen=True)
class Answer:
    """`code` by trade; the tables product by index day; by series its raw values, coverage, trades and pairs."""

    code: Ints
    price: Floats
    own: npt.NDArray[np.bool_]
    series: dict[str, dict[str, npt.NDArray[Any]]]


def duplicates(group: Sequence[int], day: Sequence[int], rules: Methodology) -> list[bool]:
    """Of trades that are alike, group after group in the order of their dates."""
    found = []
    kept_group, kept_day = -1, 0
    for same, when in zip(group, day, strict=True):
        copy = same == kept_group and when - kept_day <= rules.duplicate_days
        found.append(copy)
        if not copy:
            kept_group, kept_day = same, when
    return found


def outliers(position: Sequence[int], x: Sequence[float], pair: Sequence[int], rules: Methodology) -> list[int]:
    """The codes of one product's trades in order."""
    codes: list[int] = []
    history: list[tuple[int, float]] = []
    band = log(rules.unverified_band)
    for row, (at, value) in enumerate(zip(position, x, strict=True)):
        past = [ln for day, ln in history if at - day <= rules.outlier_history_days]
        scale, code = rules.outlier_floor, 0
        if past:
            middle = median(past)
            if len(past) >= 3:
                scale = max(1.4826 * median(abs(ln - middle) for ln in past), rules.outlier_floor)
                code = OUTLIER if abs(value - middle) > rules.outlier_threshold * scale else 0
            else:
                code = UNVERIFIED if abs(value - middle) > band else 0
        before = row - 1
        if (
            code
            and before >= 0
            and codes[before]
            and at - position[before] <= rules.confirm_days
            and pair[row] != pair[before]
            and abs(value - x[before]) <= rules.confirm_factor * scale
        ):
            code = 0
            history = [(position[before], x[before]), (at, value)]
        elif not code:
            history = [*history, (at, value)][-rules.outlier_history :]
        codes.append(code)
    return codes


def look_back(counts: Ints, rules: Methodology) -> Ints:
    """How many days each product's day goes back for its trades."""
    total, back = counts.copy(), np.zeros_like(counts)
    for step in range(1, rules.window_days):
        thin = total < rules.window_min_trades
        thin[:, :step] = False
        earlier = np.zeros_like(counts)
        earlier[:, step:] = counts[:, :-step]
        back[thin] = step
        total[thin] += earlier[thin]
    return back


def levels(
    price: Floats, own: npt.NDArray[np.bool_], groups: Sequence[str], weights: Floats, rules: Methodology
) -> tuple[Floats, dict[str, npt.NDArray[np.bool_]]]:
    """Imputes `price` in place; the reference prices and the members of the three series."""
    reference = np.full(len(price), np.nan)
    for line in range(len(price)):
        base = price[line, :20][own[line, :20]]
        if len(base):
            near = base[np.abs(np.log(base / np.median(base))) <= log(rules.unverified_band)]
            reference[line] = near.mean() if len(near) else np.nan
    members = (weights > 0) & ~np.isnan(reference)
    group = np.array(groups)
    for day in range(1, price.shape[1]):
        missing = ~own[:, day] & ~np.isnan(price[:, day - 1])
        for line in np.flatnonzero(missing).tolist():
            led = members & own[:, day] & ~np.isnan(price[:, day - 1])
            mine = led & (group == group[line])
            led = mine if mine.any() else led
            share = weights[led] / reference[led]
            factor = (share * price[led, day]).sum() / (share * price[led, day - 1]).sum() if led.any() else 1.0
            price[line, day] = price[line, day - 1] * factor
    covers = {"composite": members, "light": members & (group == "light"), "heavy": members & (group == "heavy")}
    return reference, covers


def points(
    price: Floats, own: npt.NDArray[np.bool_], reference: Floats, weights: Floats, mine: npt.NDArray[np.bool_]
) -> dict[str, npt.NDArray[Any]]:
    part = weights[mine, None] * price[mine] / reference[mine, None]
    raw = 1000 * part.sum(axis=0) / weights[mine].sum()
    coverage = (weights[mine, None] * own[mine]).sum(axis=0) / weights[mine].sum()
    return {"raw": raw, "coverage": np.where(np.isnan(raw), 0.0, np.round(coverage, 6))}
