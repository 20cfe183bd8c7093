"""In what a draft or version differs from another version, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from rare_desk.core.products import Catalogue
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ops.methodologies.differences import Difference, differences
from rare_desk.ops.methodologies.versions import Version
from rare_desk.ui import language
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, Toolbar, text


class ChangesPanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._versions: Sequence[Version] = ()
        self._rules: Methodology | None = None
        self._products = Catalogue(())
        self.against = QComboBox()
        self.against.setAccessibleName(self.tr("Compared with"))
        self.against.setMinimumWidth(130)
        self.against.activated.connect(lambda _at: self._fill())
        self.count = Elided()
        self.table = Table(fit=True)
        self.model: ListModel[Difference] = ListModel(self._columns(), self)
        self.table.setModel(self.model)
        bar = Toolbar(bar="head")
        bar.add(text(self.tr("Compared with")), self.against, self.count)
        column = flush(QVBoxLayout(self))
        column.addWidget(bar)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column[Difference]]:
        translate = QCoreApplication.translate
        return [
            Column(
                key="parameter",
                title=translate("ChangesPanel", "Parameter"),
                text=lambda one: one.parameter,
                width=190,
                tip=lambda one: one.parameter,
            ),
            Column(
                key="before",
                title=translate("ChangesPanel", "There"),
                text=lambda one: one.before,
                width=110,
                tip=lambda one: one.before,
            ),
            Column(
                key="after",
                title=translate("ChangesPanel", "Here"),
                text=lambda one: one.after,
                width=110,
                tip=lambda one: one.after,
            ),
        ]

    def show_versions(self, versions: Sequence[Version], base: Methodology) -> None:
        """Compared with `base` until another one is chosen."""
        self._versions = versions
        self.against.clear()
        for place, one in enumerate(versions):
            self.against.addItem(f"{one.rules.name} v{one.rules.version}", place)
            if (one.rules.name, one.rules.version) == (base.name, base.version):
                self.against.setCurrentIndex(place)
        self._fill()

    def show_rules(self, rules: Methodology | None, products: Catalogue) -> None:
        """None while the draft cannot be read."""
        self._rules, self._products = rules, products
        self._fill()

    def _fill(self) -> None:
        place = self.against.currentData()
        found: tuple[Difference, ...] = ()
        if self._rules is not None and place is not None:
            found = differences(self._versions[place].rules, self._rules, self._products, language.current())
        self.model.show_rows(found)
        self.count.setText(self.tr("no differences") if not found else self.tr("{0} differences").format(len(found)))
