"""A calculation into a workbook with live formulas, where the user says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from rare_desk.core.file_names import stem_of
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops import pricing
from rare_desk.ops.pricing import Priced
from rare_desk.sheets.calculations.study.shown import Study
from rare_desk.ui import language
from rare_desk.ui.page import Page
from rare_desk.ui.widgets.dialogs import FileDialogs
from rare_desk.ui.writing_out import write_out


def export_workbook(
    page: Page,
    dialogs: FileDialogs,
    name: str,
    priced: Priced,
    announced: Sequence[AnnouncedPrice],
    study: Study | None = None,
) -> None:
    """In the window's language, with a study of it before it."""
    kinds = QCoreApplication.translate("CalculationWorkbook", "Excel workbook (*.xlsx)")
    proposed = Path.home() / f"{stem_of(name)}.xlsx"
    title = QCoreApplication.translate("CalculationWorkbook", "Export to Excel")
    chosen = dialogs.save_file(page, title, proposed, kinds)
    if chosen is None:
        return
    path = chosen if chosen.suffix else chosen.with_suffix(".xlsx")
    spoken = language.current()
    write_out(
        page.session,
        path,
        lambda _book, _job, out: pricing.export_calculation(out, name, priced, spoken, announced, study),
        QCoreApplication.translate("CalculationWorkbook", "Exported, with live formulas."),
    )
