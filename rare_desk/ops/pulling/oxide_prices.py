"""What the book has for the oxides of a deposit: their shares, and a price for each from as few sources as may be."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.pricing.sources import SOURCES, Origin, Source, Target, as_json, sources_of
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.contracts.estimating import RECOVERY
from rare_desk.ops.contracts.quarterly import products_of
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.filling import first_of_each, way
from rare_desk.ops.pulling.offers import offers, share_source, vat_of
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

Given = dict[str, Any]
Way = tuple[str, ...]
PRICED = {"basket": "price", "netback": "price_incl_vat"}
"""Calculators that a deposit fills, and their input of an oxide's price."""
TOGETHER = dt.timedelta(days=92)
"""Prices further apart are not put together by themselves: a quarter."""


@dataclass(frozen=True, slots=True)
class OxidePrices:
    """`ways` by what they are (newest quotes of a source, an average of the index): a price by oxide. First comes what
    prices most of what is of the same time as the newest price, last what is older.
    """

    ways: Mapping[Way, Mapping[str, Source]]

    def of(self, chosen: Way = ()) -> dict[str, Source]:
        """Of that way alone; else of the first, with what it lacks from those after it that are of the same time."""
        if chosen:
            return dict(self.ways.get(chosen, {}))
        found: dict[str, Source] = {}
        newest = max((_newest(prices) for prices in self.ways.values()), default=dt.date.min)
        for prices in self.ways.values():
            found = {**{one: of for one, of in prices.items() if newest - _day(of) <= TOGETHER}, **found}
        return found


def oxide_prices(book: Book, state: IndexState | None, oxides: Iterable[str], day: dt.date) -> OxidePrices:
    """Up to that day, CNY per tonne including VAT. An oxide not priced alone is at the price of its mix."""
    catalogue = queries.catalogue(book)
    ways: dict[Way, dict[str, Source]] = {}
    for oxide in dict.fromkeys(oxides):
        for product in products_of(oxide, catalogue):
            for source in first_of_each(offers(book, state, Target.CNY_T, product.code, day)):
                ways.setdefault(way(source), {}).setdefault(oxide, source)
    newest = max((_newest(prices) for prices in ways.values()), default=dt.date.min)

    def rank(one: tuple[Way, Mapping[str, Source]]) -> tuple[bool, int, int]:
        key, prices = one
        return newest - _newest(prices) > TOGETHER, -len(prices), list(Origin).index(Origin(key[0]))

    return OxidePrices(dict(sorted(ways.items(), key=rank)))


def _day(source: Source) -> dt.date:
    return dt.date.fromisoformat(source.day)


def _newest(prices: Mapping[str, Source]) -> dt.date:
    return max(map(_day, prices.values()))


def filled(given: Mapping[str, Any], deposit: Distribution, prices: Mapping[str, Source], price: str) -> Given:
    """The calculation's oxides become the deposit's, each with its share and its price in the input named `price`.

    A price typed or taken before stays. Where oxides have prices, those without one are left out: see `unpriced`.
    """
    typed = {str(one.get("oxide")): (place, one) for place, one in enumerate(given.get("oxides") or ())}
    had = sources_of(given)
    recovery = next((one["recovery"] for _, one in typed.values() if one.get("recovery")), plain(RECOVERY))
    left = unpriced(given, deposit, prices, price)
    oxides: list[Given] = []
    sources = {path: as_json(one) for path, one in had.items() if not path.startswith("oxides[")}
    for number, (oxide, share) in enumerate(deposit.shares):
        if oxide in left and len(left) < len(deposit.shares):
            continue
        path = f"oxides[{len(oxides)}]"
        place, before = typed.get(oxide, (-1, {}))
        taken = had.get(f"oxides[{place}].{price}") if before.get(price) else prices.get(oxide)
        record = {"oxide": oxide, "share": plain(share), price: before.get(price) or (taken.value if taken else "")}
        if price == "price_incl_vat":
            record["recovery"] = before.get("recovery") or recovery
        oxides.append(record)
        sources[f"{path}.share"] = as_json(share_source(deposit, number))
        if taken is not None:
            sources[f"{path}.{price}"] = as_json(taken)
    return dict(given) | {"oxides": oxides, SOURCES: sources}


def unpriced(
    given: Mapping[str, Any], deposit: Distribution, prices: Mapping[str, Source], price: str
) -> tuple[str, ...]:
    """The deposit's oxides that neither the calculation nor the book has a price for."""
    typed = {str(one.get("oxide")) for one in given.get("oxides") or () if one.get(price)}
    return tuple(oxide for oxide, _ in deposit.shares if oxide not in typed and oxide not in prices)


def with_vat(given: Mapping[str, Any], day: dt.date) -> Given:
    """With that day's rate where the calculation asks for one and has none."""
    if given.get("vat_rate", "-") != "":
        return dict(given)
    rate = vat_of(day)
    return dict(given) | {"vat_rate": rate.value, SOURCES: given.get(SOURCES, {}) | {"vat_rate": as_json(rate)}}


def with_share_sources(given: Mapping[str, Any], deposit: Distribution) -> Given:
    """Shares that are already there, of that deposit, say so."""
    places = {oxide: place for place, (oxide, _) in enumerate(deposit.shares)}
    said = {
        f"oxides[{place}].share": as_json(share_source(deposit, places[str(one["oxide"])]))
        for place, one in enumerate(given.get("oxides") or ())
        if str(one.get("oxide")) in places
    }
    return dict(given) | {SOURCES: dict(given.get(SOURCES) or {}) | said}


def only(found: OxidePrices, quoted_by: str, *, averages: bool) -> OxidePrices:
    """The quotes of that source alone, or with `averages` those of the index. Refused when there are none of them."""
    kept = {
        key: prices
        for key, prices in found.ways.items()
        if (key[0] == Origin.AVERAGE) == averages and (averages or key[1] == quoted_by)
    }
    if not kept:
        names = ", ".join(sorted({key[1] for key in found.ways if key[0] == Origin.QUOTE})) or "–"
        raise Refused(problem("no-oxide-prices", "quoted_by", "" if averages else quoted_by, names=names))
    return OxidePrices(kept)
