"""A methodology while it is edited: its JSON form with every edit that can be read, and the texts that cannot."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import exact, plain
from rare_desk.core.parsing import parse_date, parse_number
from rare_desk.core.problems import Problem, problem
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet, from_json, to_json
from rare_desk.ops.methodologies import parameters
from rare_desk.ops.methodologies.parameters import PARAMETERS, Document, Parameter

MAIN = ""
"""In the place of an own index's key: the main weight sets."""
TYPED = "typed"
_GROUPS = {"light": "light", "l": "light", "轻": "light", "heavy": "heavy", "h": "heavy", "重": "heavy"}
_BY_KEY = {one.key: one for one in PARAMETERS}


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a field and why it cannot be taken."""

    text: str
    problem: Problem


@dataclass(frozen=True)
class Draft:
    """Keys are paths in the JSON form; of weights `index/position/code`, of own indices `index//field`."""

    base: Methodology
    document: Document
    unread: Mapping[str, Unread] = field(default_factory=dict)

    @staticmethod
    def of(base: Methodology) -> Draft:
        return Draft(base, to_json(base))

    @property
    def rules(self) -> Methodology | Problem:
        """What it reads as; the problem of the first field that cannot be read, if there is one."""
        for one in self.unread.values():
            return one.problem
        return from_json(json.dumps(self.document))

    @property
    def readable(self) -> Methodology | None:
        """Without the fields that cannot be read: those stay as they were."""
        found = from_json(json.dumps(self.document))
        return found if isinstance(found, Methodology) else None

    @property
    def edited(self) -> bool:
        return bool(self.unread) or self.document != to_json(self.base)

    # single parameters

    def text(self, key: str) -> str:
        """As the field shows it."""
        return self.unread[key].text if key in self.unread else parameters.text_of(self.document, _BY_KEY[key])

    def before(self, key: str) -> str | None:
        """The value of the version that it began with, where the draft has another one."""
        old = to_json(self.base)
        if key not in self.unread and parameters.value_of(old, _BY_KEY[key]) == self._value(_BY_KEY[key]):
            return None
        return parameters.text_of(old, _BY_KEY[key])

    def _value(self, parameter: Parameter) -> Any:
        return parameters.value_of(self.document, parameter)

    def typed(self, key: str, text: str, today: dt.date | None = None) -> Draft:
        value = parameters.read(_BY_KEY[key], text, today)
        if isinstance(value, Problem):
            return self._unread(key, text, value)
        return self._put(key, parameters.put(self.document, _BY_KEY[key], value))

    def signed(self, **texts: Any) -> Draft:
        """With another name, effective date (ISO text), author or reason."""
        return replace(self, document={**self.document, **texts})

    def with_days(self, days: Sequence[dt.date] | None) -> Draft:
        """With a table of non-trading days of its own; None is the book's."""
        document = {name: value for name, value in self.document.items() if name != "non_trading_days"}
        if days is not None:
            document["non_trading_days"] = sorted(day.isoformat() for day in days)
        return replace(self, document=document)

    @property
    def days(self) -> tuple[dt.date, ...] | None:
        own = self.document.get("non_trading_days")
        return None if own is None else tuple(dt.date.fromisoformat(day) for day in own)

    # groups and weight sets

    def group(self, code: str) -> str:
        """Empty: as the product says."""
        return str(self.document["groups"].get(code, ""))

    def with_group(self, code: str, text: str) -> Draft:
        key = f"groups.{code}"
        groups = {other: group for other, group in self.document["groups"].items() if other != code}
        word = text.strip().lower()
        if word:
            if word not in _GROUPS:
                return self._unread(key, text, problem("input-not-a-choice", key, text, choices="轻 light, 重 heavy"))
            groups = {**self.document["groups"], code: _GROUPS[word]}
        return self._put(key, {**self.document, "groups": groups})

    def sets(self, index: str = MAIN) -> list[dict[str, Any]]:
        """The weight sets in their JSON form, of an own index by its key."""
        if index == MAIN:
            return list(self.document["weight_sets"])
        return next((list(one["weight_sets"]) for one in self.indices if one["key"] == index), [])

    def weight(self, index: str, position: int, code: str) -> str:
        """In percent as typed; empty for none."""
        key = f"{index}/{position}/{code}"
        if key in self.unread:
            return self.unread[key].text
        weight = self.sets(index)[position]["weights"].get(code)
        return "" if weight is None else plain(exact(weight) * 100)

    def total(self, index: str, position: int) -> Decimal:
        """Percent."""
        return sum((exact(one) for one in self.sets(index)[position]["weights"].values()), Decimal(0)) * 100

    def with_weight(self, index: str, position: int, code: str, text: str) -> Draft:
        key = f"{index}/{position}/{code}"
        one = self.sets(index)[position]
        weights = {other: weight for other, weight in one["weights"].items() if other != code}
        if text.strip():
            number = parse_number(text.strip().rstrip("%％"))
            if isinstance(number, Problem):
                return self._unread(key, text, replace(number, field=key))
            if not 0 <= number <= 100:
                return self._unread(key, text, problem("input-out-of-range", key, text, low=0, high=100))
            share = number / 100
            weights = {**one["weights"], code: float(share)}
        return self._with_set(index, position, {**one, "weights": weights, "source": TYPED}, key)

    def with_set_text(self, index: str, position: int, name: str, text: str, today: dt.date) -> Draft:
        """Another effective date, author or reason of a set."""
        key = f"{index}/{position}/{name}"
        value = text.strip()
        if name == "effective":
            day = parse_date(value, today) if value else problem("missing-effective", key)
            if isinstance(day, Problem):
                return self._unread(key, text, replace(day, field=key))
            value = day.isoformat()
        return self._with_set(index, position, {**self.sets(index)[position], name: value}, key)

    def set_text(self, index: str, position: int, name: str) -> str:
        key = f"{index}/{position}/{name}"
        return self.unread[key].text if key in self.unread else str(self.sets(index)[position].get(name, ""))

    def with_new_set(self, index: str, made: WeightSet) -> Draft:
        """Behind the others; they come into their order when they are saved."""
        texts = {name: text for name in ("author", "reason", "source") if (text := getattr(made, name))}
        one = {"effective": made.effective.isoformat(), "weights": dict(made.weights)} | texts
        return self._with_sets(index, [*self.sets(index), one])

    def without_set(self, index: str, position: int) -> Draft:
        sets = self.sets(index)
        del sets[position]
        kept = {key: one for key, one in self.unread.items() if not key.startswith(f"{index}/")}
        return replace(self._with_sets(index, sets), unread=kept)

    # indices of the user's own

    @property
    def indices(self) -> list[dict[str, Any]]:
        return list(self.document.get("indices", ()))

    def with_index(self, made: CustomIndex) -> Draft:
        """Under its key, or that with the first free number behind it."""
        taken = {one["key"] for one in self.indices}
        numbered = (made.key if not number else f"{made.key}-{number + 1}" for number in range(len(taken) + 1))
        key = next(one for one in numbered if one not in taken)
        whole = to_json(replace(self.base, indices=(replace(made, key=key),)))["indices"]
        return self._with_indices([*self.indices, *whole])

    def without_index(self, key: str) -> Draft:
        kept = {name: one for name, one in self.unread.items() if not name.startswith(f"{key}/")}
        return replace(self._with_indices([one for one in self.indices if one["key"] != key]), unread=kept)

    def with_index_text(self, key: str, name: str, text: str) -> Draft:
        """Another key or name; a key that cannot be one stays unread."""
        value, path = text.strip(), f"{key}//{name}"
        changed = [{**one, name: value} if one["key"] == key else one for one in self.indices]
        fresh = self._with_indices(changed)
        if name == "key":
            read = from_json(json.dumps(fresh.document))
            if isinstance(read, Problem):
                return self._unread(path, text, problem("index-key", path, text))
        return replace(fresh, unread={other: one for other, one in self.unread.items() if other != path})

    def index_text(self, key: str, name: str) -> str:
        path = f"{key}//{name}"
        if path in self.unread:
            return self.unread[path].text
        return next((str(one[name]) for one in self.indices if one["key"] == key), "")

    def _with_indices(self, indices: list[dict[str, Any]]) -> Draft:
        document = {name: value for name, value in self.document.items() if name != "indices"}
        return replace(self, document=document | ({"indices": indices} if indices else {}))

    def _with_set(self, index: str, position: int, one: dict[str, Any], key: str) -> Draft:
        sets = self.sets(index)
        sets[position] = {name: value for name, value in one.items() if value != "" or name == "effective"}
        return self._put(key, self._with_sets(index, sets).document)

    def _with_sets(self, index: str, sets: list[dict[str, Any]]) -> Draft:
        if index == MAIN:
            return replace(self, document={**self.document, "weight_sets": sets})
        changed = [{**one, "weight_sets": sets} if one["key"] == index else one for one in self.indices]
        return self._with_indices(changed)

    def _unread(self, key: str, text: str, why: Problem) -> Draft:
        return replace(self, unread={**self.unread, key: Unread(text, why)})

    def _put(self, key: str, document: Document) -> Draft:
        return replace(self, document=document, unread={k: one for k, one in self.unread.items() if k != key})
