"""What stands left of the text: the contents, or what a search found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from rare_desk.ui import theme
from rare_desk.ui.handbook.contents import Part, chapters
from rare_desk.ui.handbook.searching import Hit
from rare_desk.ui.widgets.rows.headed_list import ITEM, HeadedDelegate, add_heading
from rare_desk.words import Language

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _List(QListWidget):
    """Rows under headings; the user's choice is told, the program's is not."""

    def __init__(self, height: int, paint: Callable[[QPainter, QRect, object], None]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(HeadedDelegate(self, height, paint))

    def add(self, item: object, words: str) -> None:
        row = QListWidgetItem(words)
        row.setData(ITEM, item)
        self.addItem(row)

    def choose(self, wanted: object) -> None:
        self.blockSignals(True)
        for number in range(self.count()):
            if self.item(number).data(ITEM) == wanted:
                self.setCurrentRow(number)
                self.scrollToItem(self.item(number))
                break
        else:
            self.setCurrentRow(-1)
        self.blockSignals(False)


class ContentsList(_List):
    chosen = Signal(str)
    """A chapter's key."""

    def __init__(self, parts: Sequence[Part], language: Language) -> None:
        super().__init__(27, self.paint_words)
        self._titles = {key: chapter.title for key, chapter in chapters(language).items()}
        for part in parts:
            add_heading(self, part.title)
            for chapter in part.chapters:
                self.add(chapter.key, chapter.title)
        self.currentItemChanged.connect(self._tell)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(ITEM))

    def paint_words(self, painter: QPainter, rect: QRect, item: object) -> None:
        painter.setPen(QColor(theme.tokens().text))
        words = painter.fontMetrics().elidedText(self._titles[str(item)], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.adjusted(0, -4, 0, 4), _MIDDLE, words)


class HitsList(_List):
    chosen = Signal(int)
    """Which of the hits, from 0."""

    def __init__(self, language: Language) -> None:
        super().__init__(30, self.paint_words)
        self._language = language
        self._hits: Sequence[Hit] = ()
        self.currentItemChanged.connect(self._tell)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.blockSignals(True)
        self.clear()
        self._hits = hits
        before = ""
        for number, hit in enumerate(hits):
            if hit.paragraph.chapter != before:
                before = hit.paragraph.chapter
                add_heading(self, chapters(self._language)[before].title)
            self.add(number, hit.context)
            self.item(self.count() - 1).setToolTip(hit.paragraph.text[:400])
        self.blockSignals(False)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(ITEM))

    def paint_words(self, painter: QPainter, rect: QRect, item: object) -> None:
        now = theme.tokens()
        hit = self._hits[item] if isinstance(item, int) else None
        if hit is None:
            return
        painter.setPen(QColor(now.text if hit.paragraph.heading else now.muted))
        words = painter.fontMetrics().elidedText(hit.context, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.adjusted(0, -4, 0, 4), _MIDDLE, words)
