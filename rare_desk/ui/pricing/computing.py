"""What the form's inputs come to, of very many lots beside the window: the newest inputs alone."""

from collections.abc import Callable, Sequence

from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.outcome import Outcome, outcome
from rare_desk.ui.session import Session

MANY = 1000
"""Records from which on the window does not wait for the result."""

Asked = tuple[str, Given, Sequence[AnnouncedPrice]]
"""Calculator, inputs, announced prices."""


def is_heavy(given: Given) -> bool:
    return any(isinstance(value, list) and len(value) >= MANY for value in given.values())


class Computing:
    """One computation runs at a time; of what is asked meanwhile only the last is computed after it."""

    def __init__(self, session: Session, done: Callable[[Outcome], None]) -> None:
        self._session, self._done = session, done
        self._running = False
        self._next: Asked | None = None
        self._wanted = 0

    @property
    def pending(self) -> bool:
        return self._running

    def ask(self, kind: str, given: Given, announced: Sequence[AnnouncedPrice]) -> None:
        self._wanted += 1
        self._next = (kind, given, announced)
        if not self._running:
            self._start()

    def drop(self) -> None:
        """What was asked is wanted no more."""
        self._wanted += 1
        self._next = None

    def _start(self) -> None:
        if self._next is None:
            return
        (kind, given, announced), self._next = self._next, None
        self._running, number = True, self._wanted

        def done(found: Outcome) -> None:
            self._running = False
            if number == self._wanted:
                self._done(found)
            self._start()

        self._session.read(lambda _book: outcome(kind, given, announced), done)
