"""The oxide distributions of deposits that a book keeps."""

from rare_desk.core.numbers import RATE_PLACES, from_scaled
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.store.book import Book
from rare_desk.store.journal import Step


def distributions(book: Book) -> list[Distribution]:
    """By name, the oxides as they were entered."""
    shares: dict[object, list[tuple[str, object]]] = {}
    for deposit, oxide, share in book.fetch("SELECT deposit, oxide, share FROM deposit_oxides ORDER BY id"):
        shares.setdefault(deposit, []).append((str(oxide), share))
    found = book.fetch("SELECT id, name, name_zh, source, verified, note FROM deposits ORDER BY name")
    return [
        Distribution(
            str(name),
            str(name_zh),
            tuple((oxide, from_scaled(int(str(share)), RATE_PLACES)) for oxide, share in shares.get(row_id, ())),
            str(source),
            bool(verified),
            str(note),
        )
        for row_id, name, name_zh, source, verified, note in found
    ]


def oxide_rows(step: Step, deposit: int) -> list[int]:
    """The ids of a deposit's oxides, inside a step."""
    found = step.query("SELECT id FROM deposit_oxides WHERE deposit = ? ORDER BY id", (deposit,))
    return [int(str(row[0])) for row in found]
