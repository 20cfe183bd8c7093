"""A ledger that calls a party by another name."""

from pathlib import Path

from openpyxl import Workbook

from rare_desk.ops.imports.ledgers import ImportPlan, plan_import, write_import
from rare_desk.ops.parties.merging import merge
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_page
from tests.ops.given import TODAY
from tests.ops.parties.given import LONG, OTHER, SHORT, fill, keep, party_id


def ledger(folder: Path, *parties: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["日期", "品名", "方向", "数量(吨)", "含税单价(元/吨)", "对方"])
    for number, party in enumerate(parties, 1):
        sheet.append([f"2026-05-{number:02}", "氧化镨钕", "采购", number, 450_000 + number, party])
    path = folder / "台账.xlsx"
    book.save(path)
    return path


def notes(plan: ImportPlan) -> list[tuple[str, dict[str, str]]]:
    return [(one.code, dict(one.details)) for sheet in plan.sheets for one in sheet.notes]


def test_an_alias_is_read_as_its_party_and_said(book: Book, tmp_path: Path) -> None:
    fill(book)
    path = ledger(tmp_path, "包头甲辰", "包头甲辰", OTHER)
    plan = plan_import(book, [path], today=TODAY)
    assert notes(plan)[0] == ("alias-read", {"alias": "包头甲辰", "party": LONG, "count": "2"})
    count = len(queries.counterparties(book))
    assert write_import(book, plan, accept_suspect=True).written == 3
    assert len(queries.counterparties(book)) == count
    assert {row.trade.counterparty for row in trade_page(book, limit=3)} == {LONG, OTHER}


def test_a_file_brought_in_again_after_its_party_was_merged_adds_nothing(book: Book, tmp_path: Path) -> None:
    fill(book)
    path = ledger(tmp_path, SHORT, SHORT)
    write_import(book, plan_import(book, [path], today=TODAY), accept_suspect=True)
    merge(book, party_id(book, SHORT), party_id(book, LONG))
    again = plan_import(book, [path], today=TODAY)
    assert [(len(sheet.fresh), sheet.existing) for sheet in again.sheets] == [(0, 2)]


def test_a_new_name_near_a_known_one_is_said(book: Book, tmp_path: Path) -> None:
    fill(book)
    plan = plan_import(book, [ledger(tmp_path, "赣州乙 稀土", "全新贸易")], today=TODAY)
    assert notes(plan) == [("party-near", {"name": "赣州乙 稀土", "party": OTHER})]


def test_very_many_names_are_told_in_few_lines(book: Book, tmp_path: Path) -> None:
    fill(book)
    keep(book, OTHER, aliases=tuple(f"乙{n:02}" for n in range(20)))
    plan = plan_import(book, [ledger(tmp_path, *(f"乙{n:02}" for n in range(20)))], today=TODAY)
    told = notes(plan)
    assert len(told) == 13
    assert told[-1] == ("parties-more", {"count": "8"})
