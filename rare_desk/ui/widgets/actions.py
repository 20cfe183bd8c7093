"""Keys, and actions of a page for its menu with keys that work wherever the focus is while the page is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_keys(within: QWidget, do: Callable[[], object], *keys: str) -> None:
    """The keys work wherever in that widget the focus is."""
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), within, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)


def keyed(page: QWidget, words: str, do: Callable[[], object], key: str = "", within: QWidget | None = None) -> QAction:
    """`within` limits the key to that widget. The key is a shortcut of the page, not of the action: an action in the
    menu bar would answer for a page that is hidden."""
    sequence = QKeySequence(key)
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    action = QAction(f"{words}\t{native}" if key else words, page)
    action.triggered.connect(lambda _checked=False: do())
    if within is not None:
        on_keys(within, do, key)
    elif key:
        QShortcut(sequence, page).activated.connect(do)
    return action
