"""What SQLite and the file system say, turned into one clear sentence with what to do."""

import errno
import re
import shutil
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rare_desk.core.problems import Problem, Refused, problem

CANNOT = 3
BUSY = 4
_SHOWN = 40
_TAKEN = re.compile(r"UNIQUE constraint failed: .*\.(name|alias)$")


class BookError(Exception):
    """The book's file cannot be read or written. `exit_code` is 3, or 4 when another program holds it."""

    def __init__(self, problem: Problem, exit_code: int = CANNOT) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.exit_code = exit_code


class Interrupted(Exception):
    """Nobody waits for what was being read."""


def book_error(code: str, path: Path, exit_code: int = CANNOT, **details: object) -> BookError:
    said = {"folder": path.absolute().parent} | details
    written = tuple((name, shown(str(detail))) for name, detail in said.items())
    return BookError(Problem(code, "file", shown(path.name), written), exit_code)


# First match wins; the words stand in SQLite's own message.
_SAID = (
    ("database is locked", "book-busy", BUSY),
    ("database table is locked", "book-busy", BUSY),
    ("locking protocol", "book-busy", BUSY),
    ("disk is full", "disk-full", CANNOT),
    ("disk i/o error", "book-unreachable", CANNOT),
    ("readonly database", "book-read-only", CANNOT),
    ("read-only", "book-read-only", CANNOT),
    ("not a database", "not-a-book", CANNOT),
    ("unsupported file format", "book-damaged", CANNOT),
    ("malformed", "book-damaged", CANNOT),
    ("corrupt", "book-damaged", CANNOT),
    ("could not decode", "book-damaged", CANNOT),
    ("unable to open", "book-unreachable", CANNOT),
)


def from_sqlite(error: sqlite3.Error, path: Path) -> BookError | None:
    """None for an error that is our own fault (a constraint, a wrong statement)."""
    message = str(error).lower()
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return None
    for words, code, exit_code in _SAID:
        if words in message:
            full = code == "book-unreachable" and _no_room(path)
            return book_error("disk-full" if full else code, path, exit_code)
    return None


def _no_room(path: Path) -> bool:
    """SQLite names a full disk only when the book itself has no room, not the files beside it."""
    try:
        return shutil.disk_usage(path.absolute().parent).free < 1 << 16
    except OSError:
        return False


def shown(name: str) -> str:
    """A file's name as text that can be kept: a system without UTF-8 hands its bytes over undecoded."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def shown_whole(text: str) -> str:
    """Text with a mark in the place of each character that is none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def from_system(error: OSError, path: Path) -> BookError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return book_error("disk-full", path)
    if isinstance(error, FileNotFoundError):
        return book_error("book-missing", path)
    if isinstance(error, PermissionError):
        return book_error("book-read-only", path)
    return book_error("book-unreachable", path)


def of_the_file(fault: BaseException) -> Problem | None:
    """What to say when the store's own code cannot make sense of a value that it has read: the program writes no such
    value, so somebody else has, and `check` names it. None for any other fault."""
    too_large = isinstance(fault, sqlite3.OperationalError) and "integer overflow" in str(fault)
    if not (isinstance(fault, ValueError | LookupError | RecursionError) or too_large):
        return None
    place = _raised_in(fault)
    return problem("row-unreadable") if place[:1] == ("store",) and "file" not in place else None


def _raised_in(fault: BaseException) -> tuple[str, ...]:
    """The innermost of our files, as parts below `rare_desk`; of none, ()."""
    places = [Path(frame.filename).parts for frame in traceback.extract_tb(fault.__traceback__)]
    own = [parts for parts in places if "rare_desk" in parts]
    return own[-1][own[-1].index("rare_desk") + 1 :] if own else ()


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Errors of the file at `path` become BookError, text that it cannot hold or look for is Refused; others pass."""
    try:
        yield
    except sqlite3.Error as error:
        if "pattern too complex" in str(error):
            raise Refused(problem("search-too-long")) from error
        if _TAKEN.match(str(error)):  # whoever looked before found it free
            raise Refused(problem("name-taken", "name")) from error
        known = from_sqlite(error, path)
        if known is None:
            raise
        raise known from error
    except (UnicodeDecodeError, OverflowError, RecursionError) as error:
        if _raised_in(error)[:1] != ("store",):
            raise
        raise book_error("book-damaged", path) from error  # a value that no program of ours has written
    except UnicodeEncodeError as error:  # half a character, as broken programs hand it on
        raise Refused(problem("text-broken", "", shown_whole(error.object[:_SHOWN]))) from error
    except OSError as error:
        raise from_system(error, path) from error
