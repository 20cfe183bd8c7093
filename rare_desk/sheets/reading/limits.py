"""How much of a file is read: what is more is refused before it takes memory."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[float], None]
"""Called with the part done, 0 to 1; may raise to cancel."""

MOST_CELLS = 28_000_000
"""Of one sheet: all rows of a sheet with 26 columns."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_UNPACKED = 1 << 30
LARGEST_FILE = 400 * 1024 * 1024

LONG, LONGEST_TEXT, MOST_TEXT = 8192, 1 << 18, 1 << 28
"""Of text that stands once and is used many times, in bytes: from where on each use counts, the longest, and all uses
of long ones together. A cell holds 32,767 characters at most."""


class TooBig(Exception):
    """Says how much it would be."""


@dataclass(slots=True)
class Room:
    """What the sheets of one file take together, empty cells between filled ones included."""

    cells: int = 0
    text: int = 0
    strings: dict[int, int] = field(default_factory=dict)
    """Number and bytes of the shared strings that are long."""

    def take(self, rows: int, columns: int) -> None:
        """Raises TooBig for a sheet, or all sheets so far, that would be too much."""
        self.cells += rows * columns
        if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise TooBig(f"{rows:,} × {columns:,}")
        if self.cells > 2 * MOST_CELLS:
            raise TooBig(f"≥ {self.cells:,}")

    def share(self, number: int, size: int) -> None:
        """A shared string of so many bytes."""
        if size > LONGEST_TEXT:
            raise TooBig(f"{size >> 10} KB")
        if size > LONG:
            self.strings[number] = size

    def use(self, size: int) -> None:
        """Text that is there once more than in the file."""
        self.text += size
        if self.text > MOST_TEXT:
            raise TooBig(f"{self.text >> 20} MB")
