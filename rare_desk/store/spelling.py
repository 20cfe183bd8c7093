"""By what Chinese words are sorted: SQL knows it as `pinyin(text)` in every connection to a book."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_SPELT, _KEPT = 200, 1 << 16
_APART = "\x1f"


def spelling(text: str) -> str:
    """The pinyin of its first 200 characters with tones, small letters."""
    text = text[:_SPELT]
    if text.isascii():
        return text.casefold()
    from pypinyin import Style, lazy_pinyin  # a tenth of a second, only when a Chinese text is new

    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)).casefold()


@lru_cache(_KEPT)
def sort_key(text: object) -> str:
    """Another one for every text: those that are spelt alike stand by their characters."""
    return f"{spelling(text)}{_APART}{text}" if isinstance(text, str) else ""


def teach(connection: sqlite3.Connection) -> None:
    connection.create_function("pinyin", 1, sort_key, deterministic=True)
