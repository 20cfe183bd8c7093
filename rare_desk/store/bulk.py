"""Many rows at once, a column at a time: what all of them share is written and hashed once."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import cast

from rare_desk.store.rows import SqlValue
from rare_desk.store.tables import dumps

HASH_BYTES = 16
_LONGEST_LITERAL = 100
_MOST_BOUND = 900
"""Values of one statement: many rows in one take a fifth less time than one each. SQLite of old takes 999."""
_SMALL = 1 << 62
# A control character is escaped within a JSON text, so one that stands there as such parts two values.
_MARK = "\x1e"
_apart = json.JSONEncoder(ensure_ascii=False, separators=(_MARK, ":"), default=bytes.hex).encode


def row_hash(values: Sequence[SqlValue]) -> bytes:
    return _digest(dumps(values).encode())


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=HASH_BYTES).digest()


class Bulk:
    """Columns of equal length, at least one row; `id` ascends."""

    def __init__(self, columns: Mapping[str, Sequence[SqlValue]]) -> None:
        self.columns = columns
        self.shared = {
            name: values[0]
            for name, values in columns.items()
            if name != "id" and values[0] == values[-1] and values.count(values[0]) == len(values)
        }

    @classmethod
    def of_rows(cls, names: Sequence[str], rows: Sequence[Sequence[SqlValue]]) -> "Bulk":
        return cls(dict(zip(names, zip(*rows, strict=True), strict=True)))

    def insert(self, connection: sqlite3.Connection, record: str) -> None:
        marks, bound = [], []
        for name, values in self.columns.items():
            literal = _literal(self.shared[name]) if name in self.shared else None
            marks.append(literal or "?")
            if literal is None:
                bound.append(values)
        head, row = f"INSERT INTO {record} ({', '.join(self.columns)}) VALUES ", f"({', '.join(marks)})"
        values = list(chain.from_iterable(zip(*bound, strict=True)))
        at_once = max(_MOST_BOUND // max(len(bound), 1), 1)
        group = len(bound) * at_once
        whole = len(values) - len(values) % group
        connection.executemany(
            head + ", ".join([row] * at_once), (values[at : at + group] for at in range(0, whole, group))
        )
        connection.executemany(
            head + row, (values[at : at + len(bound)] for at in range(whole, len(values), len(bound)))
        )

    def hashes(self) -> bytes:
        """What `row_hash` gives for each row, one after another."""
        pieces, varying = [], []
        for name, values in self.columns.items():
            if name in self.shared:
                pieces.append(dumps(self.shared[name]).encode().replace(b"%", b"%%"))
            else:
                piece, said = _written(values)
                pieces.append(piece)
                varying.append(said)
        pattern = b"[" + b",".join(pieces) + b"]"
        return b"".join([_digest(pattern % row) for row in zip(*varying, strict=True)])


def _literal(value: SqlValue) -> str | None:
    """A plain value in SQL; None for one that is better bound."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value)) if abs(value) < _SMALL else None
    if isinstance(value, str) and len(value) <= _LONGEST_LITERAL and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return None


def _written(values: Sequence[SqlValue]) -> tuple[bytes, Sequence[object]]:
    """A column for %-formatting into JSON in UTF-8: the pattern of one value, and the values."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return b"%d", values
    if kinds == {str}:
        texts = cast("Sequence[str]", values)
        whole = "".join(texts)
        if len(dumps(whole)) == len(whole) + 2:  # nothing in it is escaped
            return b'"%b"', list(map(str.encode, texts))
    return b"%b", _apart(values).encode()[1:-1].split(_MARK.encode())
