"""A plan after single cells were corrected: only what they reach is read and judged anew, with the whole plan's result.

Whatever a cell may decide beyond its row, its products and its deal numbers makes `amended` give None: the decimal mark
of its column, whether the row is a record at all, a question, the days around which the book is asked.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rare_desk.core.problems import Problem, Refused
from rare_desk.sheets.ledgers.trades import read_trades
from rare_desk.sheets.planning.adjusting import Adjusted, corrected, table_of
from rare_desk.sheets.planning.amounts import doubt_amounts
from rare_desk.sheets.planning.deals import Deals
from rare_desk.sheets.planning.judging import (
    Doubts,
    closed_rows,
    deal_key,
    doubt_changes,
    doubt_dates,
    doubt_rows,
    doubt_terms,
    doubt_usual,
    numbers_again,
    price_key,
    suspect,
    tax_basis,
)
from rare_desk.sheets.planning.plan import BookFacts, Known, SheetPlan, Sum
from rare_desk.sheets.planning.preview import samples_of
from rare_desk.sheets.planning.rows import Body, body_of, still_decided
from rare_desk.sheets.planning.settle import Settled
from rare_desk.sheets.planning.totals import controls_of, sums_of, tally_of, totals_of
from rare_desk.sheets.reading.cells import Cell, RawSheet
from rare_desk.sheets.reading.meaning.tables import Table

MOST_ROWS = 20
"""Of more corrected rows the whole plan is made anew."""
_KINDS = (
    ("unusual-price", "unusual-quantity"),
    (
        "price-range",
        "void-remark",
        "return-remark",
        "amount-mismatch",
        "amount-unit",
        "amount-vat",
        "ditto",
        "struck-out",
    ),
    ("other-terms", "changed-deal"),
    ("future-date", "old-date"),
)
_USUAL, _OWN, _TERMS, _DATES = range(4)


@dataclass(frozen=True, slots=True)
class Given:
    """What a table was read and judged with."""

    sheet: RawSheet
    table: Table | None
    settled: Settled
    known: Known
    facts: BookFacts


def amended(given: Given, plan: SheetPlan, before: Adjusted, after: Adjusted) -> SheetPlan | None:
    """The table's plan with the cells of `after`, all else as it was; None where it has to be made as a whole."""
    changed = before.cells.items() ^ after.cells.items()
    rows = sorted({row for (row, _), _ in changed})
    alike = replace(before, cells={}) == replace(after, cells={})
    alike = alike and given.settled.amount_factor == 1
    if plan.kind != "trades" or plan.questions or not alike or not 0 < len(rows) <= MOST_ROWS:
        return None
    was, now = (_part(given, plan, rows, adjusted) for adjusted in (before, after))
    if was is None or now is None or was.left or now.left or now.plan.questions:
        return None
    if was.plan.notes != now.plan.notes:
        return None
    left_out = {row for row, _ in plan.left_out}
    cells = [(at - now.sheet.left, _cell(was.sheet, row, at), _cell(now.sheet, row, at)) for row, at in dict(changed)]
    below, places = now.sheet.rows[plan.header_row :], {row - plan.header_row - 1 for row in left_out}
    if left_out.intersection(rows) or not still_decided(given.settled, cells, below, places):
        return None
    keys = {deal_key(deal) + price_key(deal) for deal in (*was.deals, *now.deals)}
    if any(key in given.facts.contents for key in keys) or not _same_days(given, plan, was, now):
        return None
    return _Amendment(given, plan, was, now).made()


def _cell(sheet: RawSheet, row: int, column: int) -> Cell:
    cells, at = sheet.rows[row - 1], column - sheet.left
    return cells[at] if 0 <= at < len(cells) else ""


def _same_days(given: Given, plan: SheetPlan, was: "_Part", now: "_Part") -> bool:
    """Whether the first and the last day, around which the book was asked, stay so."""
    days = given.facts.days
    if days is None:
        return not now.deals
    dates = {deal.date for deal in now.deals}
    if any(not days[0] <= date <= days[1] for date in dates):
        return False
    ends = {deal.date for deal in was.deals}.intersection(days) - dates
    there = list(zip(plan.deals.column("date"), plan.deals.column("row"), strict=True)) if ends else []
    return all(any(date == end and row not in was.rows for date, row in there) for end in ends)


