"""New, already there, or suspect: rows beside the book and beside one another."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled, half_up, plain
from rare_desk.core.problems import Place, Problem, problem
from rare_desk.core.quotes import Quote
from rare_desk.core.suspicion import ENOUGH, OF_SHIPPED, OF_UNITS, is_far, usual_days
from rare_desk.core.trades import Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.planning.deals import Deal, Deals
from rare_desk.sheets.planning.plan import BookFacts, Note, SheetPlan, note
from rare_desk.sheets.planning.settle import Settled
from rare_desk.sheets.planning.usual import Nearby, Usual, middle, nearest

Key = tuple[object, ...]

_SHOWN = 3
_NAMES = ("deal_no", "product", "date", "side", "counterparty", "buyer", "seller", "quantity")
"""What deal_key is made of."""
_DAY, _SIDE = 2, 3


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


Doubts = dict[int, list[Problem]]
"""What is doubtful of a deal, by its place."""


def judge_deals(plan: SheetPlan, settled: Settled, facts: BookFacts, seen: Seen, today: dt.date) -> None:
    """Sorts the rows into new, existing, suspect and those of closed months; suspicions go into the plan's problems."""
    deals = plan.deals
    for place in (*plan.doubtful, *plan.closed):
        deals.change(place, suspect="")
    plan.problems = [p for p in plan.problems if not p.suspect]
    plan.notes = [n for n in plan.notes if n.code not in ("tax-basis", "numbers-again", "closed-rows")]
    there = [False] * len(deals)
    if facts.contents:
        there = [seen.already(deal_key(deal) + price_key(deal)) for deal in deals]
    doubts: Doubts = defaultdict(list)
    by_product = places_by(deals.column("product"))
    if not plan.questions:
        for product, places in by_product.items():
            doubt_usual(product, places, deals, there, facts, doubts)
    doubt_rows(plan, there, doubts)
    numbered = numbered_alike(deals, facts)
    doubt_terms(numbered, deals, there, facts, doubts)
    doubt_changes(numbered, deals, there, facts, doubts)
    doubt_dates(range(len(deals)), deals, there, today, doubts)
    plan.existing = sum(there)
    plan.closed = closed_places(deals, there, facts.closed)
    late = set(plan.closed)
    plan.doubtful = sorted(doubts.keys() - late)
    plan.fresh = [place for place, known in enumerate(there) if not known and place not in doubts and place not in late]
    for place in sorted(doubts):
        plan.problems += suspect(plan, settled, place, doubts[place])
    for product, places in sorted(by_product.items()):
        plan.notes += tax_basis(product, places, deals, facts)
    plan.notes += numbers_again(deals)
    plan.notes += closed_rows(deals, plan.closed)


def closed_places(deals: Deals, there: Sequence[bool], months: Set[str]) -> list[int]:
    """Of the deals that are not there yet and whose month is closed."""
    dates = deals.column("date")
    late = {date for date in set(dates) if date[:7] in months} if months else set()
    return [place for place, date in enumerate(dates) if date in late and not there[place]] if late else []


def closed_rows(deals: Deals, places: Iterable[int]) -> list[Note]:
    """How many rows of each closed month stay out."""
    dates = deals.column("date")
    counts = Counter(dates[place][:7] for place in places)
    return [note("closed-rows", month=month, count=count) for month, count in sorted(counts.items())]


def suspect(plan: SheetPlan, settled: Settled, place: int, found: Sequence[Problem]) -> list[Problem]:
    """Marks the deal, and gives what is doubtful of it with its place in the file."""
    deal = plan.deals[place]
    plan.deals.change(place, suspect=",".join(dict.fromkeys(p.code for p in found)))
    return [
        p.at(Place(plan.file, plan.sheet, deal.row, p.place.column or _header(settled, p.field, deal))) for p in found
    ]


