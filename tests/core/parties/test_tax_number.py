"""Unified social credit codes. The numbers are those that firms publish of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.parties.tax_number import check_character, tax_number_problem, tidy

REAL = (
    "91150000701463622D",  # 中国北方稀土（集团）高科技股份有限公司
    "91330100799655058B",  # 阿里巴巴（中国）有限公司
    "9144030071526726XG",  # 深圳市腾讯计算机系统有限公司
    "914403001922038216",  # 华为技术有限公司
    "91110000802100433B",  # 百度在线网络技术（北京）有限公司
)


def code(number: str, country: str = "") -> str:
    found = tax_number_problem(number, country)
    assert found is None or found.suspect
    return found.code if found else ""


@pytest.mark.parametrize("number", REAL)
def test_numbers_of_real_firms_check(number: str) -> None:
    assert code(number) == code(number, "中国") == code(number.lower()) == ""
    assert check_character(number) == number[-1]


@pytest.mark.parametrize("number", REAL)
@given(place=st.integers(0, 17), other=st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_suspect(number: str, place: int, other: str) -> None:
    wrong = number[:place] + other + number[place + 1 :]
    assert code(wrong) == ("" if wrong == number else "tax-number-check")


def test_what_is_no_such_code_says_why() -> None:
    assert code("9115000070146362") == "tax-number-length"
    assert code("150203701463622") == "tax-number-old"
    assert code("9115000070146362O2") == "tax-number-characters"


def test_an_empty_number_and_a_foreign_one_are_free() -> None:
    assert code("") == code("   ") == ""
    assert code("0100-01-008846", "JP") == ""


def test_full_width_digits_and_blanks_are_read() -> None:
    assert tidy("９１１５ ００００ 701463622d") == REAL[0]
