"""A template is chosen by hand among those that fit; what it changes is said, and can be taken back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.store.reading import queries
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session
from tests.ui.imports.reading import chosen, planned_again, shown, states

QUOTES = "品名,规格,均价(元/吨),日期\n氧化镨钕,75%,431000,2025-06-06\n氧化镝,99.5%,1620000,2025-06-06\n"
OTHER = QUOTES.replace("规格", "级别")
TRADES = "日期,方向,品名,数量(吨),成交,对手方\n2025-01-06,买,氧化镨钕,10,431000,乙公司\n"


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ImportPage:
    return shown(session, qtbot)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {"周报": QUOTES, "别的报价": OTHER, "台账": TRADES}
    for name, words in made.items():
        (tmp_path / f"{name}.csv").write_text(words, encoding="utf-8")
    return {name: tmp_path / f"{name}.csv" for name in made}


def taken(page: ImportPage, qtbot: QtBot, file: Path, **answers: str) -> None:
    page.discard()
    page.take_files([file])
    qtbot.waitUntil(lambda: page.plan is not None)
    for code, value in answers.items():
        chosen(page, code, value, qtbot)


def kept(page: ImportPage, qtbot: QtBot, file: Path, **answers: str) -> None:
    taken(page, qtbot, file, **answers)
    planned_again(page, qtbot, page.template.keep)


def offered(page: ImportPage) -> list[str]:
    return [action.text() for action in page.template.drop.actions() if action.isCheckable()]


def ticked(page: ImportPage) -> list[str]:
    return [action.text() for action in page.template.drop.actions() if action.isChecked()]


def pick(page: ImportPage, begin: str) -> None:
    next(action for action in page.template.drop.actions() if action.text().startswith(begin)).trigger()


def test_only_templates_for_records_of_this_kind_are_offered(
    page: ImportPage, qtbot: QtBot, files: dict[str, Path]
) -> None:
    kept(page, qtbot, files["周报"], kind="quotes", vat="incl", source="网站")
    kept(page, qtbot, files["台账"])
    assert offered(page) == ["台账（按表头找到）", "不用模板"]
    taken(page, qtbot, files["别的报价"], kind="quotes")
    assert offered(page) == ["周报（4 列中有 3 列相同）", "不用模板"]
    assert ticked(page) == ["不用模板"]


def test_a_template_chosen_by_hand_answers_for_other_headers_and_says_so(
    page: ImportPage, session: Session, qtbot: QtBot, files: dict[str, Path]
) -> None:
    kept(page, qtbot, files["周报"], kind="quotes", vat="incl", source="网站")
    taken(page, qtbot, files["别的报价"], kind="quotes")
    assert set(page.questions.fields) == {"vat", "source"}
    said: list[Message] = []
    session.message.connect(said.append)
    planned_again(page, qtbot, lambda: pick(page, "周报"))
    assert not page.questions.fields
    assert ticked(page) == ["周报（4 列中有 3 列相同）"]
    assert "来源 网站" in said[-1].text
    assert "价格含税" in said[-1].text
    planned_again(page, qtbot, said[-1].actions[0].do)
    assert set(page.questions.fields) == {"vat", "source"}
    assert ticked(page) == ["不用模板"]


def test_what_came_in_by_a_chosen_template_is_found_by_its_own_headers_next_time(
    page: ImportPage, qtbot: QtBot, files: dict[str, Path]
) -> None:
    kept(page, qtbot, files["周报"], kind="quotes", vat="incl", source="网站")
    taken(page, qtbot, files["别的报价"], kind="quotes")
    planned_again(page, qtbot, lambda: pick(page, "周报"))
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    taken(page, qtbot, files["别的报价"])
    assert ticked(page) == ["别的报价（按表头找到）"]
    assert states(page) == {"existing": 2}


def test_a_table_read_without_its_template_leaves_the_template_as_it_is(
    page: ImportPage, session: Session, qtbot: QtBot, files: dict[str, Path]
) -> None:
    kept(page, qtbot, files["周报"], kind="quotes", vat="incl", source="网站")
    before = queries.import_templates(session.book)
    taken(page, qtbot, files["周报"])
    assert ticked(page) == ["周报（按表头找到）"]
    planned_again(page, qtbot, lambda: pick(page, "不用模板"))
    assert set(page.questions.fields) == {"kind"}
    for code, value in {"kind": "quotes", "vat": "excl", "source": "别处"}.items():
        chosen(page, code, value, qtbot)
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    assert session.book.number("SELECT count(*) FROM quotes") == 2
    assert queries.import_templates(session.book) == before


def test_a_template_that_is_forgotten_reads_nothing_any_more(
    page: ImportPage, qtbot: QtBot, files: dict[str, Path]
) -> None:
    kept(page, qtbot, files["周报"], kind="quotes", vat="incl", source="网站")
    taken(page, qtbot, files["别的报价"], kind="quotes")
    planned_again(page, qtbot, lambda: pick(page, "周报"))
    planned_again(page, qtbot, page.template.forget)
    assert offered(page) == []
    assert set(page.questions.fields) == {"vat", "source"}
