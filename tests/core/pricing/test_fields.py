from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing import grade
from rare_desk.core.pricing.fields import MOST_RECORDS, Problems, read, schema, straight, tidy
from rare_desk.core.pricing.settling import terms
from tests.core.pricing.examples import settlement


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = terms.inputs(given)
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def test_everything_wrong_is_said_at_once_with_its_path() -> None:
    given = settlement() | {"reference_price": "", "vat_rate": "31", "colour": "red"}
    given["lots"][0]["grade"] = "101"
    given["lots"][1]["moisture"] = "many"
    given["lots"][2] |= {"wet_t": "0", "moisture": "60.01"}
    given["provisional"]["paid_share"] = "-1"
    assert refused(given) == {
        "colour": "input-unknown",
        "reference_price": "input-missing",
        "vat_rate": "input-out-of-range",
        "lots[0].grade": "input-out-of-range",
        "lots[1].moisture": "not-a-number",
        "lots[2].wet_t": "input-out-of-range",
        "lots[2].moisture": "input-out-of-range",
        "provisional.paid_share": "input-out-of-range",
    }


@pytest.mark.parametrize("label", [["L1"], {"no": "1"}, True, "L" * 301, "L\ud800"])
def test_a_text_is_a_text_that_can_be_printed(label: object) -> None:
    given = settlement()
    given["lots"][1]["lot"] = label
    assert refused(given) == {"lots[1].lot": "input-not-a-text"}


def test_a_number_may_stand_for_a_text() -> None:
    given = settlement()
    given["lots"][1]["lot"] = 7
    asked = terms.inputs(given)
    assert isinstance(asked, terms.SettlementInputs)
    assert asked.lots[1].lot == "7"


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("grade", "0", "-0.01"),
        ("grade", "100", "100.01"),
        ("reference_grade", "0.01", "0"),
        ("reference_price", "0.01", "0"),
    ],
)
def test_the_ends_of_a_range_are_inside_it_unless_it_must_be_above(name: str, good: str, bad: str) -> None:
    given = {"reference_price": "26834", "reference_grade": "50", "grade": "50"}
    assert isinstance(grade.inputs(given | {name: good}), grade.GradeInputs)
    found = grade.inputs(given | {name: bad})
    assert isinstance(found, tuple)
    assert [problem.field for problem in found] == [name]


@pytest.mark.parametrize("value", [True, "nan", "1e3x", [], {}, float("inf"), "12,34"])
def test_what_is_no_number_is_refused(value: object) -> None:
    values, found = read(grade.FIELDS, {"reference_price": value, "reference_grade": 50, "grade": 50})
    assert [(problem.code, problem.field) for problem in found] == [("not-a-number", "reference_price")]
    assert values["reference_price"] is None


@pytest.mark.parametrize("value", ["26,834", 26834, 26834.0, Decimal(26834), "２６８３４", "2.6834万"])
def test_a_number_may_be_written_as_traders_write_it(value: object) -> None:
    values, found = read(grade.FIELDS, {"reference_price": value, "reference_grade": 50, "grade": "50 %"})
    assert found == ()
    assert values["reference_price"] == 26834
    assert values["grade"] == 50


@pytest.mark.parametrize(
    ("lots", "code", "field"),
    [
        ([], "input-missing", "lots"),
        ("L1", "input-not-a-list", "lots"),
        (["L1"], "input-not-a-record", "lots[0]"),
        (None, "input-missing", "lots"),
    ],
)
def test_lots_must_be_a_list_of_records(lots: object, code: str, field: str) -> None:
    assert refused(settlement() | {"lots": lots}) == {field: code}


def test_the_schema_names_units_and_ranges_down_to_the_lots() -> None:
    said = {field["name"]: field for field in schema(terms.FIELDS)}
    moisture = next(field for field in said["lots"]["fields"] if field["name"] == "moisture")
    assert (moisture["unit"], moisture["low"], moisture["high"]) == ("percent", "0", "60")
    assert said["reference_price"]["low_allowed"] is False
    assert said["provisional"]["required"] is False


def test_adjustments_and_provisional_may_be_left_out() -> None:
    given = settlement()
    del given["adjustments"], given["provisional"]
    found: terms.SettlementInputs | Problems = terms.inputs(given)
    assert isinstance(found, terms.SettlementInputs)
    assert (found.adjustments, found.provisional) == ((), None)


def test_inputs_are_kept_plain_and_without_what_is_empty() -> None:
    typed = {
        "reference_price": "2.6834万",
        "reference_grade": "５０",
        "vat_rate": "13%",
        "lots": [{"lot": " L1 ", "wet_t": "1,102.340", "moisture": "6.20", "grade": "", "assay": {"seller": "51.0"}}],
        "adjustments": [],
        "delivery_date": "2026年3月18日",
        "contract": "",
    }
    assert tidy(terms.FIELDS, typed) == {
        "reference_price": "26834.0000",
        "reference_grade": "50",
        "vat_rate": "13",
        "lots": [{"lot": "L1", "wet_t": "1102.340", "moisture": "6.20", "assay": {"seller": "51.0"}}],
        "delivery_date": "2026-03-18",
    }


LOTS = next(field for field in terms.FIELDS if field.name == "lots")
NUMBERS = ["0", "6.20", "007", "-1", "+5", "61", "1e2", "1,020.5", "６", "5.", ".5", " 7 ", 6, Decimal("5.5")]
WRITTEN: st.SearchStrategy[Any] = st.sampled_from([*NUMBERS, "", " ", "L1", None, []])


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["lot", "wet_t", "moisture", "grade", "assay", "elements", "colour"]), WRITTEN))
def test_records_are_read_at_once_as_one_by_one_or_not_at_all(record: dict[str, Any]) -> None:
    at_once = straight(LOTS)(record)
    one_by_one, problems = read(LOTS.fields, record)
    if at_once is not None:
        assert (at_once, problems) == (one_by_one, ())


def test_a_plainly_written_lot_is_read_at_once() -> None:
    record = settlement()["lots"][0]
    assert straight(LOTS)(record) == read(LOTS.fields, record)[0]
    assert straight(LOTS)(record | {"grade": "101"}) is None


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["lot", "wet_t", "moisture", "grade"]), WRITTEN))
def test_a_record_is_kept_alike_whether_it_was_tidy_before_or_not(record: dict[str, Any]) -> None:
    kept = tidy((LOTS,), {"lots": [record]})["lots"][0]
    assert kept == tidy(LOTS.fields, record)
    assert tidy((LOTS,), {"lots": [kept]}) == {"lots": [kept]}


def test_a_list_longer_than_the_limit_is_refused() -> None:
    given = settlement()
    assert refused(given | {"lots": given["lots"][:1] * (MOST_RECORDS + 1)}) == {"lots": "input-count"}
