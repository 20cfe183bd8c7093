"""From what was typed to a trade: every field read, everything wrong or suspect said at once."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from rare_desk.core.parsing import parse_date, parse_number, parse_quantity
from rare_desk.core.problems import Problem, kept, problem
from rare_desk.core.products import Product
from rare_desk.core.suspicion import OF_EARLIER, OF_SHIPPED, OF_TRADES, Factor, Range, is_far, is_other_basis
from rare_desk.core.trades import Prices, Side, Status, Trade, check, prices
from rare_desk.core.units import TaxBasis, Unit, vat_rate_on
from rare_desk.ui.entry.draft import PLAIN_TEXTS, Draft
from rare_desk.ui.entry.product_names import ProductNames


@dataclass(frozen=True, slots=True)
class Usual:
    """The median price (CNY/t ex VAT) of a product's `count` trades of the days around, the lowest and the highest; of
    its last ones, the last of all on `until`, where those are too few; or one that came with the program."""

    median: Decimal
    count: int
    low: Decimal | None = None
    high: Decimal | None = None
    of: Literal["unusual", "earlier", "shipped"] = "unusual"
    """How a price is called that is too far from it."""
    until: dt.date | None = None

    @property
    def factor(self) -> Factor:
        return _FACTORS[self.of]


_FACTORS = {"unusual": OF_TRADES, "earlier": OF_EARLIER, "shipped": OF_SHIPPED}


@dataclass(frozen=True, slots=True)
class Known:
    """What reading needs to know beyond the form; what can be called asks the book. `party` gives the name of the one
    that goes by a name or alias, `defaults` what a new trade with it begins with, `near` the party that an unknown name
    probably means."""

    names: ProductNames
    today: dt.date
    usual: Callable[[str, dt.date], Usual | None]
    related: Callable[[Draft], bool]
    party: Callable[[str], str] = str
    defaults: Callable[[str], Mapping[str, str]] = lambda _name: {}
    near: Callable[[str], str] = lambda _name: ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`trade` is None while anything is wrong; a suspect trade is there, its suspicions noted in it."""

    trade: Trade | None
    prices: Prices
    problems: tuple[Problem, ...]
    so_far: Trade
    """With what could be read; the product is empty when none was."""
    doubt: Problem | None = None
    """A suspicious price that was not accepted before: to be asked about."""
    product: Product | None = None
    date: dt.date | None = None
    delivery_date: dt.date | None = None
    vat_rate: Decimal | None = None
    related: bool = False
    quantity_unit: Unit = Unit.T
    numbers: dict[str, Decimal] = field(default_factory=dict)
    """Of the number fields that could be read."""


