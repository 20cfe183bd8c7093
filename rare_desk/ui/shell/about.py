"""What this program is, with what a report of a fault needs."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import rare_desk
from rare_desk.ui import crash, icons, theme
from rare_desk.ui.widgets.toolbar import button, text


class About(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Rare Desk"))
        picture = QLabel()
        picture.setPixmap(icons.program().pixmap(QSize(56, 56)))
        name = text(self.tr("Rare Desk"))
        name.setFont(theme.headline_font())
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(name)
        words.addWidget(text(self.tr("Version {version}").format(version=rare_desk.__version__)))
        words.addWidget(text(self.tr("Nothing leaves this machine: the program never uses the network."), "muted"))
        words.addWidget(text(self.tr("MIT licence. Qt under LGPL 3."), "muted"))
        versions = text(crash.about(), "caption")
        words.addSpacing(8)
        words.addWidget(versions)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(picture)
        top.addLayout(words)
        buttons = QHBoxLayout()
        buttons.addWidget(button(self.tr("Copy versions"), _copy, "link"))
        buttons.addStretch(1)
        close = button(self.tr("Close"), self.accept, "primary")
        close.setDefault(True)
        buttons.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top)
        whole.addLayout(buttons)
        self.setFixedSize(self.sizeHint())


def _copy() -> None:
    QGuiApplication.clipboard().setText(crash.about())
