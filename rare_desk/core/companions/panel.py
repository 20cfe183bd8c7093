"""A panel: what each product cost in each period and how much of it was traded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from rare_desk.core.companions.periods import in_time
from rare_desk.core.screening.columns import Bools, Floats


@dataclass(frozen=True, slots=True)
class Observation:
    """`price` above zero, per unit of quantity; `quantity` zero or more, None where it is not known."""

    period: str
    product: str
    price: float
    quantity: float | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Arrays are [period, product]. NaN is missing: a price without quantity is known, a quantity without price is not.

    Zero quantities are quantities: they weigh nothing, but a price that stands beside one is a price.
    """

    periods: tuple[str, ...]
    products: tuple[str, ...]
    price: Floats
    quantity: Floats

    @property
    def priced(self) -> Bools:
        there: Bools = ~np.isnan(self.price)
        return there

    @property
    def weighed(self) -> Bools:
        """Price and quantity are both known."""
        there: Bools = ~np.isnan(self.price) & ~np.isnan(self.quantity)
        return there

    def carried_forward(self) -> "Panel":
        """A missing price is the last one before it; quantities stay as they are, zero where a price was carried."""
        price, quantity = self.price.copy(), self.quantity.copy()
        for at in range(1, len(price)):
            carried = np.isnan(price[at]) & ~np.isnan(price[at - 1])
            price[at, carried] = price[at - 1, carried]
            quantity[at, carried] = 0.0
        return replace(self, price=price, quantity=quantity)


def panel_of(observations: Iterable[Observation]) -> Panel:
    """Periods in their order of time, products by name. Of several observations of one cell the last one counts."""
    given = list(observations)
    periods = in_time({seen.period for seen in given})
    products = tuple(sorted({seen.product for seen in given}))
    row = {period: at for at, period in enumerate(periods)}
    column = {product: at for at, product in enumerate(products)}
    price = np.full((len(periods), len(products)), np.nan)
    quantity = np.full_like(price, np.nan)
    for seen in given:
        cell = row[seen.period], column[seen.product]
        price[cell] = seen.price
        quantity[cell] = np.nan if seen.quantity is None else seen.quantity
    return Panel(periods, products, price, quantity)