class _Reader:
    """Collects what is wrong while the fields are read one after another."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.numbers: dict[str, Decimal] = {}

    def number(self, name: str, text: str) -> Decimal | None:
        number = kept(parse_number(text), name, self.problems) if text.strip() else None
        if number is not None:
            self.numbers[name] = number
        return number

    def quantity(self, draft: Draft) -> tuple[Decimal | None, Unit]:
        typed = draft.quantity
        read = kept(parse_quantity(typed), "quantity", self.problems) if typed.strip() else None
        if read is None:
            return None, draft.quantity_unit
        self.numbers["quantity"], unit = read
        return read[0], unit or draft.quantity_unit

    def day(self, name: str, text: str, base: dt.date) -> dt.date | None:
        return kept(parse_date(text, base), name, self.problems) if text.strip() else None

    def product(self, text: str, names: ProductNames) -> Product | None:
        found = names.find(text) if text.strip() else None
        if found is None:
            self.problems.append(self._no_product(text, names))
        return found

    @staticmethod
    def _no_product(text: str, names: ProductNames) -> Problem:
        if not text.strip():
            return problem("missing-product", "product")
        fitting = names.candidates(text)
        if not fitting:
            return problem("unknown-product", "product", text.strip())
        return problem(
            "several-products",
            "product",
            text.strip(),
            names=", ".join(f"{p.name_zh} {p.code}" for p in fitting[:4]),
        )


def read(draft: Draft, known: Known, was: Trade | None = None) -> Reading:
    """`was` is the trade being changed: its accepted suspicions stay with it unless what they rest on changes."""
    reader = _Reader()
    date = reader.day("date", draft.date, known.today)
    if date is None and not reader.problems:
        reader.problems.append(problem("missing-date", "date"))
    product = reader.product(draft.product, known.names)
    quantity, quantity_unit = reader.quantity(draft)
    foreign = draft.price_unit.currency != "CNY"
    rate = reader.number("vat_rate", draft.vat_rate)
    if rate is None:
        rate = vat_rate_on(date or known.today)
    trade = Trade(
        date=date or known.today,
        side=draft.side,
        product=product.code if product else "",
        quantity=quantity,
        quantity_unit=quantity_unit,
        price=reader.number("price", draft.price),
        price_unit=draft.price_unit.unit,
        currency=draft.price_unit.currency,
        tax_basis=TaxBasis.NONE if foreign else draft.tax_basis,
        vat_rate=rate,
        fx=reader.number("fx", draft.fx) if foreign else None,
        reo_pct=reader.number("reo_pct", draft.reo_pct),
        delivery_date=reader.day("delivery_date", draft.delivery_date, date or known.today),
        related=known.related(draft) if draft.related is None else draft.related,
        **_plain(draft),
        spot=draft.spot,
        compliance=draft.compliance,
        status=draft.status,
    )
    found = _all_problems(reader, trade, known)
    settled = None if any(not p.suspect for p in found) else replace(trade, suspect=_suspicions(trade, found, was))
    return Reading(
        trade=settled,
        prices=prices(trade),
        problems=tuple(found),
        so_far=trade,
        doubt=None if was and _as_judged(trade, was) else _price_doubt(found),
        product=product,
        date=date,
        delivery_date=trade.delivery_date,
        vat_rate=rate,
        related=trade.related,
        quantity_unit=quantity_unit,
        numbers=reader.numbers,
    )


def _plain(draft: Draft) -> dict[str, str]:
    """The texts, without those of the other kind of trade: a market trade has buyer and seller, an own one not."""
    texts = {name: str(getattr(draft, name)).strip() for name in PLAIN_TEXTS}
    for name in ("counterparty",) if draft.side is Side.MARKET else ("buyer", "seller"):
        texts[name] = ""
    return texts


def _all_problems(reader: _Reader, trade: Trade, known: Known) -> list[Problem]:
    found = list(reader.problems)
    unread = {p.field for p in found}
    found += [p for p in check(trade, known.today) if p.field not in unread]
    if trade.currency != "CNY" and trade.fx is None and "fx" not in unread and trade.status is not Status.DRAFT:
        found.append(problem("missing-fx", "fx", currency=trade.currency))
    if trade.side is Side.MARKET:
        found += [problem(f"missing-{name}", name) for name in ("buyer", "seller") if not getattr(trade, name)]
        if trade.buyer and trade.buyer == trade.seller:
            found.append(problem("same-party", "seller", trade.seller))
    if not {"date", "product", "price"} & unread:
        found += _unusual(trade, known)
    return found


def _unusual(trade: Trade, known: Known) -> list[Problem]:
    price = prices(trade).ex_vat
    if price is None or price <= 0:
        return []
    usual = known.usual(trade.product, trade.date)
    if usual is None:
        return []
    if is_far(price, usual.median, usual.factor):
        return [_unusual_price(trade, price, usual)]
    return _other_basis(trade, price, usual)


def _unusual_price(trade: Trade, price: Decimal, usual: Usual) -> Problem:
    """Said in the basis in which the price was written."""
    factor = 1 + trade.vat_rate / 100 if trade.tax_basis is TaxBasis.INCL else Decimal(1)
    off = abs(price / usual.median - 1) * 100
    return problem(
        f"{usual.of}-price-{'low' if price < usual.median else 'high'}",
        "price",
        f"{price * factor:,.0f}",
        suspect=True,
        median=f"{usual.median * factor:,.0f}",
        off=f"{off:,.0f}",
        count=usual.count,
        **({"date": usual.until} if usual.until else {}),
    )


def _other_basis(trade: Trade, price: Decimal, usual: Usual) -> list[Problem]:
    """Said in the basis in which the price was probably meant."""
    factor = 1 + trade.vat_rate / 100
    if trade.tax_basis is TaxBasis.NONE or usual.low is None or usual.high is None:
        return []
    written_incl = trade.tax_basis is TaxBasis.INCL
    if not is_other_basis(price, Range(usual.low, usual.median, usual.high), 1 / factor if written_incl else factor):
        return []
    median, written = (usual.median, price * factor) if written_incl else (usual.median * factor, price)
    code = "looks-excl" if written_incl else "looks-incl"
    details = {"median": f"{median:,.0f}", "count": str(usual.count)}
    return [problem(code, "price", f"{written:,.0f}", suspect=True, **details)]


def _price_doubt(found: list[Problem]) -> Problem | None:
    return next((p for p in found if p.suspect and p.field == "price"), None)


JUDGED_BY = ("date", "product", "quantity", "quantity_unit", "price", "price_unit", "currency", "tax_basis", "fx")
"""What the suspicions of a trade rest on."""
_JUDGED_HERE = {"unusual-price", "other-basis", "future-date", "old-date"}
_KEPT_AS = {
    **{f"{beside}-price-{way}": "unusual-price" for beside in _FACTORS for way in ("low", "high")},
    "looks-incl": "other-basis",
    "looks-excl": "other-basis",
}


def _as_judged(trade: Trade, was: Trade) -> bool:
    return all(getattr(trade, name) == getattr(was, name) for name in JUDGED_BY)


def _suspicions(trade: Trade, found: list[Problem], was: Trade | None) -> str:
    if was is not None and _as_judged(trade, was):
        return was.suspect
    codes = [_KEPT_AS.get(p.code, p.code) for p in found if p.suspect]
    kept = [code for code in was.suspect.split(",") if code and code not in _JUDGED_HERE] if was else []
    return ",".join(dict.fromkeys(codes + kept))
