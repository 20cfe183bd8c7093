"""A file moved over another. Windows refuses that for the moment in which a virus scanner, a program that synchronises,
or a thread of this one reads either of them."""

import time
from pathlib import Path

_TRIES, _MOMENT_S = 20, 0.02


def move(made: Path, out: Path) -> None:
    """PermissionError where `out` stays held; any other OSError at once."""
    for _try in range(_TRIES):
        try:
            made.replace(out)
            return
        except PermissionError:
            time.sleep(_MOMENT_S)
    made.replace(out)
