"""Daily prices computed again: from trades with the cap of a pair, from quotes, or imputed day by day."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from rare_desk.core.explain.explanation import Explanation, Member
from rare_desk.core.explain.grounds import Carried
from rare_desk.sheets.audit.book import AuditBook
from rare_desk.sheets.audit.grid import Formula, Titled
from rare_desk.sheets.audit.model import Audit
from rare_desk.sheets.out.writing import Kind


@dataclass
class Prices:
    """Writes the sheets of trades, quotes and imputed prices; `price` gives the formula of a member's daily price."""

    audit: Audit
    book: AuditBook
    _imputed: dict[tuple[str, dt.date], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said, kind = self.book.word, Kind
        who = [Titled(said("day"), kind.DATE), Titled(said("product"))]
        self.trades = self.book.grid(
            "sheet-trades",
            [
                *who,
                *(Titled(said(name)) for name in ("deal", "buyer", "seller")),
                Titled(said("traded"), kind.DATE),
                Titled(said("pair"), kind.COUNT),
                Titled(said("tonnes"), kind.MASS),
                Titled(said("price"), kind.PRICE),
                Titled(said("pair-tonnes"), kind.MASS),
                Titled(said("above"), kind.COUNT),
                Titled(said("weight"), kind.MASS),
                Titled(said("share"), kind.RAW),
            ],
        )
        self.quotes = self.book.grid(
            "sheet-quotes",
            [
                *who,
                Titled(said("source")),
                Titled(said("quoted"), kind.DATE),
                Titled(said("price"), kind.PRICE),
                Titled(said("source-median"), kind.PRICE),
            ],
        )
        moved = ("price-before", "factor", "price")
        self.imputed = self.book.grid(
            "sheet-imputed",
            [who[1], who[0], *(Titled(said(n), kind.RAW if n == "factor" else kind.PRICE) for n in moved)],
        )
        figures = (("weight", kind.RAW), ("reference", kind.PRICE), ("price-before", kind.PRICE), ("price", kind.PRICE))
        self.leaders = self.book.grid(
            "sheet-leaders",
            [who[1], who[0], Titled(said("leader")), *(Titled(said(name), form) for name, form in figures)],
        )

    def price(self, day: Explanation, member: Member) -> Formula:
        if member.trades:
            return self._from_trades(day, member)
        if member.quotes:
            return self._from_quotes(day, member)
        return Formula(self.imputed.at("E", self._carried(member.product, day.point.date)))

    def _from_trades(self, day: Explanation, member: Member) -> Formula:
        grid, audit = self.trades, self.audit
        first, last = grid.next, grid.last + len(member.trades)
        pairs: dict[frozenset[str], int] = {}
        pair, tonnes, above, weight = (f"${c}${first}:${c}${last}" for c in "GHKL")
        for row, used in enumerate(member.trades, first):
            deal = audit.deal(used.id)
            number = pairs.setdefault(frozenset((deal.buyer, deal.seller)), len(pairs) + 1)
            cap = self.book.cap
            capped = f"H{row}*SUMIF({above},0,{tonnes})*{cap}/(1-{cap})/J{row}"
            grid.add(
                day.point.date,
                audit.name(member.product),
                deal.number,
                deal.buyer or self.book.word("desk"),
                deal.seller or self.book.word("desk"),
                used.date,
                number,
                used.quantity_t,
                used.price,
                Formula(f"SUMIF({pair},G{row},{tonnes})"),
                Formula(f"IF(AND(J{row}>{cap}*SUM({tonnes}),MAX({pair})>1),1,0)"),
                Formula(f"IF(K{row}=1,{capped},H{row})"),
                Formula(f"L{row}/SUM({weight})"),
            )
        weights, prices = grid.span("L", first, last), grid.span("I", first, last)
        return Formula(f"SUMPRODUCT({weights},{prices})/SUM({weights})")

    def _from_quotes(self, day: Explanation, member: Member) -> Formula:
        """The median over sources, each with the median of its own."""
        grid, first = self.quotes, self.quotes.next
        for source, quotes in groupby(member.quotes, lambda one: one.source):
            mine = list(quotes)
            begin = grid.next
            for place, quote in enumerate(mine):
                median = Formula(f"MEDIAN(E{begin}:E{begin + len(mine) - 1})") if place == 0 else None
                grid.add(day.point.date, self.audit.name(member.product), source, quote.date, quote.price, median)
        return Formula(f"MEDIAN({grid.span('F', first, grid.last)})")

    def _carried(self, product: str, day: dt.date) -> int:
        """The row of that imputed price, written after those that it follows from; each once."""
        if (product, day) in self._imputed:
            return self._imputed[product, day]
        told = self.audit.carried[product, day]
        earlier = max((date for code, date in self.audit.carried if code == product and date < day), default=None)
        before: Formula | float = told.price_before
        if earlier is not None and self.audit.carried[product, earlier].price == told.price_before:
            before = Formula(f"E{self._carried(product, earlier)}")
        factor = self._factor(told, product)
        row = self.imputed.next
        self._imputed[product, day] = self.imputed.add(
            self.audit.name(product), day, before, factor, Formula(f"C{row}*D{row}")
        )
        return row

    def _factor(self, told: Carried, product: str) -> Formula | float:
        if not told.leaders:
            return 1.0
        first = self.leaders.next
        for one in told.leaders:
            name = self.audit.name(one.product)
            figures = (one.weight, one.reference_price, one.price_before, one.price)
            self.leaders.add(self.audit.name(product), told.date, name, *figures)
        weight, reference, before, now = (self.leaders.span(c, first, self.leaders.last) for c in "DEFG")
        return Formula(f"SUMPRODUCT({weight}*{now}/{reference})/SUMPRODUCT({weight}*{before}/{reference})")
