"""Two periods side by side, on the products that both have: what every bilateral formula is given."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rare_desk.core.companions.panel import Panel
from rare_desk.core.screening.columns import Bools, Floats

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Matched:
    """Arrays are [comparison, product]: prices and quantities of the base (0) and of the current period (1).

    `basket` and `worth` are the mean quantity and value of each product over all periods of the panel. A product that a
    comparison has not got weighs nothing there: its prices are 1, its quantities and the like 0, `there` is False.
    """

    there: Bools
    p0: Floats
    p1: Floats
    q0: Floats
    q1: Floats
    basket: Floats
    worth: Floats

    @property
    def v0(self) -> Floats:
        return self.p0 * self.q0

    @property
    def v1(self) -> Floats:
        return self.p1 * self.q1

    @property
    def relative(self) -> Floats:
        return self.p1 / self.p0


def matched(panel: Panel, base: Positions, current: Positions, needs: str) -> Matched:
    """`needs` names the periods whose quantities the formula uses: any of "0", "1" and "b" (the whole panel).

    A product is in a comparison when both prices are known and those quantities too.
    """
    there = panel.priced[base] & panel.priced[current]
    known = ~np.isnan(panel.quantity)
    if "0" in needs:
        there = there & known[base]
    if "1" in needs:
        there = there & known[current]
    quantity = np.where(panel.weighed, panel.quantity, 0.0)
    basket = quantity.mean(axis=0)
    worth = (quantity * np.where(panel.priced, panel.price, 0.0)).mean(axis=0)
    return Matched(
        there,
        np.where(there, panel.price[base], 1.0),
        np.where(there, panel.price[current], 1.0),
        np.where(there, quantity[base], 0.0),
        np.where(there, quantity[current], 0.0),
        np.where(there, basket, 0.0),
        np.where(there, worth, 0.0),
    )
