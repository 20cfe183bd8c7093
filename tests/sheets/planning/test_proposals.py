"""What one click would put into a wrong cell: only what stands out, never the same again."""

import pytest

from rare_desk.core.problems import problem
from rare_desk.ops.book.shipped import catalogue
from rare_desk.sheets.planning.proposals import proposal

MAY = ("2025-05-08", "2025-05-12")


@pytest.mark.parametrize(
    ("code", "written", "beside", "said"),
    [
        ("not-a-date", "2025-13-01", ("2025-01-10", "2025-01-20"), "2025-01-13"),
        ("not-a-date", "2025/15/5", MAY, "2025-05-15"),
        ("not-a-date", "2025-13-40", MAY, ""),
        ("not-a-date", "2025-13-40", ("2025-05-09", "2025-05-09"), ""),
        ("not-a-date", "2025-02-30", MAY, ""),
        ("missing-date", "", MAY, ""),
        ("missing-date", "", ("2025-05-09", "2025-05-09"), ""),  # a day that nobody wrote would be made up
        ("future-date", "2035-05-09", MAY, "2025-05-09"),
        ("future-date", "2035-05-09", ("2024-12-31", "2025-01-02"), ""),
        ("old-date", "1925-05-09", MAY, "2025-05-09"),
        ("not-a-number", "3..5", (), "3.5"),
        ("not-a-number", "1 02 0", (), "1020"),
        ("not-a-number", "43l,OOO", (), "431000"),
        ("not-a-number", "面议", (), ""),
        ("non-positive-quantity", "-3", (), ""),  # goods that came back are no purchase
        ("non-positive-quantity", "0", (), ""),
        ("unknown-product", "氧化镨钕钕", (), "氧化镨钕"),
        ("unknown-product", "氧化鐠", (), ""),
        ("unknown-product", "办公用品", (), ""),
        ("unknown-side", "??", (), ""),
    ],
)
def test_what_is_offered_for_a_cell(code: str, written: str, beside: tuple[str, ...], said: str) -> None:
    assert proposal(problem(code, value=written), beside, catalogue()) == said


@pytest.mark.parametrize(
    ("written", "usual", "said"),
    [
        ("431", "431000", "431000"),
        ("4310000", "431000", "431000"),
        ("43.1", "431000", "431000"),
        ("200000", "431000", ""),
    ],
)
def test_a_price_is_offered_with_its_point_moved(written: str, usual: str, said: str) -> None:
    found = problem("unusual-price", "price", written, suspect=True, usual=usual, factor="1")
    assert proposal(found, (), catalogue()) == said
