"""The look of every table: rows 26, header 28, rules under rows only, units muted, sums in a footer that stays."""

from rare_desk.ui.widgets.table.footer import FooterRow
from rare_desk.ui.widgets.table.view import Table

__all__ = ["FooterRow", "Table"]
