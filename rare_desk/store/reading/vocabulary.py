"""The texts that the trades have in those of their columns that say few different things. A search then looks through
some hundred texts, and need not compare a million rows with what none of them says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rare_desk.store import shapes
from rare_desk.store.reading.trades.parts import in_parts
from rare_desk.store.tables import ranges

if TYPE_CHECKING:
    from rare_desk.store.book import Book

Texts = Mapping[str, frozenset[str]]
"""By column all that stands in it."""

_COLUMNS = (
    *("contract_no", "grade", "note", "trader", "lot", "origin", "delivery_place", "payment", "incoterm"),
    "country",
)
_MOST = 400
"""A column that says more is not kept."""
_STRETCH = 100_000
_AT_ONCE = 200
_ROWS = "trades t WHERE t.id BETWEEN ? AND ?"
_STRETCHES = "json_each(?) r CROSS JOIN trades t WHERE t.id BETWEEN r.value ->> 0 AND r.value ->> 1"
_CHANGES = "SELECT row, bulk, columns, ids FROM changes WHERE step > ? AND record = 'trades'"


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """As of a step, which its hash names, of the rows up to the id `seen`; `whole` when these are all, or were, and
    what came later has been followed."""

    step: int
    hash: str
    seen: int
    whole: bool
    texts: Texts


def known_texts(book: Book) -> Texts:
    """As of the state that the book's snapshot sees; none of a column that says much, nor before all was gathered."""
    known = book.noted.get(_Vocabulary)
    if not known or not known.whole or book.writing or not _follows(book, known):
        return {}
    if known.step < book.last_step():
        known = book.noted[_Vocabulary] = _followed(book, known)
    return known.texts


def texts_of(book: Book, column: str) -> frozenset[str]:
    """All that stands in one of the columns that are gathered: read from the trades where that is not known."""
    known = known_texts(book).get(column)
    if known is not None:
        return known
    found = in_parts(book, lambda part: f"SELECT DISTINCT t.{column} FROM trades t WHERE {part}")
    return frozenset(str(text) for (text,) in found)


def literal(text: str) -> str:
    """As SQL writes it, whatever stands in it."""
    if "\0" in text:
        return f"CAST(x'{text.encode().hex()}' AS TEXT)"
    return "'" + text.replace("'", "''") + "'"


def gather_texts(book: Book) -> bool:
    """A part of what all rows say, some forty milliseconds' work; whether there is more of it. To be asked again after
    each step."""
    with book.snapshot():
        known = book.noted.get(_Vocabulary)
        known = _followed(book, known) if known and _follows(book, known) else _begun(book)
        if not known.whole:
            last, end = book.number("SELECT max(id) FROM trades"), known.seen + _STRETCH
            texts = _with_new(book, known.texts, _ROWS, (known.seen + 1, end))
            known = _Vocabulary(known.step, known.hash, end, end >= last, texts)
        book.noted[_Vocabulary] = known
        return not known.whole


def _begun(book: Book) -> _Vocabulary:
    return _Vocabulary(*_state(book), 0, False, dict.fromkeys(_COLUMNS, frozenset()))


def _state(book: Book) -> tuple[int, str]:
    found = book.fetch("SELECT id, hash FROM steps ORDER BY id DESC LIMIT 1")
    return found[0] if found else (0, "")


def _follows(book: Book, known: _Vocabulary) -> bool:
    """Not so before it, nor when the book has another past, being restored."""
    found = book.fetch("SELECT hash FROM steps WHERE id = ?", (known.step,))
    return bool(found) and found[0][0] == known.hash


def _followed(book: Book, known: _Vocabulary) -> _Vocabulary:
    stretches: list[Sequence[int]] = []
    rows: set[int] = set()
    for row, bulk, columns, ids in book.fetch(_CHANGES, (known.step,)):
        if row is not None:
            rows.add(row)
        elif bulk == "in" or (bulk is None and shapes.column(columns) in known.texts):
            stretches += shapes.stretches(ids)
    stretches += ranges(sorted(rows))
    texts = _with_new(book, known.texts, _STRETCHES, (json.dumps(stretches),)) if stretches else known.texts
    return _Vocabulary(*_state(book), known.seen, known.whole, texts)


def _with_new(book: Book, known: Texts, rows: str, values: Sequence[Any]) -> Texts:
    """What these rows say beside it."""
    texts = dict(known)
    while texts:
        new = " OR ".join(f"t.{name} NOT IN ({', '.join('?' * len(said))})" for name, said in texts.items())
        said = [text for column in texts.values() for text in column]
        sql = f"SELECT {', '.join(f't.{name}' for name in texts)} FROM {rows} AND ({new}) LIMIT {_AT_ONCE}"
        found = book.fetch(sql, [*values, *said])
        for name, column in zip(list(texts), zip(*found, strict=True), strict=False):
            texts[name] |= frozenset(column)
            if len(texts[name]) > _MOST:
                del texts[name]
        if len(found) < _AT_ONCE:
            break
    return texts
