"""Books that give way to another in the window."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from rare_desk.ui.session import Session


class Leaving:
    """Each is closed when its pages are gone, and not before: a key that still comes to them finds what it reads. Nor
    while they are being taken apart, for it may be gone with them then."""

    def __init__(self) -> None:
        self._sessions: list[Session] = []

    def close_after(self, session: Session, pages: QWidget | None) -> None:
        self._sessions.append(session)
        if pages is None:
            self._close(session)
        else:
            pages.destroyed.connect(lambda: QTimer.singleShot(0, lambda: self._close(session)))

    def close(self) -> None:
        """All that are left, at once."""
        for session in list(self._sessions):
            self._close(session)

    def _close(self, session: Session) -> None:
        if session in self._sessions:
            self._sessions.remove(session)
            session.close(0.0)
