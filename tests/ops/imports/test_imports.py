"""The sample workbooks come into a book as expected.json says, and nothing comes in twice."""

import csv
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period
from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import ImportPlan, Options, Source, Written, plan_import, write_import
from rare_desk.ops.trades import delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id

DATA = Path(__file__).parents[2] / "data"
WORKBOOKS = DATA / "workbooks"
EXPECTED: dict[str, Any] = json.loads((WORKBOOKS / "expected.json").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 1)
MARKET = Options(side=Side.MARKET, compliant=Compliance.YES)
LEDGERS = ("purchase-ledger-2025.xlsx", "sales-ledger-2025.xls", "exchange-deals-2025.csv", "export-sales-english.xlsx")
QUOTES = {
    "weekly-quotes.xlsx": Options(kind="quotes", vat=TaxBasis.INCL, source="weekly"),
    "listed-prices.xlsx": Options(kind="quotes"),
    "usgs-prices.xlsx": Options(kind="quotes"),
}


def options_of(name: str) -> Options:
    return MARKET if name == "exchange-deals-2025.csv" else QUOTES.get(name, Options())


def planned(book: Book, name: str, options: Options | None = None) -> ImportPlan:
    return plan_import(book, [WORKBOOKS / name], options or options_of(name), TODAY)


def pasted(book: Book, text: str, options: Options | None = None) -> ImportPlan:
    return plan_import(book, [Source("paste", text.encode())], options, TODAY)


def codes(plan: ImportPlan) -> list[str]:
    return [found.code for sheet in plan.sheets for found in sheet.problems]


def count(book: Book, table: str = "trades") -> int:
    return book.number(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_comes_in_exactly_as_expected(book: Book, name: str) -> None:
    expected = EXPECTED[name]
    plan = planned(book, name)
    assert not plan.obstacles()
    sheet = plan.as_json("en")["files"][0]["sheets"][0]
    totals = sheet["totals"]
    assert sheet["kind"] == "trades"
    assert sheet["rows"] == sheet["new"] == expected["rows"]
    assert Decimal(totals["quantity_t"]) == Decimal(expected["quantity_t"])
    amount = expected.get("amount_as_written") or expected["amount_usd"]
    assert Decimal(totals["amount_as_written"]) == Decimal(amount)
    assert totals["price_includes_vat"] is expected.get("price_includes_vat", False)
    assert totals["currency"] == ("USD" if "amount_usd" in expected else "CNY")
    assert write_import(book, plan).written == expected["rows"]
    rows = [row.trade for row in trades_by_id(book, trade_ids(book))]
    assert {trade.side for trade in rows} == {Side(expected["side"])}
    if "by_product" in expected:
        assert (min(t.date for t in rows), max(t.date for t in rows)) == tuple(
            dt.date.fromisoformat(expected[end]) for end in ("first", "last")
        )
    for product, sums in expected.get("by_product", {}).items():
        own = [trade for trade in rows if trade.product == product]
        assert len(own) == sums["rows"]
        assert sum(t.quantity_t or 0 for t in own) == Decimal(sums["quantity_t"])


def test_the_header_of_the_english_file_is_found_away_from_the_corner(book: Book) -> None:
    sheet = planned(book, "export-sales-english.xlsx").sheets[0]
    assert sheet.header_row == EXPECTED["export-sales-english.xlsx"]["header_row"]
    assert sheet.deals[0].tax_basis == TaxBasis.NONE
    assert sheet.deals[0].incoterm == "FOB Shanghai"


def test_every_mistake_is_reported_at_its_row_and_column_and_nothing_is_written(book: Book) -> None:
    expected = EXPECTED["ledger-with-mistakes.xlsx"]
    plan = planned(book, "ledger-with-mistakes.xlsx")
    sheet = plan.as_json("zh")["files"][0]["sheets"][0]
    found = [(p["row"], p["column"], p["kind"]) for p in sheet["problems"]]
    assert found == [(p["row"], p["column"], p["kind"]) for p in expected["problems"]]
    assert [p["code"] for p in sheet["problems"]] == [
        "non-positive-quantity", "missing-date", "not-a-date", "unknown-product", "not-a-number", "vat-mismatch",
        "unknown-side", "not-a-number", "future-date", "missing-price", "unusual-price", "other-terms",
    ]  # fmt: skip
    assert sheet["new"] == expected["good_rows"]
    with pytest.raises(Refused):
        write_import(book, plan)
    assert count(book) == 0
    assert write_import(book, plan, skip_wrong=True).written == 5
    again = planned(book, "ledger-with-mistakes.xlsx")
    assert (again.new, again.existing) == (0, 5)
    assert write_import(book, again, skip_wrong=True, accept_suspect=True).written == 3
    assert {r.trade.suspect for r in trades_by_id(book, trade_ids(book))} == {
        "", "future-date", "unusual-price", "other-terms",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "period"), list(zip(QUOTES, (Period.WEEK, Period.MONTH, Period.YEAR), strict=True)))
