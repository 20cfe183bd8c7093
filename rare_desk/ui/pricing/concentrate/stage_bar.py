"""Where a settlement stands in its life, and how its figures are rounded when not as usual."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rare_desk.core.pricing.settling.rounding import USUAL, rounding_of
from rare_desk.core.pricing.settling.terms import Stage
from rare_desk.ops.papers.words import Words
from rare_desk.ui import labels, language
from rare_desk.ui.pricing.concentrate import life
from rare_desk.ui.pricing.concentrate.rounding_dialog import RoundingDialog
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.toolbar import Elided, button


class StageBar(QWidget):
    edited = Signal(object)
    """The inputs as they are then."""

    def __init__(self) -> None:
        super().__init__()
        self._given: Given = {}
        stages = [("", labels.label("pricing.no-stages"))]
        stages += [(str(stage), labels.label(f"pricing.stage-{stage}")) for stage in Stage]
        self.stages = SegmentedButtons(stages)
        self.stages.setAccessibleName(labels.label("pricing.field-stage"))
        self.stages.chosen.connect(lambda stage: self.edited.emit(life.staged(self._given, stage)))
        self.rounding = Elided("", "caption")
        self.change_rounding = button(self.tr("Rounding…"), self._ask_rounding, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.stages)
        row.addStretch(1)
        row.addWidget(self.rounding)
        row.addWidget(self.change_rounding)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        self._given = given
        self.stages.choose(str(given.get("stage") or ""))
        said = rounding_of(given.get("rounding"))
        self.rounding.setText(Words(language.current()).rounding(said))
        self.rounding.setVisible(said != USUAL)

    def _ask_rounding(self) -> None:
        dialog = RoundingDialog(self, self._given.get("rounding"))
        if dialog.exec():
            self.edited.emit(life.with_rounding(self._given, dialog.rounding()))
