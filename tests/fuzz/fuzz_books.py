"""Hostile books opened as by a double click: refused in a sentence, or read, changed, undone and checked.

python -m tests.fuzz.fuzz_books [COUNT] [FIRST]
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rare_desk.ops.book import books, history
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.exports import listings
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.positions import Positions
from rare_desk.store.book import Book, BookError
from rare_desk.store.reading import queries
from rare_desk.ui.crash import problems_of
from rare_desk.words import sentence
from tests.fuzz.hostile_books import spoil
from tests.fuzz.running import Tried, main
from tests.store.test_steps import add_party

Act = Callable[[Book], object]
ACTS: tuple[Act, ...] = (
    lambda book: listings.trade_listing(book, listings.wanted(None, None, None, None)),
    lambda book: listings.quote_rows(book, None, None, None),
    lambda book: listings.announced_records(book, None, None),
    lambda book: listings.journal_records(book, "zh"),
    queries.calculations,
    queries.counterparties,
    queries.import_templates,
    IndexState.load,
    Positions.load,
    lambda book: add_party(book, "Z"),
    history.undo,
    history.undo,
    history.redo,
)


def opened(own: Path, folder: Path, number: int) -> str:
    """What went wrong with the hostile book of this number."""
    path = folder / "hostile.raredesk"
    for old in folder.glob("hostile.raredesk*"):
        if old.is_file():
            old.unlink()
    spoil(own, path, number)
    before = path.read_bytes()
    try:
        with Book.open(path) as book:
            for act in ACTS:
                _done(act, book)
    except BookError as refused:
        if not sentence(refused.problem, "zh"):
            return "refused without a sentence"
        if path.read_bytes() != before:
            return "written and refused"
    try:
        books.check(path)
    except BookError as refused:
        return "" if sentence(refused.problem, "zh") else "checked without a sentence"
    return ""


def _done(act: Act, book: Book) -> None:
    try:
        act(book)
    except Exception as refused:
        problems = problems_of(refused)
        if problems is None or not all(sentence(one, "zh") for one in problems):
            raise


@contextmanager
def world(folder: Path) -> Iterator[Tried]:
    own = folder / "own.raredesk"
    new_sample_book(own).close()
    yield lambda number: opened(own, folder, number)


if __name__ == "__main__":
    main(world)
