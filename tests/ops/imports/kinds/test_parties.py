"""Lists of customers and suppliers: new ones come in, known ones are known by name or alias."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rare_desk.ops.history.journal import undo
from rare_desk.ops.imports.kinds import Said, form_for, recognised
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.parties.listing import Line, lines
from rare_desk.store.book import Book
from rare_desk.words import sentence
from tests.ops.parties.given import keep

NAME, TAX = "包头市甲辰磁材有限公司", "91150000701463622D"
OTHER = "Example Magnets Co., Ltd"


def workbook(folder: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = folder / "客户名单.xlsx"
    book.save(path)
    return path


def planned(book: Book, *files: Path | Source) -> RecordPlan[Any]:
    return plan_records(book, form_for("counterparties", Said()), files)


def table(text: str) -> Source:
    return Source("名单.csv", text.encode())


def counts(plan: RecordPlan[Any]) -> tuple[int, int, int, int]:
    return plan.new, plan.existing, plan.suspect, plan.wrong


def there(book: Book) -> dict[str, Line]:
    return {one.row.name: one for one in lines(book)}


def codes(plan: RecordPlan[Any]) -> list[tuple[int, str, str]]:
    return [(one.place.row, one.code, one.value) for one in plan.problems]


def test_a_list_under_a_title_comes_in_with_names_numbers_and_defaults(book: Book, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["2026年客户名单"],
        [],
        ["序号", "客户名称", "简称", "统一社会信用代码", "国家", "所属集团", "付款方式", "税率", "关联方", "联系人"],
        [1, NAME, "甲辰、甲辰磁材", TAX.lower(), "中国", "甲辰集团", "月结", "3%", "是", "王"],
        [2, OTHER, "Example", None, "日本", None, None, None, None, None],
        ["合计", None, None],
    )
    assert recognised(book, [path]) == "counterparties"
    plan = planned(book, path)
    assert (counts(plan), plan.problems) == ((2, 0, 0, 0), ())
    write_records(book, plan)
    first, second = there(book)[NAME], there(book)[OTHER]
    assert (first.aliases, first.row.tax_id) == (("甲辰", "甲辰磁材"), TAX)
    assert (first.row.country, first.row.group_name) == ("", "甲辰集团")
    assert first.defaults == {"payment": "月结", "vat_rate": "3", "related": "yes"}
    assert (second.aliases, second.row.country, second.defaults) == (("Example",), "日本", {})
    assert first.initials.startswith("bt")
    assert counts(planned(book, path)) == (0, 2, 0, 0)
    undo(book)
    assert not there(book)


def test_what_the_book_lacks_or_has_otherwise_is_written_only_when_it_is_wanted(book: Book) -> None:
    keep(book, NAME, aliases=("甲辰",), defaults={"payment": "月结"}, tax_id=TAX, note="老客户")
    listed = table(f"单位名称,税号,集团,付款方式\n甲辰,{TAX},甲辰集团,\n")
    plan = planned(book, listed)
    assert counts(plan) == (0, 0, 1, 0)
    assert codes(plan) == [(2, "party-completed", "甲辰集团")]
    assert sentence(plan.problems[0], "zh").startswith("甲辰 的所属集团账簿里没有填，这里是“甲辰集团”")
    write_records(book, plan, skip_wrong=True)
    assert there(book)[NAME].row.group_name == ""
    write_records(book, planned(book, listed), accept_suspect=True)
    found = there(book)[NAME]
    assert (found.row.group_name, found.row.note, found.row.tax_id) == ("甲辰集团", "老客户", TAX)
    assert (found.aliases, found.defaults) == (("甲辰",), {"payment": "月结"})
    assert codes(planned(book, table(f"单位名称,税号,付款方式\n{NAME},{TAX},电汇\n"))) == [(2, "party-differs", "电汇")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",91150000701463622D,,", "missing-name"),
        ("丙公司,,乙公司,", "alias-is-counterparty"),
        ("丙公司,,乙方,", "alias-taken"),
        ("丙公司,,,也许", "unknown-word"),
    ],
)
def test_what_cannot_be_is_wrong_and_stays_out(book: Book, row: str, code: str) -> None:
    keep(book, "乙公司", aliases=("乙方",))
    plan = planned(book, table(f"供应商名称,税号,别名,合规\n{row}\n丁公司,,,是\n"))
    assert (counts(plan)[0], [one[1] for one in codes(plan)]) == (1, [code])
    write_records(book, plan, skip_wrong=True)
    assert set(there(book)) == {"乙公司", "丁公司"}


def test_two_rows_that_claim_one_alias_are_told_apart(book: Book) -> None:
    plan = planned(book, table("公司名称,别名\n甲公司,老甲\n乙公司,老甲\n"))
    assert counts(plan) == (1, 0, 0, 1)
    assert codes(plan) == [(3, "alias-taken", "老甲")]


def test_a_ledger_that_says_tax_numbers_is_a_ledger(book: Book) -> None:
    ledger = table(f"日期,方向,品名,数量(吨),含税单价,客户名称,税号\n2025-03-03,买,氧化镨钕,3,440000,{NAME},{TAX}\n")
    assert recognised(book, [ledger]) != "counterparties"


def test_a_list_of_names_alone_is_read_when_it_is_called_one(book: Book) -> None:
    bare = table("名称,备注\n甲公司,老客户\n")
    assert recognised(book, [bare]) == ""
    assert counts(planned(book, bare)) == (1, 0, 0, 0)
