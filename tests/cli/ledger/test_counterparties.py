"""Counterparties from the command line: listed, merged, given aliases."""

from pathlib import Path

import pytest

from rare_desk.cli.group import DATA, OK
from rare_desk.ops.book.books import check, new_book
from tests.cli.conftest import run
from tests.ops.parties.given import LONG, OTHER, SHORT, fill


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.raredesk"
    with new_book(path) as book:
        fill(book)
    return path


def test_the_list_tells_who_they_are_and_what_was_traded(desk: Path) -> None:
    told = run("counterparties", "list", "--book", desk, "--json").json
    assert told["count"] == 3
    first = told["counterparties"][0]
    assert (first["name"], first["aliases"], first["trades"]) == (LONG, ["包头甲辰"], 2)
    assert (first["bought_t"], first["sold_t"], first["to_go_t"]) == ("10", "4", "4")
    assert first["to_receive"] == {"CNY": "1898400.00"}
    assert first["defaults"] == {"payment": "月结", "spot": "term"}
    table = run("counterparties", "list", "甲辰", "--book", desk, "--lang", "zh").out
    assert LONG in table
    assert OTHER not in table


def test_what_is_probably_one_firm_is_listed_and_merged(desk: Path) -> None:
    told = run("counterparties", "list", "--same", "--book", desk, "--json").json
    assert told["probably_same"] == [{"name": LONG, "into": SHORT, "why": "place"}]
    merged = run("counterparties", "merge", LONG, "甲辰", "--book", desk, "--json").json
    assert (merged["name"], sorted(merged["aliases"])) == (SHORT, sorted([LONG, "甲辰", "包头甲辰"]))
    assert run("counterparties", "list", "--same", "--book", desk, "--json").json["count"] == 0
    assert check(desk) == []
    run("undo", "--book", desk)
    assert run("counterparties", "list", "--book", desk, "--json").json["count"] == 3


def test_aliases_come_and_go(desk: Path) -> None:
    assert run("counterparties", "alias", OTHER, "乙稀土", "乙", "--book", desk).code == OK
    again = run("counterparties", "alias", "乙", "乙稀土", "--remove", "--book", desk, "--json").json
    assert (again["name"], again["aliases"]) == (OTHER, ["乙"])


def test_a_name_that_the_book_does_not_know_is_refused_with_the_nearest(desk: Path) -> None:
    ended = run("counterparties", "merge", "赣州市乙稀土", SHORT, "--book", desk, "--lang", "zh")
    assert ended.code == DATA
    assert OTHER in ended.err
    assert run("counterparties", "alias", "谁也不是", "x", "--book", desk).code == DATA
    assert run("counterparties", "alias", OTHER, SHORT, "--book", desk).code == DATA