def test_quotes_come_in_with_their_period(book: Book, name: str, period: Period) -> None:
    plan = planned(book, name)
    assert write_import(book, plan).written == EXPECTED[name]["rows"]
    rows = [row.quote for row in queries.quotes(book)]
    assert {quote.period for quote in rows} == {period}
    assert all(
        {Period.WEEK: True, Period.MONTH: q.date.day == 1, Period.YEAR: (q.date.month, q.date.day) == (12, 31)}[period]
        for q in rows
    )
    again = planned(book, name)
    assert (again.new, again.existing) == (0, EXPECTED[name]["rows"])


def test_weekly_quotes_have_their_units_row_by_row(book: Book) -> None:
    write_import(book, planned(book, "weekly-quotes.xlsx"))
    last = {q.quote.product: q.quote for q in reversed(queries.quotes(book))}
    assert last["PRND-O"].mid == Decimal(433500)
    assert last["TB-O"].mid / last["TB-O"].unit.tonnes == Decimal(6796500)
    assert last["TB-O"].unit is Unit.KG
    assert (last["DY-O"].low, last["DY-O"].high) == (Decimal(1715000), Decimal(1715800))


def test_listed_prices_carry_the_rate_of_their_date_and_usgs_prices_none(book: Book) -> None:
    write_import(book, planned(book, "listed-prices.xlsx"))
    assert {q.quote.vat_rate for q in queries.quotes(book, last=dt.date(2018, 4, 1))} == {Decimal(17)}
    write_import(book, planned(book, "usgs-prices.xlsx"))
    usgs = [q.quote for q in queries.quotes(book) if q.quote.period is Period.YEAR]
    assert {(q.currency, q.unit, q.tax_basis, q.vat_rate) for q in usgs} == {("USD", Unit.KG, TaxBasis.NONE, None)}


@pytest.mark.parametrize("name", [*LEDGERS, *QUOTES])
def test_importing_twice_adds_nothing_and_one_import_is_one_undo(book: Book, name: str) -> None:
    table = "quotes" if name in QUOTES else "trades"
    first = write_import(book, planned(book, name))
    assert first.batch is not None
    again = planned(book, name)
    assert (again.new, again.existing) == (0, first.written)
    assert write_import(book, again) == Written(None, 0, None)
    book.undo()
    assert count(book, table) == 0
    assert not queries.batches(book)
    assert planned(book, name).new == first.written
    book.redo()
    assert count(book, table) == first.written


@pytest.mark.parametrize("which", ["a", "b"])
def test_the_index_examples_come_in_whole(book: Book, which: str) -> None:
    file = DATA / "index_example" / which / "trades.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        written = {row["id"]: row for row in csv.DictReader(stream)}
    plan = plan_import(book, [file], Options(side=Side.MARKET), TODAY)
    assert not plan.obstacles(accept_suspect=True)
    assert write_import(book, plan, accept_suspect=True).written == len(written)
    for stored in trades_by_id(book, trade_ids(book)):
        trade = stored.trade
        row = written[trade.deal_no]
        assert (trade.date.isoformat(), trade.product) == (row["date"], row["product"])
        assert (stored.prices.ex_vat, trade.quantity_t) == (Decimal(row["price_cny_t_ex_vat"]), Decimal(row["qty_t"]))
        assert (trade.buyer, trade.seller) == (row["buyer"], row["seller"])
        assert ["no", "yes"][trade.related] == row["related_party"]
        assert ["no", "yes"][trade.spot] == row["spot"]
        assert trade.compliance == row["compliant"]
        assert (trade.status == "cancelled") == (row["cancelled"] == "yes")


