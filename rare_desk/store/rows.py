"""Records and the rows that stand for them: Decimals as scaled integers, dates as text, parties and products as ids."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled, to_scaled
from rare_desk.core.products import Product
from rare_desk.core.quotes import STATUSES, AnnouncedPrice, Period, Quote, first_of_quarter
from rare_desk.core.trades import Compliance, Prices, Side, Status, Trade
from rare_desk.core.units import TaxBasis, Unit

SqlValue = int | str | bytes | None
Row = dict[str, SqlValue]


@dataclass(frozen=True, slots=True)
class TradeRow:
    id: int
    uuid: str
    trade: Trade
    prices: Prices
    batch: int | None = None

    @property
    def number(self) -> str:
        """The deal's; the row's, as `#12`, where it has none."""
        return self.trade.deal_no or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class QuoteRow:
    id: int
    uuid: str
    quote: Quote
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class CounterpartyRow:
    id: int
    uuid: str
    name: str
    group_name: str = ""
    tax_id: str = ""
    country: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """`input`, `result` and `trail` are JSON text; `saved_at` is UTC in ISO form. `series` is the uuid of the first
    version, empty in that one.
    """

    id: int
    uuid: str
    name: str
    calculator: str
    input: str
    result: str
    trail: str
    saved_at: str
    note: str = ""
    series: str = ""
    version: int = 1
    status: str = "draft"
    counterparty: str = ""
    contract: str = ""


def scaled(value: Decimal | None, places: int) -> int | None:
    return None if value is None else to_scaled(value, places)


def unscaled(value: SqlValue, places: int) -> Decimal | None:
    return from_scaled(value, places) if isinstance(value, int) else None


def _whole(value: Decimal | None, unit: int) -> int | None:
    """`to_scaled` for the many: `unit` is how many of the book's integers make one."""
    if value is None:
        return None
    exact = value * unit
    whole = int(exact)
    return whole if whole == exact else int(exact.to_integral_value(ROUND_HALF_UP))


_MONEY, _MASS, _RATE = 10**MONEY_PLACES, 10**MASS_PLACES, 10**RATE_PLACES


def trade_row(
    trade: Trade,
    prices: Prices,
    product: int,
    parties: Mapping[str, int],
    batch: int | None = None,
) -> Row:
    """Everything but id and uuid; `parties` gives the ids of the names in the trade."""
    delivery = trade.delivery_date
    return {
        "date": trade.date.isoformat(),
        "product": product,
        "counterparty": parties[trade.counterparty] if trade.counterparty else None,
        "buyer": parties[trade.buyer] if trade.buyer else None,
        "seller": parties[trade.seller] if trade.seller else None,
        "quantity_g": _whole(trade.quantity_t, _MASS),
        "price_ex_vat": _whole(prices.ex_vat, _MONEY),
        "price_incl_vat": _whole(prices.incl_vat, _MONEY),
        "amount_ex_vat": _whole(prices.amount_ex_vat, _MONEY),
        "amount_incl_vat": _whole(prices.amount_incl_vat, _MONEY),
        "amount": _whole(prices.amount, _MONEY),
        "reo_pct": _whole(trade.reo_pct, _RATE),
        "side": trade.side.value,
        "status": trade.status.value,
        "deal_no": trade.deal_no,
        "quantity_unit": trade.quantity_unit.value,
        "price": _whole(trade.price, _MONEY),
        "price_unit": trade.price_unit.value,
        "currency": trade.currency,
        "tax_basis": trade.tax_basis.value,
        "vat_rate": _whole(trade.vat_rate, _RATE),
        "fx": _whole(trade.fx, _RATE),
        "related": int(trade.related),
        "spot": int(trade.spot),
        "compliance": trade.compliance.value,
        "contract_no": trade.contract_no,
        "grade": trade.grade,
        "delivery_place": trade.delivery_place,
        "delivery_date": delivery.isoformat() if delivery else None,
        "payment": trade.payment,
        "incoterm": trade.incoterm,
        "country": trade.country,
        "origin": trade.origin,
        "lot": trade.lot,
        "trader": trade.trader,
        "note": trade.note,
        "suspect": trade.suspect,
        "batch": batch,
    }


def _text(row: Row, name: str) -> str:
    value = row[name]
    return value if isinstance(value, str) else ""


def _id(row: Row) -> int:
    value = row["id"]
    assert isinstance(value, int)
    return value


def _day(value: SqlValue) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None


