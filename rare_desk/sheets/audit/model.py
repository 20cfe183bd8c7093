"""All that stands behind a point, gathered for paper."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from rare_desk.core.explain.contributions import Change
from rare_desk.core.explain.explanation import Explanation
from rare_desk.core.explain.grounds import Carried, Link, Reference
from rare_desk.core.rules.methodology import Methodology


@dataclass(frozen=True, slots=True)
class Deal:
    """What the book knows of a trade; the desk's own side is empty."""

    number: str
    buyer: str
    seller: str


@dataclass(frozen=True, slots=True)
class Audit:
    """`title` is the series' name, `names` are those of products by code, `whys` the sentences by trade.

    `references` by (effective date of the weight set, product), `carried` by (product, date), one day of an imputed
    price each; `links` are the chain links up to the point's weight sets, the earliest first. `change` is that since
    the point before. `hashes` are lines of a name and what it is. With `price_only` the point is a daily price
    outside the weights.
    """

    title: str
    explanation: Explanation
    names: Mapping[str, str]
    deals: Mapping[int, Deal]
    whys: Mapping[int, str]
    references: Mapping[tuple[dt.date, str], Reference]
    links: tuple[Link, ...]
    carried: Mapping[tuple[str, dt.date], Carried]
    change: Change | None
    rules: Methodology
    notes: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]
    price_only: bool = False

    @property
    def days(self) -> tuple[Explanation, ...]:
        """Of a week or month its days, else the one day."""
        return self.explanation.days or (self.explanation,)

    def name(self, product: str) -> str:
        return self.names.get(product, product)

    def deal(self, trade: int) -> Deal:
        return self.deals.get(trade, Deal(f"#{trade}", "", ""))
