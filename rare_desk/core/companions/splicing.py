"""Extending a multilateral index by period after period from a window that rolls on; nothing is revised.

In logarithms, with W periods in a window: `new` is the window that ends at t, `old` the one that ends at t - 1, X what
has been published. A splice at the period l continues from the old window, X(t) = X(t-1) + old(l) - old(t-1) + new(t)
- new(l), or from what was published, X(t) = X(l) + new(t) - new(l). l is

- `movement`: t - 1 (old and published agree);
- `window` (Krsinich 2016): t - W + 1, the first period of the new window, continuing from the old window;
- `half` (de Haan 2015): the middle of the *old* window, its period W/2 where W is even, (W + 1)/2 where it is odd, as
  Diewert and Fox (2020) have it. The other definition in use takes the middle of the *new* window, as `hasp` does;
- `mean` (Ivancic, Diewert and Fox 2011; Diewert and Fox 2020): every period that both windows have, geometric mean;
- `wisp` (Chessa 2016): t - W + 1, continuing from what was published;
- `hasp` (Chessa 2019): (W - 1)/2 periods back, rounded down, continuing from what was published;
- `mean-published` (Melser 2018; Diewert and Fox 2020): all periods that both have, from what was published.
"""

import numpy as np

from rare_desk.core.companions.multilateral import Window
from rare_desk.core.problems import Problem
from rare_desk.core.screening.columns import Floats

SPLICES = ("movement", "window", "half", "mean", "wisp", "hasp", "mean-published")
_PUBLISHED = ("wisp", "hasp", "mean-published")


def links(splice: str, window: int) -> range:
    """How many periods before the newest one the splice links."""
    last = window - 1
    match splice:
        case "movement":
            return range(1, 2)
        case "window" | "wisp":
            return range(last, last + 1)
        case "half":
            middle = window - last // 2
            return range(middle, middle + 1) if window > 2 else range(1, 2)
        case "hasp":
            return range(max(last // 2, 1), max(last // 2, 1) + 1)
        case _:
            return range(1, window)


def extended(levels: Window, periods: int, window: int, splice: str) -> tuple[Floats, Problem | None]:
    """The logarithms of all periods; NaN from the first window on that cannot be computed, with its Problem."""
    published = np.full(periods, np.nan)
    length = min(window, periods)
    old = levels(0, length)
    if isinstance(old, Problem):
        return published, old
    published[:length] = old
    back = np.array(links(splice, window))
    for t in range(window, periods):
        new = levels(t - window + 1, t + 1)
        if isinstance(new, Problem):
            return published, new
        at = window - 1 - back
        before = published[t - back]
        if splice not in _PUBLISHED:
            # One period further on in the old window stands what the new one has at `at`.
            before = published[t - 1] + old[at + 1] - old[-1]
        published[t] = np.mean(before + new[-1] - new[at])
        old = new
    return published, None
