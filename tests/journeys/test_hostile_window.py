"""A book whose every text is hostile, page by page in the real window: shown as it stands, taken by nobody for
mark-up, a template or a statement, and nothing is loaded by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.problems import Problem
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.store.book import Book
from rare_desk.ui import crash, language
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.pages import PAGES
from rare_desk.ui.widgets.rows.rows_model import RowsModel
from rare_desk.words import LANGUAGES, Language
from tests.fuzz.acts import furnish
from tests.ui.waiting import settled

PICTURE = '<img src="http://rare-desk.invalid/x.png"><b>B</b><a href="file:///x">'
WORDS = (
    PICTURE, "\u202egpj.exe\u2066", "100 %s %d %(x)s {0} {name} {", "第一\n二\t三\r\n", "a\x07\x1b[31m\x01b", "=1+1",
    "&A && &lt;", "שלום العربية", "长" * 10_000, "'; DROP TABLE trades; --", "Z" + "\u0301" * 300, "𠀀🪨\ufeff\u200b",
    "%1 %2 %n",
)  # fmt: skip
COLUMNS = {
    "counterparties": ("name", "group_name", "tax_id", "note"),
    "trades": (
        "deal_no", "contract_no", "grade", "delivery_place", "payment", "origin", "lot", "trader", "note", "suspect",
    ),
    "quotes": ("source", "grade", "url", "note"),
    "products": ("name_zh", "name_en", "formula", "typical_spec", "aliases"),
    "announced": ("announced_on", "source_url", "note"),
    "calculations": ("name", "note", "counterparty", "contract"),
    "events": ("title", "body", "source_url", "opens"),
    "published_indices": ("name", "publisher", "base", "source_url", "note"),
    "expectation_answers": ("respondent", "note"),
    "import_templates": ("name",),
    "saved_views": ("name",),
    "chart_layouts": ("name",),
    "counterparty_aliases": ("alias",),
    "attachments": ("name", "path", "note"),
    "deliveries": ("invoice_no", "note"),
    "closed_months": ("note",),
    "non_trading_days": ("name",),
    "vintages": ("who", "reason"),
}  # fmt: skip


def spoil(book: Book) -> None:
    """By steps of the program's own, whose labels say hostile words too."""
    for table, columns in COLUMNS.items():
        with book.step("counterparties-apart", name=WORDS[0], other=WORDS[1]) as step:
            ids = [int(str(row_id)) for (row_id,) in step.query(f"SELECT id FROM {table} ORDER BY id DESC LIMIT 26")]
            for place, row_id in enumerate(ids):
                words = (WORDS[(place + number) % len(WORDS)] for number, _ in enumerate(columns))
                unique = f" {row_id}" if table != "trades" else ""
                step.update(table, row_id, {name: word + unique for name, word in zip(columns, words, strict=True)})


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "h.raredesk"
    with new_sample_book(path) as book:
        furnish(book)
        spoil(book)
    return path


@pytest.fixture
def faults(app: QApplication) -> Iterator[list[str]]:
    told: list[str] = []

    def failed(problem: Problem) -> None:
        told.append(problem.code)

    crash.faults().told.connect(told.append)
    crash.faults().book_failed.connect(failed)
    yield told
    crash.faults().told.disconnect(told.append)
    crash.faults().book_failed.disconnect(failed)


def opened(path: Path, spoken: Language, qtbot: QtBot) -> Desk:
    language.choose(spoken)
    desk = Desk()
    desk.open_path(path)
    qtbot.waitUntil(lambda: desk.window.workbench is not None)
    desk.window.resize(1280, 720)
    desk.window.show()
    return desk


def followed(text: str) -> bool:
    """Whether Qt would follow mark-up of the book's in it: what the program escapes, it shows."""
    return "<img" in text


def mark_up(window: QWidget) -> Iterator[str]:
    """What stands somewhere as mark-up."""
    for label in window.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText and followed(label.text()):
            yield f"label {label.text()[:60]}"
    for widget in window.findChildren(QWidget):
        if followed(widget.toolTip()):
            yield f"tip of {type(widget).__name__} {widget.toolTip()[:60]}"
    for action in window.findChildren(QAction):
        if followed(action.toolTip()):
            yield f"tip of an action {action.toolTip()[:60]}"
    for edit in window.findChildren(QTextEdit):
        if "src=" in edit.toHtml():
            yield f"picture in {type(edit).__name__}"
    for view in window.findChildren(QAbstractItemView):
        yield from _cells(view)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    """Tooltips with mark-up, and in the program's own tables names that read otherwise than they are."""
    model = view.model()
    columns = 1 if model is None or isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(30, model.rowCount() if model else 0)):
        for column in range(columns):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and followed(tip):
                yield f"tip in {type(view).__name__} {tip[:60]}"
            shown = model.index(row, column).data()
            if isinstance(model, RowsModel) and isinstance(shown, str) and "\u202e" in shown:
                yield f"turned around in {type(view).__name__}"


def chosen(window: QWidget) -> None:
    """The first row of every list that is shown, so that what stands beside it is shown as well."""
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount():
            view.setCurrentIndex(view.model().index(0, 0))


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_page_of_a_hostile_book_shows_it_as_it_stands(
    hostile: Path, spoken: Language, faults: list[str], qtbot: QtBot
) -> None:
    desk = opened(hostile, spoken, qtbot)
    bench = desk.window.workbench
    assert bench is not None
    found: dict[str, set[str]] = {}
    for entry in PAGES:
        page = bench.show_page(entry.name)
        settled(qtbot, page)
        chosen(page)
        settled(qtbot, page)
        desk.window.grab()
        if said := set(mark_up(desk.window)):
            found[entry.name] = said
    desk.close()
    assert found == {}
    assert faults == []


def test_a_sentence_of_the_strip_shows_what_would_turn_it_around(
    hostile: Path, faults: list[str], qtbot: QtBot
) -> None:
    desk = opened(hostile, "zh", qtbot)
    assert desk.session is not None
    desk.session.say("已删去：\u202egpj.exe\x1b")
    shown = [label.text() for label in desk.window.findChildren(QLabel)]
    assert "已删去：‹202E›gpj.exe‹001B›" in shown
    desk.close()
    assert faults == []
