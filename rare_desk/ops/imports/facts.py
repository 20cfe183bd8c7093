"""What an import is judged by: the book's trades and quotes around its days, and the shipped prices."""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any

from rare_desk import paths
from rare_desk.core.numbers import MONEY_PLACES, from_scaled, to_scaled
from rare_desk.core.suspicion import days_around
from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit, vat_rate_on
from rare_desk.sheets.planning.judging import Key, quote_key
from rare_desk.sheets.planning.plan import BookFacts, Known, Meaning, Options, Template
from rare_desk.sheets.planning.usual import Reference, nearest
from rare_desk.sheets.reading.meaning.values import as_read
from rare_desk.sheets.reading.meaning.vocabulary import KINDS
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.reading.life.closing_queries import closed_months
from rare_desk.store.reading.steps.import_queries import deals_around

_CNY_PER_USD = Decimal("7.0")
"""Only to tell thousandfold slips from prices: shipped USD prices have no rate of their own."""


def known(book: Book, today: dt.date) -> Known:
    desk = queries.setting(book, "desk_name", "")
    parties = {party: name for name, party in queries.counterparty_ids(book).items()}
    aliases = {alias: parties[of] for alias, of in party_queries.aliases(book).items() if of in parties}
    names = frozenset(parties.values())
    kept = {parties[of]: said for of, said in party_queries.defaults_by_party(book).items() if of in parties}
    return Known(queries.catalogue(book), today, str(desk), tuple(templates_of(book)), names, aliases, kept)


def templates_of(book: Book) -> Iterable[Template]:
    for name, kept in queries.import_templates(book).items():
        try:
            columns = {str(header): meaning_from(said) for header, said in kept.get("columns", {}).items()}
            yield Template(name, tuple(kept["headers"]), options_from(kept["answers"]), columns)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # a broken template is as none


def options_json(options: Options) -> dict[str, Any]:
    """What was said, without the template's name."""
    said = {f.name: getattr(options, f.name) for f in fields(options) if f.name != "template"}
    return {name: value for name, value in said.items() if value is not None}


def options_from(kept: dict[str, Any]) -> Options:
    """ValueError where a word is none of ours."""
    kind = kept.get("kind")
    if kind is not None and kind not in KINDS:
        raise ValueError(kind)
    return Options(
        kind=kind,
        side=Side(kept["side"]) if "side" in kept else None,
        vat=TaxBasis(kept["vat"]) if "vat" in kept else None,
        unit=Unit(kept["unit"]) if "unit" in kept else None,
        compliant=Compliance(kept["compliant"]) if "compliant" in kept else None,
        source=str(kept["source"]) if "source" in kept else None,
        day_first=bool(kept["day_first"]) if "day_first" in kept else None,
    )


def meaning_json(meaning: Meaning) -> dict[str, Any]:
    said = {f.name: getattr(meaning, f.name) for f in fields(meaning)}
    return {name: value for name, value in said.items() if value not in (None, "", 1) or name == "field"}


def meaning_from(kept: dict[str, Any]) -> Meaning:
    """ValueError where a word is none of ours."""
    return Meaning(
        field=str(kept["field"]),
        unit=Unit(kept["unit"]) if "unit" in kept else None,
        basis=TaxBasis(kept["basis"]) if "basis" in kept else None,
        currency=str(kept.get("currency", "")),
        factor=int(kept.get("factor", 1)),
    )


def facts(book: Book, first: str, last: str) -> BookFacts:
    """Of the book around these days (ISO)."""
    begin, end = days_around(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    contents: Counter[Key] = Counter()
    terms: dict[Key, set[int]] = defaultdict(set)
    nearby: dict[str, tuple[list[int], list[int], list[int]]] = defaultdict(lambda: ([], [], []))
    ordinals: dict[str, int] = {}
    read = _AsRead()
    for *parts, price_ex, price, unit, currency, status in deals_around(book, begin.isoformat(), end.isoformat()):
        number, product, day_of, side, *names, grams = parts
        key = (read[number], product, day_of, side, *(read[name] for name in names), grams)
        contents[key + ((price_ex,) if price_ex is not None else (price, unit, currency))] += 1
        if price_ex is None or status in ("draft", "cancelled"):
            continue
        if key[0]:
            terms[key].add(price_ex)
        day = ordinals.get(key[2])
        if day is None:
            day = ordinals[key[2]] = dt.date.fromisoformat(key[2]).toordinal()
        days, prices, grams = nearby[key[1]]
        days.append(day)
        prices.append(price_ex)
        grams.append(key[7] or 0)
    for row in queries.quotes(book, first=begin, last=end):
        contents[quote_key(row.quote)] += 1
    return BookFacts(
        contents,
        {key: frozenset(prices) for key, prices in terms.items()},
        {product: Reference(*columns) for product, columns in nearby.items()},
        shipped_prices(),
        frozenset(one.month for one in closed_months(book)),
        (first, last),
    )


class _AsRead(dict[str, str]):
    """The book's names and numbers as a file that holds them is read."""

    def __missing__(self, text: str) -> str:
        self[text] = found = as_read(text)
        return found


@cache
def shipped_prices() -> dict[str, Reference]:
    """Listed and USGS prices ex VAT in 1e-4 CNY/t, by product and day; without quantities."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name in ("quotes_listed.csv", "quotes_usgs.csv"):
        with (paths.resources() / "data" / name).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["price"]:
                    found[row["product_code"]].append((_day(row["date"]).toordinal(), _ex_vat(row)))
    return {
        product: Reference([day for day, _ in sorted(prices)], [price for _, price in sorted(prices)], [])
        for product, prices in found.items()
    }


def shipped_price(product: str, day: dt.date) -> Decimal | None:
    """CNY/t ex VAT: of those that came with the program the one nearest to that day."""
    known = shipped_prices().get(product)
    return from_scaled(nearest(known, day.toordinal()), MONEY_PLACES) if known else None


def _day(written: str) -> dt.date:
    parts = [int(part) for part in written.split("-")]
    return dt.date(parts[0], 12, 31) if len(parts) == 1 else dt.date(parts[0], parts[1], parts[2] if parts[2:] else 1)


def _ex_vat(row: dict[str, str]) -> int:
    currency, unit = row["unit"].split("/")
    price = Decimal(row["price"]) / Unit(unit).tonnes * (_CNY_PER_USD if currency == "USD" else 1)
    if row["vat"] == TaxBasis.INCL:
        rate = Decimal(row["vat_rate_pct"]) if row["vat_rate_pct"] else vat_rate_on(_day(row["date"]))
        price /= 1 + rate / 100
    return to_scaled(price, MONEY_PLACES)
