"""The expectation index; figures worked out by hand."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.expectation import Answer, Outlook, Weights, diffusion, expectation, in_force

DECEMBER = dt.date(2026, 12, 1)
GROUPS = {"PRND-O": "light", "CE-O": "light", "DY-O": "heavy"}
SETS = [Weights(dt.date(2026, 1, 1), {"PRND-O": Decimal("0.5"), "CE-O": Decimal("0.1"), "DY-O": Decimal("0.4")})]
UP, FLAT, DOWN = Outlook


def answer(who: str, product: str, outlook: Outlook, weight: str = "1", month: dt.date = DECEMBER) -> Answer:
    return Answer(month=month, respondent=who, product=product, outlook=outlook, weight=Decimal(weight))


def test_diffusion_counts_up_whole_and_flat_half() -> None:
    """Two up, one flat, one down of four: 100 x (0.5 + 0.5 x 0.25) = 62.5."""
    found = diffusion(
        "PRND-O", [answer(who, "PRND-O", o) for who, o in zip("甲乙丙丁", (UP, UP, FLAT, DOWN), strict=True)]
    )
    assert found.value == Decimal("62.50")
    assert found.shares == {UP: Fraction(1, 2), FLAT: Fraction(1, 4), DOWN: Fraction(1, 4)}
    assert found.count == 4


def test_weights_of_respondents_count() -> None:
    """Up with 3, down with 1: 75; the share of the first is three quarters."""
    found = diffusion("DY-O", [answer("甲", "DY-O", UP, "3"), answer("乙", "DY-O", DOWN)])
    assert found.value == Decimal("75.00")
    assert found.share_of(found.answers[0]) == Fraction(3, 4)


def test_the_published_figure_is_rounded_half_up() -> None:
    """A third up is 33.333; 0.00005 of the weight up is 0.005, which goes up to 0.01."""
    assert diffusion("A", [answer("甲", "A", UP), answer("乙", "A", DOWN), answer("丙", "A", DOWN)]).value == Decimal(
        "33.33"
    )
    assert diffusion("A", [answer("甲", "A", UP, "0.00005"), answer("乙", "A", DOWN, "0.99995")]).value == Decimal(
        "0.01"
    )


def test_group_and_composite_by_the_index_weights() -> None:
    """PrNd 100, Ce 0, Dy 50: light (0.5 x 100 + 0.1 x 0) / 0.6 = 83.33, composite 50 + 0 + 20 = 70."""
    found = expectation(
        DECEMBER,
        [
            answer("甲", "PRND-O", UP),
            answer("甲", "CE-O", DOWN),
            answer("甲", "DY-O", FLAT),
            answer("乙", "DY-O", FLAT),
        ],
        SETS,
        GROUPS,
    )
    composite, light, heavy = found.headlines
    assert (composite.name, composite.value) == ("composite", Decimal("70.00"))
    assert (light.value, heavy.value) == (Decimal("83.33"), Decimal("50.00"))
    assert (composite.answers, composite.respondents) == (4, 2)
    assert (light.answers, light.respondents) == (2, 1)
    assert found.respondents == 2
    assert composite.covered == 1


def test_a_product_without_answers_is_left_out_and_the_others_scaled_up() -> None:
    """PrNd 100 and Dy 0 with 0.5 and 0.4: 0.5 / 0.9 = 55.56; 90 % of the weight is covered, Ce is silent."""
    found = expectation(DECEMBER, [answer("甲", "PRND-O", UP), answer("甲", "DY-O", DOWN)], SETS, GROUPS)
    assert found.composite.value == Decimal("55.56")
    assert found.composite.silent == ("CE-O",)
    assert found.composite.covered == Fraction(9, 10)
    assert [(part.product, part.share) for part in found.composite.parts] == [
        ("PRND-O", Fraction(5, 9)),
        ("DY-O", Fraction(4, 9)),
    ]


def test_a_group_without_answers_has_no_figure() -> None:
    found = expectation(DECEMBER, [answer("甲", "PRND-O", UP)], SETS, GROUPS)
    assert found.headlines[2].value is None
    assert found.headlines[2].silent == ("DY-O",)


def test_a_product_outside_the_weights_stands_alone() -> None:
    found = expectation(DECEMBER, [answer("甲", "LA-O", UP), answer("甲", "CE-O", DOWN)], SETS, GROUPS)
    assert found.composite.value == Decimal("0.00")
    assert [one.product for one in found.products] == ["CE-O", "LA-O"]
    lanthanum = found.product("LA-O")
    assert lanthanum is not None
    assert lanthanum.value == Decimal("100.00")


def test_answers_of_other_months_do_not_count() -> None:
    found = expectation(
        DECEMBER, [answer("甲", "CE-O", UP), answer("甲", "CE-O", DOWN, month=dt.date(2026, 11, 1))], SETS, GROUPS
    )
    assert found.product("CE-O") == diffusion("CE-O", [answer("甲", "CE-O", UP)])


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (dt.date(2025, 5, 1), 2026),
        (dt.date(2026, 12, 1), 2026),
        (dt.date(2027, 3, 1), 2026),
        (dt.date(2027, 4, 1), 2027),
    ],
)
def test_the_weight_set_in_force_on_the_months_first_day_counts(month: dt.date, expected: int) -> None:
    later = Weights(dt.date(2027, 3, 2), {"CE-O": Decimal(1)})
    found = in_force(month, [later, *SETS])
    assert found is not None
    assert found.effective.year == expected


def test_without_weights_there_are_products_only() -> None:
    found = expectation(DECEMBER, [answer("甲", "CE-O", UP)], [], GROUPS)
    assert found.composite.value is None
    assert found.weights_from is None
    assert len(found.products) == 1


OUTLOOKS = st.sampled_from(Outlook)
WEIGHTS = st.integers(1, 10**9).map(lambda n: Decimal(n).scaleb(-6))
ANSWERS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.sampled_from(sorted(GROUPS))), st.tuples(OUTLOOKS, WEIGHTS), min_size=1
).map(
    lambda given: [
        Answer(month=DECEMBER, respondent=str(who), product=product, outlook=outlook, weight=weight)
        for (who, product), (outlook, weight) in given.items()
    ]
)
MIRROR = {UP: DOWN, FLAT: FLAT, DOWN: UP}


@given(ANSWERS)
def test_what_each_answer_and_each_product_gives_adds_up(answers: list[Answer]) -> None:
    found = expectation(DECEMBER, answers, SETS, GROUPS)
    scores = {UP: 100, FLAT: 50, DOWN: 0}
    for product in found.products:
        assert sum(product.share_of(one) * scores[one.outlook] for one in product.answers) == product.raw
        assert sum(product.shares.values()) == 1
        assert 0 <= product.raw <= 100
    for headline in found.headlines:
        if headline.raw is not None:
            assert sum(part.contribution for part in headline.parts) == headline.raw
            assert sum(part.share for part in headline.parts) == 1


@given(ANSWERS)
def test_the_opposite_answers_give_the_opposite_figure(answers: list[Answer]) -> None:
    opposite = [
        Answer(
            month=one.month,
            respondent=one.respondent,
            product=one.product,
            outlook=MIRROR[one.outlook],
            weight=one.weight,
        )
        for one in answers
    ]
    there, back = (expectation(DECEMBER, given, SETS, GROUPS).composite.raw for given in (answers, opposite))
    assert there is not None
    assert back is not None
    assert there + back == 100


@given(ANSWERS)
def test_the_order_of_answers_does_not_matter(answers: list[Answer]) -> None:
    there, back = (expectation(DECEMBER, given, SETS, GROUPS) for given in (answers, answers[::-1]))
    assert [one.raw for one in there.headlines] == [one.raw for one in back.headlines]
