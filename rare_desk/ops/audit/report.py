"""The audit sheet for paper: the point, its members, each one's trades, what was left out, rules and hashes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rare_desk.core.explain.explanation import Explanation, Member
from rare_desk.core.numbers import NONE, figure, signed, whole_percent
from rare_desk.ops.methodologies.report import Block, Form
from rare_desk.sheets.audit import Audit
from rare_desk.words import Language, word


def report(audit: Audit, language: Language) -> tuple[Block, ...]:
    return tuple(_Report(audit, language).blocks())


@dataclass(frozen=True)
class _Report:
    audit: Audit
    language: Language

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        if self.audit.explanation.days:
            yield from self._days()
        else:
            yield from self._members(self.audit.explanation)
            for member in self._by_weight(self.audit.explanation):
                yield from self._sources(self.audit.explanation, member)
        yield from self._contributions()
        yield from self._left_out()
        yield from self._rests()

    def _word(self, key: str, **details: str) -> str:
        return word(f"audit.{key}", self.language, **details)

    def _code(self, code: str) -> str:
        return word(f"index.{code}", self.language)

    def _head(self) -> Iterator[Block]:
        audit, point = self.audit, self.audit.explanation.point
        between = self._word("between")
        change = audit.change
        moved = "" if change is None else f"    {signed(change.points, 2)}  ({signed(change.percent, 2)} %)"
        about = (audit.title, self._code(audit.explanation.freq), point.date.isoformat())
        yield Block(Form.CAPTION, self._word("title"))
        yield Block(Form.TITLE, " · ".join(about))
        yield Block(Form.TITLE, f"{figure(point.value, 2)}{moved}")
        yield Block(
            Form.TEXT, between.join((self._code(point.status), *map(self._code, (*point.reasons, *point.flags))))
        )
        coverage = f"{figure(point.coverage * 100, 1)} %"
        excluded = between.join(f"{self._code(code)} {count}" for code, count in point.excluded.items()) or NONE
        names = ("coverage", "trades", "pairs", "volume", "low", "high", "left-out")
        figures = (figure(point.volume_t, 3), figure(point.low, 2), figure(point.high, 2), excluded)
        values = (coverage, str(point.trades), str(point.pairs), *figures)
        yield self._table(names, [values], (0, 1, 2, 3, 4, 5))

    def _days(self) -> Iterator[Block]:
        yield Block(Form.HEADING, self._word("days"))
        yield Block(Form.CAPTION, self._word("days-said"))
        rows = [
            (
                day.point.date.isoformat(),
                figure(day.point.value, 2),
                f"{whole_percent(day.point.coverage)} %",
                str(day.point.trades),
                str(day.point.pairs),
                self._code(day.point.status),
            )
            for day in self.audit.explanation.days
        ]
        yield self._table(("day", "published", "coverage", "trades", "pairs", "status"), rows, (1, 2, 3, 4))

    def _members(self, day: Explanation) -> Iterator[Block]:
        if self.audit.price_only:
            return
        yield Block(Form.HEADING, self._word("members"))
        level = "L" if day.link is not None else figure(day.base, 0)
        formula = f"I = {level} · Σ w·P/R / Σ w"
        yield Block(Form.FORMULA, formula if day.link is None else f"{formula},   L = {figure(day.link, 6)}")
        rows = [
            (
                self.audit.name(member.product),
                f"{figure(member.weight * 100, 2)} %",
                figure(member.price, 2),
                figure(member.reference_price, 2),
                figure(member.price / member.reference_price, 6),
                self._code(member.status),
            )
            for member in self._by_weight(day)
        ]
        yield self._table(("product", "weight", "price", "reference", "ratio", "status"), rows, (1, 2, 3, 4))

    def _by_weight(self, day: Explanation) -> list[Member]:
        return sorted(day.members, key=lambda member: -member.weight)

    def _sources(self, day: Explanation, member: Member) -> Iterator[Block]:
        """The trades, the quotes, or how the price was carried on."""
        name = self.audit.name(member.product)
        if member.trades:
            yield Block(Form.HEADING, self._word("trades-of", product=name))
            yield self._trades(member)
        elif member.quotes:
            yield Block(Form.HEADING, self._word("quotes-of", product=name))
            rows = [(one.source, one.date.isoformat(), figure(one.price, 2)) for one in member.quotes]
            yield self._table(("source", "quoted", "price"), rows, (2,))
        elif member.imputed_from is not None:
            yield Block(Form.HEADING, self._word("imputed-of", product=name))
            yield self._way(member, day.point.date)

    def _trades(self, member: Member) -> Block:
        rows = []
        for used in member.trades:
            deal = self.audit.deal(used.id)
            desk = self._word("desk")
            figures = (figure(used.quantity_t, 3), figure(used.price, 2), f"{figure(used.weight * 100, 2)} %")
            rows.append((deal.number, used.date.isoformat(), deal.buyer or desk, deal.seller or desk, *figures))
        return self._table(("deal", "traded", "buyer", "seller", "tonnes", "price", "share"), rows, (4, 5, 6))

    def _way(self, member: Member, day: dt.date) -> Block:
        steps = [one for (code, date), one in self.audit.carried.items() if code == member.product and date <= day]
        between = self._word("between")
        rows = [
            (
                one.date.isoformat(),
                figure(one.price_before, 2),
                figure(one.factor, 6),
                figure(one.price, 2),
                between.join(self.audit.name(leader.product) for leader in one.leaders) or NONE,
            )
            for one in sorted(steps, key=lambda step: step.date)
        ]
        return self._table(("day", "price-before", "factor", "price", "leader"), rows, (1, 2, 3))

    def _contributions(self) -> Iterator[Block]:
        change = self.audit.change
        if change is None:
            return
        yield Block(Form.HEADING, self._word("contributions"))
        since = self._word("since", day=change.first.date.isoformat(), value=figure(change.first.value, 2))
        yield Block(Form.CAPTION, since)
        rows = [
            (
                self.audit.name(part.product),
                figure(part.price_before, 2),
                figure(part.price, 2),
                signed(part.points, 2),
                f"{signed(part.percent, 2)} %",
            )
            for part in change.products
        ]
        rows.append((self._word("change"), "", "", signed(change.points, 2), f"{signed(change.percent, 2)} %"))
        yield self._table(("product", "price-before", "price", "points", "percent"), rows, (1, 2, 3, 4))

    def _left_out(self) -> Iterator[Block]:
        yield Block(Form.HEADING, self._word("left-out"))
        if not self.audit.explanation.excluded:
            yield Block(Form.TEXT, self._word("none-left-out"))
            return
        rows = [
            (
                self.audit.deal(out.id).number,
                out.date.isoformat(),
                self.audit.name(out.product),
                figure(out.quantity_t, 3),
                figure(out.price, 2),
                self._code(out.code),
                self.audit.whys.get(out.id, ""),
            )
            for out in self.audit.explanation.excluded
        ]
        yield self._table(("deal", "traded", "product", "tonnes", "price", "reason", "why"), rows, (3, 4))

    def _rests(self) -> Iterator[Block]:
        if self.audit.references:
            yield from self._references()
        yield Block(Form.HEADING, self._word("hashes"))
        for name, said in (*self.audit.notes, *self.audit.hashes):
            yield Block(Form.CAPTION, f"{name}: {said}")

    def _references(self) -> Iterator[Block]:
        yield Block(Form.HEADING, self._word("references"))
        rows = [
            (
                effective.isoformat(),
                self.audit.name(product),
                figure(one.price, 2),
                self._word("price-of", day=one.set_on.isoformat())
                if one.set_on
                else self._word("mean-of", used=str(sum(day.used for day in one.days)), days=str(len(one.days))),
            )
            for (effective, product), one in self.audit.references.items()
        ]
        yield self._table(("weights-from", "product", "reference", "set-on"), rows, (2,))
        for link in self.audit.links:
            days = {"day": link.date.isoformat(), "before": link.before.isoformat(), "after": link.after.isoformat()}
            yield Block(Form.TEXT, self._word("link-said", value=figure(link.value, 6), **days))

    def _table(self, titles: tuple[str, ...], rows: Sequence[tuple[str, ...]], figures: tuple[int, ...]) -> Block:
        return Block(Form.TABLE, rows=(tuple(map(self._word, titles)), *rows), figures=figures)
