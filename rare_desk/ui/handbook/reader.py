"""The text of the handbook: one chapter at a time, its pictures, its links, and what was searched marked in it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from rare_desk.ui import theme
from rare_desk.ui.handbook.contents import chapters, folder
from rare_desk.ui.handbook.document import PICTURE, blocks, headings, make_document, place
from rare_desk.ui.handbook.searching import Paragraph, places
from rare_desk.words import Language

COLUMN = 860
"""How wide the text runs at most at its own size, px."""
_SIDE = 36


class Reader(QTextBrowser):
    """Chapters become documents when first shown, and all of them soon after, so that a search finds every word."""

    link_asked = Signal(str)
    """`CHAPTER#SECTION` or `desk:PAGE`."""
    prepared = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.zoom = 1.0
        self.chapter = ""
        self.query = ""
        self._current = -1
        self._documents: dict[str, QTextDocument] = {}
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextBrowser { border: none; border-radius: 0; padding: 0; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(lambda url: self.link_asked.emit(url.toString()))
        self.paragraphs: dict[str, list[Paragraph]] = {}
        self._preparing = QTimer(self, interval=0)
        self._preparing.timeout.connect(self._prepare_one)

    def prepare(self) -> None:
        """Reads what was not shown yet, a chapter at a time."""
        self._preparing.start()

    def show_chapter(self, key: str, section: str = "", block: int = -1) -> None:
        """At its beginning, at a section, or at a block of a search, which is then the marked one."""
        self.chapter = key
        self._current = block
        document = self._document(key)
        if self.document() is not document:
            self.setDocument(document)
            self._fit()
        self._mark()
        if block >= 0:
            self._go(document.findBlockByNumber(block).position())
            return
        keys = [one.key for one in chapters(self.language)[key].sections]
        found = headings(document)
        if section in keys and keys.index(section) < len(found):
            self._go(found[keys.index(section)].position())
        else:
            self.verticalScrollBar().setValue(0)

    def set_query(self, query: str) -> None:
        self.query = query
        self._current = -1
        self._mark()

    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self.renew()

    def renew(self) -> None:
        """Makes the documents anew, in another size or theme; what is read stays in view."""
        old, share = list(self._documents.values()), self._share()
        self._documents = {}
        if self.chapter:
            self.show_chapter(self.chapter, block=self._current)
            bar = self.verticalScrollBar()
            bar.setValue(round(share * bar.maximum()))
        for one in old:
            one.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit()
        return bool(super().event(event))

    def _fit(self) -> None:
        if self.chapter:
            width = self.viewport().width()
            column = max(min(round(COLUMN * self.zoom), width - 2 * _SIDE), 120)
            ratio, spoken = self.devicePixelRatioF(), self.language
            place(
                self.document(),
                _SIDE,
                column,
                max(width - column - _SIDE, 0),
                lambda name: scaled(name, spoken, column, ratio),
            )

    def _document(self, key: str) -> QTextDocument:
        if key not in self._documents:
            chapter = chapters(self.language)[key]
            made = make_document(chapter, self.language, theme.tokens(), self.zoom, self)
            self._documents[key] = made
            if key not in self.paragraphs:
                self.paragraphs[key] = [
                    Paragraph(key, one.blockNumber(), one.text(), one.blockFormat().headingLevel() > 0)
                    for one in blocks(made)
                    if one.text().strip(f"{PICTURE} ")
                ]
        return self._documents[key]

    def _prepare_one(self) -> None:
        """Paragraphs in the order of the chapters, whichever were read first."""
        known = chapters(self.language)
        left = next((key for key in known if key not in self.paragraphs), None)
        if left is not None:
            self._document(left)
            return
        self._preparing.stop()
        self.paragraphs = {key: self.paragraphs[key] for key in known}
        self.prepared.emit()

    def _mark(self) -> None:
        now, marks = theme.tokens(), []
        for block in blocks(self.document()) if self.query else ():
            for start, length in places(block.text(), self.query):
                mark = QTextEdit.ExtraSelection()
                here = block.blockNumber() == self._current
                look = QTextCharFormat()
                look.setBackground(QColor(now.accent if here else now.warn_weak))
                look.setForeground(QColor(now.on_accent if here else now.text))
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
                mark.format, mark.cursor = look, cursor
                marks.append(mark)
        self.setExtraSelections(marks)

    def _go(self, position: int) -> None:
        """A third of the window above it when it is a hit, so that it is read in its place."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        above = self.viewport().height() // 4 if self._current >= 0 else 16
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self.cursorRect().top() - above)

    def _share(self) -> float:
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0


@lru_cache(maxsize=24)
def scaled(name: str, language: Language, width: int, ratio: float) -> QImage:
    """`width` in px of the screen's own measure; smooth, which a text browser's own scaling is not."""
    smooth = Qt.TransformationMode.SmoothTransformation
    made = picture(name, language).convertToFormat(QImage.Format.Format_RGB32)
    made = made.scaledToWidth(round(width * ratio), smooth)
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=12)
def picture(name: str, language: Language) -> QImage:
    """Of the window, in the reader's language."""
    return QImage(str(folder() / "pictures" / f"{name}-{language}.png"))