class _Part:
    """Some rows of the table, read by themselves with what the whole has decided."""

    def __init__(self, given: Given, sheet: RawSheet, table: Table, rows: Sequence[int], adjusted: Adjusted) -> None:
        settled = replace(given.settled, questions=[], notes=[], decided=dict(given.settled.decided))
        self.sheet, self.rows = sheet, rows
        self.plan = SheetPlan("", sheet.name)
        body = body_of("", sheet, table, settled, self.plan, given.known, adjusted, rows)
        self.left = bool(self.plan.left_out)
        self.deals = read_trades(body, given.known)
        doubt_amounts(body, self.deals, whole=False)
        self.left = self.left or bool(self.plan.left_out)
        self.plan.questions = settled.questions
        self.sums = sums_of(body, self.deals)


def _part(given: Given, plan: SheetPlan, rows: Sequence[int], adjusted: Adjusted) -> _Part | None:
    part, table = table_of(given.sheet, given.table, adjusted)
    if table is None or any(bottom >= table.header_last for _, (bottom, _) in part.merges):
        return None
    if not all(table.header_last < row <= len(part.rows) for row in rows):
        return None
    try:
        found = _Part(given, corrected(part, adjusted), table, rows, adjusted)
    except Refused:
        return None
    found.plan.problems = [p.at(replace(p.place, file=plan.file)) for p in found.plan.problems]
    return found


