"""Whose pages asked the book for something, and whether they are still there when it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class Windows:
    """The window's inside is made anew for another language; its pages before are taken apart a moment later, and may
    still ask until then."""

    def __init__(self) -> None:
        self._last = 0
        self.shown: int | None = 0
        self.going: set[int] = set()

    def remade(self) -> int:
        """The pages that asked so far are gone: nobody is called back for them. The number of the window whose pages
        ask from now on."""
        if self.shown:
            self.going.add(self.shown)
        self.shown = self._last = self._last + 1
        return self._last

    def gone(self, number: int) -> None:
        """Nobody is called back for its pages, nor for what they still ask while they are taken apart."""
        self.going.discard(number)
        if number == self.shown:
            self.shown = None

    def asked(self) -> "Asked":
        """By a page, now."""
        return Asked(self, self.shown, doubtful=bool(self.going))


@dataclass(frozen=True, slots=True)
class Asked:
    """`doubtful`: it may have been a page that was about to go."""

    windows: Windows
    window: int | None
    doubtful: bool

    def tell(self, done: Callable[[T], None], result: T) -> bool:
        """Whether there was somebody to tell."""
        if self.window is None or self.window != self.windows.shown:
            return False
        try:
            done(result)
        except RuntimeError as fault:
            if self.doubtful and any(words in str(fault) for words in _DELETED):
                return False
            raise
        return True


_DELETED = ("already deleted", "has been deleted")
"""What PySide says of a widget, and of a signal, that is no more."""
