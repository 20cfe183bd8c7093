"""The book as a file: new, open, backed up, restored, checked."""

from pathlib import Path

from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import from_json
from rare_desk.ops.book import shipped
from rare_desk.store import checking
from rare_desk.store.backups import copies, second
from rare_desk.store.book import Book, Step
from rare_desk.store.file import locked
from rare_desk.store.rows import Row, announced_row, product_row


def new_book(path: Path, *, desk: str = "") -> Book:
    """With the shipped products, announced prices, non-trading days and default methodology. Never overwrites."""
    return Book.create(path, desk=desk, seed=seed_book)


def seed_book(step: Step) -> None:
    """What every book has from its start."""
    pinyin = shipped.pinyin()
    for product in shipped.catalogue():
        step.insert("products", product_row(product, *pinyin[product.code]))
    step.insert_many("announced", [announced_row(price) for price in shipped.announced_prices()])
    step.insert_many(
        "non_trading_days",
        [
            {"date": day.isoformat(), "name": name, "estimated": int(estimated)}
            for day, name, estimated in shipped.non_trading_days()
        ],
    )
    methodology = shipped.default_methodology()
    if methodology is not None:
        step.insert("methodologies", _methodology_row(methodology))


def _methodology_row(text: str) -> Row:
    read = from_json(text)
    if isinstance(read, Problem):
        raise ValueError(f"the shipped methodology cannot be read: {read.code}")
    return {
        "name": read.name,
        "version": read.version,
        "hash": read.hash,
        "definition": text,
        "effective": read.effective.isoformat() if read.effective else "",
        "note": read.reason,
    }


def open_book(path: Path, *, read_only: bool = False) -> Book:
    """BookError with a sentence when it cannot be opened."""
    return Book.open(path, read_only=read_only)


def backup(path: Path, out: Path | None = None, lock: locked.Lock | None = None) -> Path:
    """A whole copy at `out`, locked if there is a `lock`, or in the backups' folder beside the book; also while it is
    open elsewhere."""
    return copies.back_up_to(path, out, lock)


def copy_open(book: Book, out: Path) -> Path:
    """What this program has open, also when its file has been taken away meanwhile. Never overwrites."""
    return copies.copy_open(book.connection, out)


def carry(copy: Path, path: Path) -> Path | None:
    """That backup of the book in the second folder too, as this machine is set; None when it has none."""
    return second.carry(copy, path)


def is_locked(copy: Path) -> bool:
    """Whether it takes a password."""
    return locked.is_locked(copy)


def restore(copy: Path, out: Path, password: str = "") -> Path:
    """Bring a backup back as `out`. A book that is there is backed up first, and overwritten."""
    return copies.restore(copy, out, password)


def check(path: Path, head: str | None = None) -> list[Problem]:
    """What is wrong with the book: the file, the journal's chain, rows that it does not account for.

    `head` is a hash that the journal had at some time, kept elsewhere: a journal without it has been rewritten.
    """
    return checking.check(path, head)


def examine(path: Path, head: str | None = None) -> checking.Report:
    """The same, with the step at which `head` stands in the chain and the hash of the last one."""
    return checking.examine(path, head)
