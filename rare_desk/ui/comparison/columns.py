"""The columns of points that would come in."""

from PySide6.QtCore import QCoreApplication

from rare_desk.core.numbers import plain
from rare_desk.sheets.records.published import PointRead
from rare_desk.ui import labels
from rare_desk.ui.intake.panel import Coming, figure_column, plain_column
from rare_desk.ui.widgets.rows.rows_model import Column


def coming_columns() -> list[Column[Coming[PointRead]]]:
    where = QCoreApplication.translate("ComparisonPage", "Column")
    return [
        plain_column("column", where, lambda point: point.column, 160),
        plain_column("series", labels.field("index_name"), lambda point: point.series, 220),
        plain_column("date", labels.field("date"), lambda point: point.date.isoformat(), 110),
        figure_column("value", labels.field("value"), lambda point: plain(point.value)),
    ]
