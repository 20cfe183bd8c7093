"""New, already there, or suspect: rows beside the book and beside one another."""

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled, half_up, plain
from rare_desk.core.problems import Place, Problem, problem
from rare_desk.core.quotes import Quote
from rare_desk.core.suspicion import ENOUGH, NEARBY_DAYS, OF_SHIPPED, OF_TRADES, Factor, is_far, is_large, usual_days
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.planning.plan import BookFacts, Deal, Reference, SheetPlan, note
from rare_desk.sheets.planning.settle import Settled

Key = tuple[object, ...]


def deal_key(deal: Deal) -> Key:
    """What a trade is known by again, the price apart; the price counts ex VAT in CNY/t where it can."""
    return (
        deal.deal_no, deal.product, deal.date, deal.side, deal.counterparty, deal.buyer, deal.seller, deal.quantity_g,
    )  # fmt: skip


def price_key(deal: Deal) -> Key:
    return (deal.price_ex_vat,) if deal.price_ex_vat is not None else (deal.price, deal.price_unit, deal.currency)


def quote_key(quote: Quote) -> Key:
    """What a quote is known by again."""
    return (
        quote.date, quote.period.value, quote.product, quote.source, quote.grade, _per_tonne(quote.mid, quote),
        _per_tonne(quote.low, quote), _per_tonne(quote.high, quote), quote.currency, quote.tax_basis,
    )  # fmt: skip


def _per_tonne(price: Decimal | None, quote: Quote) -> Decimal | None:
    """In the book's precision, so that what was rounded there is known again."""
    if price is None:
        return None
    return half_up(price, MONEY_PLACES) * (1 if quote.unit is Unit.T else 1000)


class Seen:
    """Counts what identifies a row over a whole import, so that twins within it are two and repeats are none."""

    def __init__(self, contents: Mapping[Key, int]) -> None:
        self._there = contents
        self._counted: Counter[Key] = Counter()

    def already(self, key: Key) -> bool:
        """Whether the book has this occurrence."""
        if not self._there:
            return False
        self._counted[key] += 1
        return self._counted[key] <= self._there.get(key, 0)


def judge_quotes(plan: SheetPlan, seen: Seen) -> None:
    """Sorts the rows into new and existing."""
    plan.existing, plan.fresh = 0, []
    for place, named in enumerate(plan.quotes):
        if seen.already(quote_key(named.quote)):
            plan.existing += 1
        else:
            plan.fresh.append(place)


def judge_deals(plan: SheetPlan, settled: Settled, facts: BookFacts, seen: Seen, today: dt.date) -> None:
    """Sorts the rows into new, existing and suspect; suspicions go into the plan's problems."""
    deals = plan.deals
    for place in plan.doubtful:
        deals[place] = deals[place]._replace(suspect="")
    plan.problems = [p for p in plan.problems if not p.suspect]
    plan.notes = [n for n in plan.notes if n.code != "tax-basis"]
    there = [False] * len(deals)
    if facts.contents:
        there = [seen.already(deal_key(deal) + price_key(deal)) for deal in deals]
    doubts: dict[int, list[Problem]] = defaultdict(list)
    if not plan.questions:
        _usual(deals, there, facts, doubts)
    _price_ranges(plan, there, doubts)
    _other_terms(deals, there, facts, doubts)
    _odd_dates(deals, there, today, doubts)
    plan.existing = sum(there)
    plan.doubtful = sorted(doubts)
    plan.fresh = [place for place, known in enumerate(there) if not known and place not in doubts]
    for place, found in sorted(doubts.items()):
        deals[place] = deals[place]._replace(suspect=",".join(dict.fromkeys(p.code for p in found)))
        for doubt in found:
            header = _header(settled, doubt.field, deals[place])
            plan.problems.append(doubt.at(Place(plan.file, plan.sheet, deals[place].row, header)))
    _tax_basis_note(plan, facts)


