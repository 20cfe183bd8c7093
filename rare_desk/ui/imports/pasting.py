"""What the clipboard holds of a table: files, the page that Excel and WPS put there, or its text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from rare_desk.ops.imports.plans import Source

_SAYS_MORE = re.compile(r"<t[dh][^>]*\b(?:row|col)span\s*=|<t[dh][^>]*\bx:num\s*=", re.IGNORECASE)
"""Merged cells, and figures in full: the text has neither."""
_NO_ROOM = "##"
"""A figure wider than its column, as the text has it."""


def copied(name: str) -> list[Source]:
    """Empty when there is nothing to read; `name` is what a table without a file is called."""
    mime = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    if mime is None:
        return []
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return [Source(file.name, file) for file in files if file.is_file()]
    words, page = mime.text(), mime.html()
    if "<table" in page.lower() and (_SAYS_MORE.search(page) or _NO_ROOM in words or not words.strip()):
        return [Source(name, page.encode())]
    return [Source(name, words.encode())] if words.strip() else []


def is_table(sources: list[Source]) -> bool:
    """Several cells, or files."""
    marks = (b"\t", b"\n", b",", b";", b"<")
    return any(isinstance(s.data, Path) or any(mark in s.data.strip() for mark in marks) for s in sources)
