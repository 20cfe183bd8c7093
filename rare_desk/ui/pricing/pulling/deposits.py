"""Fills a calculation's oxides with those of a deposit: its shares, and prices of the book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.ops.contracts.distributions import distribution, distributions
from rare_desk.ops.pulling.oxide_prices import PRICED, filled, oxide_prices, unpriced, with_vat
from rare_desk.store.book import Book
from rare_desk.ui.pricing.deposits.names import marked_name
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.session import Session

Present = Callable[[], tuple[str, Given, dt.date]]
"""The calculator, its inputs as they stand, and the day up to which prices are taken."""


class DepositFiller(QObject):
    def __init__(self, session: Session, owner: QWidget, present: Present, give: Callable[[Given], None]) -> None:
        super().__init__(owner)
        self._session, self._owner, self._present, self._give = session, owner, present, give

    def open(self, at: QPoint) -> None:
        self.menu().popup(at)

    def menu(self) -> QMenu:
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in distributions(self._session.book):
            menu.addAction(marked_name(one)).triggered.connect(partial(self._chosen, one.name))
        menu.addSeparator()
        edit = menu.addAction(self.tr("Edit distributions…"))
        edit.triggered.connect(lambda: self._session.navigate.emit("deposits", {}))
        return menu

    def take(self, name: str) -> None:
        kind, given, day = self._present()
        price, state = PRICED[kind], self._session.index

        def work(book: Book) -> tuple[Given, tuple[str, ...], Distribution]:
            deposit = distribution(book, name)
            prices = oxide_prices(book, state, dict(deposit.shares), day).of()
            missing = unpriced(given, deposit, prices, price)
            return with_vat(filled(given, deposit, prices, price), day), missing, deposit

        def answered(found: tuple[Given, tuple[str, ...], Distribution]) -> None:
            changed, missing, deposit = found
            if given is not self._present()[1]:
                return
            self._give(changed)
            self._tell(missing, deposit)

        self._session.read(work, answered)

    def _chosen(self, name: str, _checked: bool = False) -> None:
        self.take(name)

    def _tell(self, missing: tuple[str, ...], deposit: Distribution) -> None:
        """What the shares are, and which oxides are not among them for want of a price."""
        names = self.tr(", ").join(missing)
        if not missing:
            said = self.tr("{deposit}: shares and prices taken.").format(deposit=marked_name(deposit))
        elif len(missing) == len(deposit.shares):
            said = self.tr("{deposit}: shares taken; the book has no prices for them.")
            said = said.format(deposit=marked_name(deposit))
        else:
            said = self.tr("{deposit}: left out for want of a price: {names}.")
            said = said.format(deposit=marked_name(deposit), names=names)
        self._session.say(said, "info" if deposit.verified and not missing else "warn")