def _header(settled: Settled, field: str, deal: Deal) -> str:
    if field != "price":
        column = settled.one(field) or settled.one("month")
        return column.header if column else field
    columns = settled.by_field.get("price", [])
    return next((c.header for c in columns if c.basis == deal.tax_basis), columns[0].header if columns else field)


def _price_ranges(plan: SheetPlan, there: Sequence[bool], doubts: dict[int, list[Problem]]) -> None:
    """A trade has one price: the middle of a range is what its user may take for it."""
    for place, deal in enumerate(plan.deals) if plan.ranges else ():
        if deal.row in plan.ranges and not there[place]:
            written, middle = plan.ranges[deal.row]
            doubts[place].append(problem("price-range", "price", written, suspect=True, middle=middle))


def _odd_dates(deals: Sequence[Deal], there: Sequence[bool], today: dt.date, doubts: dict[int, list[Problem]]) -> None:
    first, last = (day.isoformat() for day in usual_days(today))
    for place, deal in enumerate(deals):
        if not there[place] and not first <= deal.date <= last:
            code = "future-date" if deal.date > last else "old-date"
            doubts[place].append(problem(code, "date", deal.date, suspect=True))


def _other_terms(
    deals: Sequence[Deal],
    there: Sequence[bool],
    facts: BookFacts,
    doubts: dict[int, list[Problem]],
) -> None:
    """A numbered deal that stands already, in the book or further up, with another price."""
    times = Counter(deal.deal_no for deal in deals)
    earlier: dict[Key, int | None] = {}
    for place, deal in enumerate(deals):
        if not deal.deal_no or (times[deal.deal_no] == 1 and not facts.terms):
            continue
        key, price = deal_key(deal), deal.price_ex_vat
        other = earlier.setdefault(key, price)
        if not there[place]:
            written = facts.terms.get(key)
            if written and price not in written:
                other = min(written)
            if other is not None and other != price:
                shown = _as_written(other, deal)
                doubts[place].append(problem("other-terms", "price", _price(deal), suspect=True, other=shown))


def _as_written(ex_vat: int, deal: Deal) -> str:
    """A price ex VAT in CNY/t in the unit, currency and basis of this deal's own."""
    price = from_scaled(ex_vat, MONEY_PLACES)
    if deal.currency != "CNY" and deal.fx:
        price /= from_scaled(deal.fx, RATE_PLACES)
    if deal.tax_basis == TaxBasis.INCL:
        price *= 1 + from_scaled(deal.vat_rate, RATE_PLACES) / 100
    return plain(half_up(price * Unit(deal.price_unit).tonnes, 2))


def _price(deal: Deal) -> str:
    return plain(from_scaled(deal.price, MONEY_PLACES))


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual of a product on a day: its price, how far off is still usual, its quantity (0: not known)."""

    price: int
    factor: Factor = OF_TRADES
    grams: int = 0


def _usual(deals: Sequence[Deal], there: Sequence[bool], facts: BookFacts, doubts: dict[int, list[Problem]]) -> None:
    by_product: dict[str, list[int]] = defaultdict(list)
    for place, deal in enumerate(deals):
        if deal.price_ex_vat is not None:
            by_product[deal.product].append(place)
    for product, places in by_product.items():
        of_day = _usual_by_day([deals[place] for place in places], facts, product)
        for place in places:
            deal = deals[place]
            usual = of_day[deal.date]
            if there[place] or usual is None:
                continue
            if is_far(deal.price_ex_vat or 0, usual.price, usual.factor):
                doubts[place].append(_price_doubt(deal, usual.price))
            if is_large(deal.quantity_g, usual.grams):
                doubts[place].append(_quantity_doubt(deal, usual.grams))


def _usual_by_day(deals: Sequence[Deal], facts: BookFacts, product: str) -> dict[str, _Usual | None]:
    """From the book within 90 days, else from the file's own rows, else from the shipped prices; None: not known."""
    days = {date: dt.date.fromisoformat(date).toordinal() for date in {deal.date for deal in deals}}
    in_book = Nearby(facts.reference.get(product), days.values())
    own = None
    if len(deals) >= ENOUGH:
        grams = _middle(sorted(deal.quantity_g for deal in deals))
        own = _Usual(_middle(sorted(deal.price_ex_vat or 0 for deal in deals)), grams=grams)
    shipped = facts.shipped.get(product)
    found: dict[str, _Usual | None] = {}
    for date, day in days.items():
        booked = in_book.usual(day)
        if booked:
            found[date] = _Usual(booked[0], grams=booked[1])
        elif own is None and shipped:
            found[date] = _Usual(_nearest(shipped, day), OF_SHIPPED)
        else:
            found[date] = own
    return found


