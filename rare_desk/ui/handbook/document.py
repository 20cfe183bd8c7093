"""A chapter as a document of Qt, dressed in the theme's colours and the window's font."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from rare_desk.ui import theme
from rare_desk.ui.handbook.contents import Chapter
from rare_desk.ui.handbook.examples import worked
from rare_desk.ui.theme import Tokens
from rare_desk.words import Language

_BODY_PT = 10.0
_HEADINGS = {1: 1.75, 2: 1.3, 3: 1.1}
"""Times the size of the text."""
PICTURE = "\ufffc"
"""How a picture stands in a document's text."""
_LINE = 145.0
"""Height of a line in percent."""


def make_document(
    chapter: Chapter, language: Language, now: Tokens, zoom: float, owner: QObject | None
) -> QTextDocument:
    """`owner` loads its pictures, when it is a text browser."""
    made = QTextDocument(owner)
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setDefaultFont(theme.body_font(_BODY_PT * zoom))
    made.setMarkdown(worked(chapter.text, language), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    together = QTextCursor(made)
    together.beginEditBlock()
    for block in blocks(made):
        _dress_block(block, now, zoom)
    for table in _tables(made.rootFrame()):
        _dress_table(table, now, zoom)
    together.endEditBlock()
    return made


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def headings(document: QTextDocument) -> list[QTextBlock]:
    """After the title."""
    return [block for block in blocks(document) if block.blockFormat().headingLevel() > 0][1:]


def place(document: QTextDocument, left: int, column: int, right: int, picture: Callable[[str], QImage]) -> None:
    """The margins of the text, and pictures no wider than its column, px; `picture` gives one by its name."""
    root = document.rootFrame()
    shape: QTextFrameFormat = root.frameFormat()
    shape.setLeftMargin(left)
    shape.setRightMargin(right)
    shape.setTopMargin(28)
    shape.setBottomMargin(48)
    root.setFrameFormat(shape)
    for start, length in _pictures(document):
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        look = cursor.charFormat().toImageFormat()
        image = picture(look.name())
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(look.name()), image)
        look.setWidth(column)
        look.setHeight(column * image.height() / max(image.width(), 1))
        cursor.setCharFormat(look)


def _pictures(document: QTextDocument) -> list[tuple[int, int]]:
    found = []
    for block in blocks(document):
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            if fragment.charFormat().isImageFormat():
                found.append((fragment.position(), fragment.length()))
            at += 1
    return found


def _dress_block(block: QTextBlock, now: Tokens, zoom: float) -> None:
    cursor = QTextCursor(block)
    shape = QTextBlockFormat(block.blockFormat())
    fence = _is_fence(block)
    level = shape.headingLevel()
    inside = cursor.currentTable() is not None
    tall = 115.0 if inside else 100.0 if fence or block.text() == PICTURE else _LINE
    shape.setLineHeight(tall, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level:
        shape.setTopMargin((4 if level == 1 else 26) * zoom)
        shape.setBottomMargin(8 * zoom)
    elif fence:
        shape.setBackground(QColor(now.raised))
        shape.setNonBreakableLines(False)
        shape.setLeftMargin(0)
        shape.setTopMargin(0)
        shape.setBottomMargin(0 if _is_fence(block.next()) else 12 * zoom)
    elif not inside:
        shape.setTopMargin(0)
        shape.setBottomMargin((3 if block.textList() else 9) * zoom)
    cursor.setBlockFormat(shape)
    _dress_words(block, now, zoom, level, code=fence)


def _is_fence(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _dress_words(block: QTextBlock, now: Tokens, zoom: float, level: int, *, code: bool) -> None:
    points = _BODY_PT * zoom
    at, found = block.begin(), []
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    for fragment in found:
        have = fragment.charFormat()
        fresh = QTextCharFormat()
        if level:
            fresh.setFont(theme.body_font(points * _HEADINGS.get(level, 1.0), bold=True))
        elif code or have.fontFixedPitch():
            fresh.setFont(_fixed(points * 0.92))
            if not code:
                fresh.setBackground(QColor(now.raised))
        elif have.fontWeight() >= QFont.Weight.Bold.value:
            fresh.setFont(theme.body_font(points, bold=True))
        if have.isAnchor():
            fresh.setForeground(QBrush(QColor(now.accent)))
            fresh.setFontUnderline(False)
        cursor = QTextCursor(block)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(fresh)


def _dress_table(table: QTextTable, now: Tokens, zoom: float) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(QColor(now.line))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellPadding(5 * zoom)
    shape.setCellSpacing(0)
    shape.setTopMargin(4 * zoom)
    shape.setBottomMargin(14 * zoom)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.clearColumnWidthConstraints()
    table.setFormat(shape)
    for column in range(table.columns()):
        cell, below = table.cellAt(0, column), table.cellAt(1, column)
        head = cell.firstCursorPosition()
        stood = QTextBlockFormat(head.blockFormat())
        stood.setAlignment(below.firstCursorPosition().blockFormat().alignment())
        head.setBlockFormat(stood)
        ground = cell.format().toTableCellFormat()
        ground.setBackground(QColor(now.raised))
        cell.setFormat(ground)


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _fixed(points: float) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamilies([font.family(), *theme.body_font().families()])
    font.setPointSizeF(points)
    return font
