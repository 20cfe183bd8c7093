"""Every way in which the window writes a file: a place that is taken costs one click, and nothing is left beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rare_desk.store.book import Book
from rare_desk.store.reading.queries import calculations
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_totals
from rare_desk.ui.expectation.page import ExpectationPage
from rare_desk.ui.explain.exporting import SheetOut
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.index.exporting import Exporting
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.jobs import Job
from rare_desk.ui.lab.page import LabPage
from rare_desk.ui.messages import Message
from rare_desk.ui.methodology.page import MethodologyPage
from rare_desk.ui.page import Page
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.system import files
from rare_desk.ui.today.page import TodayPage
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.words import Language
from tests.ui.dialogs import Chosen

PATIENCE = 60_000
WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"
P = TypeVar("P", bound=Page)
Way = tuple[str, Callable[[], object]]
"""The file's name as the user chose it, and what the user does."""


@pytest.fixture
def sample(desk: Desk, qtbot: QtBot) -> Desk:
    with qtbot.waitSignal(desk.opened):
        desk.open_sample()
    desk.show()
    session = desk.session
    assert session is not None
    qtbot.waitUntil(lambda: session.index is not None)
    return desk


def page_of(desk: Desk, kind: type[P]) -> P:
    assert desk.window.workbench is not None
    shown = desk.window.workbench.show_page(kind.name)
    assert isinstance(shown, kind)
    return shown


def ways(desk: Desk, qtbot: QtBot) -> list[Way]:
    session = desk.session
    assert session is not None
    trades, index, lab = page_of(desk, TradesPage), page_of(desk, IndexPage), page_of(desk, LabPage)
    imports, pricing = page_of(desk, ImportPage), page_of(desk, PricingPage)
    methodology, expectation = page_of(desk, MethodologyPage), page_of(desk, ExpectationPage)
    state = session.index
    assert state is not None
    session.navigate.emit("pricing", {"calculation": calculations(session.book)[-1].id})
    session.navigate.emit("index", {"series": "composite", "day": state.computation.last_day})
    imports.take_files([WORKBOOKS / "ledger-with-mistakes.xlsx"])
    qtbot.waitUntil(lambda: trades.model.rowCount() > 0 and trades.model.complete)
    qtbot.waitUntil(lambda: lab.comparison is not None and imports.plan is not None)
    qtbot.waitUntil(lambda: pricing.outcome.priced is not None)
    qtbot.waitUntil(lambda: bool(index.findChildren(SheetOut)))
    (chart,), (audit, *_) = index.findChildren(Exporting), index.findChildren(SheetOut)
    return [
        *[(f"导出.{ending}", lambda: desk.ask_export("trades")) for ending in ("xlsx", "csv", "json")],
        ("指数.xlsx", lambda: desk.ask_export("index")),
        ("公布.xlsx", lambda: desk.ask_export("vintages")),
        ("模板.xlsx", lambda: desk.ask_template("trades")),
        ("表.xlsx", lambda: wishes().asked.emit(trades.table)),
        ("图.png", lambda: chart.ask_picture(".png")),
        ("图.svg", lambda: chart.ask_picture(".svg")),
        ("图.pdf", chart.ask_pdf),
        ("图.xlsx", chart.ask_workbook),
        ("审计.xlsx", lambda: audit.ask(".xlsx")),
        ("审计.pdf", lambda: audit.ask(".pdf")),
        ("比较.csv", lab.export),
        ("方法.json", methodology.export),
        ("方法.pdf", methodology.save_report),
        ("方法.md", methodology.save_report),
        ("计算.xlsx", pricing.export),
        ("问卷.xlsx", lambda: expectation.write_questionnaire("zh")),
        ("错误行.xlsx", imports.beside.save_asked.emit),
    ]


def said(session: Session, qtbot: QtBot, act: Callable[[], object]) -> Message:
    with qtbot.waitSignal(session.message) as heard:
        act()
    assert heard.args is not None
    message = heard.args[0]
    assert isinstance(message, Message)
    return message


def test_what_stands_in_the_place_of_a_file_costs_one_click(
    sample: Desk, chosen: Chosen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(chosen.paths[0]), ""))
    session = sample.session
    assert session is not None
    wanted = set()
    for name, act in ways(sample, qtbot):
        taken = tmp_path / name
        taken.mkdir()
        chosen.paths = [taken]
        refused = said(session, qtbot, act)
        assert (name, refused.kind, len(refused.actions)) == (name, "bad", 1), refused.text
        other = f"{taken.stem} (2){taken.suffix}"
        assert other in refused.actions[0].words
        done = said(session, qtbot, refused.actions[0].do)
        assert (name, done.kind, done.detail) == (name, "good", str(tmp_path / other))
        assert (tmp_path / other).stat().st_size > 0
        wanted |= {name, other}
    assert {path.name for path in tmp_path.iterdir()} == wanted


def test_a_bulletin_whose_page_is_held_goes_whole_under_another_name(
    sample: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page, session = page_of(sample, TodayPage), sample.session
    assert session is not None
    assert session.index is not None
    stem = f"bulletin-{session.index.computation.last_day}-zh"
    (tmp_path / f"{stem}-index.png").mkdir()
    refused = said(session, qtbot, lambda: page.write_bulletin(tmp_path))
    assert (refused.kind, len(refused.actions)) == ("bad", 1)
    done = said(session, qtbot, refused.actions[0].do)
    assert done.kind == "good"
    ends = (".pdf", ".xlsx", "-index.png", "-concentrate.png")
    assert {path.name for path in tmp_path.iterdir()} >= {f"{stem} (2){end}" for end in ends}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_ledger_longer_than_a_sheet_goes_on_in_the_next_one_and_tells_how_far_it_is(
    sample: Desk, chosen: Chosen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rare_desk.sheets.out.workbooks.MOST_ROWS", 500)
    session, told = sample.session, list[float]()
    assert session is not None
    session.busy.connect(lambda _what, done: told.append(done))
    chosen.paths = [tmp_path / "成交.xlsx"]
    assert said(session, qtbot, lambda: sample.ask_export("trades")).kind == "good"
    book = load_workbook(tmp_path / "成交.xlsx")
    assert book.sheetnames == ["成交", "成交 2", "成交 3", "说明"]
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[:3]) == trade_totals(session.book, TradeFilter()).count
    assert 0 < max(told) <= 1.0


@pytest.mark.parametrize("name", ["成交.xlsx", "成交.csv", "成交.json"])
def test_a_cancelled_export_leaves_nothing(
    sample: Desk, chosen: Chosen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    session, cancelled, export = sample.session, Event(), files.export
    assert session is not None

    def export_late(book: Book, what: str, out: Path, language: Language, job: Job) -> Sequence[Path]:
        cancelled.wait(PATIENCE / 1000)
        return export(book, what, out, language, job)

    def cancel(what: str, _done: float) -> None:
        if what:
            session.cancel()
            cancelled.set()

    monkeypatch.setattr(files, "export", export_late)
    session.busy.connect(cancel)
    chosen.paths = [tmp_path / name]
    heard = said(session, qtbot, lambda: sample.ask_export("trades"))
    assert (heard.kind, heard.actions) == ("bad", ())
    assert list(tmp_path.iterdir()) == []
