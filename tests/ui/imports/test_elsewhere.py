"""What is dropped on the import page and is no ledger is read there, or on its own page with one click."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from rare_desk.ops.imports.plans import Source
from rare_desk.ops.methodologies.versions import latest_version
from rare_desk.store.reading.queries import announced, non_trading_days
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.intake.panel import Intake
from rare_desk.ui.methodology.page import MethodologyPage
from rare_desk.ui.session import Session
from tests.ui.imports.reading import shown

PRICES = "季度,基价,品位,每1%REO,公告日\n2027Q1,41000,50,820,2027-01-09\n2026Q4,38800,50,776,2026-10-09\n"
DAYS = "日期,名称,休市/补班\n2033-01-03,元旦,休市\n2033-01-08,元旦,补班\n"
WEIGHTS = "品名,权重\n氧化镨钕,60\n氧化镝,40\n"


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


def read_here(page: ImportPage, qtbot: QtBot, file: Path, text: str) -> Intake[Any]:
    file.write_text(text, encoding="utf-8")
    page.take_files([file])
    until(qtbot, page.elsewhere.isVisible)
    intake = page.elsewhere.intake
    assert intake is not None
    return intake


def test_announced_prices_are_read_on_the_import_page(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(session, qtbot)
    intake = read_here(page, qtbot, tmp_path / "a.csv", PRICES)
    assert (intake.rows.rowCount(), intake.problems.rowCount()) == (2, 1)
    assert not intake.import_button.isEnabled()
    intake.accept_suspect.setChecked(True)
    intake.import_button.click()
    until(qtbot, lambda: not page.elsewhere.isVisible())
    now = {one.quarter: one.price for one in announced(session.book) if one.in_force}
    assert (now["2027Q1"], now["2026Q4"]) == (Decimal(41_000), Decimal(38_800))
    session.undo()
    until(qtbot, lambda: "2027Q1" not in {one.quarter for one in announced(session.book)})


def test_days_are_read_on_the_import_page_and_left_with_discard(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(session, qtbot)
    intake = read_here(page, qtbot, tmp_path / "d.csv", DAYS)
    assert intake.rows.rowCount() == 1
    intake.discard()
    assert not page.elsewhere.isVisible()
    intake = read_here(page, qtbot, tmp_path / "d.csv", DAYS)
    intake.import_button.click()
    until(qtbot, lambda: "2033-01-03" in {day.isoformat() for day in non_trading_days(session.book)})


def test_a_weight_set_goes_to_the_methodology_with_one_click(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(session, qtbot)
    (tmp_path / "w.csv").write_text(WEIGHTS, encoding="utf-8")
    with qtbot.waitSignal(session.message) as told:
        page.take_files([tmp_path / "w.csv"])
    assert told.args is not None
    with qtbot.waitSignal(session.navigate) as sent:
        told.args[0].actions[0].do()
    assert sent.args is not None
    target, what = sent.args
    assert (target, what["part"], what["weights"].name) == ("methodology", "weights", "w.csv")


def test_the_methodology_takes_it_as_an_edit(session: Session, qtbot: QtBot) -> None:
    page = MethodologyPage(session)
    qtbot.addWidget(page)
    page.refresh(None)
    page.show_item(part="weights", weights=Source("w.csv", WEIGHTS.encode()))
    until(qtbot, lambda: page.draft.edited)
    made = page.draft.sets()
    assert len(made) == len(latest_version(session.book).weight_sets) + 1
    assert made[-1]["weights"] == {"PRND-O": 0.6, "DY-O": 0.4}
