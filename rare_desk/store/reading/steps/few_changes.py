"""The trades that later steps changed, where these are few and each is told of by itself."""

from collections.abc import Sequence

from rare_desk.store import shapes
from rare_desk.store.book import Book

_FEW = 200
_ROWS = "SELECT row, before FROM changes WHERE step > ? AND record = 'trades' ORDER BY step, id LIMIT ?"
_OTHERS = (
    "SELECT count(*) FROM changes WHERE step > ? AND record IN ({marks})"
    " AND (before IS NOT NULL OR bulk IS 'out' OR record NOT IN ('counterparties', 'products'))"
)
NAMES = ("counterparties", "products")
DUES = ("deliveries", "payments")


def few_changes(book: Book, since: int, besides: Sequence[str]) -> dict[int, str | None] | None:
    """Of each trade that steps after `since` touched, what it was at that step: JSON of the journal, None where it was
    not there.

    None when they are many or came together, when the book has been restored to an earlier step, or when one of the
    other records (`besides`) is not as it was; a new firm or product does not count, for nothing else names it yet.
    """
    others = _OTHERS.format(marks=", ".join("?" * len(besides)))
    if book.last_step() < since or (besides and book.number(others, (since, *besides))):
        return None
    rows = book.fetch(_ROWS, (since, _FEW + 1))
    if len(rows) > _FEW or any(row is None for row, _ in rows):
        return None
    first: dict[int, str | None] = {}
    for row, before in rows:
        if before is not None:
            shapes.row(before)
        first.setdefault(row, before)
    return first
