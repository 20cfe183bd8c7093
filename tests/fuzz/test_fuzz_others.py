"""A few of the hostile documents and books of `fuzz_documents` and `fuzz_books` in every run of the suite."""

from collections import Counter
from pathlib import Path

import pytest

from tests.fuzz import fuzz_books, fuzz_documents
from tests.fuzz.documents import mutated
from tests.fuzz.running import tried


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_hostile_documents_are_understood_or_refused_in_a_sentence(tmp_path: Path, first: int) -> None:
    with fuzz_documents.world(tmp_path) as case:
        assert {number: said for number in range(first, first + 40) if (said := tried(case, number))} == {}


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_hostile_books_are_refused_in_a_sentence_or_work(tmp_path: Path, first: int) -> None:
    with fuzz_books.world(tmp_path) as case:
        assert {number: said for number in range(first, first + 20) if (said := tried(case, number))} == {}


def test_the_hostile_documents_are_of_every_kind() -> None:
    assert min(Counter(mutated(number)[0] for number in range(120)).values()) >= 10
