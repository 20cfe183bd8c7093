"""What the chosen formula is, in words, where it comes from, and how its window is linked."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from rare_desk.ops.companions import MULTILATERAL, Asked, source
from rare_desk.ui import labels, language
from rare_desk.ui.widgets.toolbar import text


class FormulaNote(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "foot")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        self.name = text("", bold=True)
        self.words = text("")
        self.link = text("", "muted")
        self.source = text("", "caption")
        for label in (self.name, self.words, self.link, self.source):
            label.setWordWrap(True)
            column.addWidget(label)

    def show_formula(self, formula: str, asked: Asked) -> None:
        self.name.setText(labels.label(f"companions.{formula}"))
        self.words.setText(labels.label(f"companions.says-{formula}"))
        self.source.setText(source(formula, language.current()))
        rolls = formula in MULTILATERAL and asked.window is not None
        self.link.setVisible(rolls)
        if rolls:
            name, says = labels.label(f"companions.{asked.splice}"), labels.label(f"companions.says-{asked.splice}")
            self.link.setText(
                self.tr("Window of {count}, {splice}: {says}.").format(count=asked.window, splice=name, says=says)
            )