def _price_doubt(deal: Deal, usual: int) -> Problem:
    ratio = Decimal(deal.price_ex_vat or 0) / usual
    factor = plain(half_up(ratio, 2)) if ratio >= 1 else plain(ratio.quantize(Decimal(1).scaleb(ratio.adjusted() - 1)))
    shown = _as_written(usual, deal)
    return problem("unusual-price", "price", _price(deal), suspect=True, usual=shown, factor=factor)


def _quantity_doubt(deal: Deal, usual: int) -> Problem:
    factor = plain(half_up(Decimal(deal.quantity_g) / usual, 1))
    shown, tonnes = (plain(from_scaled(grams, MASS_PLACES)) for grams in (usual, deal.quantity_g))
    return problem("unusual-quantity", "quantity", tonnes, suspect=True, usual=shown, factor=factor)


def _middle(ordered: Sequence[int]) -> int:
    """The middle one; of an even number the mean of the two, cut to a whole."""
    half = len(ordered) // 2
    if not ordered:
        return 0
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2


class Nearby:
    """Medians of price and quantity of a product's trades within 90 days either way of some days."""

    def __init__(self, reference: Reference | None, days: Iterable[int]) -> None:
        self._usual: dict[int, tuple[int, int] | None] = {}
        if reference is None or len(reference.days) < ENOUGH:
            return
        prices: list[int] = []
        grams: list[int] = []
        entered = left = 0
        for day in sorted(set(days)):
            upto = bisect_right(reference.days, day + NEARBY_DAYS)
            since = bisect_left(reference.days, day - NEARBY_DAYS)
            if since >= entered:
                prices, grams, entered = [], [], since
            else:
                for gone in range(left, since):
                    _take(prices, reference.prices[gone])
                    _take(grams, reference.grams[gone])
            left = since
            for come in range(entered, upto):
                insort(prices, reference.prices[come])
                insort(grams, reference.grams[come])
            entered = max(entered, upto)
            self._usual[day] = (_middle(prices), _middle(grams)) if len(prices) >= ENOUGH else None

    def usual(self, day: int) -> tuple[int, int] | None:
        """Price and grams; None with fewer than five trades."""
        return self._usual.get(day)


def _take(ordered: list[int], value: int) -> None:
    del ordered[bisect_left(ordered, value)]


def _nearest(shipped: Reference, day: int) -> int:
    """The shipped price of the closest day."""
    at = bisect_left(shipped.days, day)
    near = min((n for n in (at - 1, at) if 0 <= n < len(shipped.days)), key=lambda n: abs(shipped.days[n] - day))
    return shipped.prices[near]


def _tax_basis_note(plan: SheetPlan, facts: BookFacts) -> None:
    """A whole file that lies 13 % off the book is probably on the other basis."""
    vat = Decimal("1.13")
    prices: dict[str, list[int]] = defaultdict(list)
    for deal in plan.deals:
        if deal.price_ex_vat:
            prices[deal.product].append(deal.price_ex_vat)
    for product, own in sorted(prices.items()):
        reference = facts.reference.get(product)
        if len(own) < ENOUGH or reference is None or len(reference.prices) < ENOUGH:
            continue
        ratio = Decimal(_middle(sorted(own))) / max(_middle(sorted(reference.prices)), 1)
        if any(abs(ratio / other - 1) <= Decimal("0.02") for other in (vat, 1 / vat)):
            plan.notes.append(note("tax-basis", product=product, factor=half_up(ratio, 3)))
