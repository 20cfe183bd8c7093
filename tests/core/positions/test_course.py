"""What is held and what it earned: worked examples, and what must hold of any trades whatever."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.calendar import day_number
from rare_desk.core.positions.course import Closing, Flow, course
from rare_desk.core.positions.pools import AveragePool, CostMethod, share
from rare_desk.core.positions.position import position
from tests.core.positions.given import EXAMPLES, assay_of, example_flows, flow, followed, in_fractions, line

METHODS = list(CostMethod)
PICO = Fraction(1, 10**12)
FIRST = day_number(dt.date(2025, 11, 20))
MONDAY = dt.date(2026, 3, 2)


def flows(grams: st.SearchStrategy[int], most: int) -> st.SearchStrategy[list[Flow]]:
    """In the order that counts, over some months."""
    rows = st.lists(
        st.tuples(st.integers(0, 90), st.booleans(), grams, st.integers(0, 10**12), st.integers(0, 3)),
        max_size=most,
    )
    return rows.map(
        lambda found: sorted(
            (2 * (FIRST + day) + sale, key, mass, money, party)
            for key, (day, sale, mass, money, party) in enumerate(found)
        )
    )


ANY = flows(st.integers(0, 10**11), 40)
PRICES = st.floats(0.01, 1e9).map(lambda price: Decimal(repr(price)))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_worked_example_comes_out_to_the_last_digit(name: str, method: CostMethod) -> None:
    example, wanted = EXAMPLES[name], EXAMPLES[name][method.value]
    price = Decimal(example["price"]) if "price" in example else None
    found = line(course(example_flows(name), method, assay_of(name)), price)
    assert found.net_t == Decimal(example["net_t"])
    assert found.cost is not None
    assert abs(Fraction(found.cost) - Fraction(wanted["cost"])) <= 2 * PICO
    assert abs(Fraction(found.realised) - Fraction(wanted["realised"])) <= 2 * PICO
    if "unrealised" in wanted:
        assert found.unrealised == Decimal(wanted["unrealised"])
    assert found.priced_t == Decimal(wanted.get("priced_t", example["net_t"]))


@pytest.mark.parametrize("method", METHODS)
@given(found=ANY, price=PRICES)
def test_market_value_and_cash_are_the_realised_and_the_unrealised_result(
    method: CostMethod, found: list[Flow], price: Decimal
) -> None:
    """Exactly: `market_value + cash == realised + unrealised`, and so `cost + cash == realised`."""
    held = followed(found, method, price)
    value, result = held.market_value, held.result
    assert value is not None
    assert result is not None
    assert held.cost is not None
    assert Fraction(value) + Fraction(held.cash) == Fraction(result)
    assert Fraction(held.cost) + Fraction(held.cash) == Fraction(held.realised)
    assert Fraction(value) == Fraction(held.net_t) * Fraction(price)
    signed = [(money if when & 1 else -money) for when, _, _, money, _ in found]
    assert Fraction(held.cash) == Fraction(sum(signed), 10**4)


@pytest.mark.parametrize("method", METHODS)
@given(found=ANY)
def test_in_each_month_the_change_of_cost_and_the_cash_are_what_was_realised(
    method: CostMethod, found: list[Flow]
) -> None:
    before = Fraction(0)
    months = course(found, method).months
    for month in months:
        row = position("PRND-O", month.tally, month.open, month=month.first)
        assert row.cost is not None
        assert Fraction(row.cost) - before + Fraction(row.cash) == Fraction(row.realised)
        before = Fraction(row.cost)
    assert [month.first for month in months] == sorted({month.first for month in months})


@pytest.mark.parametrize("method", METHODS)
@given(found=ANY)
def test_months_and_counterparties_add_up_to_the_product(method: CostMethod, found: list[Flow]) -> None:
    whole = course(found, method)
    total = whole.total
    for name in ("bought_g", "bought", "sold_g", "sold", "realised", "trades"):
        assert sum(getattr(tally, name) for tally in whole.parties.values()) == getattr(total, name)
    assert total.trades == len(found)
    assert whole.open.grams == total.bought_g - total.sold_g
    assert sum(lot[1] for lot in whole.lots) == (abs(whole.open.grams) if method is CostMethod.FIFO else 0)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60)
@given(found=flows(st.integers(1, 12), 14))
def test_it_agrees_with_single_grams_in_fractions(method: CostMethod, found: list[Flow]) -> None:
    """Up to what half-up to 1e-12 CNY may move in each trade."""
    held = followed(found, method)
    cost, realised = in_fractions(found, method)
    assert held.cost is not None
    assert abs(Fraction(held.cost) - cost) <= PICO * len(found)
    assert abs(Fraction(held.realised) - realised) <= PICO * len(found)


@given(found=ANY, price=PRICES)
def test_both_methods_come_to_the_same_result_in_all(found: list[Flow], price: Decimal) -> None:
    one, other = (followed(found, method, price) for method in METHODS)
    assert one.result == other.result
    if not one.net_t:
        assert one.realised == other.realised == one.cash


@pytest.mark.parametrize("method", METHODS)
@given(found=ANY)
def test_what_closes_tells_all_that_was_realised(method: CostMethod, found: list[Flow]) -> None:
    told: list[Closing] = []
    total = course(found, method, None, told.append).total
    weightless = sum((money if when & 1 else -money) * 10**8 for when, _, grams, money, _ in found if not grams)
    assert sum(one.result for one in told) + weightless == total.realised
    for one in told:
        assert 0 < one.grams <= abs(one.before.grams)
        assert one.sale == (one.before.grams > 0)
        if method is CostMethod.FIFO:
            assert sum(lot[1] for lot in one.matched) == one.grams
            assert sum(lot[2] for lot in one.matched) == one.cost
        for name in ("grams", "own", "cost", "result"):
            assert sum(getattr(part, name) for part in one.matches) == getattr(one, name)


def test_a_part_of_an_amount_is_rounded_half_up_and_the_rest_stays() -> None:
    assert [share(1, 1, 2), share(3, 1, 2), share(1, 1, 3), share(2, 1, 3), share(7, 5, 5)] == [1, 2, 0, 1, 7]
    pool = AveragePool()
    pool.add((1, 3, 100, 3))
    assert [pool.take(1), pool.take(1), pool.take(1)] == [33, 34, 33]
    assert (pool.grams, pool.amount, pool.content) == (0, 0, 0)


def test_a_month_begins_with_its_first_day() -> None:
    days = (dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    found = course([flow(key, day, "buy", "1", "100") for key, day in enumerate(days)], CostMethod.FIFO).months
    assert [month.first for month in found] == [day.replace(day=1) for day in days]


def test_a_purchase_counts_before_a_sale_of_the_same_day() -> None:
    found = sorted((flow(1, MONDAY, "sell", "10", "120"), flow(2, MONDAY, "buy", "10", "100")))
    told: list[Closing] = []
    course(found, CostMethod.AVERAGE, None, told.append)
    assert [(one.sale, one.result) for one in told] == [(True, 200 * 10**12)]


def test_a_trade_of_less_than_half_a_gram_moves_money_alone() -> None:
    def nothing(sale: bool) -> Flow:
        return 2 * FIRST + sale, 9, 0, 500, 0

    bought, sold = (followed([nothing(sale)], CostMethod.FIFO) for sale in (False, True))
    assert (bought.realised, sold.realised) == (Decimal("-0.05"), Decimal("0.05"))
    assert bought.cost == 0
    assert bought.net_t == 0


def test_without_a_price_nothing_is_said_of_what_is_not_realised() -> None:
    held = followed(example_flows("short"), CostMethod.FIFO)
    assert (held.market_value, held.unrealised, held.result) == (None, None, None)
    closed = followed(example_flows("propreports"), CostMethod.FIFO)
    assert closed.market_value == 0
    assert closed.result == 325
    assert closed.average is None


def test_the_average_of_a_short_position_is_what_its_sale_brought() -> None:
    held = followed(example_flows("short"), CostMethod.AVERAGE)
    assert held.average == Decimal("107.5")


def test_largest_amounts_stay_exact() -> None:
    """More digits than a Decimal usually keeps."""
    rows = [(2 * (FIRST + n), n, 7 * 10**16 + 1, 10**18 + n, 0) for n in range(30)]
    sale = (2 * (FIRST + 40) + 1, 99, 10**17 + 3, 3 * 10**18 + 7, 0)
    held = followed([*rows, sale], CostMethod.AVERAGE, Decimal("123456789.01234567"))
    value, result = held.market_value, held.result
    assert value is not None
    assert result is not None
    assert Fraction(value) + Fraction(held.cash) == Fraction(result)