HEAD = "单号,日期,方向,品名,数量(吨),含税单价(元/吨),对手方\n"


def test_true_twins_both_come_in_and_a_third_is_one_more(book: Book) -> None:
    line = "A-1,2025-05-06,买,氧化镨钕,10,431000,乙公司\n"
    assert write_import(book, pasted(book, HEAD + 2 * line)).written == 2
    plan = pasted(book, HEAD + 3 * line)
    assert (plan.new, plan.existing) == (1, 2)


def test_a_deleted_row_does_not_count_as_seen(book: Book) -> None:
    text = HEAD + "A-1,2025-05-06,买,氧化镨钕,10,431000,乙公司\n"
    write_import(book, pasted(book, text))
    delete_trades(book, trade_ids(book))
    assert pasted(book, text).new == 1


def test_one_slip_among_thousands_groups_does_not_make_thousandths_of_them(book: Book) -> None:
    lines = [f'A-{n},2025-05-06,买,氧化镨钕,10,"43{n},000",乙公司\n' for n in range(4)]
    plan = pasted(book, HEAD + "".join(lines) + 'A-5,2025-05-06,买,氧化镨钕,10,"431,00",乙公司\n')
    assert codes(plan) == ["not-a-number"]
    assert plan.sheets[0].totals.amount_as_written == Decimal("17260000.00")


@pytest.mark.parametrize(
    ("quantity", "price", "code"),
    [
        ("10", "9" * 40, "too-large"),
        ("90000000000", "90000000000", "too-large"),
        ("0.0000000000000001", "431000", "non-positive-quantity"),
    ],
)
def test_figures_that_the_book_cannot_hold_are_wrong(book: Book, quantity: str, price: str, code: str) -> None:
    plan = pasted(book, HEAD + f"A-1,2025-05-06,买,氧化镨钕,{quantity},{price},乙公司\n")
    assert codes(plan) == [code]
    assert write_import(book, plan, skip_wrong=True).written == 0


def test_another_price_of_a_booked_deal_is_suspect(book: Book) -> None:
    write_import(book, pasted(book, HEAD + "A-1,2025-05-06,买,氧化镨钕,10,431000,乙公司\n"))
    assert codes(pasted(book, HEAD + "A-1,2025-05-06,买,氧化镨钕,10,413000,乙公司\n")) == ["other-terms"]


def test_a_price_is_judged_by_the_book_within_90_days(book: Book) -> None:
    lines = [f"A-{n},2025-05-0{n},买,氧化镨钕,10,431000,乙公司\n" for n in range(1, 6)]
    write_import(book, pasted(book, HEAD + "".join(lines)))
    for price, expected in (("646500", []), ("646600", ["unusual-price"]), ("287330", ["unusual-price"])):
        assert codes(pasted(book, HEAD + f"B,2025-07-20,买,氧化镨钕,10,{price},乙公司\n")) == expected
    assert codes(pasted(book, HEAD + "B,2025-09-01,买,氧化镨钕,10,646600,乙公司\n")) == []
    assert codes(pasted(book, HEAD + "B,2025-07-20,买,氧化镨钕,201,431000,乙公司\n")) == ["unusual-quantity"]


def test_a_file_on_the_other_tax_basis_than_the_book_is_noted(book: Book) -> None:
    lines = "".join(f"A-{n},2025-05-0{n},买,氧化镨钕,10,431000,乙公司\n" for n in range(1, 6))
    write_import(book, pasted(book, HEAD + lines))
    other = (HEAD + lines).replace("含税单价", "不含税单价").replace("A-", "B-")
    assert "tax-basis" in [n.code for n in pasted(book, other).sheets[0].notes]


