"""A methodology while it is edited."""

import datetime as dt

import pytest

from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import Methodology, WeightSet, from_json, to_json
from rare_desk.ops.book.shipped import default_methodology
from rare_desk.ops.methodologies.weights import templates
from rare_desk.ui.methodology.draft import MAIN, Draft

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def draft() -> Draft:
    base = from_json(default_methodology() or "")
    assert isinstance(base, Methodology)
    return Draft.of(base)


def rules(draft: Draft) -> Methodology:
    found = draft.rules
    assert isinstance(found, Methodology)
    return found


def test_a_draft_without_edits_is_the_version_it_began_with(draft: Draft) -> None:
    assert rules(draft) == draft.base
    assert not draft.edited


def test_a_typed_parameter_is_read_and_the_old_value_stays_known(draft: Draft) -> None:
    edited = draft.typed("pair_cap", "45").typed("official.min_trades", "4")
    assert (rules(edited).pair_cap, rules(edited).min_trades) == (0.45, 4)
    assert (edited.before("pair_cap"), edited.before("window_days")) == ("50", None)
    assert not edited.typed("pair_cap", "50").typed("official.min_trades", "3").edited


def test_a_text_that_cannot_be_read_stays_with_its_problem_until_it_is_corrected(draft: Draft) -> None:
    wrong = draft.typed("pair_cap", "abc")
    assert (wrong.text("pair_cap"), wrong.unread["pair_cap"].problem.code) == ("abc", "not-a-number")
    assert isinstance(wrong.rules, Problem)
    assert rules(wrong.typed("pair_cap", "40")).pair_cap == 0.4


def test_weights_are_typed_in_percent_and_summed(draft: Draft) -> None:
    edited = draft.with_weight(MAIN, 0, "PRND-O", "33.5").with_weight(MAIN, 0, "Y-O", "0.5 %")
    weights = rules(edited).weight_sets[0].weights
    assert (weights["PRND-O"], weights["Y-O"]) == (0.335, 0.005)
    assert edited.total(MAIN, 0) == 100
    assert edited.weight(MAIN, 0, "PRND-O") == "33.5"
    assert "Y-O" not in rules(edited.with_weight(MAIN, 0, "Y-O", "")).weight_sets[0].weights
    assert rules(edited).weight_sets[0].source == "typed"


@pytest.mark.parametrize("typed", ["-1", "101", "viel"])
def test_a_weight_that_is_none_is_a_problem_of_its_cell(draft: Draft, typed: str) -> None:
    assert draft.with_weight(MAIN, 0, "PRND-O", typed).unread.keys() == {"/0/PRND-O"}


def test_any_number_of_sets_is_added_dated_signed_and_removed(draft: Draft) -> None:
    two = draft.with_new_set(MAIN, WeightSet(TODAY, {"LA-O": 1.0}, source="typed"))
    signed = two.with_set_text(MAIN, 1, "effective", "2026.12.1", TODAY).with_set_text(MAIN, 1, "author", "李工", TODAY)
    made = rules(signed).weight_sets[1]
    assert (made.effective, made.author, made.weights) == (dt.date(2026, 12, 1), "李工", {"LA-O": 1.0})
    assert rules(signed.without_set(MAIN, 1)) == draft.base
    assert "/1/effective" in signed.with_set_text(MAIN, 1, "effective", "bald", TODAY).unread


def test_a_product_changes_its_group_by_either_word(draft: Draft) -> None:
    assert rules(draft.with_group("LA-O", "重")).groups["LA-O"] == "heavy"
    assert rules(draft.with_group("LA-O", "h")).groups["LA-O"] == "heavy"
    assert "LA-O" not in rules(draft.with_group("LA-O", "")).groups
    assert "groups.LA-O" in draft.with_group("LA-O", "mittel").unread


def test_an_own_index_is_added_named_weighed_and_removed(draft: Draft) -> None:
    added = draft.with_index(templates(TODAY)[0]).with_index(templates(TODAY)[0])
    assert [one["key"] for one in added.indices] == ["magnet", "magnet-2"]
    edited = added.with_index_text("magnet-2", "key", "mine").with_index_text("mine", "name_en", "Mine")
    edited = edited.with_weight("mine", 0, "TB-O", "20")
    mine = rules(edited).indices[1]
    assert (mine.key, mine.name_en, mine.weight_sets[0].weights["TB-O"]) == ("mine", "Mine", 0.2)
    gone = edited.without_index("magnet").without_index("mine")
    assert rules(gone) == draft.base
    assert "indices" not in gone.document


@pytest.mark.parametrize("key", ["light", "LA-O", "Big", "9", "a b", ""])
def test_a_key_that_cannot_be_one_stays_unread(draft: Draft, key: str) -> None:
    added = draft.with_index(templates(TODAY)[0])
    wrong = added.with_index_text("magnet", "key", key)
    assert wrong.unread["magnet//key"].problem.code == "index-key"
    assert [one["key"] for one in wrong.indices] == ["magnet"]


def test_its_own_non_trading_days_come_and_go(draft: Draft) -> None:
    own = draft.with_days([TODAY])
    assert rules(own).non_trading_days == frozenset({TODAY})
    assert own.days == (TODAY,)
    assert rules(own.with_days(None)) == draft.base


def test_the_signature_goes_into_the_json(draft: Draft) -> None:
    signed = rules(draft.signed(name="甲法", effective="2026-12-01", author="李工", reason="试行"))
    assert to_json(signed)["effective"] == "2026-12-01"
    assert (signed.name, signed.author, signed.reason) == ("甲法", "李工", "试行")
