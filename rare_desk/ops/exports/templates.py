"""The blank import workbooks: what of a trade or a quote there is to fill in, with the lists of a book."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from rare_desk.core.expectation import Outlook
from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import STATUSES, Period, quarter_of
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book import shipped
from rare_desk.ops.exports.records import FIELDS
from rare_desk.ops.exports.tables import QUOTE_FIELDS, TRADE_FIELDS, Field, Words
from rare_desk.sheets.out.templates import Blank, Texts, write_blank
from rare_desk.sheets.out.writing import Cell
from rare_desk.store.book import Book
from rare_desk.store.reading.index.expectation_queries import respondents
from rare_desk.store.reading.index.published_queries import published_indices
from rare_desk.store.reading.queries import catalogue, counterparties, quote_sources
from rare_desk.words import Language, field_name, word

KINDS = ("trades", "quotes", *FIELDS)
_NEEDED = {
    "announced": ("quarter", "announced_price", "reo_basis"),
    "published": ("date", "index_name", "value"),
    "expectations": ("month", "respondent", "product", "answer"),
    "weights": ("weights_from", "product", "weight"),
    "non-trading-days": ("date", "name"),
    "counterparties": ("name",),
    "trades": ("date", "side", "product", "quantity", "quantity_unit", "price", "price_unit", "tax_basis"),
    "quotes": ("date", "product", "mid", "unit", "tax_basis", "source"),
}
_OPEN = frozenset(("counterparty", "buyer", "seller", "source", "currency", "quarter", "index_name", "respondent"))
"""Lists that also take what is not in them."""
_CURRENCIES = ("CNY", "USD", "EUR", "JPY")
_DAY = dt.date(2026, 1, 8)


def write_template(kind: str, out: Path, language: Language, book: Book | None = None) -> list[Path]:
    """`kind` is one of KINDS. With a book its products and parties are in the lists. Raises Unwritable."""
    words = Words(language, catalogue(book) if book else shipped.catalogue())
    parties = tuple(one.name for one in counterparties(book)) if book else ()
    sources = tuple(quote_sources(book)) if book else ()
    choices = _choices(words, parties, sources) | (_record_choices(words, book) if kind in FIELDS else {})
    example = _record_example(kind, words) if kind in FIELDS else _example(kind, words)
    fields = {"trades": TRADE_FIELDS, "quotes": QUOTE_FIELDS, **FIELDS}[kind]
    blanks = [_blank(kind, field, words, choices, example) for field in fields]
    write_blank(out, blanks, _texts(kind, words))
    return [out]


def _blank(
    kind: str, field: Field, words: Words, choices: Mapping[str, tuple[str, ...]], example: Mapping[str, Cell]
) -> Blank:
    return Blank(
        title=field_name(field.key, words.language),
        help=word(f"templates.{kind}-{field.key}", words.language),
        kind=field.kind,
        needed=field.key in _NEEDED[kind],
        example=example.get(field.key),
        choices=choices.get(field.key, ()),
        others=field.key in _OPEN,
    )


def _choices(words: Words, parties: tuple[str, ...], sources: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    units = tuple(words.of(f"unit-{unit}") for unit in Unit)
    truth = (words.of("no"), words.of("yes"))
    return {
        "side": tuple(words.of(side) for side in Side),
        "product": _products(words.products, words),
        "quantity_unit": units,
        "price_unit": units,
        "unit": units,
        "currency": _CURRENCIES,
        "tax_basis": tuple(words.of(f"basis-{basis}") for basis in TaxBasis),
        "counterparty": parties,
        "buyer": parties,
        "seller": parties,
        "source": sources,
        "related": truth,
        "spot": (words.of("spot"), words.of("term")),
        "compliance": tuple(words.of(f"compliance-{one}") for one in Compliance),
        "status": tuple(words.of(status) for status in Status),
        "period": tuple(words.of(period) for period in Period),
    }


def _products(products: Catalogue, words: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.product(product.code) for product in products))


def _example(kind: str, words: Words) -> dict[str, Cell]:
    """A row that shows how; the import knows it by its mark."""
    mark = word("imports.example", words.language)
    shared: dict[str, Cell] = {
        "date": _DAY, "product": words.product("PRND-O"), "currency": "CNY", "tax_basis": words.of("basis-incl"),
        "vat_rate": Decimal(13),
    }  # fmt: skip
    if kind == "quotes":
        own: dict[str, Cell] = {
            "period": words.of("day"), "low": Decimal(418_000), "high": Decimal(422_000), "mid": Decimal(420_000),
            "unit": words.of("unit-t"), "source": mark,
        }  # fmt: skip
        return shared | own
    return shared | {
        "deal_no": mark, "side": words.of("buy"), "quantity": Decimal("12.5"), "quantity_unit": words.of("unit-t"),
        "price": Decimal(420_000), "price_unit": words.of("unit-t"), "related": words.of("no"),
        "spot": words.of("spot"), "compliance": words.of("compliance-yes"), "status": words.of("confirmed"),
        "grade": "99.5%",
    }  # fmt: skip


def _record_choices(words: Words, book: Book | None) -> dict[str, tuple[str, ...]]:
    """Those of announced prices replace the status of trades, and so on."""
    today = dt.date.today()
    quarters = (quarter_of(today + dt.timedelta(days=91 * number)) for number in range(-4, 5))
    return {
        "quarter": tuple(dict.fromkeys(quarters)),
        "status": tuple(word(f"announced.{status}", words.language) for status in STATUSES),
        "index_name": tuple(one.name for one in published_indices(book)) if book else (),
        "respondent": tuple(name for name, _ in respondents(book)) if book else (),
        "answer": tuple(word(f"expectation.{outlook}", words.language) for outlook in Outlook),
        "day_kind": (words.of("day-closed"), words.of("day-worked")),
        "estimated": (words.of("no"), words.of("yes")),
        "currency": ("CNY", "USD"),
    }


def _record_example(kind: str, words: Words) -> dict[str, Cell]:
    mark, product = word("imports.example", words.language), words.product("PRND-O")
    examples: dict[str, dict[str, Cell]] = {
        "announced": {
            "quarter": "2026Q1", "announced_price": Decimal(26_834), "reo_basis": Decimal(50),
            "per_percent": Decimal("536.68"), "announced_on": dt.date(2026, 1, 9),
            "status": word("announced.in_force", words.language), "note": mark,
        },
        "published": {"date": _DAY, "index_name": mark, "value": Decimal("245.3")},
        "expectations": {
            "month": "2026-12", "respondent": mark, "product": product,
            "answer": word("expectation.up", words.language), "weight": Decimal(1),
        },
        "weights": {"weights_from": dt.date(2027, 1, 4), "product": product, "weight": Decimal(34), "note": mark},
        "non-trading-days": {
            "date": dt.date(2026, 10, 1), "name": mark, "day_kind": words.of("day-closed"), "estimated": words.of("no"),
        },
        "counterparties": {
            "name": mark, "tax_id": "91150000701463622D", "country": word("parties.china", words.language),
            "related": words.of("no"), "spot": words.of("spot"), "tax_basis": words.of("basis-incl"),
            "vat_rate": Decimal(13),
        },
    }  # fmt: skip
    return examples[kind]


def _texts(kind: str, words: Words) -> Texts:
    def said(key: str) -> str:
        return word(f"templates.{key}", words.language)

    return Texts(
        sheet=words.of(kind),
        lists=said("lists"),
        help=said("help"),
        head=(said("head-column"), said("head-needed"), said("head-what"), said("head-choices")),
        needed=said("needed"),
        intro=(said("intro-1"), said("intro-2"), said(f"intro-{kind}")),
        refused=said("refused"),
    )
