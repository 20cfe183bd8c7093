"""Deals kept by their columns behave as a list of deals, and a copy never changes the others."""

from hypothesis import given
from hypothesis import strategies as st

from rare_desk.sheets.planning.deals import Deal, Deals


def deal(row: int, text: str = "") -> Deal:
    return Deal._make([row, *[text] * (len(Deal._fields) - 1)])


_DEALS = st.builds(deal, st.integers(1, 9), st.sampled_from("ab"))
_STEPS = st.lists(st.tuples(st.sampled_from(["put", "insert", "remove", "change", "copy"]), st.integers(0, 9), _DEALS))


@given(st.lists(_DEALS, max_size=5), _STEPS)
def test_they_change_as_a_list_does(first: list[Deal], steps: list[tuple[str, int, Deal]]) -> None:
    deals, expected = Deals.of(first), list(first)
    kept: list[tuple[Deals, list[Deal]]] = []
    for what, number, one in steps:
        place = number % max(len(expected), 1)
        if what == "copy":
            kept.append((deals, list(expected)))
            deals = deals.copy()
        elif what == "insert":
            deals.insert(place, one)
            expected.insert(place, one)
        elif expected and what == "put":
            deals.put(place, one)
            expected[place] = one
        elif expected and what == "remove":
            deals.remove(place)
            del expected[place]
        elif expected:
            deals.change(place, suspect="x")
            expected[place] = expected[place]._replace(suspect="x")
    for now, then in [*kept, (deals, expected)]:
        assert list(now) == then
        assert [now[place] for place in range(len(now))] == then
        assert list(now.column("row")) == [one.row for one in then]
        assert now == Deals.of(then)


def test_some_of_them_and_several_together() -> None:
    deals = Deals.of([deal(2), deal(3, "a"), deal(5)])
    assert list(deals.at([0, 2])) == list(Deals.joined([deals[:1], deals[2:]])) == [deal(2), deal(5)]
    assert deals.at([0, 1, 2]) == deals
    assert not Deals.joined([])
