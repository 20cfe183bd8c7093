"""Where a book may lie: under a name that every system has, with room in its path for what is made beside it."""

from pathlib import Path

from rare_desk import paths
from rare_desk.core import file_names
from rare_desk.store.errors import BookError, book_error

_BESIDE = len("-backups/20261125-201638-123456-before-restore.raredesk.part-journal")
"""The longest of those names."""


def refuse_unfit(path: Path) -> None:
    """BookError where no book can be made, or kept, under that name."""
    if (found := file_names.unfit(path.absolute() if path.name else path, room=_BESIDE)) is not None:
        raise BookError(found)
    if paths.is_device(path):
        raise book_error("target-is-no-file", path)


def refuse_too_long(path: Path, *, writing: bool = False) -> None:
    """BookError where the system finds no file of that path, or where a change could not be backed up beside it."""
    if (found := file_names.too_long(path.absolute(), room=_BESIDE if writing else 0)) is not None:
        raise BookError(found)
