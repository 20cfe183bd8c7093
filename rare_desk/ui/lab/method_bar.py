"""How the formulas compare periods: directly or chained, over which window, and what stands for a missing price."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit

from rare_desk.ops.companions import MULTILATERAL, SPLICES, Asked
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.toolbar import Toolbar, text

_LONGEST = 520
_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_TIP = Qt.ItemDataRole.ToolTipRole


class MethodBar(Toolbar):
    changed = Signal()
    """Something that the figures follow from."""
    reference_changed = Signal()

    def __init__(self) -> None:
        super().__init__(36)
        self.chain = SegmentedButtons((("direct", self.tr("Direct")), ("chained", self.tr("Chained"))))
        self.chain.button("direct").setToolTip(self.tr("Every period against the first one"))
        self.chain.button("chained").setToolTip(self.tr("Every period against the one before, multiplied up"))
        self.window_size = QLineEdit()
        self.window_size.setAccessibleName(self.tr("Window"))
        self.window_size.setValidator(QIntValidator(2, _LONGEST, self))
        self.window_size.setPlaceholderText(self.tr("all"))
        self.window_size.setToolTip(
            self.tr("Periods in the window of a multilateral formula; empty: all of them at once")
        )
        self.window_size.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.window_size.setFixedWidth(56)
        self.splice = QComboBox()
        self.splice.setAccessibleName(self.tr("Splice"))
        for place, name in enumerate(SPLICES):
            self.splice.addItem(labels.label(f"companions.{name}"), name)
            self.splice.setItemData(place, labels.label(f"companions.says-{name}"), _TIP)
        self.splice.setCurrentIndex(SPLICES.index("mean"))
        self.missing = SegmentedButtons((("matched", self.tr("Matched")), ("carry", self.tr("Carried"))))
        self.missing.button("matched").setToolTip(self.tr("Only products that have a price in both periods"))
        self.missing.button("carry").setToolTip(self.tr("A missing price is the last one before it"))
        self.reference = QComboBox()
        self.reference.setAccessibleName(self.tr("Reference"))
        self.reference.setMinimumContentsLength(11)
        self.reference.setSizeAdjustPolicy(_SHORT)
        self._splice_name = text(self.tr("Splice"), "muted")
        self.add(self.chain, text(self.tr("Missing"), "muted"), self.missing)
        self.add(text(self.tr("Window"), "muted"), self.window_size, self._splice_name, self.splice)
        self.add_right(text(self.tr("Spread to"), "muted"), self.reference)
        for buttons in (self.chain, self.missing):
            buttons.chosen.connect(lambda _key: self.changed.emit())
        self.window_size.textChanged.connect(lambda _text: self._windowed())
        self.splice.activated.connect(lambda _place: self.changed.emit())
        self.reference.activated.connect(lambda _place: self.reference_changed.emit())
        self._enable(())

    def asked(self, formulas: Sequence[str]) -> Asked:
        return Asked(
            tuple(formulas),
            self.chain.current == "chained",
            self.periods,
            str(self.splice.currentData()),
            self.missing.current == "carry",
        )

    def show_formulas(self, formulas: Sequence[str]) -> None:
        """Offers them as reference; what none of them uses is greyed."""
        before = self.current_reference
        self.reference.clear()
        for name in formulas:
            self.reference.addItem(labels.label(f"companions.{name}"), name)
        self.reference.setCurrentIndex(
            self.reference.findData(before) if before in formulas else self.reference.count() - 1
        )
        self._enable(formulas)

    @property
    def periods(self) -> int | None:
        """None: all periods at once."""
        return int(self.window_size.text()) if self.window_size.hasAcceptableInput() else None

    @property
    def current_reference(self) -> str:
        return str(self.reference.currentData() or "")

    def _windowed(self) -> None:
        self._enable([str(self.reference.itemData(n)) for n in range(self.reference.count())])
        self.changed.emit()

    def _enable(self, formulas: Sequence[str]) -> None:
        many = any(name in MULTILATERAL for name in formulas)
        self.chain.setEnabled(any(name not in MULTILATERAL for name in formulas))
        self.window_size.setEnabled(many)
        rolls = many and self.periods is not None
        self.splice.setEnabled(rolls)
        self._splice_name.setEnabled(rolls)
