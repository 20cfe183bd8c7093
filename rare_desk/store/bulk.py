"""Many rows at once, a column at a time: what all of them share is written and hashed once."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import chain, count
from typing import cast

from rare_desk.store.rows import SqlValue
from rare_desk.store.tables import dumps

HASH_BYTES = 16
_MOST_BOUND = 900
"""Values of one statement: many rows in one take a fifth less time than one each. SQLite of old takes 999."""
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
        shared = list(self.shared.values())
        bound = [values for name, values in self.columns.items() if name not in self.shared]
        values = list(chain.from_iterable(zip(*bound, strict=True)))
        at_once = max((_MOST_BOUND - len(shared)) // max(len(bound), 1), 1)
        whole = len(values) - len(values) % (len(bound) * at_once)
        for rows, first, end in ((at_once, 0, whole), (1, whole, len(values))):
            group = len(bound) * rows
            if first < end:
                connection.executemany(
                    self._inserting(record, rows), (shared + values[at : at + group] for at in range(first, end, group))
                )

    def _inserting(self, record: str, rows: int) -> str:
        """What all rows share is bound once, as the first values. It does not stand in the text: the connection keeps
        its last 128 statements, up to 250 KB each, and would keep one more for each import."""
        given = {name: f"?{number}" for number, name in enumerate(self.shared, 1)}
        free = count(len(given) + 1)
        marks = (", ".join(given.get(name) or f"?{next(free)}" for name in self.columns) for _ in range(rows))
        return f"INSERT INTO {record} ({', '.join(self.columns)}) VALUES {', '.join(f'({row})' for row in marks)}"

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
