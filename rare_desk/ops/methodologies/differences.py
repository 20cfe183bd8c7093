"""What is another in one methodology than in another one, parameter by parameter, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rare_desk.core.numbers import NONE, share
from rare_desk.core.products import Catalogue
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet, to_json
from rare_desk.ops.methodologies.parameters import PARAMETERS, name_of, shown, value_of
from rare_desk.words import Language, word


@dataclass(frozen=True, slots=True)
class Difference:
    """`key` is the parameter's path in the JSON form; the rest is in words, a dash where there is nothing."""

    key: str
    parameter: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Products and codes in the words of one language."""

    language: Language
    products: Catalogue

    def of(self, code: str, **details: str) -> str:
        return word(f"methodology.{code}", self.language, **details)

    def product(self, code: str) -> str:
        if code not in self.products:
            return code
        found = self.products[code]
        return found.name_zh if self.language == "zh" else found.short_en

    def series(self, index: CustomIndex) -> str:
        return (index.name_zh if self.language == "zh" else index.name_en) or index.key

    @property
    def between(self) -> str:
        return self.of("between")


def differences(
    before: Methodology, after: Methodology, products: Catalogue, language: Language
) -> tuple[Difference, ...]:
    """All rules in which they differ, in the order of the report; who made them, why and from when is no rule."""
    speaker = Speaker(language, products)
    found: list[Difference] = []
    if before.name != after.name:
        found.append(Difference("name", speaker.of("name"), before.name, after.name))
    found += _parameters(to_json(before), to_json(after), speaker)
    found += _days(before, after, speaker)
    found += _groups(before.groups, after.groups, speaker)
    found += _sets("weight_sets", "", before.weight_sets, after.weight_sets, speaker)
    found += _indices(before.indices, after.indices, speaker)
    return tuple(found)


def _parameters(before: Mapping[str, Any], after: Mapping[str, Any], speaker: Speaker) -> Iterator[Difference]:
    for parameter in PARAMETERS:
        if value_of(before, parameter) != value_of(after, parameter):
            texts = (shown(document, parameter, speaker.language) for document in (before, after))
            yield Difference(parameter.key, name_of(parameter, speaker.language), *texts)


def _days(before: Methodology, after: Methodology, speaker: Speaker) -> Iterator[Difference]:
    one, other = before.non_trading_days, after.non_trading_days
    if one == other:
        return
    name = speaker.of("non-trading-days")
    if one is None or other is None:
        texts = (
            speaker.of("days-of-book") if days is None else speaker.of("days-own", count=str(len(days)))
            for days in (one, other)
        )
        yield Difference("non_trading_days", name, *texts)
        return
    gone, come = ([day.isoformat() for day in sorted(days)] for days in (one - other, other - one))
    said = (speaker.between.join(days) or NONE for days in (gone, come))
    yield Difference("non_trading_days", name, *said)


def _groups(before: Mapping[str, str], after: Mapping[str, str], speaker: Speaker) -> Iterator[Difference]:
    for code in sorted({*before, *after}):
        if before.get(code) != after.get(code):
            name = speaker.of("group-of", product=speaker.product(code))
            yield Difference(f"groups.{code}", name, *(_group(g.get(code), speaker) for g in (before, after)))


def _group(group: str | None, speaker: Speaker) -> str:
    if group is None:
        return speaker.of("group-catalogue")
    return word(f"index.{group}-short", speaker.language) if group in ("light", "heavy") else group


def _sets(
    key: str, index: str, before: Sequence[WeightSet], after: Sequence[WeightSet], speaker: Speaker
) -> Iterator[Difference]:
    one, other = ({weights.effective: weights for weights in sets} for sets in (before, after))
    for day in sorted({*one, *other}):
        name = speaker.of("weights-from", index=index, day=day.isoformat()).strip()
        old, new = one.get(day), other.get(day)
        if old is None or new is None:
            texts = (NONE if weights is None else weights_in_words(weights, speaker) for weights in (old, new))
            yield Difference(f"{key}.{day}", name, *texts)
            continue
        for code in sorted({*old.weights, *new.weights}):
            if old.weights.get(code) != new.weights.get(code):
                shares = (_share(weights.weights.get(code)) for weights in (old, new))
                yield Difference(f"{key}.{day}.{code}", f"{name} · {speaker.product(code)}", *shares)
        for field in ("author", "reason"):
            if getattr(old, field) != getattr(new, field):
                texts = (getattr(weights, field) or NONE for weights in (old, new))
                yield Difference(f"{key}.{day}.{field}", f"{name} · {speaker.of(field)}", *texts)
        if old.source != new.source:
            texts = (speaker.of(f"source-{w.source}") if w.source else NONE for w in (old, new))
            yield Difference(f"{key}.{day}.source", f"{name} · {speaker.of('source')}", *texts)


def weights_in_words(weights: WeightSet, speaker: Speaker) -> str:
    parts = (f"{speaker.product(code)} {_share(weight)}" for code, weight in weights.weights.items())
    return speaker.between.join(parts)


def _share(weight: float | None) -> str:
    return NONE if weight is None else share(weight)


def _indices(before: Sequence[CustomIndex], after: Sequence[CustomIndex], speaker: Speaker) -> Iterator[Difference]:
    one, other = ({index.key: index for index in indices} for indices in (before, after))
    for key in {**one, **other}:
        old, new = one.get(key), other.get(key)
        if old is None or new is None:
            texts = (NONE if index is None else _index(index, speaker) for index in (old, new))
            yield Difference(f"indices.{key}", speaker.of("index-of", symbol=key), *texts)
            continue
        for field in ("name_zh", "name_en"):
            if getattr(old, field) != getattr(new, field):
                name = f"{speaker.of('index-of', symbol=key)} · {speaker.of(field)}"
                yield Difference(f"indices.{key}.{field}", name, getattr(old, field), getattr(new, field))
        yield from _sets(f"indices.{key}", speaker.series(new), old.weight_sets, new.weight_sets, speaker)


def _index(index: CustomIndex, speaker: Speaker) -> str:
    return f"{speaker.series(index)}: {weights_in_words(index.weight_sets[-1], speaker)}"
