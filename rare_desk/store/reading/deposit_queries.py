"""The oxide distributions of deposits that a book keeps."""

from rare_desk.core.numbers import RATE_PLACES, from_scaled
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.store.book import Book


def distributions(book: Book) -> list[Distribution]:
    """By name, the oxides as they were entered."""
    shares: dict[object, list[tuple[str, object]]] = {}
    for deposit, oxide, share in book.fetch("SELECT deposit, oxide, share FROM deposit_oxides ORDER BY id"):
        shares.setdefault(deposit, []).append((str(oxide), share))
    found = book.fetch("SELECT id, name, name_zh, source, verified FROM deposits ORDER BY name")
    return [
        Distribution(
            str(name),
            str(name_zh),
            tuple((oxide, from_scaled(int(str(share)), RATE_PLACES)) for oxide, share in shares.get(row_id, ())),
            str(source),
            bool(verified),
        )
        for row_id, name, name_zh, source, verified in found
    ]