def test_what_was_answered_is_kept_for_files_with_these_headers(book: Book) -> None:
    text = HEAD.replace("含税单价", "单价") + "A-1,2025-05-06,买,氧化镨钕,10,431000,乙公司\n"
    assert [q.code for q in pasted(book, text).sheets[0].questions] == ["vat"]
    write_import(book, pasted(book, text, Options(vat=TaxBasis.EXCL)))
    again = pasted(book, text.replace("A-1", "A-2"))
    assert not again.questions
    assert again.sheets[0].deals[0].tax_basis == TaxBasis.EXCL
    with pytest.raises(Refused, match="unknown-template"):
        pasted(book, text, Options(template="none such"))


def test_what_the_caller_says_against_the_file_is_refused_naming_the_column(book: Book) -> None:
    for options, column in (
        (Options(side=Side.SELL), "供方"),
        (Options(unit=Unit.KG), "数量（吨）"),
    ):
        with pytest.raises(Refused) as refused:
            planned(book, "purchase-ledger-2025.xlsx", options)
        assert dict(refused.value.problems[0].details)["column"] == column
    with pytest.raises(Refused, match="contradiction"):
        planned(book, "exchange-deals-2025.csv", Options(side=Side.MARKET, vat=TaxBasis.INCL))


def test_rows_written_meanwhile_are_not_written_again(book: Book) -> None:
    plan = planned(book, "purchase-ledger-2025.xlsx")
    write_import(book, planned(book, "purchase-ledger-2025.xlsx"))
    assert write_import(book, plan).written == 0
    assert count(book) == 180


def test_a_cancelled_import_leaves_nothing(book: Book) -> None:
    with pytest.raises(Refused, match="import-cancelled"):
        plan_import(book, [WORKBOOKS / "purchase-ledger-2025.xlsx"], cancelled=lambda: True)
    plan = planned(book, "purchase-ledger-2025.xlsx")
    with pytest.raises(Refused, match="import-cancelled"):
        write_import(book, plan, cancelled=lambda: True)
    assert count(book) == 0
    assert not queries.batches(book)


def test_our_own_deals_among_those_of_two_parties_are_told_by_the_desks_name(tmp_path: Path) -> None:
    from rare_desk.ops.book.books import new_book

    text = "单号,日期,品名,数量(吨),含税单价(元/吨),供方,需方\n"
    text += "A-1,2025-05-06,氧化镨钕,10,431000,乙公司,我公司\nA-2,2025-05-06,氧化镨钕,10,432000,我公司,丙公司\n"
    with new_book(tmp_path / "own.raredesk", desk="我公司") as book:
        deals = pasted(book, text).sheets[0].deals
    assert [(deal.side, deal.counterparty) for deal in deals] == [("buy", "乙公司"), ("sell", "丙公司")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_goes_out_comes_in_as_already_there(book: Book, tmp_path: Path, language: Any) -> None:
    from rare_desk.ops.exports import export

    for name in LEDGERS:
        write_import(book, planned(book, name))
    (out,) = export(book, "trades", tmp_path / "out.xlsx", language=language)
    plan = plan_import(book, [out], None, TODAY)
    assert (plan.new, plan.wrong, plan.questions) == (0, 0, 0)
    assert plan.existing == count(book) == 1010


def test_a_draft_with_gaps_is_left_out_and_said(book: Book) -> None:
    head = "单号,日期,方向,品名,数量（吨）,含税单价（元/吨）,交易对手,状态"
    rows = (
        "A1,2026-01-08,买,氧化镨钕,,,甲,草拟",
        "A2,2026-01-08,买,氧化镨钕,1,420000,甲,草拟",
        "A3,2026-01-08,买,氧化镨钕,,420000,甲,确认",
    )
    plan = pasted(book, "\n".join((head, *rows)))
    assert plan.sheets[0].left_out == [(2, "draft")]
    assert codes(plan) == ["missing-quantity"]
    assert (plan.new, plan.wrong, plan.sheets[0].rows) == (1, 1, 2)
