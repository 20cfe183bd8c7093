"""Files that go out under a password and come back: the book's copy, workbooks, CSV, JSON, whatever is written."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from rare_desk import paths
from rare_desk.core.problems import Refused, problem
from rare_desk.sheets.out.writing import replacing
from rare_desk.store.errors import said
from rare_desk.store.file import locked

T = TypeVar("T")
ENDING = locked.ENDING
is_locked = locked.is_locked


def asks_for_lock(out: Path) -> bool:
    """By its name, as every ending chooses what is written."""
    return out.suffix.lower() == ENDING


def inner(path: Path) -> Path:
    """The same without the ending of what is locked."""
    return path.with_suffix("") if asks_for_lock(path) else path


def write_locked(out: Path, password: str, write: Callable[[Path], T]) -> T:
    """`write` is given a place for the plain file, which is gone afterwards. `out` is overwritten when all is well."""
    if not password:
        raise Refused(problem("password-needed", "password", out.name))
    with paths.scratch() as folder:
        plain, made = folder / inner(out).name, folder / "locked"
        result = write(plain)
        with said(out):
            locked.lock(plain, made, locked.new_lock(password))
        with replacing(out) as beside:
            shutil.copyfile(made, beside)
    return result


def unlock(path: Path, out: Path, password: str, *, overwrite: bool = False) -> Path:
    """What was locked, as `out`. BookError for a wrong password and for a file that is not whole."""
    if out.exists() and not overwrite:
        raise Refused(problem("unlocked-exists", "file", out))
    with unlocked(path, password) as plain, replacing(out) as beside:
        shutil.copyfile(plain, beside)
    return out


def refuse_unlocked(path: Path) -> None:
    """What is not there, or takes no password: said before anybody is asked for one."""
    with said(path):
        path.open("rb").close()
    if not is_locked(path):
        raise Refused(problem("not-locked", "file", path.name))


@contextmanager
def unlocked(path: Path, password: str) -> Iterator[Path]:
    """For the time of a block, in a place of its own and under its own name."""
    refuse_unlocked(path)
    with paths.scratch() as folder:
        plain = folder / (inner(path).name or "unlocked")
        with said(path):
            locked.unlock(path, plain, password)
        yield plain
