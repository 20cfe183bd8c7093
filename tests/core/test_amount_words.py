from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.amount_words import amount_in_words

# The examples of the People's Bank's rules, then those of the worked settlement and the ends of the range.
EXAMPLES = {
    "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "884293.67": "捌拾捌万肆仟贰佰玖拾叁元陆角柒分",
    "0": "零元整",
    "0.004": "零元整",
    "0.05": "伍分",
    "0.50": "伍角",
    "10.00": "壹拾元整",
    "10000": "壹万元整",
    "10001": "壹万零壹元整",
    "10010000.10": "壹仟零壹万元零壹角",
    "100000000": "壹亿元整",
    "100010001.1": "壹亿零壹万零壹元壹角",
    "1200000000000": "壹万贰仟亿元整",
    "-12.5": "负壹拾贰元伍角",
}


@pytest.mark.parametrize(("amount", "words"), EXAMPLES.items())
def test_a_sum_in_words_is_as_the_banks_rules_have_it(amount: str, words: str) -> None:
    assert amount_in_words(Decimal(amount)) == f"人民币{words}"


_VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"分": 1, "角": 10, "元": 100, "拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8}


def read(words: str) -> int:
    """Cents, read as one reads: 亿 and 万 multiply what stands before them."""
    whole, _, rest = words.partition("元") if "元" in words else ("", "", words)
    cents = sum(_VALUES[rest[n - 1]] * _UNITS[char] for n, char in enumerate(rest) if char in "角分")
    return 100 * _read(whole) + cents


def _read(whole: str) -> int:
    for unit in ("亿", "万"):
        if unit in whole:
            high, _, low = whole.rpartition(unit) if unit == "亿" else whole.partition(unit)
            return _read(high) * _UNITS[unit] + _read(low)
    total = digit = 0
    for char in whole:
        if char in _VALUES:
            digit = _VALUES[char]
        else:
            total, digit = total + digit * _UNITS[char], 0
    return total + digit


@given(st.integers(min_value=1, max_value=10**15))
def test_every_sum_can_be_read_back(cents: int) -> None:
    words = amount_in_words(Decimal(cents).scaleb(-2)).removeprefix("人民币")
    assert read(words) == cents
    assert "零零" not in words
