"""A penalty or premium by bands: for which element, from which limits on, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.pricing.fields import read
from rare_desk.core.pricing.settling.adjustments import ADJUSTMENT_FIELDS, adjustment_of
from rare_desk.core.pricing.settling.schedules import SCHEDULE_FIELDS
from rare_desk.ops.papers.words import Words
from rare_desk.ui import labels, language
from rare_desk.ui.pricing.form.cells import Cell, GridRow
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.widgets.inputs.fields import NumberField, TextField
from rare_desk.ui.widgets.toolbar import button, text

_TYPED = ("label", "element", "assay")
_CHOSEN = {field.name: field.choices for field in SCHEDULE_FIELDS if field.choices}
_BAND = ("threshold", "step", "rate")


class ScheduleDialog(QDialog):
    """`schedule()` after it was accepted, as an adjustment of the settlement."""

    def __init__(self, parent: QWidget | None, given: Mapping[str, Any] | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Penalty or premium by bands"))
        self.fields: dict[str, TextField] = {
            "label": TextField(labels.label("pricing.field-label")),
            "element": TextField(labels.label("pricing.field-element")),
            "assay": NumberField(self.tr("Assay (empty: the lots' own)")),
        }
        self.choices = {name: _choice(name, choices) for name, choices in _CHOSEN.items()}
        self._bands = _bands_of(given or {})
        self.bands = Grid(_titles(), (16, 40, 40, 60))
        self.bands.setAccessibleName(labels.label("pricing.field-bands"))
        self.bands.setMinimumWidth(440)
        self.bands.grid.typed.connect(self._typed)
        self.bands.removal_asked.connect(self._remove)
        self.bands.pasted.connect(self._paste)
        self.answer = text("", "muted")
        self.answer.setWordWrap(True)
        self.answer.setMinimumHeight(40)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        for standard in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel):
            self._buttons.button(standard).setIcon(QIcon())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._fill(given or {})
        for field in self.fields.values():
            field.changed.connect(self._show)
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._show)
        self._show()
        self.fields["element"].setFocus()

    def schedule(self) -> dict[str, Any]:
        said: dict[str, Any] = {name: field.text().strip() for name, field in self.fields.items()}
        said = {name: words for name, words in said.items() if words or name == "element"}
        said |= {name: str(choice.currentData()) for name, choice in self.choices.items()}
        return said | {"bands": [dict(band) for band in self._bands if any(band.values())]}

    def add_band(self) -> None:
        """Its step and rate as in the band before."""
        last = self._bands[-1] if self._bands else {}
        self._bands.append({"threshold": "", "step": last.get("step", ""), "rate": last.get("rate", "")})
        self._show()
        self.bands.go_to(f"bands[{len(self._bands) - 1}]")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, 0, place)
        for place, (name, choice) in enumerate(self.choices.items()):
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(text(labels.label(f"pricing.field-{name}"), "caption"))
            column.addWidget(choice)
            grid.addLayout(column, 1 + place // 2, place % 2)
        head = QHBoxLayout()
        head.addWidget(text(labels.label("pricing.field-bands")))
        head.addWidget(text(self.tr("limits and steps in the unit of the assay"), "caption"))
        head.addStretch(1)
        head.addWidget(button(self.tr("+ Band"), self.add_band, "link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addLayout(head)
        column.addWidget(self.bands)
        column.addWidget(self.answer)
        column.addWidget(self._buttons)

    def _fill(self, given: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            field.set_text(str(given.get(name) or ""))
        for name, choice in self.choices.items():
            choice.setCurrentIndex(max(0, choice.findData(str(given.get(name) or ""))))

    def _typed(self, path: str, words: str) -> None:
        place, _, name = path.removeprefix("bands[").partition("].")
        self._bands[int(place)][name] = words
        self._show()

    def _remove(self, path: str) -> None:
        if len(self._bands) > 1:
            del self._bands[int(path[6:-1])]
            self._show()

    def _paste(self, table: str) -> None:
        """Rows of limit, step and rate."""
        rows = [[cell.strip() for cell in line.split("\t")] for line in table.splitlines() if line.strip()]
        bands = [dict(zip(_BAND, row, strict=True)) for row in rows if len(row) == len(_BAND)]
        if bands:
            self._bands = [band for band in self._bands if any(band.values())] + bands
            self._show()

    def _show(self) -> None:
        values, problems = read(ADJUSTMENT_FIELDS, self.schedule(), "s.")
        made, more = (None, ()) if problems else adjustment_of(values, "s")
        found = [*problems, *more]
        self.bands.show_rows([_row(place, band, found) for place, band in enumerate(self._bands)])
        wrong = [one for one in found if one.code != "input-missing"]
        said = self.schedule()
        ready = not found and bool(said["element"] and said["bands"])
        if wrong:
            self.answer.setText(labels.say_all(wrong))
        elif ready and made is not None:
            self.answer.setText(Words(language.current()).basis(made))
        else:
            self.answer.setText(self.tr("Enter the element and at least one band: limit, step, rate per step."))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)


def _choice(name: str, choices: tuple[str, ...]) -> QComboBox:
    made = QComboBox()
    for one in choices:
        made.addItem(labels.label(f"pricing.{name}-{one}"), one)
    return made


def _titles() -> list[tuple[str, str]]:
    rate = labels.label("pricing.unit-cny_dry_t")
    return [
        (labels.label("pricing.item-bands"), ""),
        (labels.label("pricing.field-threshold"), ""),
        (labels.label("pricing.field-step"), ""),
        (labels.label("pricing.field-rate"), rate),
    ]


def _bands_of(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """One written flat is a band like others."""
    written = given.get("bands") or [given]
    return [{name: str(band.get(name) or "") for name in _BAND} for band in written]


def _row(place: int, band: Mapping[str, str], found: list[Any]) -> GridRow:
    path = f"bands[{place}]"
    cells = [Cell(str(place + 1))]
    for name in _BAND:
        wrong = next((one for one in found if one.field == f"s.{path}.{name}" and one.code != "input-missing"), None)
        cells.append(Cell(band[name], f"{path}.{name}", band[name], problem=labels.say(wrong) if wrong else ""))
    return GridRow(tuple(cells), path)
