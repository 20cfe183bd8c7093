"""The data that comes with the program: products, announced prices, deposits, days, events, the default methodology."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from rare_desk import paths
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.products import Catalogue, Product
from rare_desk.core.quotes import AnnouncedPrice


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (paths.resources() / "data" / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@cache
def catalogue() -> Catalogue:
    return Catalogue(
        Product(
            code=row["code"],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            group=row["group"],
            form=row["form"],
            formula=row["formula"],
            usual_unit=row["usual_unit"],
            reference_reo_pct=_decimal(row["reference_reo_pct"]),
            typical_spec=row["typical_spec"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
        )
        for row in _rows("products.csv")
    )


@cache
def announced_prices() -> tuple[AnnouncedPrice, ...]:
    """In the order of their quarters; a quarter may have rejected proposals beside its price."""
    return tuple(
        AnnouncedPrice(
            quarter=row["quarter"],
            price=_decimal(row["price_cny_t_ex_vat_dry"]),
            reo_basis=Decimal(row["reo_basis_pct"]),
            per_percent=_decimal(row["stated_cny_per_1pct_reo"]),
            announced_on=row["announced_on"],
            status=row["status"],
            source_url=row["source_url"],
            note=row["note"],
        )
        for row in _rows("concentrate_prices.csv")
    )


@cache
def deposits() -> tuple[Distribution, ...]:
    """The oxide distributions of known deposits, as their sources give them."""
    shares: dict[tuple[str, str, str], list[tuple[str, Decimal]]] = {}
    for row in _rows("deposits.csv"):
        deposit = (row["deposit"], row["source"], row["status"])
        shares.setdefault(deposit, []).append((row["oxide"], Decimal(row["share_of_reo_pct"])))
    return tuple(
        Distribution(name, _DEPOSITS_ZH.get(name, name), tuple(of_one), source, status == "verified")
        for (name, source, status), of_one in shares.items()
    )


_DEPOSITS_ZH = {
    "Bayan Obo": "白云鄂博",
    "Mountain Pass": "芒廷帕斯",
    "Mount Weld (central)": "韦尔德山（中部）",
}


def default_methodology() -> str | None:
    """The JSON text of the methodology of new books; None when none is shipped."""
    file = paths.resources() / "data" / "methodology.json"
    return file.read_text(encoding="utf-8") if file.is_file() else None


@cache
def non_trading_days() -> tuple[tuple[date, str, bool], ...]:
    """China's public holidays as day, name and whether they are estimated (not announced when this was shipped)."""
    return tuple(
        (date.fromisoformat(row["date"]), row["name"], row["estimated"] == "yes")
        for row in _rows("non_trading_days.csv")
    )


@cache
def pinyin() -> dict[str, tuple[str, str]]:
    """Product code to the pinyin of its Chinese name and its initials."""
    return {row["code"]: (row["pinyin"], row["initials"]) for row in _rows("product_pinyin.csv")}


def product_named(word: str) -> Product | None:
    """By any word that names it; else by the initials of its Chinese name's pinyin, when they are one product's."""
    found = catalogue().find(word)
    if found is not None:
        return found
    typed = word.strip().casefold()
    codes = [code for code, (_, initials) in pinyin().items() if typed and initials.casefold() == typed]
    return catalogue()[codes[0]] if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class ShippedEvent:
    """Something that moved the market; where only its month is known, `day` is the first. `page` shows more of it."""

    day: date
    title_zh: str
    title_en: str
    page: str
    source_url: str


@cache
def events() -> tuple[ShippedEvent, ...]:
    return tuple(
        ShippedEvent(
            date.fromisoformat(row["date"] if len(row["date"]) > 7 else f"{row['date']}-01"),
            row["title_zh"],
            row["title_en"],
            row["opens"],
            row["source_url"],
        )
        for row in _rows("events.csv")
    )
