"""A file moved over another. Windows refuses that for the moment in which a virus scanner, a program that synchronises,
or a thread of this one reads either of them."""

import time
from pathlib import Path

_MOMENT_S = 0.005


def move(made: Path, out: Path, patience: float = 0.4) -> None:
    """PermissionError where `out` is still held after so many seconds; any other OSError at once."""
    until = time.monotonic() + patience
    while True:
        try:
            made.replace(out)
            return
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(_MOMENT_S)
