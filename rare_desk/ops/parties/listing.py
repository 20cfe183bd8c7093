"""The firms as a list: who they are, under which names, with which defaults."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rare_desk.core.products import simplified
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.rows import CounterpartyRow


@dataclass(frozen=True, slots=True)
class Line:
    """`initials` are those of the name's pinyin."""

    row: CounterpartyRow
    initials: str
    aliases: tuple[str, ...]
    defaults: Mapping[str, str]

    def has(self, words: str) -> bool:
        """Whether all of them occur in a name, the group, the tax number, the country or the note; initials will do."""
        row = self.row
        said = _folded(" ".join((row.name, *self.aliases, row.group_name, row.tax_id, row.country, row.note)))
        return all(_folded(word) in said or _folded(word) in self.initials for word in words.split())


def lines(book: Book) -> list[Line]:
    """In the order of their pinyin."""
    aliases, defaults = party_queries.aliases_by_party(book), party_queries.defaults_by_party(book)
    initials = party_queries.initials(book)
    return [
        Line(row, initials.get(row.id, ""), aliases.get(row.id, ()), defaults.get(row.id, {}))
        for row in queries.counterparties(book)
    ]


def _folded(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).casefold()
