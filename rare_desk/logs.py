"""The log of our own faults, one file for the window and the command line."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rare_desk import paths

LOG = logging.getLogger("rare_desk")


def to_file() -> Path | None:
    """From now on the log goes into its rotating file; None when this machine has no place for one."""
    for handler in LOG.handlers:
        if isinstance(handler, RotatingFileHandler):
            return Path(handler.baseFilename)
    try:
        file = paths.log_dir() / "rare-desk.log"
        made = RotatingFileHandler(file, maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None
    made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(made)
    LOG.setLevel(logging.INFO)
    return file
