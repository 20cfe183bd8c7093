"""Methodologies of a book: versions, which one is in force, in and out as JSON, differences in words."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet, from_json, to_json
from rare_desk.ops.book.shipped import default_methodology
from rare_desk.ops.history import journal
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.differences import differences
from rare_desk.ops.methodologies.finding import find_methodology, read_methodology
from rare_desk.ops.methodologies.parameters import PARAMETERS, put, read, text_of, value_of
from rare_desk.ops.methodologies.versions import (
    choose_methodology,
    export_methodology,
    find_version,
    import_methodology,
    problems_of,
    reason_words,
    save_version,
    versions,
)
from rare_desk.ops.methodologies.weights import templates
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue
from tests.core.index.books import EXAMPLES, Deal
from tests.ops.given import put as put_trades
from tests.ops.given import trade_of

EXAMPLE = EXAMPLES / "a" / "methodology.json"


def changed(book: Book, **parameters: Any) -> Methodology:
    signed: dict[str, Any] = {"effective": dt.date.today(), "author": "李工", "reason": "试行"}
    return replace(find_version(book), **(signed | parameters))


def after_today(days: int) -> dt.date:
    return dt.date.today() + dt.timedelta(days=days)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def test_saving_adds_a_version_that_is_in_force_and_one_undo_takes_it_back(book: Book) -> None:
    saved = save_version(book, changed(book, pair_cap=0.4))
    assert saved.version == 2
    assert [(one.rules.version, one.state) for one in versions(book)] == [(2, "in-force"), (1, "past")]
    assert find_methodology(book, None).pair_cap == 0.4
    label = book.undo_label()
    assert label == ("methodology-saved", {"name": "RD-1", "version": "2"})
    journal.undo(book)
    assert find_methodology(book, None).pair_cap == 0.5


def test_a_version_is_not_in_force_before_its_day(book: Book) -> None:
    tomorrow = after_today(1)
    save_version(book, changed(book, pair_cap=0.4, effective=tomorrow))
    assert [(one.rules.version, one.state) for one in versions(book)] == [(2, "future"), (1, "in-force")]
    assert find_methodology(book, None).version == 1
    assert [one.state for one in versions(book, tomorrow)] == ["in-force", "past"]


def test_an_index_that_is_left_open_follows_a_version_from_its_day_on(book: Book) -> None:
    put_trades(book, [trade_of(Deal("2026-01-08", 100.0, 1.0, "A", "B"))])
    state = IndexState.load(book)
    yesterday = replace(state, day=after_today(-1))
    save_version(book, changed(book, window_days=3, effective=dt.date(2026, 1, 9)))
    later = put_trades(book, [trade_of(Deal("2026-01-09", 101.0, 1.0, "A", "B"))])
    later = replace(later, tables=frozenset({"trades"}))
    assert state.refresh(book, later).computation.methodology.version == 1
    assert yesterday.refresh(book, later).computation.methodology.version == 2


def test_a_version_needs_its_day_its_author_and_a_reason(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        save_version(book, changed(book, pair_cap=0.4, effective=None, author="", reason=""))
    assert codes(refused) == {"missing-effective", "missing-author", "missing-reason"}
    assert len(versions(book)) == 1


def test_the_same_rules_of_the_same_day_are_no_new_version(book: Book) -> None:
    save_version(book, changed(book, pair_cap=0.4))
    with pytest.raises(Refused) as refused:
        save_version(book, changed(book, pair_cap=0.4, reason="again"))
    assert codes(refused) == {"methodology-unchanged"}


def test_what_cannot_be_computed_with_is_refused_with_all_reasons(book: Book) -> None:
    day = dt.date(2025, 1, 2)
    sets = (WeightSet(day, {"NO-SUCH": 1.0}), WeightSet(day, {"LA-O": 0.0}))
    found = {
        problem.code
        for problem in problems_of(
            book, changed(book, weight_sets=sets, groups={"LA-O": "middle"}, base_from=day, base_to=day.replace(day=1))
        )
    }
    assert found == {
        "weights-same-day", "weights-empty", "unknown-product", "methodology-parameter", "base-reversed",
    }  # fmt: skip


def test_the_book_uses_a_methodology_by_name(book: Book) -> None:
    save_version(book, changed(book, name="甲法", pair_cap=0.4))
    assert find_methodology(book, None).name == "RD-1"
    choose_methodology(book, "甲法")
    assert find_methodology(book, None).pair_cap == 0.4
    assert [(one.rules.name, one.chosen) for one in versions(book)] == [("甲法", True), ("RD-1", False)]
    with pytest.raises(Refused):
        choose_methodology(book, "乙法")


def test_saving_and_choosing_is_one_step(book: Book) -> None:
    save_version(book, changed(book, name="甲法"), choose=True)
    assert find_methodology(book, None).name == "甲法"
    journal.undo(book)
    assert [one.rules.name for one in versions(book)] == ["RD-1"]
    assert find_methodology(book, None).name == "RD-1"


def test_a_file_becomes_the_next_version_and_goes_out_as_it_came(book: Book, tmp_path: Path) -> None:
    rules = import_methodology(book, EXAMPLE)
    assert rules.version == 2
    export_methodology(rules, tmp_path / "out.json")
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    given = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert {name: written[name] for name in given} == given
    assert written["version"] == 2


def test_a_name_that_the_book_does_not_know_keeps_its_version_and_hash(book: Book, tmp_path: Path) -> None:
    rules = changed(book, name="甲法", version=7, indices=templates(dt.date.today()))
    export_methodology(rules, tmp_path / "seven.json")
    assert import_methodology(book, tmp_path / "seven.json").hash == rules.hash
    assert find_version(book, "甲法", 7) == rules


@pytest.mark.parametrize(("part", "value"), [("no_such_rule", 1), ("pair_cap", 2), ("official", {"min_pairs": -1})])
def test_a_file_with_an_unknown_or_wrong_parameter_is_refused_by_its_name(
    book: Book, tmp_path: Path, part: str, value: object
) -> None:
    document = to_json(find_version(book)) | {part: value}
    (tmp_path / "wrong.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        import_methodology(book, tmp_path / "wrong.json")
    known = part != "no_such_rule"
    assert codes(refused) == {"methodology-parameter" if known else "methodology-no-parameter"}
    assert dict(refused.value.problems[0].details)["parameter"].startswith(part)


def test_every_parameter_is_edited_by_its_text_and_read_back(book: Book) -> None:
    document = to_json(replace(find_version(book), base_from=dt.date(2025, 1, 2), base_to=dt.date(2025, 1, 29)))
    for parameter in PARAMETERS:
        assert read(parameter, text_of(document, parameter)) == value_of(document, parameter), parameter.key
        other = "2025-01-08" if parameter.kind == "date" else "3"
        edited = put(document, parameter, read(parameter, other))
        assert isinstance(from_json(json.dumps(edited)), Methodology)
        assert text_of(edited, parameter) == other


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("pair_cap", "100", "parameter-range"),
        ("pair_cap", "", "input-missing"),
        ("window_days", "2.5", "parameter-range"),
        ("window_days", "abc", "not-a-number"),
        ("official.min_trades", "-1", "parameter-range"),
        ("base_from", "2025-13-01", "not-a-date"),
    ],
)
def test_a_text_that_a_parameter_cannot_be_is_a_problem_at_its_field(key: str, text: str, code: str) -> None:
    found = read(next(one for one in PARAMETERS if one.key == key), text)
    assert (found.code, found.field) == (code, key)


def test_differences_are_said_in_words(book: Book) -> None:
    old = find_version(book)
    first = old.weight_sets[0]
    later = WeightSet(dt.date(2026, 7, 1), {"PRND-O": 0.6, "TB-O": 0.4}, "李工", "换组", "typed")
    new = replace(
        old,
        pair_cap=0.4,
        min_lot_t={"light": 0.5},
        groups=dict(old.groups) | {"GD-O": "light"},
        weight_sets=(replace(first, weights=dict(first.weights) | {"LA-O": 0.04}), later),
        indices=(CustomIndex("magnet", "磁材", "Magnet", (later,)),),
        non_trading_days=frozenset({dt.date(2026, 7, 3)}),
    )
    said = {one.key: (one.parameter, one.before, one.after) for one in differences(old, new, catalogue(book), "zh")}
    assert said["pair_cap"] == ("单一买卖双方上限", "50 %", "40 %")
    assert said["min_lot_t.heavy"] == ("最小批量，重稀土", "0.01 吨", "不限")
    assert said["groups.GD-O"] == ("氧化钆 所属", "重", "轻")
    assert said["weight_sets.2025-01-01.LA-O"] == ("2025-01-01 起权重 · 氧化镧", "3 %", "4 %")
    assert said["weight_sets.2026-07-01"] == ("2026-07-01 起权重", "–", "氧化镨钕 60 %、氧化铽 40 %")
    assert said["indices.magnet"] == ("自编指数 magnet", "–", "磁材: 氧化镨钕 60 %、氧化铽 40 %")
    assert said["non_trading_days"] == ("非交易日", "用账簿的非交易日表", "自带 1 天")
    assert len(said) == 7
    assert differences(new, new, catalogue(book), "en") == ()


def test_the_shipped_reason_is_said_in_both_languages_and_others_as_they_were_written() -> None:
    shipped = read_methodology(default_methodology() or "")
    assert reason_words(shipped, "en") == shipped.reason
    assert reason_words(shipped, "zh") == "建议权重，不是市场统计"
    assert reason_words(replace(shipped, reason="tighter"), "zh") == "tighter"
