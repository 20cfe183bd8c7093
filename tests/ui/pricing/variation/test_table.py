from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.pricing.variation.table import VariedTable, Words


def test_long_figures_and_titles_are_not_cut_in_a_narrow_table(app: QApplication, qtbot: QtBot) -> None:
    table = VariedTable()
    qtbot.addWidget(table)
    table.resize(300, 200)
    figures = ("26,834", "1,016,714.80", "+132,421.13", "7,746,448.30")
    table.show_words(
        Words((("a", ""), ("a longer title", "CNY/dry t"), ("c", ""), ("d", "")), (figures,), (("",) * 4,), (0, 1))
    )
    table.show()
    for column, figure in enumerate(figures):
        assert table.columnWidth(column) >= table.fontMetrics().horizontalAdvance(figure) + 16
    header = table.horizontalHeader()
    assert table.columnWidth(1) >= header.fontMetrics().horizontalAdvance("a longer title") + 16
    assert header.height() >= 2 * header.fontMetrics().height()
