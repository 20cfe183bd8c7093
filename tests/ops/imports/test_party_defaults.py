"""What is kept with a party is taken where a ledger says nothing of it, and the preview says so."""

from decimal import Decimal

from rare_desk.core.trades import Compliance, Trade
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import ImportPlan, Options, plan_again, write_import
from rare_desk.sheets.planning.adjusting import Adjusted, TableKey
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from tests.ops.imports.given import ledger, planned, row
from tests.ops.parties.given import keep

FIRM, OTHER = "包头甲辰磁材有限公司", "乙公司"
ALL = {
    "related": "yes", "compliance": "no", "spot": "term", "vat_rate": "3", "payment": "月结",
    "delivery_place": "包头库", "incoterm": "EXW", "unit": "kg", "currency": "USD",
}  # fmt: skip


def told(plan: ImportPlan) -> dict[str, tuple[str, str]]:
    """Parties and count of each note about defaults."""
    notes = [(one.code, dict(one.details)) for sheet in plan.sheets for one in sheet.notes]
    return {code: (said["parties"], said["count"]) for code, said in notes if code.startswith("default-")}


def trades(book: Book, plan: ImportPlan) -> dict[str, Trade]:
    write_import(book, plan, accept_suspect=True)
    return {found.trade.deal_no: found.trade for found in trade_page(book, limit=50)}


def test_a_silent_ledger_takes_everything_kept_with_its_party_and_says_so(book: Book) -> None:
    keep(book, FIRM, defaults=ALL)
    plan = planned(book, ledger(row(单号="A-1", 对手方=FIRM), row(单号="A-2", 对手方=FIRM), row(单号="A-3")))
    kept = ("related", "spot", "compliance", "vat-rate", "payment", "delivery-place", "incoterm")
    assert told(plan) == {f"default-{name}": (FIRM, "2") for name in kept}
    found = trades(book, plan)
    assert (found["A-1"].related, found["A-1"].spot, found["A-1"].compliance) == (True, False, "no")
    assert (found["A-1"].vat_rate, found["A-1"].payment) == (Decimal(3), "月结")
    assert (found["A-1"].delivery_place, found["A-1"].incoterm) == ("包头库", "EXW")
    assert (found["A-3"].related, found["A-3"].spot, found["A-3"].compliance) == (False, True, "yes")
    assert (found["A-3"].vat_rate, found["A-3"].payment) == (Decimal(13), "")


def test_what_a_figure_means_stays_with_the_file(book: Book) -> None:
    keep(book, FIRM, defaults=ALL)
    found = trades(book, planned(book, ledger(row(对手方=FIRM))))["A-1"]
    assert (found.quantity_unit, found.currency, found.price) == (Unit.T, "CNY", Decimal(400_000))


def test_what_the_file_says_stands_above_what_is_kept(book: Book) -> None:
    keep(book, FIRM, defaults=ALL)
    said = {"关联方": "否", "现货/长协": "现货", "合规": "是", "税率": "13%", "付款方式": "电汇", "交货地": "上海"}
    plan = planned(book, ledger(row(对手方=FIRM, **said)))
    assert set(told(plan)) == {"default-incoterm"}
    found = trades(book, plan)["A-1"]
    assert (found.related, found.spot, found.compliance) == (False, True, "yes")
    assert found.vat_rate == 13
    assert (found.payment, found.delivery_place) == ("电汇", "上海")


def test_an_empty_cell_says_nothing_but_where_the_column_only_marks(book: Book) -> None:
    keep(book, FIRM, defaults=ALL)
    rows = (
        row(单号="A-1", 对手方=FIRM, 关联方="是", 付款方式="电汇"),
        row(单号="A-2", 对手方=FIRM),
    )
    found = trades(book, planned(book, ledger(*rows)))
    assert [found[number].related for number in ("A-1", "A-2")] == [True, False]
    assert [found[number].payment for number in ("A-1", "A-2")] == ["电汇", "月结"]


def test_an_alias_has_the_defaults_of_its_party(book: Book) -> None:
    keep(book, FIRM, aliases=("甲辰",), defaults={"spot": "term"})
    plan = planned(book, ledger(row(对手方="甲辰")))
    assert told(plan) == {"default-spot": (FIRM, "1")}
    assert not trades(book, plan)["A-1"].spot


def test_the_callers_word_on_compliance_stands_above_what_is_kept(book: Book) -> None:
    keep(book, FIRM, defaults={"compliance": "no"})
    plan = planned(book, ledger(row(对手方=FIRM)), options=Options(compliant=Compliance.UNKNOWN))
    assert not told(plan)
    assert trades(book, plan)["A-1"].compliance == "unknown"


def without_basis(**cells: object) -> dict[str, object]:
    found = dict(row(**cells))
    found["单价(元/吨)"] = found.pop("不含税单价(元/吨)")
    return found


def test_a_price_without_a_basis_has_that_of_its_party_and_nothing_is_asked(book: Book) -> None:
    keep(book, FIRM, defaults={"tax_basis": "excl"})
    plan = planned(book, ledger(without_basis(对手方=FIRM)))
    assert (plan.questions, told(plan)) == (0, {"default-tax-basis": (FIRM, "1")})
    assert trades(book, plan)["A-1"].tax_basis == "excl"


def test_the_basis_is_asked_where_one_party_has_none(book: Book) -> None:
    keep(book, FIRM, defaults={"tax_basis": "excl"})
    rows = (without_basis(单号="A-1", 对手方=FIRM), without_basis(单号="A-2"))
    assert [one.code for sheet in planned(book, ledger(*rows)).sheets for one in sheet.questions] == ["vat"]
    answered = planned(book, ledger(*rows), options=Options(vat=TaxBasis.INCL))
    assert not told(answered)
    assert {trade.tax_basis for trade in trades(book, answered).values()} == {"incl"}


def test_trades_of_the_market_are_as_the_file_says(book: Book) -> None:
    keep(book, FIRM, defaults={"spot": "term"})
    market = {name: cell for name, cell in row(方向="市场").items() if name != "对手方"}
    plan = planned(book, ledger({**market, "买方": FIRM, "卖方": OTHER}), options=Options(compliant=Compliance.YES))
    assert not told(plan)
    assert trades(book, plan)["A-1"].spot


def test_a_corrected_name_brings_its_defaults(book: Book) -> None:
    keep(book, FIRM, defaults={"spot": "term"})
    before = planned(book, ledger(row(单号="A-1", 对手方=FIRM), row(单号="A-2")))
    sheet = before.sheets[0]
    key = TableKey(sheet.file, sheet.sheet, sheet.table)
    after = plan_again(book, before, {key: Adjusted(cells={(3, 6): FIRM})}, before.known.today)
    assert told(after) == {"default-spot": (FIRM, "2")}
    assert {trade.spot for trade in trades(book, after).values()} == {False}
