"""`compare`, `published`, `expectation`, `questionnaire`, and the imports of their records."""

import shutil
from pathlib import Path

import pytest

from rare_desk.cli.ledger.trades import EXPORTED
from rare_desk.ops import exports
from tests.cli.conftest import run

POINTS = "日期,影子指数\n2026-10-20,120\n2026-10-21,121\n2026-10-22,122\n"
ANSWERS = "受访单位,氧化镨钕,氧化镝\n甲公司,涨,跌\n乙公司,平,也许\n"


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "own.raredesk"))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_points_are_imported_listed_and_compared(own: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "points.csv", POINTS)
    document = run("import", file, "--book", own, "--as", "published-index", "--json").json
    assert document.keys() == {"files", "written", "batch"}
    assert document["written"] == 3
    sheet = document["files"][0]["sheets"][0]
    assert {name: sheet[name] for name in ("kind", "header_row", "rows", "new", "existing", "suspect", "wrong")} == {
        "kind": "published", "header_row": 1, "rows": 3, "new": 3, "existing": 0, "suspect": 0, "wrong": 0,
    }  # fmt: skip
    assert run("published", "--book", own, "--json").json["indices"][-1]["point_count"] == 3
    assert run("published", "影子指数", "--book", own, "--json").json["points"][-1] == {
        "date": "2026-10-22",
        "value": "122",
    }
    found = run("compare", "--book", own, "--with", "影子指数", "--json").json
    assert (found["series"], found["points"], found["freq"]) == ("composite", 3, "daily")
    assert found["tracking_difference_pp"] == pytest.approx(found["change_pct"] - found["with_change_pct"])
    shown = run("compare", "--book", own, "--with", "影子指数", "--lang", "en")
    assert "Tracking difference" in shown.out
    assert shown.code == 0
    assert "影子指数" in run("published", "--book", own).out
    assert "122" in run("published", "影子指数", "--book", own).out


def test_a_correction_is_written_only_when_suspect_rows_are_accepted(book: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "points.csv", POINTS)
    run("import", file, "--book", book, "--as", "published-index")
    written(file, POINTS.replace(",122", ",130"))
    ended = run("import", file, "--book", book, "--as", "published-index", "--json")
    assert (ended.code, ended.json["written"], ended.json["batch"]) == (1, 0, None)
    (problem,) = ended.json["files"][0]["sheets"][0]["problems"]
    assert problem.keys() == {"kind", "row", "column", "value", "code", "message"}
    assert (problem["kind"], problem["row"], problem["column"], problem["value"]) == ("suspect", 4, "影子指数", "130")
    ended = run("import", file, "--book", book, "--as", "published-index", "--accept-suspect", "--json")
    assert (ended.code, ended.json["written"]) == (0, 1)
    assert run("published", "影子指数", "--book", book, "--json").json["value"] == "130"


def test_a_name_is_given_where_the_header_has_none(book: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "points.csv", "date,close\n2026-10-20,120\n")
    run("import", file, "--book", book, "--as", "published-index", "--name", "ACREI")
    assert run("published", "ACREI", "--book", book, "--json").json["point_count"] == 1


def test_answers_are_imported_and_told(book: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "answers.csv", ANSWERS)
    missing = run("import", file, "--book", book, "--as", "expectation", "--json")
    assert {one["code"] for one in missing.json["files"][0]["sheets"][0]["problems"]} == {"missing-month"}
    wrong = run("import", file, "--book", book, "--as", "expectation", "--month", "2026-12")
    assert wrong.code == 1
    assert "也许" in wrong.err
    told = run("import", file, "--book", book, "--as", "expectation", "--month", "2026-12", "--skip-wrong")
    assert told.code == 0
    found = run("expectation", "--book", book, "--month", "2026-12", "--json").json
    assert found["months"][0]["indices"][0]["value"] == "53.13"
    assert "53.13" in run("expectation", "--book", book).out
    assert "PRND-O" in run("expectation", "--book", book, "--month", "2026年12月").out
    none = run("expectation", "--book", book, "--month", "2025-01")
    assert (none.code, "2025-01" in none.err) == (1, True)


def test_an_empty_book_has_no_expectations_and_no_indices(book: Path) -> None:
    assert run("expectation", "--book", book, "--json").json["months"] == []
    assert run("expectation", "--book", book).code == 0
    assert run("published", "--book", book).code == 0
    assert run("compare", "--book", book, "--with", "甲").code == 1


def test_a_questionnaire_is_written(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "q.xlsx"
    assert run("questionnaire", out, "--book", book, "--month", "2026-12", "--json").json == {"paths": [str(out)]}
    back = run("import", out, "--book", book, "--as", "expectation", "--json").json
    assert (back["written"], back["files"][0]["sheets"][0]["wrong"]) == (0, 0)
    assert run("questionnaire", tmp_path / "q.xlsx", "--book", book, "--month", "十二月").code == 2


def test_all_that_can_be_exported_can_be_named() -> None:
    assert sorted(EXPORTED) == sorted(exports.KINDS)
