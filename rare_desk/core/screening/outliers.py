"""The outlier rule: a trade against the last accepted ones of its product.

The rule is sequential, for what is refused never enters a history. So it is judged over columns as if every trade had
been accepted, and walked trade by trade only from a refused one until the history holds the last trades again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

import numpy as np
import numpy.typing as npt

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import CODE, Bools, Floats, Ints

UNVERIFIED = CODE["unverified"]
OUTLIER = CODE["outlier"]
_MAD = 1.4826
_ENOUGH = 3
_CHUNK = 1 << 16
_BLOCK = 32
"""Trades that are looked at together after two that were refused; four times as many after each such lot."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` 0 is accepted; `distance` is |x - m|, `limit` what it may be at most, `scale` the rule's s; all in ln."""

    code: int
    median: float = 0.0
    scale: float = inf
    distance: float = 0.0
    limit: float = inf


def judge(x: float, history: Sequence[float], rules: Methodology) -> Verdict:
    """One ln price against the ln prices of its history (at most `outlier_history`, none too old)."""
    if not history:
        return Verdict(0, scale=rules.outlier_floor)
    median, scale, limit, code = _measure(history, rules)
    distance = abs(x - median)
    return Verdict(code if distance > limit else 0, median, scale, distance, limit)


def _measure(history: Sequence[float], rules: Methodology) -> tuple[float, float, float, int]:
    """Median, scale, limit, and the code of what is beyond it."""
    median = _median(history)
    if len(history) < _ENOUGH:
        return median, rules.outlier_floor, log(rules.unverified_band), UNVERIFIED
    scale = max(_MAD * _median([abs(h - median) for h in history]), rules.outlier_floor)
    return median, scale, rules.outlier_threshold * scale, OUTLIER


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


@dataclass(frozen=True, slots=True)
class Screened:
    """Trades that passed the other rules, product after product, each in (index day, intrinsic key) order.

    `start` is each trade's first row of its product, `position` its index day, `x` its ln price, `pair` its unordered
    pair of parties. `code` and `confirmed` are what the rule finds: `confirmed` is a trade that showed, with the one
    before it, that the market has moved.
    """

    start: Ints
    position: Ints
    x: Floats
    pair: Ints
    code: npt.NDArray[np.int8]
    confirmed: Bools


def screen(trades: Screened, rules: Methodology, unsettled: Bools | None = None) -> None:
    """Writes the codes and confirmations of the `unsettled` trades (all when None), which end every product's rows."""
    rows = np.arange(len(trades.x)) if unsettled is None else np.flatnonzero(unsettled)
    suspects = rows[_fails_if_all_accepted(trades, rows, rules)]
    starts = np.unique(trades.start)
    ends = np.append(starts, len(trades.x))[1:]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        first, last = np.searchsorted(suspects, (start, end))
        walk = _Walk(trades, rules, start, end)
        if unsettled is None:
            walk.run(start, suspects[first:last].tolist(), in_step=True)
        elif (fresh := start + int(np.argmax(unsettled[start:end]))) < end and unsettled[fresh]:
            walk.run(fresh, suspects[first:last].tolist(), in_step=False)


def history_of(trades: Screened, row: int, rules: Methodology) -> list[int]:
    """The rows that `row` is judged against, in order, once the codes before it are known."""
    return _Walk(trades, rules, int(trades.start[row]), row + 1).remembered(row)


