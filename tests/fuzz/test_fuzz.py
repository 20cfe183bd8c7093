"""A few of the mutated files of `fuzz_imports` in every run of the suite."""

from collections import Counter

import pytest

from rare_desk.core.problems import Problem
from rare_desk.sheets.planning.scan import scan
from rare_desk.store.book import Book
from tests.fuzz.fuzz_imports import imported
from tests.fuzz.mutations import mutated
from tests.fuzz.running import tried


@pytest.mark.parametrize("first", range(0, 240, 40))
def test_mutated_files_are_planned_or_refused_in_a_sentence(book: Book, first: int) -> None:
    broken = {
        number: trouble
        for number in range(first, first + 40)
        if (trouble := tried(lambda n: imported(book, n), number))
    }
    assert not broken


def test_the_mutations_reach_the_rows_and_the_refusals_alike() -> None:
    found: Counter[str] = Counter()
    for number in range(160):
        name, data = mutated(number)
        read = scan(data, name)
        found[read.code if isinstance(read, Problem) else "read"] += 1
    assert found["read"] >= 20
    assert len(found) >= 4
