"""Messages for the strip of the page that is shown, with links and questions behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["good", "info", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Action:
    """A link in a message: its words, and what it does."""

    words: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, then what to do. `detail` stands muted behind `text`; an error stays until it is closed."""

    text: str
    kind: Kind = "good"
    detail: str = ""
    actions: tuple[Action, ...] = ()
    asks: Asks | None = None


@dataclass(frozen=True, slots=True)
class Asks:
    """A line to type into behind a message: what is asked, the words of its button, and what takes the answer. A
    `secret` one is not shown while it is typed, and taken as it is."""

    what: str
    words: str
    take: Callable[[str], object]
    secret: bool = False
