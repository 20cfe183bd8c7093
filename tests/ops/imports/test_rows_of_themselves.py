"""What a row says against itself, or of the deal of its number, is said to the user, who decides."""

import datetime as dt

import pytest

from rare_desk.core.trades import Status
from rare_desk.ops.imports.ledgers import Options, Source, plan_import, write_import
from rare_desk.sheets.planning.proposals import proposals_of
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.words import sentence
from tests.ops.imports.given import TODAY, booked, ledger, planned, row, said

PRICE, QUANTITY = "不含税单价(元/吨)", "数量(吨)"


@pytest.mark.parametrize(
    "words",
    [
        "作废",
        "此单已作废",
        "已取消，改下周",
        "客户取消订单",
        "合同终止。",
        "废单",
        "撤单",
        "VOID",
        "Cancelled by buyer",
    ],
)
def test_a_row_whose_remark_says_void_is_read_as_cancelled_and_asked_about(book: Book, words: str) -> None:
    plan = planned(book, ledger(row(备注=words), row(单号="A-2", 备注="")))
    assert said(plan) == [(2, "备注", "void-remark")]
    assert words in sentence(plan.sheets[0].problems[0], "zh")
    assert (plan.suspect, plan.new) == (1, 1)
    write_import(book, plan, accept_suspect=True)
    kept = {one.trade.deal_no: one.trade.status for one in trades_by_id(book, trade_ids(book))}
    assert kept == {"A-1": Status.CANCELLED, "A-2": Status.CONFIRMED}


@pytest.mark.parametrize(
    "words", ["不作废", "未取消", "取消运费补贴，单价含运", "avoid rain", "not cancelled", "voidable", "急"]
)
def test_other_remarks_leave_a_row_alone(book: Book, words: str) -> None:
    assert said(planned(book, ledger(row(备注=words)))) == []


def test_a_row_that_its_status_calls_void_needs_no_question(book: Book) -> None:
    plan = planned(book, ledger(row(状态="作废", 备注="作废"), row(单号="A-2", 状态="已签", 备注="作废")))
    assert said(plan) == [(3, "备注", "void-remark")]


def test_void_in_a_column_without_a_header_is_seen(book: Book) -> None:
    header, deal = "单号,日期,方向,品名,数量(吨),含税单价,对手方,", "2025-05-06,买,氧化镨钕,3,440000,甲"
    text = f"{header}\nA,{deal},\nB,{deal},作废\n"
    plan = plan_import(book, [Source("a.csv", text.encode())], Options(), TODAY)
    assert said(plan) == [(3, "H", "void-remark")]


def test_a_void_deal_and_the_one_in_its_stead_do_not_contradict(book: Book) -> None:
    plan = planned(book, ledger(row(备注="作废"), row(不含税单价=401_000)))
    assert said(plan) == [(2, "备注", "void-remark")]


@pytest.mark.parametrize("words", ["退货", "红字冲销", "冲红", "credit note", "goods returned"])
def test_a_return_is_asked_about(book: Book, words: str) -> None:
    assert said(planned(book, ledger(row(备注=words)))) == [(2, "备注", "return-remark")]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (4_000_000, None),
        (4_000_005, None),  # five yuan is what half a yuan of price makes of ten tonnes
        (4_520_000, None),  # with VAT
        (4_000_100, "amount-mismatch"),
        (-4_000_000, "amount-mismatch"),
        (4_000, "amount-unit"),
        (4_000_000_000, "amount-unit"),
        (400, "amount-unit"),
        (None, None),
    ],
)
def test_an_amount_that_is_not_quantity_times_price_names_its_row(book: Book, amount: int | None, code: str) -> None:
    plan = planned(book, ledger(row(金额=amount), row(单号="A-2", 金额=4_000_000)))
    assert said(plan) == ([(2, "金额", code)] if code else [])
    if code:
        told = sentence(plan.sheets[0].problems[0], "zh")
        assert str(amount) in told
        assert "4000000" in told
    proposals = proposals_of(plan.sheets[0], catalogue(book))
    assert list(proposals.values()) == (["4000000"] if code == "amount-mismatch" else [])


def test_an_amount_on_the_basis_that_its_header_names_is_compared_with_that(book: Book) -> None:
    plan = planned(book, ledger(row(**{"金额（含税）": 4_520_000}), row(**{"单号": "B", "金额（含税）": 4_000_000})))
    assert said(plan) == [(3, "金额（含税）", "amount-vat")]


def test_a_price_in_myriads_leaves_the_room_of_its_decimals(book: Book) -> None:
    others = {header: cell for header, cell in row().items() if header != PRICE}
    amounts = enumerate((381.2, 381.23, 390))
    rows = [others | {"单号": f"B-{n}", "不含税单价(万元/吨)": 38.12, "金额(万元)": money} for n, money in amounts]
    assert said(planned(book, ledger(*rows))) == [(4, "金额(万元)", "amount-mismatch")]


def test_a_column_of_amounts_that_is_in_myriads_throughout_is_a_note(book: Book) -> None:
    plan = planned(book, ledger(*(row(单号=f"B-{n}", 数量=10 + n, 金额=400 + 40 * n) for n in range(4))))
    assert said(plan) == []
    assert "amount-myriads" in [one.code for one in plan.sheets[0].notes]
    assert plan.sheets[0].controls[0].agrees


@pytest.mark.parametrize(
    ("changed", "column"),
    [({"数量": 12}, QUANTITY), ({"数量": 12, "不含税单价": 401_000}, QUANTITY), ({"对手方": "丙公司"}, "对手方")],
)
def test_a_numbered_deal_of_the_book_with_something_else_is_said_to_have_changed(
    book: Book, changed: dict[str, object], column: str
) -> None:
    booked(book, row())
    plan = planned(book, ledger(row(**changed)))
    assert said(plan) == [(2, column, "changed-deal")]
    told = sentence(plan.sheets[0].problems[0], "en")
    assert "2025-05-06 乙公司 10 t 400000" in told
    assert "A-1" in told


def test_a_further_delivery_beside_the_one_of_the_book_is_new(book: Book) -> None:
    booked(book, row())
    plan = planned(book, ledger(row(), row(数量=12)))
    assert (said(plan), plan.existing, plan.new) == ([], 1, 1)
    plan = planned(book, ledger(row(数量=12, 日期=dt.date(2025, 5, 20))))
    assert (said(plan), plan.new) == ([], 1)


def test_a_changed_day_is_said_where_the_file_spans_the_day_of_the_book(book: Book) -> None:
    booked(book, row())
    others = (row(单号="X", 日期=dt.date(2025, 5, 1)), row(单号="Y", 日期=dt.date(2025, 5, 30)))
    assert said(planned(book, ledger(row(日期=dt.date(2025, 5, 7)), *others))) == [(2, "日期", "changed-deal")]


def test_a_number_with_several_quantities_on_one_day_is_noted(book: Book) -> None:
    plan = planned(book, ledger(row(), row(数量=4), row(单号="B")))
    notes = {one.code: dict(one.details) for one in plan.sheets[0].notes}
    assert notes["numbers-again"] == {"count": "1", "numbers": "A-1"}
    assert (plan.new, said(plan)) == (3, [])
