"""Whatever stands in a form, a calculator answers: with figures, or with what is wrong. It never fails."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.result import as_json, step_as_json
from rare_desk.core.pricing.study.paths import put
from tests.core.pricing.examples import examples

QUOTES = [{"date": "2026-03-02", "low": "90", "mid": "95", "high": "100"}, {"date": "2026-03-09", "mid": "97"}]
PAST = [{"quarter": f"202{n}Q1", "value_at_grade": "60000", "announced_price": f"2{n}000"} for n in range(3, 6)]
OTHERS: dict[str, list[dict[str, Any]]] = {
    "average": [
        {"window": "month", "month": "2026-03", "shift": "0", "missing": "last", "prices": QUOTES},
        {"window": "around", "event": "2026-03-10", "before": "5", "after": "2", "missing": "skip", "prices": QUOTES},
    ],
    "estimate": [
        {name: examples("netback")[0]["input"][name] for name in ("vat_rate", "grade", "oxides")}
        | {"quarter": "2026Q4", "past": PAST, "move": "10"}
    ],
}


def started(name: str) -> list[dict[str, Any]]:
    """Inputs that are right, to be spoilt."""
    return [example["input"] for example in examples(name)] + OTHERS.get(name, [])


def paths(fields: tuple[Field, ...], given: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Field]]:
    """Every input that may be written, by its path."""
    for field in fields:
        here = path + field.name
        yield here, field
        inner = given.get(field.name)
        if field.kind is Kind.RECORD:
            yield from paths(field.fields, inner or {}, here + ".")
        elif field.kind is Kind.LIST:
            for place, record in enumerate(inner or ()):
                yield from paths(field.fields, record, f"{here}[{place}].")


JUNK = st.one_of(st.none(), st.text(max_size=8), st.booleans(), st.integers(), st.floats(), st.just([]), st.just({}))


def written(field: Field) -> st.SearchStrategy[Any]:
    if field.kind is not Kind.NUMBER:
        return JUNK if not field.choices else st.sampled_from(field.choices) | JUNK
    ends = st.sampled_from([field.low, field.high, field.low + 1, field.high - 1])
    tiny = st.sampled_from(["0.0000001", "1e-9", "0.000000000000000000000000001", "99999999999999999999999999"])
    return st.decimals(min_value=field.low, max_value=field.high, allow_nan=False) | ends | tiny | JUNK


@pytest.mark.parametrize("name", CALCULATORS)
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_spoilt_inputs_are_answered(name: str, data: st.DataObject) -> None:
    calculator = CALCULATORS[name]
    given: dict[str, Any] = data.draw(st.sampled_from(started(name)))
    known = dict(paths(calculator.fields, given))
    chosen = sorted(data.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=3, unique=True)))
    for path in chosen:
        if any(path.startswith((f"{other}[", f"{other}.")) for other in chosen):
            continue
        given = put(given, path, data.draw(written(known[path]), label=path))
    asked = calculator.inputs(given)
    if isinstance(asked, tuple):
        assert asked
        return
    result = calculator.price(asked)
    as_json(result.values)
    assert all(step_as_json(step) for step in result.trail)
