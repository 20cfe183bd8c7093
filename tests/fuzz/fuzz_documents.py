"""Mutated JSON through the command line, and templates through the window's own op: understood or refused.

python -m tests.fuzz.fuzz_documents [COUNT] [FIRST]
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from rare_desk.cli import group
from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports.templates import import_template
from rare_desk.store.book import Book
from rare_desk.words import sentence
from tests.fuzz.documents import mutated
from tests.fuzz.running import Tried, main

UNDERSTOOD = (0, 1, 2, 3)
"""Exit codes that say something to the user; 70 is a fault of our own."""


def read(book: Path, folder: Path, number: int) -> str:
    """What went wrong with the mutated document of this number."""
    kind, calculator, data = mutated(number)
    file = folder / f"{kind}.json"
    file.write_bytes(data)
    before = book.read_bytes()
    match kind:
        case "template":
            return _template(folder / "templates.raredesk", file)
        case "price":
            trouble = _command("price", calculator, "--input", str(file), "--json")
        case "methodology":
            trouble = _command("index", "--book", str(book), "--methodology", str(file), "--json")
        case "import":
            trouble = _command("import", str(file), "--book", str(book), "--dry-run", "--json")
    return trouble or ("the book was written" if book.read_bytes() != before else "")


def _command(*arguments: str) -> str:
    ended = CliRunner().invoke(group, arguments)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    if ended.exit_code not in UNDERSTOOD:
        return f"exit code {ended.exit_code}: {arguments[0]}"
    return "" if ended.exit_code == 0 or ended.stderr.strip() else f"nothing was said: {arguments[0]}"


def _template(place: Path, file: Path) -> str:
    with Book.open(place) as book:
        try:
            import_template(book, file)
        except Refused as refused:
            if not all(sentence(found, "zh") for found in refused.problems):
                return "refused without a sentence"
    return ""


@contextmanager
def world(folder: Path) -> Iterator[Tried]:
    new_book(folder / "templates.raredesk").close()
    new_book(folder / "fuzz.raredesk").close()
    yield lambda number: read(folder / "fuzz.raredesk", folder, number)


if __name__ == "__main__":
    main(world)
