"""Signs on the time axis: by shape, as one where they would collide, opened by a click or from the keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rare_desk.ui import theme
from rare_desk.ui.chart import MarkerKind, TimeChart
from rare_desk.ui.chart.painting.markers import KINDS, group_at
from tests.ui.chart.given import FIRST, LAST, click, content, drawn, marker, painted

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def marked(chart: TimeChart) -> TimeChart:
    signs = (
        marker("a", 300),
        marker("n", 400, "note"),
        marker("m", 500, "methodology"),
        marker("p", 501, "publication"),
    )
    chart.set_content(replace(content(), markers=signs))
    return chart


def sign(chart: TimeChart, number: int) -> QPoint:
    return QPointF(drawn(chart).markers[number].at, drawn(chart).frames.markers.center().y()).toPoint()


def test_those_that_would_collide_are_one_with_all_their_words(marked: TimeChart) -> None:
    assert [[one.key for one in group.markers] for group in drawn(marked).markers] == [["a"], ["n"], ["m", "p"]]
    assert drawn(marked).markers[2].words == "2026-02-16  words of m\n2026-02-17  words of p"
    marked.show_days(FIRST + 490, FIRST + 510)
    assert [[one.key for one in group.markers] for group in drawn(marked).markers] == [["m"], ["p"]]


def test_a_click_opens_what_is_marked_and_selects_nothing(marked: TimeChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(marked.marker_asked) as asked:
        click(marked, sign(marked, 1))
    assert asked.args == ["n"]
    assert marked.selected is None


def test_a_click_on_several_lets_one_choose(marked: TimeChart, qtbot: QtBot) -> None:
    click(marked, sign(marked, 2))
    menu = marked.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["2026-02-16  words of m", "2026-02-17  words of p"]
    with qtbot.waitSignal(marked.marker_asked) as asked:
        menu.actions()[1].trigger()
    assert asked.args == ["p"]
    menu.hide()


def test_beside_a_sign_there_is_none(marked: TimeChart) -> None:
    row, groups = drawn(marked).frames.markers, drawn(marked).markers
    at = QPointF(groups[0].at, row.center().y())
    assert group_at(groups, row, at) is groups[0]
    assert group_at(groups, row, at + QPointF(20, 0)) is None
    assert group_at(groups, row, at - QPointF(0, 30)) is None


def test_ctrl_and_arrows_jump_from_sign_to_sign_and_ctrl_enter_opens(marked: TimeChart, qtbot: QtBot) -> None:
    marked.select(FIRST + 320)
    QTest.keyClick(marked, Qt.Key.Key_Right, CTRL)
    assert marked.selected == FIRST + 400
    assert marked.accessibleDescription() == "2025-11-08 words of n"
    with qtbot.waitSignal(marked.marker_asked) as asked:
        QTest.keyClick(marked, Qt.Key.Key_Return, CTRL)
    assert asked.args == ["n"]
    for _ in range(3):
        QTest.keyClick(marked, Qt.Key.Key_Left, CTRL)
    assert marked.selected == FIRST + 300


def test_a_day_without_a_point_stands_on_the_next_one(chart: TimeChart) -> None:
    given = content()
    weekly = replace(given.lines[0], days=given.lines[0].days[::7], values=given.lines[0].values[::7])
    weekly = replace(weekly, looks=weekly.looks[::7])
    chart.set_content(replace(given, lines=(weekly,), lower=None, markers=(marker("a", 386), marker("late", 2000))))
    chart.select(FIRST + 350)
    QTest.keyClick(chart, Qt.Key.Key_Right, CTRL)
    assert chart.selected == FIRST + 392
    QTest.keyClick(chart, Qt.Key.Key_Right, CTRL)
    assert chart.selected == int(weekly.days[-1]) <= LAST


def shape(chart: TimeChart, kind: MarkerKind) -> tuple[str, ...]:
    """Where ink is around a sign, as rows of dots."""
    chart.set_content(replace(content(), markers=(marker("x", 400, kind),)))
    chart.show_days(FIRST + 300, FIRST + 500)
    at, image = sign(chart, 0), painted(chart)
    ground = theme.tokens().surface.lower()
    return tuple(
        "".join(" " if image.pixelColor(at.x() + x, at.y() + y).name() == ground else "x" for x in range(-6, 7))
        for y in range(-6, 7)
    )


def test_every_kind_has_a_shape_of_its_own_without_help_of_colour(chart: TimeChart) -> None:
    shapes = {kind: shape(chart, kind) for kind in KINDS}
    assert len(set(shapes.values())) == len(KINDS)
    ink = {kind: "".join(rows).count("x") for kind, rows in shapes.items()}
    assert ink["note"] < ink["announcement"] * 0.85


def test_new_weights_have_a_faint_upright_through_all_panes(chart: TimeChart) -> None:
    colours = {}
    for kind in ("announcement", "methodology"):
        chart.set_content(replace(content(), markers=(marker("x", 413, kind),)))
        image, at = painted(chart), round(drawn(chart).x.at(FIRST + 413))
        top = round(drawn(chart).frames.main.top()) + 3
        colours[kind] = {image.pixelColor(at + x, top).name() for x in (-1, 0)}
    line = theme.tokens().line.lower()
    assert line in colours["methodology"]
    assert line not in colours["announcement"]


def test_without_markers_their_row_takes_no_room(chart: TimeChart) -> None:
    assert drawn(chart).frames.markers.height() == 0
