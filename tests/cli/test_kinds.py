"""`import --as` every kind of small records, or by its headers alone."""

from pathlib import Path

import openpyxl
import pytest

from rare_desk import paths
from rare_desk.cli.ledger.imports import FORMER, RECORDS
from rare_desk.ops.imports import kinds
from tests.cli.conftest import run

DATA = paths.resources() / "data"
WEIGHTS = "Product,Weight\nPRND-O,60%\nDY-O,40%\n"
COUNTS = ("kind", "rows", "new", "existing", "suspect", "wrong")


def counts(document: dict[str, object]) -> tuple[object, ...]:
    files = document["files"]
    assert isinstance(files, list)
    return tuple(files[0]["sheets"][0][name] for name in COUNTS)


def test_the_command_line_knows_the_kinds_of_the_ops() -> None:
    assert RECORDS == kinds.KINDS
    assert tuple(kinds.FORMER) == FORMER


@pytest.mark.parametrize("said", [(), ("--as", "announced")])
def test_announced_prices_come_in_by_name_and_by_their_header(
    book: Path, tmp_path: Path, said: tuple[str, ...]
) -> None:
    document = run("import", DATA / "concentrate_prices.csv", "--book", book, *said, "--json")
    assert (document.code, counts(document.json)) == (0, ("announced", 22, 0, 22, 0, 0))
    file = tmp_path / "a.csv"
    file.write_text("季度,基价,品位,每1%REO\n2027Q1,41000,50,820\n2027Q2,42000,50,800\n", encoding="utf-8")
    ended = run("import", file, "--book", book, *said, "--json", "--lang", "en")
    (problem,) = ended.json["files"][0]["sheets"][0]["problems"]
    assert (ended.code, problem["kind"], problem["row"], problem["column"]) == (1, "wrong", 3, "每1%REO")
    assert "840" in problem["message"]
    assert run("import", file, "--book", book, *said, "--skip-wrong", "--json").json["written"] == 1
    assert run("undo", "--book", book).code == 0


@pytest.mark.parametrize("said", [(), ("--as", "non-trading-days")])
def test_days_come_in(book: Path, tmp_path: Path, said: tuple[str, ...]) -> None:
    file = tmp_path / "d.csv"
    file.write_text("日期,名称,休市/补班\n2033-01-03,元旦,休市\n2033-01-08,元旦,补班\n", encoding="utf-8")
    ended = run("import", file, "--book", book, *said, "--json")
    assert (ended.code, ended.json["written"], counts(ended.json)) == (0, 1, ("non-trading-days", 2, 1, 1, 0, 0))


@pytest.mark.parametrize("said", [(), ("--as", "weights")])
def test_weights_ask_for_their_day_and_become_a_version(book: Path, tmp_path: Path, said: tuple[str, ...]) -> None:
    file = tmp_path / "w.csv"
    file.write_text(WEIGHTS, encoding="utf-8")
    asked = run("import", file, "--book", book, *said, "--json", "--lang", "en")
    (question,) = asked.json["files"][0]["sheets"][0]["questions"]
    assert (asked.code, question["code"]) == (1, "effective")
    assert "--effective" in question["message"]
    ended = run("import", file, "--book", book, *said, "--effective", "2027-01-04", "--json")
    assert (ended.code, ended.json["written"]) == (0, 2)
    found = run("methodology", "list", "--book", book, "--json").json["methodologies"]
    assert [one["version"] for one in found] == [2, 1]
    again = run("import", file, "--book", book, *said, "--effective", "2027-01-04", "--json")
    assert (again.code, again.json["batch"]) == (0, None)


@pytest.mark.parametrize(
    ("names", "file"),
    [
        (("published", "published-index"), "sample_published.csv"),
        (("expectations", "expectation"), "sample_answers.csv"),
    ],
)
def test_kinds_go_by_their_names_by_former_ones_and_by_none(book: Path, names: tuple[str, ...], file: str) -> None:
    for said in ((), *(("--as", name) for name in names)):
        dry = run("import", DATA / file, "--book", book, *said, "--month", "2026-11", "--dry-run", "--json")
        assert counts(dry.json)[0] == names[0]
        assert counts(dry.json)[5] == 0


def test_a_table_of_nothing_known_is_no_table(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("姓名,电话\n张,123\n", encoding="utf-8")
    ended = run("import", file, "--book", book)
    assert ended.code != 0
    assert "x.csv" in ended.err


@pytest.mark.parametrize(("sheet", "code"), [("节假日", 0), ("别的", 2)])
def test_of_small_records_too_only_the_sheet_that_is_named_comes_in(
    book: Path, tmp_path: Path, sheet: str, code: int
) -> None:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, day in (("节假日", "2033-01-03"), ("旧表", "2034-01-03")):
        rows = made.create_sheet(name)
        rows.append(["日期", "名称", "休市/补班"])
        rows.append([day, "元旦", "休市"])
    made.save(tmp_path / "d.xlsx")
    ended = run("import", tmp_path / "d.xlsx", "--book", book, "--as", "non-trading-days", "--sheet", sheet, "--json")
    assert bool(ended.code) == bool(code)
    if code:
        assert "旧表" in ended.err
    else:
        assert [one["sheet"] for one in ended.json["files"][0]["sheets"]] == [sheet]
        assert ended.json["written"] == 1
