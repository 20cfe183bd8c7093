"""The outlier rule, judged over columns and many at once, against the rule word for word."""

from math import log

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.rules.methodology import Methodology
from tests.core.index.books import Deal, left_out, rules


def told_one_by_one(deals: list[Deal], methodology: Methodology) -> dict[int, str]:
    """The outlier rule word for word, for trades of one product on index days, in order."""
    history: list[tuple[int, float]] = []
    codes: dict[int, str] = {}
    before: tuple[int, float, frozenset[str], bool] | None = None
    for number, deal in enumerate(deals, 1):
        assert deal.price is not None
        day = int(np.busday_count("2025-01-01", deal.date))
        x, pair = float(np.log(deal.price)), frozenset((deal.buyer, deal.seller))
        recent = [value for at, value in history if day - at <= 15][-5:]
        middle = float(np.median(recent)) if recent else 0.0
        s = max(1.4826 * float(np.median(np.abs(np.array(recent) - middle))), 0.02) if len(recent) > 2 else 0.02
        limit = 3.5 * s if len(recent) > 2 else log(1.15)
        fails = bool(recent) and abs(x - middle) > limit
        if (
            fails
            and before
            and before[3]
            and day - before[0] <= 5
            and before[2] != pair
            and abs(x - before[1]) <= 1.75 * s
        ):
            history, fails = [(before[0], before[1]), (day, x)], False
        elif fails:
            codes[number] = "outlier" if len(recent) > 2 else "unverified"
        else:
            history.append((day, x))
        before = (day, x, pair, fails)
    return codes


STEPS = st.tuples(
    st.sampled_from((0, 0, 0, 0, 0, 1, 1, 3, 9)),
    st.sampled_from((100.0, 101.0, 103.0, 107.0, 108.0, 115.0, 118.0, 121.0, 130.0, 60.0)),
    st.sampled_from("AB"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(STEPS, max_size=60))
def test_judging_over_columns_finds_what_judging_one_by_one_finds(steps: list[tuple[int, float, str]]) -> None:
    day, deals = np.datetime64("2025-01-06"), []
    for number, (later, price, buyer) in enumerate(steps):
        day = np.busday_offset(day, later, roll="forward")
        deals.append(Deal(str(day), price, 1.0 + number, buyer, "Z"))
    assert left_out(deals) == told_one_by_one(deals, rules())


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 200), st.sampled_from((60.0, 100.0, 101.0, 130.0)), st.sampled_from("AB"), st.sampled_from((0, 1, 9))
)
def test_a_long_row_of_refused_ones_is_judged_as_one_by_one(length: int, price: float, buyer: str, later: int) -> None:
    day = np.datetime64("2025-01-06")
    deals = [Deal(str(day), 100.0 + n, 1.0 + n, "A", "Z") for n in range(5)]
    deals += [Deal(str(day), 130.0, 10.0 + n, "A", "Z") for n in range(length)]
    last = str(np.busday_offset(day, later))
    deals += [Deal(last, price, 300.0, buyer, "Z"), *(Deal(last, 130.0, 301.0 + n, "A", "Z") for n in range(length))]
    assert left_out(deals) == told_one_by_one(deals, rules())
