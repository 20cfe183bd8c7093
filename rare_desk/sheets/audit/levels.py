"""Reference prices, chain links, the days of a point and the point itself, computed again."""

import datetime as dt
from dataclasses import dataclass, field

from rare_desk.core.explain.explanation import Explanation
from rare_desk.core.explain.grounds import Reference
from rare_desk.sheets.audit.book import AuditBook
from rare_desk.sheets.audit.grid import Formula, Titled
from rare_desk.sheets.audit.model import Audit
from rare_desk.sheets.audit.prices import Prices
from rare_desk.sheets.out.writing import Kind


@dataclass
class Levels:
    audit: Audit
    book: AuditBook
    prices: Prices
    _references: dict[tuple[dt.date, str], int] = field(default_factory=dict)
    _links: dict[dt.date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said = self.book.word
        date, product = Titled(said("day"), Kind.DATE), Titled(said("product"))
        weights = Titled(said("weights-from"), Kind.DATE)
        price, weight = Titled(said("price"), Kind.PRICE), Titled(said("weight"), Kind.RAW)
        reference = Titled(said("reference"), Kind.PRICE)
        status, basket = Titled(said("status")), Titled(said("relative"), Kind.RAW)
        self.days = self.book.grid(
            "sheet-days",
            [
                date,
                Titled(said("level"), Kind.RAW),
                Titled(said("basket"), Kind.RAW),
                Titled(said("raw"), Kind.RAW),
                Titled(said("published"), Kind.LEVEL),
                Titled(said("program"), Kind.LEVEL),
                status,
            ],
        )
        self.members = self.book.grid("sheet-members", [date, product, weight, price, reference, basket, status])
        self.references = self.book.grid(
            "sheet-references",
            [weights, product, reference, Titled(said("median"), Kind.PRICE), Titled(said("set-on"))],
        )
        self.base = self.book.grid(
            "sheet-base",
            [product, date, price, status, Titled(said("apart"), Kind.RAW), Titled(said("used"), Kind.COUNT)],
        )
        self.links = self.book.grid(
            "sheet-links", [weights, date, Titled(said("level"), Kind.RAW), Titled(said("link"), Kind.RAW)]
        )
        self.link_members = self.book.grid("sheet-link-members", [date, product, weight, price, reference])

    def write(self) -> Formula:
        """Everything; gives the formula of the raw value."""
        if self.audit.price_only:
            return self._price_alone()
        for link in self.audit.links:
            self._link(link.after)
        rows = [self._day(day) for day in self.audit.days]
        if not self.audit.explanation.days:
            return Formula(self.days.at("D", rows[0]))
        return Formula(f"AVERAGE({self.days.span('E', rows[0], rows[-1])})")

    def _price_alone(self) -> Formula:
        day = self.audit.explanation
        (member,) = day.members
        name, status = self.audit.name(member.product), self.book.code(member.status)
        row = self.members.add(day.point.date, name, None, self.prices.price(day, member), None, None, status)
        return Formula(self.members.at("D", row))

    def _day(self, day: Explanation) -> int:
        first = self.members.next
        status = self.book.code
        for member in day.members:
            row = self.members.next
            self.members.add(
                day.point.date,
                self.audit.name(member.product),
                member.weight,
                self.prices.price(day, member),
                Formula(self.references.at("C", self._reference(day.weight_set, member.product))),
                Formula(f"C{row}*D{row}/E{row}"),
                status(member.status),
            )
        relative, weight = (self.members.span(c, first, self.members.last) for c in "FC")
        row = self.days.next
        level = self.links.at("D", self._links[day.weight_set]) if day.weight_set in self._links else self.book.base
        return self.days.add(
            day.point.date,
            Formula(level),
            Formula(f"SUM({relative})/SUM({weight})"),
            Formula(f"B{row}*C{row}"),
            Formula(f"ROUND(D{row},2)"),
            float(day.point.value),
            status(day.point.status),
        )

    def _reference(self, effective: dt.date, product: str) -> int:
        if (effective, product) in self._references:
            return self._references[effective, product]
        told = self.audit.references[effective, product]
        name = self.audit.name(product)
        if told.set_on is not None:
            said = self.book.word("price-of", day=told.set_on.isoformat())
            row = self.references.add(effective, name, told.price, None, said)
        else:
            row = self._mean_of_base(effective, name, told)
        self._references[effective, product] = row
        return row

    def _mean_of_base(self, effective: dt.date, name: str, told: Reference) -> int:
        first, row, band = self.base.next, self.references.next, self.book.band
        median = self.references.at("D", row)
        for day in told.days:
            here = self.base.next
            near = Formula(f"IF(ABS(LN(C{here}/{median}))<=LN({band}),1,0)")
            apart = Formula(f"C{here}/{median}-1")
            self.base.add(name, day.date, day.price, self.book.code(day.status), apart, near)
        price, used = self.base.span("C", first, self.base.last), self.base.span("F", first, self.base.last)
        mean = Formula(f"SUMPRODUCT({price},{used})/SUM({used})")
        return self.references.add(effective, name, mean, Formula(f"MEDIAN({price})"), self.book.word("mean-of-base"))

    def _link(self, after: dt.date) -> None:
        link = next(one for one in self.audit.links if one.after == after)
        first = self.link_members.next
        for member in link.members:
            name = self.audit.name(member.product)
            self.link_members.add(link.date, name, member.weight, member.price, member.reference_price)
        weight, price, reference = (self.link_members.span(c, first, self.link_members.last) for c in "CDE")
        row = self.links.next
        level = Formula(f"D{self._links[link.before]}") if link.before in self._links else Formula(self.book.base)
        value = Formula(f"C{row}*SUMPRODUCT({weight}*{price}/{reference})/SUM({weight})")
        self._links[after] = self.links.add(link.after, link.date, level, value)
