"""What a backup lacks of the damaged book that it was made of."""

from pathlib import Path

from rare_desk.store.book import Book
from rare_desk.store.errors import BookError
from rare_desk.store.salvage.proof import proof
from rare_desk.store.salvage.remains import remains


def lacking(path: Path, copy: Path) -> tuple[int | None, int | None]:
    """Steps and trades; None where the damaged book no longer says."""
    with Book.open(copy, read_only=True) as book:
        last = str(book.fetch("SELECT hash FROM steps ORDER BY id DESC LIMIT 1")[0][0])
        kept = {row_id for (row_id,) in book.fetch("SELECT id FROM trades")}
    try:
        with remains(path) as left:
            told = proof(left)
            there = {row_id for (row_id,) in left.rows("trades", ("id",))}
            known = "trades" not in left.holes
    except BookError:
        return None, None
    steps = told.steps - 1 - told.hashes.index(last) if last in told.hashes and told.whole else None
    return steps, len(there - kept) if known else None