class _Walk:
    """Trade by trade through one product's rows."""

    def __init__(self, trades: Screened, rules: Methodology, start: int, end: int) -> None:
        self.trades, self.rules, self.start, self.end = trades, rules, start, end

    def run(self, row: int, suspects: list[int], *, in_step: bool) -> None:
        """From `row` on; while in step (the history is the last rows, all accepted) only suspects are looked at."""
        history = [] if in_step else self._accepted_before(row)
        queue = iter(suspects)
        while row < self.end:
            if in_step:
                row = next((suspect for suspect in queue if suspect >= row), self.end)
                if row == self.end:
                    return
                history = list(range(max(self.start, row - self.rules.outlier_history), row))
            history = self._judged(row, history)
            row += 1
            if row - 1 > self.start and self.trades.code[row - 1] and self.trades.code[row - 2]:
                row = self._refused(row, history)
            in_step = self._in_step(row, history)

    def _judged(self, row: int, history: list[int]) -> list[int]:
        """Judges one trade and gives the history after it."""
        trades = self.trades
        verdict = judge(float(trades.x[row]), [float(trades.x[h]) for h in self._recent(row, history)], self.rules)
        trades.code[row], trades.confirmed[row] = verdict.code, False
        if verdict.code and self._confirms(row, verdict.scale):
            trades.code[row], trades.confirmed[row] = 0, True
            return [row - 1, row][-self.rules.outlier_history :]
        if verdict.code:
            return history
        return [*history, row][-self.rules.outlier_history :]

    def _refused(self, row: int, history: list[int]) -> int:
        """After a refused one: refuses, many at once, those from `row` on that stand on its day before the first that
        is accepted or confirms the one before it; the row of that."""
        trades, rules = self.trades, self.rules
        recent = [float(trades.x[h]) for h in self._recent(row - 1, history)]
        if not recent:
            return row
        median, scale, limit, code = _measure(recent, rules)
        day = trades.position[row - 1 : self.end]
        end, block = row - 1 + int(np.searchsorted(day, day[0], "right")), _BLOCK
        while row < end:
            stop = min(row + block, end)
            x, pair = trades.x[row - 1 : stop], trades.pair[row - 1 : stop]
            confirms = (pair[1:] != pair[:-1]) & (np.abs(x[1:] - x[:-1]) <= rules.confirm_factor * scale)
            ends = np.flatnonzero(confirms | (np.abs(x[1:] - median) <= limit))
            after = row + int(ends[0]) if len(ends) else stop
            trades.code[row:after], trades.confirmed[row:after] = code, False
            if after < stop:
                return after
            row, block = stop, block * 4
        return row

    def _confirms(self, row: int, scale: float) -> bool:
        before, trades = row - 1, self.trades
        return bool(
            before >= self.start
            and trades.code[before] != 0
            and trades.position[row] - trades.position[before] <= self.rules.confirm_days
            and trades.pair[row] != trades.pair[before]
            and abs(trades.x[row] - trades.x[before]) <= self.rules.confirm_factor * scale
        )

    def _recent(self, row: int, history: list[int]) -> list[int]:
        oldest = self.trades.position[row] - self.rules.outlier_history_days
        return [h for h in history if self.trades.position[h] >= oldest]

    def _in_step(self, row: int, history: list[int]) -> bool:
        wanted = min(self.rules.outlier_history, row - self.start)
        return len(history) == wanted and (not history or row - history[0] == wanted)

    def _accepted_before(self, row: int) -> list[int]:
        """The history before `row`, read back from the codes already written."""
        history: list[int] = []
        for before in range(row - 1, self.start - 1, -1):
            if len(history) == self.rules.outlier_history:
                break
            if self.trades.code[before] == 0:
                history.append(before)
            if self.trades.confirmed[before]:
                history += [before - 1] if before > self.start else []
                break
        return history[self.rules.outlier_history - 1 :: -1]

    def remembered(self, row: int) -> list[int]:
        return self._recent(row, self._accepted_before(row))


def _fails_if_all_accepted(trades: Screened, rows: Ints, rules: Methodology) -> Bools:
    chunks = [rows[begin : begin + _CHUNK] for begin in range(0, len(rows), _CHUNK)]
    return np.concatenate([np.zeros(0, np.bool_), *(_chunk_fails(trades, chunk, rules) for chunk in chunks)])


def _chunk_fails(trades: Screened, rows: Ints, rules: Methodology) -> Bools:
    """`judge` over columns, to the same bits."""
    x = trades.x[rows]
    window = np.full((rules.outlier_history, len(rows)), inf)
    count = np.zeros(len(rows), np.int64)
    for back in range(1, rules.outlier_history + 1):
        other = np.maximum(rows - back, 0)
        there = (rows - back >= trades.start[rows]) & (
            trades.position[rows] - trades.position[other] <= rules.outlier_history_days
        )
        window[back - 1, there] = trades.x[other[there]]
        count += there
    median = _column_medians(window, count)
    window = np.abs(window - median)
    scale = np.maximum(_MAD * _column_medians(window, count), rules.outlier_floor)
    limit = np.where(count < _ENOUGH, log(rules.unverified_band), rules.outlier_threshold * scale)
    fails: Bools = (count > 0) & (np.abs(x - median) > limit)
    return fails


def _column_medians(values: Floats, count: Ints) -> Floats:
    """Medians of the first `count` smallest of each column, the rest being infinite; 0 where there is none."""
    ordered = np.sort(values, axis=0)
    columns, counted = np.arange(values.shape[1]), np.maximum(count, 1)
    middle: Floats = (ordered[(counted - 1) // 2, columns] + ordered[counted // 2, columns]) / 2
    return np.where(count > 0, middle, 0.0)
