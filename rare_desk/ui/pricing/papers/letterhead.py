"""The letterhead's name, lines and logo, asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rare_desk.ops.papers.document import Letterhead
from rare_desk.ui.paper.letterhead import MOST_LINES, keep, kept
from rare_desk.ui.widgets.dialogs import FileDialogs
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.toolbar import button, text

_LOGO_HEIGHT = 40


class LetterheadDialog(QDialog):
    def __init__(self, parent: QWidget | None, dialogs: FileDialogs) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Letterhead"))
        self._dialogs = dialogs
        known = kept()
        self.logo = known.logo
        self.name = TextField(self.tr("Name of the company"))
        self.name.set_text(known.name)
        self.lines = QPlainTextEdit("\n".join(known.lines))
        self.lines.setAccessibleName(self.tr("Address, telephone, tax number"))
        self.lines.setFixedHeight(84)
        self.lines.setTabChangesFocus(True)
        self._picture = QLabel()
        self._picture.setFixedHeight(_LOGO_HEIGHT)
        self._remove = button(self.tr("Remove"), self._no_logo, "link")
        logo = QHBoxLayout()
        logo.setSpacing(12)
        logo.addWidget(self._picture)
        logo.addWidget(button(self.tr("Choose a logo…"), self.choose_logo, "link"))
        logo.addWidget(self._remove)
        logo.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        for standard in (QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel):
            buttons.button(standard).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(text(self.tr("Address, telephone, tax number, a line each (at most four)"), "caption"))
        column.addWidget(self.lines)
        column.addLayout(logo)
        column.addWidget(text(self.tr("Stands at the top of every paper that this machine makes."), "muted"))
        column.addWidget(buttons)
        self.setMinimumWidth(460)
        self._show_logo()

    def accept(self) -> None:
        lines = (line.strip() for line in self.lines.toPlainText().splitlines())
        keep(Letterhead(self.name.text().strip(), tuple(filter(None, lines))[:MOST_LINES], self.logo))
        super().accept()

    def choose_logo(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.svg)")
        chosen = self._dialogs.open_file(self, self.tr("Choose a logo"), Path.home(), kinds)
        if chosen is not None:
            self.logo = str(chosen)
            self._show_logo()

    def _no_logo(self) -> None:
        self.logo = ""
        self._show_logo()

    def _show_logo(self) -> None:
        picture = QPixmap(self.logo) if self.logo else QPixmap()
        if picture.isNull():
            self._picture.setText(self.tr("This picture cannot be read.") if self.logo else self.tr("No logo"))
        else:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaledToHeight(_LOGO_HEIGHT, smooth))
        self._remove.setVisible(bool(self.logo))
