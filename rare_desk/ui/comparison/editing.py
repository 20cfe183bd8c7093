"""What the comparison page changes in the book: indices and their points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rare_desk.ops.outlooks import published
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import PublishedIndex
from rare_desk.ui import formats
from rare_desk.ui.comparison.index_panel import IndexPanel
from rare_desk.ui.comparison.points_panel import PointsPanel

if TYPE_CHECKING:
    from rare_desk.core.problems import Problem
    from rare_desk.store.book import Changes
    from rare_desk.ui.session import Session

translate = QCoreApplication.translate


class Editing:
    """`chosen` gives the index that is looked at, None when there is none."""

    def __init__(
        self, session: Session, form: IndexPanel, points: PointsPanel, chosen: Callable[[], PublishedIndex | None]
    ) -> None:
        self._session = session
        self._form = form
        self._points = points
        self._chosen = chosen
        form.save_asked.connect(self._save_index)
        points.put_asked.connect(self._put_point)
        points.refused.connect(session.refuse)

    def change_index(self) -> None:
        """Opens the panel with what is said of the index."""
        index = self._chosen()
        if index is not None:
            self._form.begin(index)

    def delete_index(self) -> None:
        index = self._chosen()
        if index is not None:
            words = translate("ComparisonPage", "{name} is deleted with {count} points")
            said = words.format(name=index.name, count=formats.count(index.count))
            self._session.do(lambda book: published.delete_index(book, index.id), said)

    def delete_points(self) -> None:
        ids = self._points.table.chosen_ids()
        if ids:
            said = translate("ComparisonPage", "{count} points deleted").format(count=formats.count(len(ids)))
            self._session.do(lambda book: published.delete_points(book, ids), said)

    def _save_index(self, index: PublishedIndex) -> None:
        def op(book: Book) -> Changes:
            return published.change_index(book, index) if index.id else published.create_index(book, index)

        self._session.run(op, lambda _changes: self._form.close_panel(), self._form.refuse)

    def _put_point(self, day: dt.date, value: Decimal) -> None:
        index = self._chosen()
        if index is not None:
            self._session.run(
                lambda book: published.put_point(book, index.id, day, value),
                lambda _changes: self._points.after_put(),
                self._refused,
            )

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self._points.refuse(problems)
        self._session.refuse(problems)
