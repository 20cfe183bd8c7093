"""The columns of the trades list, and where its rows come from."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.products import Catalogue
from rare_desk.core.trades import Side, Status
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_following import Followed, followed
from rare_desk.store.reading.trades.trade_queries import (
    Order,
    TradeFilter,
    quick,
    trade_order,
    trade_page,
    trades_by_id,
)
from rare_desk.store.reading.trades.trade_standing import Standing, standing_of
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels, language
from rare_desk.ui.trades.open_items import OpenItems
from rare_desk.ui.widgets.rows.rows_model import Column

HIDDEN_AT_FIRST = frozenset(
    (
        "amount_ex_vat",
        "contract_no",
        "spot",
        "compliance",
        "delivery_date",
        "payment",
        "lot",
        "origin",
        "trader",
        "note",
        "open_t",
        "open_amount",
        "overdue",
    )
)
_ENGLISH_WIDTHS = {
    "side": 58,
    "product": 118,
    "price_incl_vat": 136,
    "price_ex_vat": 124,
    "amount_incl_vat": 144,
    "amount_ex_vat": 148,
    "delivery_place": 72,
    "status": 104,
    "spot": 110,
    "compliance": 80,
}
_SUSPECT_CELLS = {
    "unusual-price": ("price_incl_vat", "price_ex_vat"),
    "other-terms": ("price_incl_vat", "price_ex_vat"),
    "unusual-quantity": ("quantity",),
    "changed-deal": ("quantity",),
    "void-remark": ("status",),
    "struck-out": ("status",),
    "return-remark": ("quantity",),
    "ditto": ("counterparty",),
    "amount-mismatch": ("amount_incl_vat", "amount_ex_vat"),
    "amount-unit": ("amount_incl_vat", "amount_ex_vat"),
    "amount-vat": ("amount_incl_vat", "amount_ex_vat"),
    "price-range": ("price_incl_vat", "price_ex_vat"),
    "future-date": ("date",),
    "old-date": ("date",),
}


@dataclass(frozen=True, slots=True)
class First:
    """`totals` where these rows are all that the filter lets through. `step`: one that the rows are not older than."""

    rows: Sequence[TradeRow]
    totals: Standing | None
    step: int


@dataclass(frozen=True, slots=True)
class TradeSource:
    """The trades of a filter in an order; `book` is the reader of the window's thread, `begun_with` the first rows if
    they were read on another."""

    book: Book
    wanted: TradeFilter
    order: Order
    begun_with: First | None = None

    @property
    def quick(self) -> bool:
        """Whether its first rows are there at once."""
        return quick(self.wanted, self.order)

    def first(self, limit: int) -> Sequence[TradeRow]:
        if self.begun_with is None:
            return trade_page(self.book, self.wanted, self.order, 0, limit)
        return self.begun_with.rows[:limit]

    def begun(self, book: Book, limit: int) -> First:
        with book.snapshot():
            step, rows = book.last_step(), trade_page(book, self.wanted, self.order, 0, limit)
            whole = len(rows) < limit
            return First(rows, standing_of(book, self.wanted, [row.id for row in rows]) if whole else None, step)

    def ids(self, book: Book) -> Sequence[int]:
        return trade_order(book, self.wanted, self.order)

    def followed(self, book: Book, ids: "array[int]", since: int) -> Followed | None:
        return followed(book, ids, since, self.wanted, self.order)

    def rows(self, ids: Sequence[int]) -> Sequence[TradeRow]:
        return trades_by_id(self.book, ids)

    def key(self, row: TradeRow) -> int:
        return row.id

    def on(self, book: Book) -> "TradeSource":
        return replace(self, book=book, begun_with=None)


def row_state(row: TradeRow) -> str:
    return "cancelled" if row.trade.status is Status.CANCELLED else ""


def reasons(row: TradeRow) -> str:
    """Why the row is suspect, in words; empty when it is not."""
    codes = filter(None, row.trade.suspect.split(","))
    return "\n".join(labels.label_or(f"trades.{code}", code) for code in codes)


def party(row: TradeRow) -> str:
    """The other party; of a market trade both, from the seller to the buyer."""
    trade = row.trade
    if trade.side is not Side.MARKET:
        return trade.counterparty
    return f"{trade.buyer or formats.NONE} ← {trade.seller or formats.NONE}"


def trade_columns(catalogue: Catalogue, items: OpenItems) -> list[Column[TradeRow]]:
    per_tonne = labels.label("trades.price-CNY-t")
    tonnes = labels.label("trades.unit-t")
    yuan = labels.label("trades.yuan")

    def product(row: TradeRow) -> str:
        return labels.short_product_of(catalogue, row.trade.product)

    return [
        _text("deal_no", 104, lambda row: row.trade.deal_no),
        _text("date", 86, lambda row: row.trade.date.isoformat()),
        _text("side", 46, lambda row: labels.label(f"trades.{row.trade.side}"), centre=True),
        _text("product", 108, product, roomy=True),
        _text("grade", 90, lambda row: row.trade.grade, muted=True, roomy=True),
        _figure("quantity", tonnes, 78, 3, lambda row: row.trade.quantity_t),
        _figure("price_incl_vat", per_tonne, 104, 2, lambda row: row.prices.incl_vat),
        _figure("price_ex_vat", per_tonne, 104, 2, lambda row: row.prices.ex_vat, muted=True),
        _figure("amount_incl_vat", yuan, 112, 2, lambda row: row.prices.amount_incl_vat),
        _figure("amount_ex_vat", yuan, 112, 2, lambda row: row.prices.amount_ex_vat, muted=True),
        _text("counterparty", 140, party, roomy=True),
        _text("delivery_place", 58, lambda row: row.trade.delivery_place, roomy=True),
        Column(
            key="status",
            title=labels.field("status"),
            text=lambda row: labels.label(f"trades.{row.trade.status}"),
            width=_wide("status", 76),
            flag=_status_flag,
            tip=reasons,
        ),
        _text("contract_no", 96, lambda row: row.trade.contract_no, roomy=True),
        _text("spot", 64, lambda row: labels.label("trades.spot" if row.trade.spot else "trades.term")),
        _text("compliance", 56, lambda row: labels.label(f"trades.{row.trade.compliance}")),
        _text("delivery_date", 90, lambda row: formats.date(row.trade.delivery_date)),
        _text("payment", 90, lambda row: row.trade.payment, roomy=True),
        _text("lot", 90, lambda row: row.trade.lot, roomy=True),
        _text("origin", 72, lambda row: row.trade.origin, roomy=True),
        _text("trader", 72, lambda row: row.trade.trader),
        _text("note", 160, lambda row: row.trade.note, muted=True, roomy=True),
        _figure("open_t", tonnes, 78, 3, items.tonnes),
        _figure("open_amount", yuan, 112, 2, items.amount),
        Column(
            key="overdue",
            title=labels.field("overdue"),
            text=lambda row: labels.label("trades.due-overdue") if items.overdue(row) else "",
            width=64,
            flag=lambda row: "bad" if items.overdue(row) else "",
        ),
    ]


def _wide(key: str, width: int) -> int:
    return _ENGLISH_WIDTHS.get(key, width) if language.current() == "en" else width


def _status_flag(row: TradeRow) -> str:
    """The status of a cancelled row is not struck out: it says why the others are."""
    if row.trade.status is Status.CANCELLED:
        return "plain"
    return "muted" if row.trade.status in (Status.DELIVERED, Status.CLOSED) else ""


def _text(
    key: str,
    width: int,
    text: Callable[[TradeRow], str],
    *,
    muted: bool = False,
    centre: bool = False,
    roomy: bool = False,
) -> Column[TradeRow]:
    return Column(
        key=key,
        title=labels.field(key),
        text=text,
        width=_wide(key, width),
        align="centre" if centre else "left",
        muted=muted,
        roomy=roomy,
        flag=_suspect(key),
        tip=lambda row: reasons(row) or text(row),
    )


def _figure(
    key: str, unit: str, width: int, places: int, value: Callable[[TradeRow], Decimal | None], *, muted: bool = False
) -> Column[TradeRow]:
    def copied(row: TradeRow) -> str:
        number = value(row)
        return "" if number is None else plain(number)

    return Column(
        key=key,
        title=labels.field(key),
        unit=unit,
        text=lambda row: formats.number(value(row), places),
        width=_wide(key, width),
        align="right",
        muted=muted,
        copied=copied,
        flag=_suspect(key),
        tip=lambda row: "\n".join(filter(None, (reasons(row), _as_written(row) if key.startswith("price") else ""))),
    )


def _suspect(key: str) -> Callable[[TradeRow], str]:
    def flag(row: TradeRow) -> str:
        if not row.trade.suspect:
            return ""
        cells = {
            cell for code in row.trade.suspect.split(",") for cell in _SUSPECT_CELLS.get(code, ("price_incl_vat",))
        }
        if key == "price_ex_vat" and row.prices.incl_vat is not None:
            return ""
        return "suspect" if key in cells else ""

    return flag


def _as_written(row: TradeRow) -> str:
    """The price in its own unit, where the list shows another."""
    trade = row.trade
    if trade.price is None or (trade.currency == "CNY" and trade.price_unit == "t"):
        return ""
    unit = labels.label_or(f"trades.price-{trade.currency}-{trade.price_unit}", f"{trade.currency}/{trade.price_unit}")
    return f"{Decimal(plain(trade.price)):,f} {unit}"
