import datetime as dt
from decimal import Decimal

import pytest

from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ui.pricing import draft

ANNOUNCED = (
    AnnouncedPrice(quarter="2018Q2", price=Decimal("20000"), reo_basis=Decimal(51)),
    AnnouncedPrice(quarter="2026Q1", price=Decimal("26834"), reo_basis=Decimal(50)),
    AnnouncedPrice(quarter="2026Q2", price=None, reo_basis=Decimal(50), status="unknown"),
)
MARCH = dt.date(2026, 3, 18)


def blank() -> draft.Given:
    return draft.blank("settlement", MARCH, ANNOUNCED)


def test_a_new_settlement_has_the_days_price_and_vat_rate_and_an_empty_lot() -> None:
    given = blank()
    assert (given["quarter"], given["reference_price"], given["reference_grade"]) == ("2026Q1", "26,834.00", "50.00")
    assert given["vat_rate"] == "13"
    assert given["lots"] == [{"lot": "L1", "wet_t": "", "moisture": "", "grade": ""}]


def test_another_delivery_day_brings_its_price_and_vat_rate() -> None:
    given = draft.delivered_on(blank(), dt.date(2018, 4, 30), ANNOUNCED)
    assert (given["quarter"], given["reference_price"], given["vat_rate"]) == ("2018Q2", "20,000.00", "17")


def test_what_was_typed_by_hand_stays_when_the_day_changes() -> None:
    given = draft.put(draft.put(blank(), "reference_price", "27000"), "vat_rate", "9")
    later = draft.delivered_on(given, dt.date(2018, 4, 30), ANNOUNCED)
    assert (later["quarter"], later["reference_price"], later["vat_rate"]) == ("", "27000", "9")


def test_a_quarter_without_a_known_price_empties_the_price() -> None:
    given = draft.of_quarter(blank(), "2026Q2", ANNOUNCED)
    assert (given["quarter"], given["reference_price"], given["reference_grade"]) == ("2026Q2", "", "")


def test_a_change_leaves_the_inputs_before_it_alone() -> None:
    before = blank()
    after = draft.put(before, "lots[0].wet_t", "102.340")
    assert draft.at(after, "lots[0].wet_t") == "102.340"
    assert draft.at(before, "lots[0].wet_t") == ""
    assert draft.at(before, "lots[7].wet_t") == ""


def test_lots_and_adjustments_come_and_go() -> None:
    given = draft.with_adjustment(draft.with_lot(blank()), "element", "F")
    assert [lot["lot"] for lot in given["lots"]] == ["L1", "L2"]
    assert given["adjustments"] == [{"element": "F", "assay": "", "threshold": "", "step": "", "rate": ""}]
    assert [lot["lot"] for lot in draft.without(given, "lots[0]")["lots"]] == ["L2"]
    assert draft.without(given, "adjustments[0]")["adjustments"] == []


def test_a_provisional_invoice_begins_with_the_wet_mass_of_the_lots() -> None:
    given = draft.put(draft.with_lot(blank()), "lots[0].wet_t", "102.340")
    given = draft.put(given, "lots[1].wet_t", "98.760")
    invoice = draft.with_provisional(given)["provisional"]
    assert (invoice["wet_t"], invoice["grade"]) == ("201.100", "50.00")
    assert "provisional" not in draft.without(draft.with_provisional(given), "provisional")


def test_an_assay_exchange_takes_the_place_of_the_typed_grade() -> None:
    given = draft.put(blank(), "lots[0].grade", "50")
    exchanged = draft.with_assay(given, 0, {"seller": "51", "buyer": "51", "limit": "0.5"})
    assert exchanged["lots"][0]["grade"] == ""
    assert "assay" not in draft.with_assay(exchanged, 0, None)["lots"][0]


@pytest.mark.parametrize(
    ("table", "lots"),
    [
        ("A7\t102.340\t6.20\t51.35\n", [("A7", "102.340", "6.20", "51.35")]),
        ("102.340\t6.20\t51.35", [("L1", "102.340", "6.20", "51.35")]),
        (
            "批号\t湿重\t水分\t品位\n1\t1,102.340\t6.20\t51.35\t\n合计\t1,102.340\t\t\n",
            [("1", "1,102.340", "6.20", "51.35")],
        ),
        ("102.340", []),
        ("a\tb\tc\td", []),
    ],
)
def test_lots_are_read_from_a_table_copied_in_excel(table: str, lots: list[tuple[str, ...]]) -> None:
    given = draft.with_pasted(blank(), draft.pasted_lots(table))
    read = [(lot["lot"], lot["wet_t"], lot["moisture"], lot["grade"]) for lot in given["lots"]]
    assert read == lots


def test_pasted_lots_follow_those_that_already_say_something() -> None:
    given = draft.with_lot(draft.put(blank(), "lots[0].wet_t", "5"))
    pasted = draft.with_pasted(given, draft.pasted_lots("X\t1\t2\t3"))
    assert [lot["lot"] for lot in pasted["lots"]] == ["L1", "X"]
