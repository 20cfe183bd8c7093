"""Lots of a settlement from weighbridge and assay sheets; the files are made up and come to the worked figures."""

from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.pricing.settling import terms
from rare_desk.core.pricing.settling.settlement import price
from rare_desk.core.problems import Refused
from rare_desk.ops.contracts.lots import LotsFile, LotsPlan, Whose, as_lots, plan_lots, with_lots
from tests.core.pricing.examples import settlement

DATA = Path(__file__).parents[2] / "data" / "lots"
TICKETS, ASSAYS, BUYER = (DATA / name for name in ("磅单.xlsx", "化验单.csv", "buyer.xlsx"))


def planned(*files: Path, unit: str = "", **whose: Whose) -> LotsPlan:
    return plan_lots([LotsFile(one.name, one, whose.get(one.stem, Whose.SETTLING)) for one in files], unit)


def pasted(table: str, unit: str = "") -> LotsPlan:
    return plan_lots([LotsFile("pasted.csv", table.encode())], unit)


def said(plan: LotsPlan) -> list[tuple[str, str, int, str]]:
    return [(one.code, one.place.file, one.place.row, one.place.column) for one in plan.problems]


def test_a_weighbridge_and_an_assay_sheet_joined_by_lot_come_to_the_worked_settlement() -> None:
    plan = planned(TICKETS, ASSAYS)
    assert not plan.problems
    assert [(lot.lot, lot.wet_t, lot.weighings) for lot in plan.lots] == [
        ("L1", Decimal("102.34"), 3),
        ("L2", Decimal("98.76"), 2),
        ("L3", Decimal("105.5"), 1),
    ]
    assert plan.elements == ("F", "P2O5", "ThO2")
    asked = terms.inputs(settlement() | {"lots": as_lots(plan)})
    assert isinstance(asked, terms.SettlementInputs)
    assert price(asked).values.balance == Decimal("884293.67")
    assert asked.lots[0].elements["ThO2"] == 2100


def test_the_order_of_the_files_does_not_matter() -> None:
    assert as_lots(planned(ASSAYS, TICKETS)) == as_lots(planned(TICKETS, ASSAYS))


def test_a_net_mass_that_is_not_gross_less_tare_is_wrong_at_its_row_and_column() -> None:
    plan = planned(DATA / "磅单-净重不符.xlsx")
    assert said(plan) == [("net-mass-differs", "磅单-净重不符.xlsx", 4, "净重(kg)")]


def test_the_buyers_sheet_fills_the_assay_exchange_and_the_grade_becomes_the_sellers() -> None:
    lots = as_lots(planned(TICKETS, ASSAYS))
    exchanged = as_lots(planned(BUYER, buyer=Whose.BUYER), lots)
    assert exchanged[0]["assay"] == {"buyer": "50.95", "seller": "51.35"}
    assert exchanged[0]["grade"] == ""
    asked = terms.inputs(settlement() | {"lots": exchanged, "assay": {"limit": "0.50"}})
    assert isinstance(asked, terms.SettlementInputs)
    assert asked.lots[0].grade == Decimal("51.15")  # the design's own example
    assert as_lots(planned(TICKETS, ASSAYS, BUYER, buyer=Whose.BUYER)) == exchanged


def test_lots_that_stand_there_keep_what_the_files_do_not_say() -> None:
    before = [
        {"lot": "l 2", "wet_t": "1", "moisture": "9", "grade": "50", "elements": [{"element": "S", "assay": "1"}]}
    ]
    lots = as_lots(planned(TICKETS), before)
    assert [lot["lot"] for lot in lots] == ["l 2", "L1", "L3"]
    assert lots[0] == before[0] | {"wet_t": "98.76"}


def test_a_unit_that_no_header_says_is_asked_for() -> None:
    table = "批号,净重\nA,36220\n"
    assert pasted(table).questions == ("unit",)
    assert pasted(table).lots == ()
    assert pasted(table, "kg").lots[0].wet_t == Decimal("36.22")
    assert pasted(table, "t").lots[0].wet_t == 36220
    assert pasted("单位：吨,\n" + table).lots[0].wet_t == 36220
    assert pasted("批号,净重\n,公斤\nA,36220\n").lots[0].wet_t == Decimal("36.22")


@pytest.mark.parametrize(
    ("table", "code", "column"),
    [
        ("批号,水分,REO\nA,6x,50\n", "not-a-number", "水分"),
        ("批号,水分,REO\nA,61,50\n", "input-out-of-range", "水分"),
        ("批号,水分,REO\n,6,50\n", "missing-lot", "批号"),
        ("批号,毛重(t),皮重(t)\nA,15,16\n", "tare-above-gross", "毛重(t)"),
        ("批号,水分,REO\nA,6,50\nA,6,51\n", "lot-said-twice", ""),
        ("批号,水分,REO\n", "no-rows-here", "批号"),
        ("日期,价格\n2026-01-01,5\n", "no-lots-here", ""),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(table: str, code: str, column: str) -> None:
    plan = pasted(table)
    assert [(one.code, one.place.column) for one in plan.problems] == [(code, column)]


def test_a_moisture_below_one_percent_is_no_fraction() -> None:
    assert pasted("批号,水分,REO\nA,0.3,50\n").lots[0].moisture == Decimal("0.3")
    assert pasted("批号,水分,REO\nA,0.063,0.5\n").lots[0].moisture == Decimal("6.3")


def test_one_element_in_two_units_is_wrong() -> None:
    sheets = {"a.csv": "批号,ThO2 %\nA,0.2\n", "b.csv": "批号,ThO2 ppm\nB,2000\n"}
    files = [LotsFile(name, table.encode()) for name, table in sheets.items()]
    assert [one.code for one in plan_lots(files).problems] == ["element-in-two-units"]


def test_files_are_refused_with_all_that_is_wrong_in_them() -> None:
    files = [LotsFile("a.csv", "批号,净重\nA,5\n".encode()), LotsFile("b.csv", "批号,水分\nA,70\n".encode())]
    with pytest.raises(Refused) as refused:
        with_lots({}, files)
    assert [one.code for one in refused.value.problems] == ["input-out-of-range", "lots-unit-unsaid"]
