"""What becomes of a trade after it was agreed: its status, deliveries and payments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.core.products import Catalogue
from rare_desk.core.trades import Side, Status
from rare_desk.ops.life import dues as ops
from rare_desk.ops.life.dues import Entered, TradeDues
from rare_desk.store.book import Book
from rare_desk.store.reading.life.due_queries import Kind
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels
from rare_desk.ui.life.attachments import AttachmentsSection
from rare_desk.ui.life.due_line import DueLine
from rare_desk.ui.life.due_section import DueSection
from rare_desk.ui.life.status_bar import StatusBar
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import text

WIDTH = 448
KEY = "Ctrl+J"


class LifePanel(SidePanel):
    """Goes along with the trade that is selected in the list."""

    def __init__(self, session: Session, catalogue: Catalogue) -> None:
        super().__init__(width=WIDTH)
        self._session = session
        self._catalogue = catalogue
        self._trade: int | None = None
        self._awaited: tuple[Kind, str] | None = None
        self.set_title(
            self.tr("Deliveries and payments"),
            QKeySequence(KEY).toString(QKeySequence.SequenceFormat.NativeText),
        )
        self.status = StatusBar()
        self.deliveries = DueSection("deliveries")
        self.payments = DueSection("payments")
        self.attachments = AttachmentsSection(session)
        self.setAcceptDrops(True)
        self._nothing = text("", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._parts = (self.status, self.deliveries, self.payments, self.attachments)
        self._lay_out()
        self._listen()
        self.setVisible(False)

    def _lay_out(self) -> None:
        body = QWidget()
        self.column = flush(QVBoxLayout(body))
        for part in (self._nothing, *self._parts):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.set_body(body, scroll=True)

    def _listen(self) -> None:
        self.status.status_asked.connect(self._set_status)
        for section, other in ((self.deliveries, self.payments), (self.payments, self.deliveries)):
            section.save_asked.connect(lambda line, section=section: self._save(section, line))
            section.gone_asked.connect(lambda line, section=section: self._delete(section, line))
            section.moved_out.connect(lambda by, column, to=other: _enter(to, by, column))

    def open_on(self, row: TradeRow | None) -> None:
        """Shown, with the cursor where the next thing is typed."""
        self.setVisible(True)
        self._trade = None
        self.follow(row, self._go_in)

    def follow(self, row: TradeRow | None, then: Callable[[], None] | None = None) -> None:
        """Shows that trade, if it is not shown already."""
        if self.isHidden():
            return
        if row is None and self._trade is not None:  # a list that is read anew has none for a moment
            self.renew(then)
            return
        self._trade = row.id if row else None
        if row is None:
            self._say_nothing(self.tr("Choose a trade in the list."))
        elif row.trade.side is Side.MARKET:
            self._say_nothing(self.tr("A trade of the market: this desk neither delivers nor pays it."))
        else:
            self.renew(then)

    def renew(self, then: Callable[[], None] | None = None) -> None:
        """Reads its trade again."""
        trade = self._trade
        if trade is None or self.isHidden():
            return

        def show(found: TradeDues | None) -> None:
            if trade == self._trade:
                self._show(found)
                if then:
                    then()

        self._session.read(lambda book: ops.trade_dues(book, trade), show)

    def _show(self, found: TradeDues | None) -> None:
        if found is None or found.row.trade.side is Side.MARKET:
            self._trade = None
            self.follow(found.row if found else None)
            return
        self._nothing.setVisible(False)
        for part in self._parts:
            part.setVisible(True)
        self.status.show_dues(found, self._named(found.row))
        for section in (self.deliveries, self.payments):
            section.show_dues(found, dt.date.today())
        self.attachments.show_trade(found.row.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.attachments.isVisible():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files dropped here are attached, not imported."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.attachments.add_files([path for path in paths if path.is_file()])
        event.acceptProposedAction()

    def _named(self, row: TradeRow) -> str:
        trade = row.trade
        product = labels.short_product_of(self._catalogue, trade.product)
        quantity = f"{formats.mass(trade.quantity_t)} {labels.label('trades.unit-t')}"
        side = labels.label(f"trades.{trade.side}")
        return "  ".join(filter(None, (row.number, side, product, quantity, trade.counterparty)))

    def _say_nothing(self, words: str) -> None:
        self._nothing.setText(words)
        self._nothing.setVisible(True)
        for part in self._parts:
            part.setVisible(False)

    def _go_in(self) -> None:
        section = self.payments if self._delivered() else self.deliveries
        first = next((line for line in section.lines if line.row and line.row.due.done is None), section.new)
        first.enter("done")

    def _delivered(self) -> bool:
        found = self.deliveries.found
        return found is not None and found.standing.open_t == 0

    def _set_status(self, status: Status) -> None:
        trade = self._trade
        if trade is not None:
            self._session.do(
                lambda book: ops.set_status(book, trade, status),
                self.tr("Status set"),
                labels.label(f"trades.{status}"),
                self._refuse,
            )

    def _save(self, section: DueSection, line: DueLine) -> None:
        due, row, found = section.read, line.row, section.found
        if due is None or found is None:
            return
        trade = found.row.id

        def op(book: Book) -> Entered:
            if row is None:
                return ops.add_due(book, trade, due)
            return ops.change_due(book, row.id, due, was=row)

        def done(entered: Entered) -> None:
            if row is None:
                line.clear()
            self._session.say_done(self.tr("Saved"), self._said(entered))

        self._session.run(op, done, lambda problems: section.refuse(line, problems))

    def _delete(self, section: DueSection, line: DueLine) -> None:
        row = line.row
        if row is not None:
            section.new.enter("done")
            self._session.run(
                lambda book: ops.delete_due(book, section.kind, row.id),
                lambda entered: self._session.say_done(self.tr("Deleted"), self._said(entered)),
                lambda problems: section.refuse(line, problems),
            )

    def _said(self, entered: Entered) -> str:
        """That the status went along."""
        if entered.status is None:
            return ""
        return self.tr("now {0}").format(labels.label(f"trades.{entered.status}"))

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._session.refuse(problems)
        self.renew()


def _enter(section: DueSection, by: int, column: str) -> None:
    """From the other section: at its beginning or its end."""
    line = section.new if by < 0 else (*section.lines, section.new)[0]
    line.enter(column)
