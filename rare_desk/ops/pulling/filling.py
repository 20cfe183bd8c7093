"""Which inputs a calculation may take from the book, and what fills several of them at once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.oxides.factors import oxide_named
from rare_desk.core.pricing.sources import Origin, Source, Target, target, value_at
from rare_desk.core.products import Catalogue
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.offers import offers
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

_BESIDE = {"reference_price": "reference_grade", "announced_price": "announced_grade"}
_PRICES = (Target.CNY_T, Target.USD_KG)


@dataclass(frozen=True, slots=True)
class Offer:
    """`first` says what it is; `sources` are what goes into which input; `wanted` how many it was asked for."""

    first: Source
    sources: Mapping[str, Source]
    wanted: int = 1


def targets(fields: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Target]:
    """By path, of single inputs and of every record that there is."""
    found: dict[str, Target] = {}
    for field in fields:
        if field.kind is Kind.LIST:
            for place in range(len(given.get(field.name) or ())):
                nested = ((f"{field.name}[{place}].{one.name}", target(one)) for one in field.fields)
                found |= {path: meant for path, meant in nested if meant is not None}
        elif (meant := target(field)) is not None:
            found[field.name] = meant
    return found


def product_meant(catalogue: Catalogue, given: Mapping[str, Any], path: str) -> str:
    """The product whose price that input is, by the oxide that stands beside it; empty when it does not say."""
    record, _, name = path.rpartition(".")
    named = value_at(given, f"{record}.oxide") if record else given.get("oxide")
    if not record and not named:
        named = _mix(given.get("oxides") or ())
    oxide = oxide_named(str(named or ""))
    words = [str(named or "")] if oxide is None else [oxide]
    if name.startswith("metal") and oxide is not None:
        words = [oxide.rstrip("0123456789").split("O")[0].rstrip("0123456789")]
    found = next((product for product in map(catalogue.find, words) if product is not None), None)
    if found is not None and name.startswith("metal") and found.form == "oxide":
        found = catalogue.find(found.code.removesuffix("-O") + "-M")
    return found.code if found else ""


def offers_for(
    book: Book, state: IndexState | None, path: str, known: Mapping[str, Target], product: str, day: dt.date
) -> list[Offer]:
    """For one input; an announced price brings its grade along where the calculation asks for it."""
    found = offers(book, state, known[path], product, day)
    beside = _BESIDE.get(path)
    if beside is None or beside not in known:
        return [Offer(source, {path: source}) for source in found]
    grades = {one.what["quarter"]: one for one in offers(book, state, Target.ANNOUNCED_GRADE, product, day)}
    return [Offer(one, {path: one, beside: grades[one.what["quarter"]]}) for one in found]


def offers_for_all(
    book: Book, state: IndexState | None, given: Mapping[str, Any], known: Mapping[str, Target], day: dt.date
) -> list[Offer]:
    """Prices of all records at once from one source: its newest quotes, or the averages of one period."""
    catalogue = queries.catalogue(book)
    wanted = [path for path, meant in known.items() if meant in _PRICES and "[" in path]
    bundles: dict[tuple[str, ...], dict[str, Source]] = {}
    for path in wanted:
        product = product_meant(catalogue, given, path)
        for source in first_of_each(offers(book, state, known[path], product, day)) if product else ():
            bundles.setdefault(way(source), {})[path] = source
    made = [Offer(next(iter(sources.values())), sources, len(wanted)) for sources in bundles.values()]
    return sorted(made, key=lambda offer: (list(Origin).index(offer.first.origin), -len(offer.sources)))


def offers_of_lots(book: Book, given: Mapping[str, Any], product: str, day: dt.date) -> list[Offer]:
    """Trades as lots: the wet mass of each, and its grade if it says one, for the first lot without a mass."""
    lots = given.get("lots") or ()
    place = next((n for n, lot in enumerate(lots) if not str(lot.get("wet_t") or "").strip()), len(lots))
    grades = {one.what["trade"]: one for one in offers(book, None, Target.GRADE, product, day)}
    made = []
    for mass in offers(book, None, Target.MASS, product, day):
        grade = grades.get(mass.what["trade"])
        beside = {f"lots[{place}].grade": grade} if grade else {}
        made.append(Offer(mass, {f"lots[{place}].wet_t": mass, **beside}))
    return made


def _mix(records: Iterable[Mapping[str, Any]]) -> str:
    names = {oxide_named(str(one.get("oxide") or "")) for one in records}
    return "PRND-O" if names == {"Pr6O11", "Nd2O3"} else ""


def first_of_each(found: Iterable[Source]) -> list[Source]:
    """The newest of each way; single trades price one product and are no way for all."""
    kept: dict[tuple[str, ...], Source] = {}
    for source in found:
        if source.origin in (Origin.QUOTE, Origin.AVERAGE):
            kept.setdefault(way(source), source)
    return list(kept.values())


def way(source: Source) -> tuple[str, ...]:
    what = source.what
    return (str(source.origin), what.get("source", ""), what.get("first", ""), what.get("last", ""))
