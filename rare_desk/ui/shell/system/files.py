"""Files of books: what the menus do with them, on the book thread."""

from collections.abc import Sequence
from pathlib import Path

from rare_desk import paths
from rare_desk.ops.book import books
from rare_desk.store.book import Book
from rare_desk.ui.jobs import Job
from rare_desk.words import Language


def open_book(path: Path) -> Book:
    return books.open_book(path)


def new_book(path: Path) -> Book:
    """The file dialog has asked whether a file of that name may go, and the store never overwrites."""
    return books.new_book(path)


def open_sample() -> Book:
    """This machine's copy of the sample book, made when it is not there yet."""
    from rare_desk.ops.book import sample

    return sample.open_sample(paths.data_dir())


def is_sample(path: Path) -> bool:
    from rare_desk.ops.book.sample import NAME

    return path.name == NAME


def copy_book(book: Book, out: Path) -> Path:
    return books.copy_open(book, out)


def export(book: Book, what: str, out: Path, language: Language, job: Job) -> Sequence[Path]:
    from rare_desk.ops.exports import export as exported

    return exported(book, what, out, language=language, progress=job.progress, cancelled=job.cancelled)


def template(book: Book, kind: str, out: Path, language: Language) -> Sequence[Path]:
    from rare_desk.ops.exports.templates import write_template

    return write_template(kind, out, language, book)


def free_name(wanted: Path) -> Path:
    """`wanted`, or with a number behind it: a name that no file has."""
    number, path = 2, wanted
    while path.exists():
        path = wanted.with_stem(f"{wanted.stem} {number}")
        number += 1
    return path
