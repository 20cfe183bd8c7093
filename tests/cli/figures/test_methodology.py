"""methodology: list, show, import, export, use, whatif, and the report."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rare_desk.core.rules.methodology import Methodology, from_json
from rare_desk.ops.methodologies.report import report_of, write_report_text
from rare_desk.ui import language
from rare_desk.ui.paper.report import write_report
from rare_desk.words import Language
from tests.cli.conftest import DATA, run

EXAMPLE = DATA / "index_example" / "a" / "methodology.json"


def test_a_file_is_imported_listed_compared_and_exported_again(book: Path, tmp_path: Path) -> None:
    brought = run("methodology", "import", EXAMPLE, "--book", book, "--json")
    assert (brought.code, brought.json["version"]) == (0, 2)
    listed = run("methodology", "list", "--book", book, "--json").json["methodologies"]
    assert [(one["name"], one["version"], one["state"], one["used"]) for one in listed] == [
        ("RD-1", 2, "in-force", True),
        ("RD-1", 1, "past", False),
    ]
    shown = run("methodology", "show", "--book", book, "--against", 1, "--json", "--lang", "en").json["differences"]
    assert ("base_from", "first 20 index days", "2025-01-02") in [
        (one["key"], one["before"], one["after"]) for one in shown
    ]
    assert run("methodology", "export", tmp_path / "out.json", "--book", book, "--version", 2).code == 0
    out, given = (json.loads(file.read_text("utf-8")) for file in (tmp_path / "out.json", EXAMPLE))
    assert {name: out[name] for name in given} == given


def test_a_wrong_file_is_one_and_a_missing_one_three(book: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text('{"pair_cap": 7}', encoding="utf-8")
    ended = run("methodology", "import", tmp_path / "wrong.json", "--book", book)
    assert ended.code == 1
    assert "pair_cap" in ended.err
    assert run("methodology", "import", tmp_path / "gone.json", "--book", book).code == 3
    assert run("methodology", "show", "--book", book, "--version", 9).code == 1


def test_the_book_uses_another_methodology(book: Path, tmp_path: Path) -> None:
    shown = run("methodology", "show", "--book", book, "--json").json
    (tmp_path / "other.json").write_text(json.dumps(shown | {"name": "other"}), encoding="utf-8")
    assert run("methodology", "import", tmp_path / "other.json", "--book", book).code == 0
    assert run("methodology", "show", "--book", book, "--json").json["name"] == "RD-1"
    assert run("methodology", "use", "other", "--book", book).code == 0
    assert run("methodology", "show", "--book", book, "--json").json["name"] == "other"
    assert run("methodology", "use", "nobody", "--book", book).code == 1


def test_a_what_if_counts_and_writes_nothing(sample: Path, tmp_path: Path) -> None:
    shown = run("methodology", "show", "--book", sample, "--json").json
    (tmp_path / "tight.json").write_text(json.dumps(shown | {"outlier_threshold": 1}), encoding="utf-8")
    before = sample.read_bytes()
    found = run("methodology", "whatif", tmp_path / "tight.json", "--book", sample, "--json").json
    assert sample.read_bytes() == before
    composite = next(one for one in found["series"] if one["series"] == "composite")
    assert composite["changed"] > 0
    assert sum(one["count"] for one in found["codes"] if one["after"] == "outlier") > 0
    told = run("methodology", "whatif", tmp_path / "tight.json", "--book", sample, "--lang", "en")
    assert "Composite" in told.out
    assert "Outlier" in told.out


@pytest.mark.parametrize(("spoken", "said"), [("zh", "覆盖率不低于 50 %"), ("en", "coverage is at least 50 %")])
def test_the_report_says_every_rule_with_the_versions_figures(
    book: Path, tmp_path: Path, spoken: Language, said: str
) -> None:
    blocks = report_of(book, None, None, spoken)
    for ending in ("md", "txt"):
        write_report_text(tmp_path / f"report.{ending}", blocks)
        text = (tmp_path / f"report.{ending}").read_text(encoding="utf-8")
        assert said in text
        assert "max(1.4826 · median" in text
        assert "|x − m| > 3.5 · s" in text
        assert "{" not in text
    assert "| 34 % |" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_the_report_as_pdf_carries_its_fonts_and_its_text(app: QApplication, book: Path, tmp_path: Path) -> None:
    language.choose("zh")
    write_report(tmp_path / "report.pdf", report_of(book, None, None, "zh"))
    made = (tmp_path / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert b"/FontFile2" in made
    assert b"/ToUnicode" in made


def test_what_is_shown_as_json_is_a_methodology(book: Path) -> None:
    shown = run("methodology", "show", "--book", book, "--json")
    assert isinstance(from_json(shown.out), Methodology)


def test_a_methodology_does_not_take_the_place_of_the_book(book: Path) -> None:
    before = book.read_bytes()
    ended = run("methodology", "export", book, "--book", book)
    assert (ended.code, ended.out) == (3, "")
    assert len(ended.err.strip().splitlines()) == 1
    assert book.read_bytes() == before
    assert run("check", book).code == 0


def test_weights_are_computed_with_their_working(sample: Path) -> None:
    found = run("methodology", "weights", "--book", sample, "--json").json
    assert sum(Decimal(one["weight"]) for one in found["weights"]) == 1
    assert all(Decimal("0.01") <= Decimal(one["weight"]) <= Decimal("0.35") for one in found["weights"])
    assert {one["product"] for one in found["weights"]} == {
        "PRND-O", "PRND-M", "ND-O", "LA-O", "CE-O", "DY-O", "TB-O", "GD-O",
    }  # fmt: skip
    more = run("methodology", "weights", "--book", sample, "--all", "--json").json
    assert len(more["weights"]) > len(found["weights"])
    assert run("methodology", "weights", "--book", sample, "--cap", 5).code == 1