class _Amendment:
    def __init__(self, given: Given, before: SheetPlan, was: _Part, now: _Part) -> None:
        self.given, self.before, self.was, self.now = given, before, was, now
        self.changed = set(now.rows)
        kept = {row: said for row, said in before.doubts.items() if row not in self.changed}
        doubts = dict(sorted((kept | now.plan.doubts).items()))
        self.plan = replace(before, doubts=doubts, notes=list(before.notes), left_out=list(before.left_out))
        self.there = [before.existing > 0] * len(before.deals)
        for place in (*before.fresh, *before.doubtful, *before.closed) if before.existing else ():
            self.there[place] = False

    def made(self) -> SheetPlan:
        plan = self.plan
        self._put_deals()
        plan.wrong += len(self.was.deals) - len(self.now.deals)
        plan.tally = plan.tally.moved(tally_of(self.was.deals), tally_of(self.now.deals))
        plan.totals = totals_of(plan.tally, self.given.settled)
        plan.sums = _moved(plan.sums, self.was.sums, self.now.sums)
        stated = (plan.controls[0].stated_quantity, plan.controls[0].stated_amount)
        plan.controls = controls_of(self.given.settled, plan.sums, stated)
        self._samples()
        self._judge()
        return plan

    def _put_deals(self) -> None:
        plan, deals = self.plan, self.before.deals.copy()
        plan.deals, plan.fresh, plan.doubtful = deals, list(self.before.fresh), list(self.before.doubtful)
        plan.closed = list(self.before.closed)
        come = {deal.row: deal for deal in self.now.deals}
        for row in self.now.rows:
            place, deal = _place(deals, row), come.get(row)
            stood = place < len(deals) and deals[place].row == row
            if stood and deal:
                deals.put(place, deal)
            elif stood:
                deals.remove(place)
                del self.there[place]
                self._shift(place, -1)
            elif deal:
                deals.insert(place, deal)
                self.there.insert(place, False)
                self._shift(place, 1)

    def _shift(self, place: int, by: int) -> None:
        """A deal has come there, or has gone from there."""
        for places in (self.plan.fresh, self.plan.doubtful, self.plan.closed):
            at = bisect_left(places, place)
            behind = [one + by for one in places[at:] if by > 0 or one != place]
            places[at:] = behind

    def _samples(self) -> None:
        """Anew where a corrected row is among them."""
        shown = [one.row for one in next(iter(self.plan.samples.values()), ())]
        if self.changed.intersection(shown):
            rows = [self.now.sheet.rows[row - 1] for row in shown]
            sheet, settled = self.now.sheet, self.given.settled
            self.plan.samples = samples_of(Body(self.plan.file, sheet, settled, self.plan, rows, shown))

    # -- judging -----------------------------------------------------------------------------------------------------

    def _judge(self) -> None:
        plan, deals = self.plan, self.plan.deals
        both = (*self.was.deals, *self.now.deals)
        products, numbers = {deal.product for deal in both}, {deal.deal_no for deal in both} - {""}
        of_product = self._alike("product", products)
        numbered = sorted(chain.from_iterable(self._alike("deal_no", numbers).values()))
        mine = [place for row in self.now.rows if (place := self._place(row)) is not None]
        found: tuple[Doubts, ...] = tuple(defaultdict(list) for _ in _KINDS)
        for product, places in of_product.items():
            doubt_usual(product, places, deals, self.there, self.given.facts, found[_USUAL])
        doubt_rows(plan, self.there, found[_OWN])
        times = Counter(deals[place].deal_no for place in numbered)
        twice = [at for at in numbered if times[deals[at].deal_no] > 1 or self.given.facts.terms]
        doubt_terms(twice, deals, self.there, self.given.facts, found[_TERMS])
        doubt_changes(twice, deals, self.there, self.given.facts, found[_TERMS])
        doubt_dates(mine, deals, self.there, self.given.known.today, found[_DATES])
        reach = set(mine), set(numbered), {place for places in of_product.values() for place in places}
        self._sort(found, anew=(reach[2], reach[0], reach[1], reach[0]))
        self._notes(of_product)

    def _alike(self, name: str, values: Iterable[str]) -> dict[str, list[int]]:
        """The places of the deals that have each value in that field."""
        values = set(values)
        there = self.plan.deals.column(name)
        return {value: [place for place, one in enumerate(there) if one == value] for value in values}

    def _place(self, row: int) -> int | None:
        deals, place = self.plan.deals, _place(self.plan.deals, row)
        return place if place < len(deals) and deals[place].row == row else None

    def _sort(self, found: Sequence[Doubts], anew: Sequence[set[int]]) -> None:
        """Suspects into the plan; of each kind those places are judged anew, the others as they were."""
        plan, deals = self.plan, self.plan.deals
        kept: dict[int, list[Problem]] = defaultdict(list)
        for one in self.before.problems:
            if one.suspect and one.place.row not in self.changed:
                kept[one.place.row].append(one)
        reached: set[int] = set().union(*anew)
        rows = {row for row in kept if self._place(row) in reached} | self.changed
        rows |= {deals[at].row for doubts, places in zip(found, anew, strict=True) for at in doubts if at in places}
        plan.problems = [
            one
            for one in self.before.problems
            if one.place.row not in rows or not (one.suspect or one.place.row in self.changed)
        ]
        plan.problems += self.now.plan.problems
        for row in sorted(rows):
            if (place := self._place(row)) is not None:
                said = list(_said(place, kept.get(row, ()), found, anew))
                plan.problems += suspect(plan, self.given.settled, place, said)
                self._file(place)
        plan.problems.sort(key=lambda one: one.place.row)

    def _file(self, place: int) -> None:
        """Among the new, the suspect or those of closed months, as it has been judged."""
        plan, deal = self.plan, self.plan.deals[place]
        late = deal.date[:7] in self.given.facts.closed
        doubtful = not late and bool(deal.suspect)
        sorts = (plan.doubtful, doubtful), (plan.fresh, not (doubtful or late)), (plan.closed, late)
        for places, wanted in sorts:
            at = bisect_left(places, place)
            stands = at < len(places) and places[at] == place
            if stands and not wanted:
                del places[at]
            elif wanted and not stands and not self.there[place]:
                places.insert(at, place)

    def _notes(self, of_product: Mapping[str, Sequence[int]]) -> None:
        plan = self.plan
        taxes = {dict(one.details)["product"]: [one] for one in plan.notes if one.code == "tax-basis"}
        for product, places in of_product.items():
            taxes[product] = tax_basis(product, places, plan.deals, self.given.facts)
        plan.notes = [one for one in plan.notes if one.code not in ("tax-basis", "numbers-again", "closed-rows")]
        for _, said in sorted(taxes.items()):
            plan.notes += said
        plan.notes += numbers_again(plan.deals)
        plan.notes += closed_rows(plan.deals, plan.closed)


def _place(deals: Deals, row: int) -> int:
    """Where the deal of that row stands, or would."""
    return bisect_left(deals.column("row"), row)


def _said(place: int, kept: Iterable[Problem], found: Sequence[Doubts], anew: Sequence[set[int]]) -> Iterable[Problem]:
    before = list(kept)
    for codes, doubts, places in zip(_KINDS, found, anew, strict=True):
        if place in places:
            yield from doubts.get(place, ())
        else:
            yield from (one for one in before if one.code in codes)


def _moved(sums: Mapping[str, Sum], was: Mapping[str, Sum], now: Mapping[str, Sum]) -> dict[str, Sum]:
    found = {
        product: sums.get(product, Sum()) - was.get(product, Sum()) + now.get(product, Sum())
        for product in sums.keys() | now.keys()
    }
    return {product: part for product, part in found.items() if part.rows or part.read}
