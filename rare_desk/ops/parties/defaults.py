"""What a new trade with a party begins with."""

from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries


def defaults_of(book: Book, name: str) -> dict[str, str]:
    """By `core.parties.defaults.FIELDS`, what is kept with the party that goes by this name or alias; nothing of one
    that the book does not know. Quick enough for the window's thread."""
    party = party_queries.called(book, name.strip()) if name.strip() else None
    return party_queries.defaults_of(book, party) if party is not None else {}
