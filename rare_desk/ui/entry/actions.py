"""Actions of a page for its menu, with keys that work wherever the focus is while the page is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def keyed(page: QWidget, words: str, do: Callable[[], object], key: str = "", within: QWidget | None = None) -> QAction:
    """`within` limits the key to that widget. The key is a shortcut of the page, not of the action: an action in the
    menu bar would answer for a page that is hidden."""
    sequence = QKeySequence(key)
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    action = QAction(f"{words}\t{native}" if key else words, page)
    action.triggered.connect(lambda _checked=False: do())
    if key:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(sequence, within or page, context=inside if within else Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(do)
    return action
