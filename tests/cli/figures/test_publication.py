"""publish, vintages, restate and index --as-published, as a scheduled task calls them."""

import json
from pathlib import Path

import pytest

from rare_desk.ops.publication import text
from rare_desk.store.book import Book
from tests.cli.conftest import DATA, run
from tests.store.test_checking import behind_its_back

EXAMPLE = DATA / "index_example" / "a" / "trades.csv"
LATE = "date,product,buyer,seller,qty_t,price_cny_t_ex_vat\n{day},PRND-O,N1,N2,500,{price}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An example book, brought in by the ordinary importer."""
    path = tmp_path / "a.raredesk"
    assert run("new", path).code == 0
    assert run("import", EXAMPLE, "--book", path, "--side", "market", "--accept-suspect").code == 0
    return path


def test_a_journey_from_publication_to_restatement(book: Path, tmp_path: Path) -> None:
    made = run("publish", "--book", book, "--freq", "monthly", "--up-to", "2025-06-30", "--json").json
    assert made["written"] == len(made["published"]) == 6
    last = made["published"][-1]
    assert run("publish", "--book", book, "--freq", "monthly", "--up-to", "2025-06-30", "--json").json == {
        "freq": "monthly", "published": [], "written": 0,
    }  # fmt: skip
    points = run("index", "--book", book, "--freq", "monthly", "--to", "2025-06-30", "--json").json["points"]
    published = run("index", "--book", book, "--freq", "monthly", "--as-published", "--json").json["points"]
    names = ("date", "value", "raw", "status", "reasons", "coverage", "trades", "pairs")
    assert [{n: p[n] for n in names} for p in published] == [{n: p[n] for n in names} for p in points][-6:]
    assert {(p["methodology"], p["version"]) for p in published} == {("RD-1", 1)}

    late = tmp_path / "late.csv"
    price = float(run("prices", "--book", book, "--product", "PRND-O", "--json").json["prices"][-1]["price"])
    late.write_text(LATE.format(day=last["date"], price=round(price * 1.04, 2)), encoding="utf-8")
    brought = run(
        "import", late, "--book", book, "--side", "market", "--vat", "excl", "--compliant", "yes", "--accept-suspect"
    )
    assert brought.code == 0, brought.err
    told = run("vintages", "--book", book, "--pending", "--json").json
    (one,) = told["pending"]
    assert (one["date"], one["rule"], one["vintage"]) == (last["date"], "inside", last["vintage"])
    assert one["moves"][0]["series"] == "PRND-O"
    (row,) = one["causes"]["rows"]
    assert (row["kind"], row["record"], row["product"], row["date"]) == ("added", "trades", "PRND-O", last["date"])

    asked = ("restate", "--book", book, "--freq", "monthly", "--date", last["date"], "--reason", "补录", "--json")
    tried = run(*asked, "--dry-run").json
    again = run(*asked).json
    assert tried["written"] == 0
    assert again["published"][0]["hash"] == tried["published"][0]["hash"]
    both = [row for row in run("vintages", "--book", book, "--json").json["vintages"] if row["date"] == last["date"]]
    assert [(row["vintage"], row["restates"], row["superseded"], row["reason"]) for row in both] == [
        (last["vintage"], None, True, ""),
        (again["published"][0]["vintage"], last["vintage"], False, "补录"),
    ]
    for asked_for, row in (("first", both[0]), ("latest", both[1]), (both[0]["published_at"], both[0])):
        shown = run("index", "--book", book, "--freq", "monthly", "--as-published", asked_for, "--json").json
        assert shown["points"][-1]["value"] == row["composite"]
    assert (
        run("index", "--book", book, "--freq", "monthly", "--as-published", "2025-12-31", "--json").json["points"] == []
    )
    assert run("check", book).code == 0


def test_a_vintage_is_printed_as_it_was_published(book: Path) -> None:
    run("publish", "--book", book, "--date", "2025-03-03")
    with Book.open(book, read_only=True) as opened:
        printed = run("vintages", "--book", book, "--id", 1).out.rstrip("\n")
        assert printed == text(opened, 1)
    assert json.loads(printed)["date"] == "2025-03-03"


def test_a_vintage_that_was_altered_is_printed_and_said(book: Path) -> None:
    run("publish", "--book", book, "--date", "2025-03-03")
    behind_its_back(
        book, "UPDATE vintages SET document = replace(document, '\"trades\":', '\"trades\":1') WHERE id = 1"
    )
    ended = run("vintages", "--book", book, "--id", 1, "--lang", "en")
    assert (ended.code, json.loads(ended.out)["date"]) == (1, "2025-03-03")
    assert "was altered" in ended.err


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("publish", "--date", "2100-01-01"), 1),
        (("publish", "--up-to", "2100-01-01"), 1),
        (("publish", "--date", "2025-03-01"), 1),
        (("restate", "--date", "2025-03-03", "--reason", "r"), 1),
        (("vintages", "--id", 7), 1),
        (("vintages", "--id", 2**70), 1),
        (("explain", f"#{2**70}"), 2),
        (("index", "--as-published", "--series", "copper"), 1),
        (("index", "--as-published", "2025-13-45T10:00"), 2),
        (("index", "--as-published", "--methodology", "RD-1"), 2),
        (("publish", "--date", "2025-03-03", "--up-to", "2025-03-03"), 2),
        (("publish", "--freq", "yearly"), 2),
        (("restate", "--date", "2025-03-03"), 2),
    ],
)
def test_what_cannot_be_done_says_why(book: Path, args: tuple[object, ...], code: int) -> None:
    ended = run(*args, "--book", book)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.strip()
    assert run("vintages", "--book", book, "--json").json == {"vintages": []}


def test_the_tables_are_readable(book: Path) -> None:
    shown = run("publish", "--book", book, "--freq", "weekly", "--up-to", "2025-02-15", "--lang", "zh")
    assert "公布" in shown.err
    assert "2025-02-14" in shown.out
    listed = run("vintages", "--book", book, "--lang", "zh").out.splitlines()
    assert len(listed) == 1 + len(shown.out.splitlines()) - 1
    assert "周" in listed[1]
    assert run("vintages", "--book", book, "--pending", "--lang", "en").out.startswith("Vintage")
