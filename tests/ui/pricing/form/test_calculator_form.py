from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ui import formats, labels
from rare_desk.ui.session import Session
from tests.core.pricing.examples import examples
from tests.ui.pricing.given import entry, figure, figures, form, shown, type_all, type_into

OWN_FORMS = ("grade", "settlement")
WORKED = [
    pytest.param(kind, example, id=f"{kind}-{place}")
    for kind in CALCULATORS
    if kind not in OWN_FORMS
    for place, example in enumerate(examples(kind))
]


def written(result: dict[str, Any]) -> list[str]:
    """The figures of a worked result as the window writes them."""
    found = []
    for value in result.values():
        values = value.values() if isinstance(value, dict) else [value]
        found += [formats.number(Decimal(one), max(0, -int(Decimal(one).as_tuple().exponent))) for one in values]
    return found


@pytest.mark.parametrize(("kind", "example"), WORKED)
def test_a_worked_calculation_typed_by_hand_shows_its_figures(
    kind: str, example: dict[str, Any], session: Session, qtbot: QtBot
) -> None:
    page = shown(session, qtbot, kind)
    type_all(page, example["input"])
    assert page.outcome.problems == ()
    missing = [one for one in written(example["result"]) if one not in figures(page)]
    assert missing == []
    assert len(page.trail.view.lines) == len(page.outcome.priced.result.trail) if page.outcome.priced else False


@pytest.mark.parametrize("kind", [kind for kind in CALCULATORS if kind not in OWN_FORMS])
def test_an_empty_form_says_what_is_missing_and_shows_no_figure(kind: str, session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, kind)
    assert figure(page) == formats.NONE
    assert page.form.totals.notes.text().startswith("还缺：")
    assert not page.export_button.isEnabled()


def test_a_figure_out_of_range_is_told_at_its_field_and_hides_the_result(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "netback")
    type_all(page, examples("netback")[0]["input"])
    type_into(page, "vat_rate", "31")
    field = entry(page, "vat_rate").field
    assert field is not None
    assert field.problem_label.text() == "31 应在 0 至 30 之间"
    assert figure(page) == formats.NONE
    assert "税率" in page.form.totals.notes.text()
    type_into(page, "vat_rate", "13")
    assert not field.problem_label.text()
    assert figure(page) == "39,744.34"


def test_the_result_follows_every_key(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "netback")
    type_all(page, examples("netback")[0]["input"])
    field = entry(page, "deduction_per_t_concentrate").field
    assert field is not None
    field.edit.setFocus()
    field.edit.clear()
    seen = []
    for key in "19500":
        QTest.keyClicks(field.edit, key)
        seen.append(figure(page))
    assert seen[-1] == "39,744.34"
    assert len(set(seen)) == len(seen)


def test_shares_above_a_hundred_are_told_under_the_list(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "basket")
    given = examples("basket")[0]["input"]
    given["oxides"][1] = given["oxides"][1] | {"share": "60.0"}
    type_all(page, given)
    assert not form(page).records[0]._problem.isHidden()
    assert "108.5" in form(page).records[0]._problem.text()
    assert figure(page) == formats.NONE


def test_a_column_of_prices_copied_in_excel_fills_down_from_the_current_cell(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "basket")
    type_all(page, examples("basket")[0]["input"])
    part = form(page).records[0]
    part.grid.setCurrentIndex(part.grid.grid.index(2, 2))
    part.paste("570000\n565000\n16000\n999\n")
    assert [one["price"] for one in page.given["oxides"]] == ["4500", "11500", "570000", "565000", "16000", "999"]


def test_a_table_is_pasted_without_its_header(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "basket")
    form(page).records[0].paste("氧化物\t占比 %\t价格\nNd2O3\t75\t560000\nPr6O11\t25\t565000\n")
    assert page.given["oxides"][:2] == [
        {"oxide": "Nd2O3", "share": "75", "price": "560000"},
        {"oxide": "Pr6O11", "share": "25", "price": "565000"},
    ]


def test_a_record_is_removed_but_never_the_last_that_is_needed(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "basket")
    part = form(page).records[0]
    for left in (3, 2, 1, 1):
        part.grid.go_to("oxides[0]")
        QTest.keyClick(part.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        assert len(page.given["oxides"]) == left


def test_every_input_of_every_calculator_has_its_words() -> None:
    for kind, calculator in CALCULATORS.items():
        for field in calculator.fields:
            for one in (field, *field.fields):
                assert labels.label_or(f"pricing.field-{one.name}", ""), (kind, one.name)


def test_the_trail_tints_the_result_wherever_it_stands(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "basket")
    type_all(page, examples("basket")[0]["input"])
    view = page.trail.view
    assert view.lines[view.result].value == figure(page) == "20.44"
