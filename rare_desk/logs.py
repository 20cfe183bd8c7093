"""The log of our own faults, one file for the window and the command line.

At its normal level it says what happened where in the program, and never what stands in a book: what a fault itself
says may quote a name or a price, so that is written only at the level `debug`, which the variable RARE_DESK_LOG sets.
"""

import logging
import os
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rare_desk import paths

LOG = logging.getLogger("rare_desk")
LARGEST = 500_000
"""Bytes of one file."""
KEPT = 3
"""Files before the newest."""


class _Turning(RotatingFileHandler):
    """Windows renames no file that another program, or another window of this one, has open: then it grows on, and
    nothing that is said meanwhile is lost."""

    def doRollover(self) -> None:
        if self.stream:
            self.stream.close()
            self.stream = None
        file = Path(self.baseFilename)
        try:
            file.rename(file.with_name(f"{file.name}.turning")).rename(file)
        except OSError:
            return
        super().doRollover()


def to_file() -> Path | None:
    """From now on the log goes into its rotating file; None when this machine has no place for one."""
    for handler in LOG.handlers:
        if isinstance(handler, RotatingFileHandler):
            return Path(handler.baseFilename)
    try:
        file = paths.log_dir() / "rare-desk.log"
        made = _Turning(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    except OSError:
        return None
    made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(made)
    LOG.setLevel(logging.DEBUG if os.environ.get("RARE_DESK_LOG", "").lower() == "debug" else logging.INFO)
    return file


def fault(where: str, error: BaseException) -> None:
    """The kinds of a fault and of those behind it, with their places in the program."""
    told, seen = [], set[int]()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        told.append("".join(traceback.format_tb(following.__traceback__)) + type(following).__qualname__)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    LOG.error("%s\n%s", where, "\nbecause of\n".join(told))
    LOG.debug("%s", "".join(traceback.format_exception(error)))