def trade_from(row: Row) -> TradeRow:
    """From a row whose product, counterparty, buyer and seller are a code and names instead of ids."""
    unit = Unit(_text(row, "quantity_unit"))
    tonnes = unscaled(row["quantity_g"], MASS_PLACES)
    trade = Trade(
        date=dt.date.fromisoformat(_text(row, "date")),
        side=Side(_text(row, "side")),
        product=_text(row, "product"),
        quantity=None if tonnes is None else tonnes / unit.tonnes,
        price=unscaled(row["price"], MONEY_PLACES),
        quantity_unit=unit,
        price_unit=Unit(_text(row, "price_unit")),
        tax_basis=TaxBasis(_text(row, "tax_basis")),
        vat_rate=unscaled(row["vat_rate"], RATE_PLACES) or Decimal(0),
        fx=unscaled(row["fx"], RATE_PLACES),
        reo_pct=unscaled(row["reo_pct"], RATE_PLACES),
        counterparty=_text(row, "counterparty"),
        buyer=_text(row, "buyer"),
        seller=_text(row, "seller"),
        related=bool(row["related"]),
        spot=bool(row["spot"]),
        compliance=Compliance(_text(row, "compliance")),
        status=Status(_text(row, "status")),
        delivery_date=_day(row["delivery_date"]),
        deal_no=_text(row, "deal_no"),
        contract_no=_text(row, "contract_no"),
        grade=_text(row, "grade"),
        delivery_place=_text(row, "delivery_place"),
        payment=_text(row, "payment"),
        incoterm=_text(row, "incoterm"),
        country=_text(row, "country"),
        origin=_text(row, "origin"),
        lot=_text(row, "lot"),
        trader=_text(row, "trader"),
        note=_text(row, "note"),
        suspect=_text(row, "suspect"),
        currency=_text(row, "currency"),
    )
    prices = Prices(
        unscaled(row["price_ex_vat"], MONEY_PLACES),
        unscaled(row["price_incl_vat"], MONEY_PLACES),
        unscaled(row["amount_ex_vat"], MONEY_PLACES),
        unscaled(row["amount_incl_vat"], MONEY_PLACES),
        unscaled(row["amount"], MONEY_PLACES),
    )
    batch = row["batch"]
    return TradeRow(_id(row), _text(row, "uuid"), trade, prices, batch if isinstance(batch, int) else None)


def quote_row(quote: Quote, product: int, batch: int | None = None) -> Row:
    return {
        "date": quote.date.isoformat(),
        "product": product,
        "period": quote.period.value,
        "source": quote.source,
        "mid": to_scaled(quote.mid, MONEY_PLACES),
        "low": scaled(quote.low, MONEY_PLACES),
        "high": scaled(quote.high, MONEY_PLACES),
        "unit": quote.unit.value,
        "currency": quote.currency,
        "tax_basis": quote.tax_basis.value if quote.tax_basis else None,
        "vat_rate": scaled(quote.vat_rate, RATE_PLACES),
        "grade": quote.grade,
        "url": quote.url,
        "note": quote.note,
        "batch": batch,
    }


def quote_from(row: Row) -> QuoteRow:
    """From a row whose product is a code instead of an id."""
    quote = Quote(
        date=dt.date.fromisoformat(_text(row, "date")),
        period=Period(_text(row, "period")),
        product=_text(row, "product"),
        source=_text(row, "source"),
        mid=unscaled(row["mid"], MONEY_PLACES) or Decimal(0),
        low=unscaled(row["low"], MONEY_PLACES),
        high=unscaled(row["high"], MONEY_PLACES),
        unit=Unit(_text(row, "unit")),
        currency=_text(row, "currency"),
        tax_basis=TaxBasis(_text(row, "tax_basis")) if row["tax_basis"] else None,
        vat_rate=unscaled(row["vat_rate"], RATE_PLACES),
        grade=_text(row, "grade"),
        url=_text(row, "url"),
        note=_text(row, "note"),
    )
    batch = row["batch"]
    return QuoteRow(_id(row), _text(row, "uuid"), quote, batch if isinstance(batch, int) else None)


def product_row(product: Product, pinyin: str, initials: str) -> Row:
    return {
        "code": product.code,
        "name_en": product.name_en,
        "name_zh": product.name_zh,
        "group_name": product.group,
        "form": product.form,
        "formula": product.formula,
        "usual_unit": product.usual_unit,
        "reference_reo_pct": scaled(product.reference_reo_pct, RATE_PLACES),
        "typical_spec": product.typical_spec,
        "aliases": "|".join(product.aliases),
        "pinyin": pinyin,
        "initials": initials,
    }


def product_from(row: Row) -> Product:
    return Product(
        code=_text(row, "code"),
        name_en=_text(row, "name_en"),
        name_zh=_text(row, "name_zh"),
        group=_text(row, "group_name"),
        form=_text(row, "form"),
        formula=_text(row, "formula"),
        usual_unit=_text(row, "usual_unit"),
        reference_reo_pct=unscaled(row["reference_reo_pct"], RATE_PLACES),
        typical_spec=_text(row, "typical_spec"),
        aliases=tuple(filter(None, _text(row, "aliases").split("|"))),
    )


def announced_row(price: AnnouncedPrice) -> Row:
    return {
        "quarter": price.quarter,
        "price": scaled(price.price, MONEY_PLACES),
        "reo_basis": to_scaled(price.reo_basis, RATE_PLACES),
        "per_percent": scaled(price.per_percent, MONEY_PLACES),
        "announced_on": price.announced_on,
        "status": price.status,
        "source_url": price.source_url,
        "note": price.note,
    }


def announced_from(row: Row) -> AnnouncedPrice:
    """ValueError for a quarter or status that is none."""
    quarter, status = _text(row, "quarter"), _text(row, "status")
    if first_of_quarter(quarter) is None or status not in STATUSES:
        raise ValueError("not an announced price")
    return AnnouncedPrice(
        quarter=quarter,
        price=unscaled(row["price"], MONEY_PLACES),
        reo_basis=unscaled(row["reo_basis"], RATE_PLACES) or Decimal(50),
        per_percent=unscaled(row["per_percent"], MONEY_PLACES),
        announced_on=_text(row, "announced_on"),
        status=status,
        source_url=_text(row, "source_url"),
        note=_text(row, "note"),
    )
