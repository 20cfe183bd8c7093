"""Which spellings are probably one firm, and which firms are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.parties.likeness import near, nearest, nearest_of

ONE_FIRM = (
    ("甲辰磁材有限公司", "甲辰磁材有限责任公司", "spelling"),
    ("甲辰磁材有限公司", "甲辰磁材股份有限公司", "spelling"),
    ("甲辰磁材", "甲辰 磁材", "spelling"),
    ("甲辰（包头）磁材有限公司", "甲辰(包头)磁材有限公司", "spelling"),
    ("ＡＢＣ磁材", "abc磁材", "spelling"),
    ("Shin-Etsu Chemical Co., Ltd.", "Shin Etsu Chemical", "spelling"),
    ("甲辰磁材", "包头市甲辰磁材有限公司", "place"),
    ("包头甲辰磁材", "甲辰磁材（包头）有限公司", "place"),
    ("赣州辛岭稀土新材料", "赣州辛岭稀土新材", "alike"),
    ("辛岭稀土功能材料", "辛玲稀土功能材料", "alike"),
)
TWO_FIRMS = (
    ("上海甲辰磁材", "北京甲辰磁材"),
    ("第一稀土冶炼厂", "第二稀土冶炼厂"),
    ("稀土新材料3厂", "稀土新材料4厂"),
    ("北方稀土功能材料", "南方稀土功能材料"),
    ("甲辰", "甲午"),
    ("丁源贸易", "乙和稀土"),
)


@pytest.mark.parametrize(("one", "other", "why"), ONE_FIRM)
def test_spellings_of_one_firm_are_near(one: str, other: str, why: str) -> None:
    assert [(pair.one, pair.other, pair.why) for pair in near([one, other])] == [(one, other, why)]
    found = nearest(other, ["丁源贸易", one])
    assert found is not None
    assert found.other == one


@pytest.mark.parametrize(("one", "other"), TWO_FIRMS)
def test_two_firms_are_not(one: str, other: str) -> None:
    assert near([one, other]) == []
    assert nearest(one, [other]) is None


def test_a_name_is_not_near_itself() -> None:
    assert nearest("甲辰磁材", ["甲辰磁材", "丁源贸易"]) is None


def test_the_surest_pair_stands_first() -> None:
    found = near(["辛岭稀土新材料", "辛岭稀土新材", "甲辰磁材", "甲辰磁材有限公司"])
    assert [pair.why for pair in found] == ["spelling", "alike"]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=12, unique=True))
def test_any_names_are_judged_alike_whichever_way_round(names: list[str]) -> None:
    there = {frozenset((pair.one, pair.other)) for pair in near(names)}
    assert there == {frozenset((pair.one, pair.other)) for pair in near(names[::-1])}
    assert all(0 < pair.ratio <= 1 and pair.one != pair.other for pair in near(names))


@given(st.lists(st.text("甲乙丙丁稀土磁材有限公司", min_size=2, max_size=9), min_size=2, max_size=9, unique=True))
def test_many_names_are_compared_as_each_by_itself(names: list[str]) -> None:
    unknown, known = names[:1], names[1:]
    one = nearest(unknown[0], sorted(known))
    assert nearest_of(unknown, known) == ({unknown[0]: one.other} if one else {})
