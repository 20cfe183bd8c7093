"""Weight sets out of files: as sets of the next version of the methodology that the book uses."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from rare_desk.core.numbers import exact, half_up, plain
from rare_desk.core.problems import Problem, problem
from rare_desk.core.rules.methodology import WeightSet
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.imports.records import Form, Kept
from rare_desk.ops.methodologies.versions import add_version, latest_version
from rare_desk.ops.methodologies.weights import IMPORTED
from rare_desk.sheets.records.reading import ReadFile
from rare_desk.sheets.records.weights import WeightRead, read_weight_sets
from rare_desk.store.actor import who
from rare_desk.store.book import Book, Step
from rare_desk.store.reading.queries import catalogue
from rare_desk.words import Language, word

KIND = "weights"
PLACES = 12
"""Decimals to which weights are compared: what a float keeps of a fraction typed."""


def form(effective: dt.date | None = None, language: Language = "zh") -> Form[WeightRead]:
    """`effective` is the day of a set of which its table says none; the reason is written in `language`.

    A set comes in whole or not at all. One that the book has for that day with other weights is replaced.
    """
    files: list[str] = []

    def read(book: Book, source: Source) -> ReadFile[WeightRead] | Problem:
        files.append(source.name)
        return read_weight_sets(source.data, source.name, catalogue(book), effective)

    def put(
        book: Book, step: Step, fresh: Sequence[WeightRead], changed: Sequence[tuple[int, WeightRead]], _batch: int
    ) -> None:
        reason = word("methodology.reason-imported", language, file=", ".join(dict.fromkeys(files)))
        _put(book, step, [*fresh, *(read for _, read in changed)], reason)

    return Form(KIND, read, _kept, _key, _value, _differs, put, whole=True)


def _key(read: WeightRead) -> Hashable:
    return read.effective, read.product


def _value(read: WeightRead) -> Hashable:
    return frozenset((code, half_up(share, PLACES)) for code, share in read.of if share)


def _kept(book: Book, reads: Sequence[WeightRead]) -> Mapping[Hashable, Kept]:
    sets = {one.effective: one for one in latest_version(book).weight_sets}
    return {_key(read): Kept(0, _stored(sets[read.effective])) for read in reads if read.effective in sets}


def _stored(one: WeightSet) -> Hashable:
    return frozenset((code, half_up(exact(weight), PLACES)) for code, weight in one.weights.items() if weight)


def _differs(read: WeightRead, kept: Kept) -> Problem:
    there = dict(kept.value) if isinstance(kept.value, frozenset) else {}
    other, day = there.get(read.product, Decimal(0)), read.effective.isoformat() if read.effective else ""
    return problem("weights-differ", "weight", _percent(read.share), other=_percent(other), day=day)


def _percent(share: Decimal) -> str:
    return plain(share * 100)


def _put(book: Book, step: Step, reads: Sequence[WeightRead], reason: str) -> None:
    base, author = latest_version(book), who()
    sets = {one.effective: one for one in base.weight_sets}
    for day in dict.fromkeys(read.effective for read in reads if read.effective):
        weights = {read.product: float(read.share) for read in reads if read.effective == day}
        sets[day] = WeightSet(day, weights, author, reason, IMPORTED)
    rules = replace(
        base,
        weight_sets=tuple(sets[day] for day in sorted(sets)),
        effective=max(dt.date.today(), base.effective or dt.date.min),
        author=author or base.author,
        reason=reason,
    )
    add_version(book, step, rules)
