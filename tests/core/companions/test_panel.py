"""Panels put together, and what bilateral formulas make of what is missing in them."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from rare_desk.core.companions.panel import Observation, Panel, panel_of
from rare_desk.core.companions.periods import day_of, in_time
from rare_desk.core.companions.registry import BILATERAL, FORMULAS, UNWEIGHTED, Choice, companion
from tests.core.companions.panels import made, values

NAN = float("nan")


def told(panel: Panel, choice: Choice) -> list[tuple[str, str, dict[str, str]]]:
    found = companion(panel, choice)
    return [(p.code, p.value, dict(p.details)) for p in found.problems]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["10", "9", "1"], ["1", "9", "10"]),
        (["2025-W10", "2025-W9", "2024-W52"], ["2024-W52", "2025-W9", "2025-W10"]),
        (["2025年10月", "2025年9月"], ["2025年9月", "2025年10月"]),
        (["Feb 2025", "Jan 2025", "Dec 2024"], ["Dec 2024", "Jan 2025", "Feb 2025"]),
        (["2025-10-01", "2025-9-30"], ["2025-9-30", "2025-10-01"]),
        (["2025Q2", "2024Q4", "2025Q1"], ["2024Q4", "2025Q1", "2025Q2"]),
        (["2025年第10周", "2025年第9周"], ["2025年第9周", "2025年第10周"]),
        (["2026", "2025"], ["2025", "2026"]),
        (["20250110", "20241231"], ["20241231", "20250110"]),
        (["1", "b", "1a", "a"], ["1", "1a", "a", "b"]),
    ],
)
def test_periods_stand_in_the_order_of_time(given: list[str], wanted: list[str]) -> None:
    assert list(in_time(given)) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("2025-01-10", "2025-01-10"), ("2025年3月", "2025-03-01"),
        ("2025Q3", "2025-07-01"), ("2025年第2季度", "2025-04-01"),
        ("2025-W01", "2024-12-30"), ("2025年第2周", "2025-01-06"), ("2025", "2025-01-01"), ("20250110", "2025-01-10"),
        ("202501", "2025-01-01"),
    ],
)  # fmt: skip
def test_a_period_stands_for_its_first_day(name: str, wanted: str) -> None:
    assert str(day_of(name)) == wanted


@pytest.mark.parametrize("name", ["1", "12", "2025-W54", "2025Q5", "0000Q1", "202513", "first", "", "3000"])
def test_other_names_stand_for_no_day(name: str) -> None:
    assert day_of(name) is None


def test_cells_without_an_observation_are_missing() -> None:
    panel = panel_of([Observation("2", "B", 7.0), Observation("1", "A", 5.0, 2.0)])
    assert (panel.periods, panel.products) == (("1", "2"), ("A", "B"))
    assert np.isnan(panel.price).tolist() == [[False, True], [True, False]]
    assert np.isnan(panel.quantity).tolist() == [[False, True], [True, True]]


def test_a_price_is_carried_forward_with_no_quantity_behind_it() -> None:
    carried = made([[NAN, 2.0], [5.0, NAN], [NAN, NAN]], [[NAN, 4.0], [3.0, NAN], [NAN, NAN]]).carried_forward()
    assert np.nan_to_num(carried.price).tolist() == [[0.0, 2.0], [5.0, 2.0], [5.0, 2.0]]
    assert np.nan_to_num(carried.quantity, nan=-1).tolist() == [[-1.0, 4.0], [3.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_one_period_is_one(formula: str) -> None:
    assert values(made([[3.0, 4.0]]), formula).tolist() == [1.0]


@pytest.mark.parametrize("formula", FORMULAS)
def test_an_empty_panel_is_said(formula: str) -> None:
    assert told(panel_of([]), Choice(formula)) == [("panel-empty", "", {})]


@pytest.mark.parametrize("formula", FORMULAS)
def test_without_quantities_only_formulas_that_need_none_go_on(formula: str) -> None:
    panel = made([[1.0, 2.0], [1.1, 2.4]], [[NAN, NAN], [NAN, NAN]])
    if formula in UNWEIGHTED:
        assert values(panel, formula)[1] > 1
    else:
        assert told(panel, Choice(formula)) == [("panel-no-quantities", formula, {})]


@pytest.mark.parametrize("formula", [name for name, found in BILATERAL.items() if "b" not in found.needs])
def test_products_of_one_period_only_are_not_compared(formula: str) -> None:
    price, quantity = [[1.0, 2.0, 9.0, NAN], [1.1, 2.4, NAN, 4.0]], [[3.0, 1.0, 5.0, NAN], [2.0, 2.0, NAN, 8.0]]
    without = made([row[:2] for row in price], [row[:2] for row in quantity])
    assert values(made(price, quantity), formula)[1] == pytest.approx(values(without, formula)[1], rel=1e-12)


def test_weights_of_the_whole_panel_count_on_the_products_that_are_compared() -> None:
    panel = made(
        [[1.0, 2.0, NAN], [1.1, NAN, 5.0], [1.2, 3.0, 6.0]], [[4.0, 3.0, NAN], [4.0, NAN, 2.0], [1.0, 3.0, 2.0]]
    )
    # The basket is (9, 6, 4) / 3; in the second period only the first product is in both.
    assert values(panel, "lowe") == pytest.approx([1.0, 1.1, (1.2 * 9 + 3.0 * 6) / (1.0 * 9 + 2.0 * 6)])
    worth = np.array([4.0 + 4.4 + 1.2, 6.0 + 9.0])
    assert values(panel, "young")[2] == pytest.approx((worth * [1.2, 1.5]).sum() / worth.sum())
    assert values(panel, "geometric-young")[2] == pytest.approx(
        1.2 ** (worth[0] / worth.sum()) * 1.5 ** (worth[1] / worth.sum())
    )


def test_quantities_are_asked_of_the_periods_that_the_formula_weighs() -> None:
    panel = made([[1.0, 2.0], [1.1, 2.4]], [[3.0, 1.0], [2.0, NAN]])
    assert values(panel, "laspeyres")[1] == pytest.approx((3.3 + 2.4) / 5)
    assert values(panel, "paasche")[1] == pytest.approx(1.1)
    assert values(panel, "fisher")[1] == pytest.approx(1.1)


@pytest.mark.parametrize("formula", ["tornqvist", "walsh", "sato-vartia", "montgomery-vartia", "geometric-paasche"])
def test_a_zero_quantity_weighs_nothing_and_breaks_nothing(formula: str) -> None:
    panel = made([[1.0, 2.0, 3.0], [1.1, 2.4, 3.1]], [[3.0, 0.0, 2.0], [2.0, 0.0, 4.0]])
    without = made([[1.0, 3.0], [1.1, 3.1]], [[3.0, 2.0], [2.0, 4.0]])
    assert values(panel, formula)[1] == pytest.approx(values(without, formula)[1], rel=1e-12)


@pytest.mark.parametrize("formula", tuple(BILATERAL))
def test_a_period_with_nothing_in_common_has_no_value_and_says_so(formula: str) -> None:
    panel = made([[1.0, NAN], [NAN, 5.0], [1.2, 6.0]])
    assert told(panel, Choice(formula)) == [("panel-no-overlap", "2", {"base": "1"})]
    assert np.isnan(companion(panel, Choice(formula)).values).tolist() == [False, True, False]


@pytest.mark.parametrize("formula", tuple(BILATERAL))
def test_a_chain_ends_at_its_first_broken_link(formula: str) -> None:
    panel = made([[1.0, NAN], [1.1, NAN], [NAN, 5.0], [1.2, 6.0]])
    assert told(panel, Choice(formula, chain=True)) == [("panel-no-overlap", "3", {"base": "2"})]
    assert np.isnan(companion(panel, Choice(formula, chain=True)).values).tolist() == [False, False, True, True]


def test_a_base_that_weighs_nothing_is_said_once() -> None:
    panel = made([[1.0], [1.1], [1.2], [1.3]], [[0.0], [1.0], [1.0], [1.0]])
    assert told(panel, Choice("laspeyres")) == [("panel-no-base", "1", {})]
    assert values(panel, "paasche") == pytest.approx([1.0, 1.1, 1.2, 1.3])
    assert values(panel, "paasche", chain=True) == pytest.approx([1.0, 1.1, 1.2, 1.3])


@pytest.mark.parametrize("formula", ["montgomery-vartia", "sato-vartia"])
@pytest.mark.parametrize("apart", ["0", "1e-9", "1e-7", "3e-5", "9e-5", "2e-4", "0.01"])
def test_logarithmic_means_of_nearly_equal_values_are_exact(formula: str, apart: str) -> None:
    relative, base = [Decimal(text) for text in ("2", "0.5", "1.6")], [Decimal(text) for text in ("1", "2", "4")]
    current = [worth * (1 + side * Decimal(apart)) for worth, side in zip(base, (1, -2, 0), strict=True)]
    quantity = [[float(worth) for worth in base], [float(v / r) for v, r in zip(current, relative, strict=True)]]
    found = values(made([[1.0] * 3, [float(r) for r in relative]], quantity), formula)[1]
    with localcontext(prec=50):
        totals = (sum(base), sum(current)) if formula == "sato-vartia" else (Decimal(1), Decimal(1))
        means = [log_mean(a / totals[0], b / totals[1]) for a, b in zip(base, current, strict=True)]
        whole = sum(means) if formula == "sato-vartia" else log_mean(Decimal(sum(base)), Decimal(sum(current)))
        wanted = sum((m * r.ln() for m, r in zip(means, relative, strict=True)), Decimal(0)) / whole
        assert found == pytest.approx(float(wanted.exp()), rel=1e-13)


def log_mean(a: Decimal, b: Decimal) -> Decimal:
    return a if a == b else (a - b) / (a / b).ln()


@pytest.mark.parametrize("formula", FORMULAS)
def test_prices_too_far_apart_for_a_figure_give_none_and_say_so(formula: str) -> None:
    panel = made([[1.0, 1e-300], [1e300, 1e-300], [1e-300, 1e300], [1e300, 1e-300]], [[1e200, 1e-200]] * 4)
    found = companion(panel, Choice(formula))
    known = found.values[~np.isnan(found.values)]
    assert np.isfinite(known).all()
    assert (known > 0).all()
    assert found.problems or not np.isnan(found.values).any()
    if formula in ("stuvel", "geary-khamis"):
        assert [problem.code for problem in found.problems][-1:] == ["panel-beyond"]
