"""What a list of trades shows, and the condition in SQL for it."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from rare_desk.core.calendar import day_number
from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES
from rare_desk.core.trades import Side, Status
from rare_desk.store.book import Book
from rare_desk.store.reading.life.due_queries import OPEN_AMOUNT, OPEN_G, OVERDUE
from rare_desk.store.reading.queries import literally
from rare_desk.store.reading.vocabulary import Texts, known_texts
from rare_desk.store.rows import SqlValue


@dataclass(frozen=True, slots=True)
class TradeFilter:
    """Empty means any. `text`: all its words must occur in the trade, its product's names or its parties' names;
    pinyin initials will do, and a number is also looked for as quantity, price or amount. `counterparties` are names of
    a party on any side. `first` and `last` are included. `batches` are ids of imports; 0 stands for what was typed.
    `problems` are reasons to be suspect. `due`: `open` is what is not wholly delivered and paid, `overdue` what should
    have been."""

    text: str = ""
    products: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    counterparties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    statuses: tuple[Status, ...] = ()
    batches: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()
    suspect_only: bool = False
    due: tuple[str, ...] = ()


ANY = TradeFilter()
EVERY = "1"
"""The condition that every trade meets."""
Condition = tuple[str, list[SqlValue]]

_DUE = {"open": f"(coalesce({OPEN_G}, 0) > 0 OR coalesce({OPEN_AMOUNT}, 0) > 0)", "overdue": OVERDUE}
_SEARCHED = (
    "deal_no", "contract_no", "grade", "note", "trader", "lot", "origin", "delivery_place", "payment", "incoterm",
    "country",
)  # fmt: skip
_MONEY = ("price", "price_ex_vat", "price_incl_vat", "amount", "amount_ex_vat", "amount_incl_vat")
_LARGEST = Decimal(10**12)
_UNKNOWN: Texts = {}


def conditions_now(book: Book, wanted: TradeFilter) -> Condition:
    """For the trades, called `t`, as the book's snapshot sees them: made easier by what is known of their texts."""
    return conditions(book, wanted, known_texts(book) if wanted.text else _UNKNOWN)


def conditions(book: Book, wanted: TradeFilter, texts: Texts = _UNKNOWN) -> Condition:
    """For a table or a row called `t`; `texts` are all that it can have in some columns."""
    parts: list[str] = []
    values: list[SqlValue] = []

    def add(condition: str, *given: SqlValue) -> None:
        parts.append(condition)
        values.extend(given)

    if wanted.products:
        codes = json.dumps(wanted.products)
        add("t.product IN (SELECT p.id FROM products p, json_each(?) j WHERE p.code = j.value)", codes)
    if wanted.sides:
        add(f"t.side IN ({_marks(wanted.sides)})", *(side.value for side in wanted.sides))
    if wanted.statuses:
        add(f"t.status IN ({_marks(wanted.statuses)})", *(status.value for status in wanted.statuses))
    if wanted.counterparties:
        names = json.dumps(wanted.counterparties)
        found = book.fetch("SELECT id FROM counterparties WHERE name IN (SELECT value FROM json_each(?))", (names,))
        add(_party([number for (number,) in found]))
    if wanted.first:
        add("t.day >= ?", day_number(wanted.first))
    if wanted.last:
        add("t.day <= ?", day_number(wanted.last))
    if wanted.batches:
        typed = " OR t.batch IS NULL" if 0 in wanted.batches else ""
        add(f"(t.batch IN ({_marks(wanted.batches)}){typed})", *wanted.batches)
    for condition, given in _marked(wanted):
        add(condition, *given)
    for word in unicodedata.normalize("NFKC", wanted.text).split():
        condition, given = _word(book, word, texts)
        if condition != EVERY:
            add(condition, *given)
    return " AND ".join(parts) or EVERY, values


def _marked(wanted: TradeFilter) -> list[Condition]:
    """What is suspect, open or overdue."""
    found: list[Condition] = []
    if wanted.problems:
        one = "instr(','||t.suspect||',', ?)"
        marked = " OR ".join([one] * len(wanted.problems))
        found.append((f"(t.suspect <> '' AND ({marked}))", [f",{code}," for code in wanted.problems]))
    if wanted.suspect_only:
        found.append(("t.suspect <> ''", []))
    if wanted.due:
        found.append((f"({' OR '.join(_DUE[one] for one in wanted.due)})", []))
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _party(ids: Sequence[int]) -> str:
    if not ids:
        return "0"
    known = ", ".join(map(str, ids))
    return f"(t.counterparty IN ({known}) OR t.buyer IN ({known}) OR t.seller IN ({known}))"


def _word(book: Book, word: str, texts: Texts) -> Condition:
    """Names are looked up first, so that a million rows need only compare numbers."""
    like = f"%{literally(word)}%"
    product = "code||char(31)||name_zh||char(31)||name_en||char(31)||aliases||char(31)||formula"
    sql = f"SELECT id FROM products WHERE {product} LIKE ?1 ESCAPE '\\' OR initials LIKE ?1 ESCAPE '\\'"
    products = [str(number) for (number,) in book.fetch(sql, (like,))]
    sql = "SELECT id FROM counterparties WHERE name LIKE ?1 ESCAPE '\\' OR initials LIKE ?1 ESCAPE '\\'"
    parties = [number for (number,) in book.fetch(sql, (like,))]
    parts = [f"t.product IN ({', '.join(products)})"] if products else []
    parts += [_party(parties)] if parties else []
    values: list[SqlValue] = []
    for name in (name for name in _SEARCHED if name in texts):
        said = _alike(book, texts[name], like)
        if said and len(said) == len(texts[name]):
            return EVERY, []
        if said:
            parts.append(f"t.{name} IN ({_marks(said)})")
            values += said
    escaped = " ESCAPE '\\'" if "\\" in like else ""
    searched = [name for name in _SEARCHED if name not in texts]
    searched += ["date"] if set(word) <= set("0123456789-") else []
    parts += [f"t.{name} LIKE ?{escaped}" for name in searched]
    values += [like] * len(searched)
    if (figures := _figures(word)) is not None:
        grams, money = figures
        parts += ["t.quantity_g IN (?, ?)", *(f"t.{name} = ?" for name in _MONEY)]
        values += [grams, grams // 1000, *[money] * len(_MONEY)]
    return f"({' OR '.join(parts) or '0'})", values


def _alike(book: Book, texts: Iterable[str], like: str) -> list[str]:
    """Asked of SQLite, whose LIKE it is."""
    told = list(texts)
    found = book.fetch("SELECT key FROM json_each(?) WHERE value LIKE ? ESCAPE '\\'", (json.dumps(told), like))
    return [told[place] for (place,) in found]


def _figures(word: str) -> tuple[int, int] | None:
    """As grams, were it tonnes, and as money; None when it is no number."""
    try:
        value = Decimal(word.replace(",", ""))
    except InvalidOperation:
        return None
    if not value.is_finite() or not 0 < value < _LARGEST:
        return None
    return int(value.scaleb(MASS_PLACES)), int(value.scaleb(MONEY_PLACES))