def places_by(values: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        found[value].append(place)
    return found


def _header(settled: Settled, field: str, deal: Deal) -> str:
    if field != "price":
        column = settled.one(field) or settled.one("month")
        return column.header if column else field
    columns = settled.by_field.get("price", [])
    return next((c.header for c in columns if c.basis == deal.tax_basis), columns[0].header if columns else field)


def doubt_rows(plan: SheetPlan, there: Sequence[bool], doubts: Doubts) -> None:
    """What the rows themselves have that is for their user to decide."""
    for place, row in enumerate(plan.deals.column("row")) if plan.doubts else ():
        if row in plan.doubts and not there[place]:
            doubts[place] += plan.doubts[row]


def doubt_dates(places: Iterable[int], deals: Deals, there: Sequence[bool], today: dt.date, doubts: Doubts) -> None:
    first, last = (day.isoformat() for day in usual_days(today))
    dates = deals.column("date")
    unusual = {date for date in set(dates) if not first <= date <= last}
    for place in places if unusual else ():
        date = dates[place]
        if date in unusual and not there[place]:
            code = "future-date" if date > last else "old-date"
            doubts[place].append(problem(code, "date", date, suspect=True))


def numbered_alike(deals: Deals, facts: BookFacts) -> Sequence[int]:
    """The places of deals whose number stands more than once, in the file or with the book."""
    numbers = deals.column("deal_no")
    if not facts.terms and len(set(numbers)) == len(numbers):
        return ()
    times = Counter(numbers)
    return [place for place, number in enumerate(numbers) if number and (times[number] > 1 or facts.terms)]


def doubt_terms(places: Sequence[int], deals: Deals, there: Sequence[bool], facts: BookFacts, doubts: Doubts) -> None:
    """A numbered deal that stands already, in the book or further up, with another price. `places` ascend and have
    all deals of a number or none."""
    earlier: dict[Key, int | None] = {}
    for place, deal in zip(places, deals.at(places), strict=True):
        if deal.status == Status.CANCELLED:
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


def doubt_changes(places: Sequence[int], deals: Deals, there: Sequence[bool], facts: BookFacts, doubts: Doubts) -> None:
    """A numbered deal that the book has with another quantity, party or date, and that the file has not beside this
    one: no further delivery, but the same deal changed. `places` have all deals of a number or none."""
    if not facts.terms or not deals:
        return
    numbered = deals.at(places)
    stand = set(map(deal_key, numbered))
    first, last = min(deals.column("date")), max(deals.column("date"))
    for place, deal in zip(places, numbered, strict=True):
        key = deal_key(deal)
        if there[place] or key in facts.terms or deal.status == Status.CANCELLED:
            continue
        booked = facts.lines_of(deal.deal_no, deal.product)
        gone = [line for line in booked if line not in stand and first <= str(line[_DAY]) <= last]
        if was := next((line for line in gone if _is_changed(key, line)), None):
            doubts[place].append(_change(deal, was, min(facts.terms[was])))


def _is_changed(key: Key, was: Key) -> bool:
    """In its quantity alone, or in party or date while the quantity is the same."""
    differ = [at for at, (one, other) in enumerate(zip(key, was, strict=True)) if one != other]
    return len(differ) == 1 and differ[0] != _SIDE


def _change(deal: Deal, was: Key, price: int) -> Problem:
    field = next(name for name, one, other in zip(_NAMES, deal_key(deal), was, strict=True) if one != other)
    before = (str(was[_DAY]), *map(str, was[_SIDE + 1 : -1]), _tonnes(int(str(was[-1]))), _as_written(price, deal))
    now = (deal.date, deal.counterparty, deal.buyer, deal.seller, _tonnes(deal.quantity_g), _price(deal))
    return problem(
        "changed-deal", field, deal.deal_no, suspect=True,
        was=" ".join(filter(None, before)), now=" ".join(filter(None, now)),
    )  # fmt: skip


def _tonnes(grams: int) -> str:
    return f"{plain(from_scaled(grams, MASS_PLACES))} t"


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


def doubt_usual(
    product: str,
    places: Sequence[int],
    deals: Deals,
    there: Sequence[bool],
    facts: BookFacts,
    doubts: Doubts,
) -> None:
    """Prices and quantities far from the product's usual ones; `places` has all deals of the product."""
    price_of, grams_of, date_of = map(deals.column, ("price_ex_vat", "quantity_g", "date"))
    priced = [place for place in places if price_of[place] is not None]
    prices, grams = (sorted(map(column.__getitem__, priced)) for column in (price_of, grams_of))
    of_day = _usual_by_day(set(map(date_of.__getitem__, priced)), prices, grams, facts, product)
    known = [usual for usual in set(of_day.values()) if usual is not None]
    lowest = max((usual.lowest for usual in known), default=0)
    highest, most = (min((getattr(usual, name) for usual in known), default=0) for name in ("highest", "most"))
    if not known or (lowest <= prices[0] and prices[-1] <= highest and grams[-1] <= most):
        return
    for place in priced:
        price, size = price_of[place], grams_of[place]
        if lowest <= price <= highest and size <= most:
            continue
        usual = of_day[date_of[place]]
        if usual is None or (usual.lowest <= price <= usual.highest and size <= usual.most) or there[place]:
            continue
        if not usual.lowest <= price <= usual.highest:
            doubts[place].append(_price_doubt(deals[place], usual.price))
        if size > usual.most:
            doubts[place].append(_quantity_doubt(deals[place], usual.grams))


def _usual_by_day(
    dates: Iterable[str], prices: Sequence[int], grams: Sequence[int], facts: BookFacts, product: str
) -> dict[str, Usual | None]:
    """From the book within 90 days, else from the file's own prices and grams, which ascend, else from the shipped
    prices, also where the file's lie a unit away from them; None: not known."""
    days = {date: dt.date.fromisoformat(date).toordinal() for date in dates}
    if product not in facts.nearby:
        facts.nearby[product] = Nearby(facts.reference.get(product))
    in_book = facts.nearby[product]
    in_book.foresee(days.values())
    own = Usual(middle(prices), grams=middle(grams)) if len(prices) >= ENOUGH else None
    shipped = facts.shipped.get(product)
    found: dict[str, Usual | None] = {}
    for date, day in days.items():
        found[date] = in_book.usual(day) or own
        if shipped and found[date] is own:
            there = nearest(shipped, day)
            if own is None or is_far(own.price, there, OF_UNITS):
                found[date] = Usual(there, OF_SHIPPED)
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


def tax_basis(product: str, places: Sequence[int], deals: Deals, facts: BookFacts) -> list[Note]:
    """A whole file that lies 13 % off the book is probably on the other basis."""
    reference = facts.reference.get(product)
    if reference is None or len(reference.prices) < ENOUGH:
        return []
    own = list(filter(None, map(deals.column("price_ex_vat").__getitem__, places)))
    if len(own) < ENOUGH:
        return []
    vat = Decimal("1.13")
    ratio = Decimal(middle(sorted(own))) / max(middle(sorted(reference.prices)), 1)
    if any(abs(ratio / other - 1) <= Decimal("0.02") for other in (vat, 1 / vat)):
        return [note("tax-basis", product=product, factor=half_up(ratio, 3))]
    return []


def numbers_again(deals: Deals) -> list[Note]:
    """Numbers under which one day has several quantities of a product and party: deliveries, or a line put right."""
    numbers = deals.column("deal_no")
    distinct = set(numbers)
    if len(distinct) == len(numbers) or distinct == {""}:
        return []
    times = Counter(numbers)
    lines: dict[Key, set[int]] = defaultdict(set)
    for deal in deals.at([place for place, number in enumerate(numbers) if number and times[number] > 1]):
        if deal.status != Status.CANCELLED:
            lines[deal_key(deal)[:-1]].add(deal.quantity_g)
    found = list(dict.fromkeys(str(key[0]) for key, grams in lines.items() if len(grams) > 1))
    shown = ", ".join(found[:_SHOWN]) + ("…" if len(found) > _SHOWN else "")
    return [note("numbers-again", count=len(found), numbers=shown)] if found else []
