"""Tables of weights as desks send them."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from rare_desk.core.problems import Problem, Refused
from rare_desk.ops.book.shipped import catalogue
from rare_desk.sheets.records.weights import read_weight_sets, read_weights


def table(folder: Path, *lines: str) -> Path:
    file = folder / "weights.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_chinese_table_in_percent_with_a_total(tmp_path: Path) -> None:
    file = table(tmp_path, "2026年权重方案,", "品名,权重（%）", "氧化镨钕,62.5", "氧化铽,37.5", "合计,100")
    assert read_weights(file, catalogue()) == {"PRND-O": Decimal("0.625"), "TB-O": Decimal("0.375")}


def test_an_english_table_of_fractions(tmp_path: Path) -> None:
    file = table(tmp_path, "Product,Note,Weight", "PRND-O,,0.6", "terbium oxide,,0.4")
    assert read_weights(file, catalogue()) == {"PRND-O": Decimal("0.6"), "TB-O": Decimal("0.4")}


def test_a_workbook_with_percent_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("产品", "占比"), ("氧化镨钕", 0.7), ("氧化镝", "30%")):
        sheet.append(row)
    book.save(tmp_path / "weights.xlsx")
    assert read_weights(tmp_path / "weights.xlsx", catalogue()) == {"PRND-O": Decimal("0.7"), "DY-O": Decimal("0.30")}


def test_every_wrong_row_is_said_with_its_place(tmp_path: Path) -> None:
    file = table(tmp_path, "品名,权重", "氧化镨钕,60", "不知何物,10", "氧化铽,很多", "氧化镨钕,5", "氧化镝,-1")
    with pytest.raises(Refused) as refused:
        read_weights(file, catalogue())
    assert [(problem.code, problem.place.row) for problem in refused.value.problems] == [
        ("unknown-product", 3), ("not-a-number", 4), ("weight-twice", 5), ("weight-negative", 6),
    ]  # fmt: skip


def test_a_file_without_such_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_weights(table(tmp_path, "品名,价格", "氧化镨钕,60"), catalogue())
    assert [problem.code for problem in refused.value.problems] == ["no-weights"]


@pytest.mark.parametrize(
    ("weights", "said"),
    [(("60", "40"), []), (("33.33", "33.33", "33.33"), []), (("60", "38"), ["98"]), (("0.6", "0.45"), ["105"])],
)
def test_a_set_that_is_not_the_whole_says_so_and_comes_in(
    tmp_path: Path, weights: tuple[str, ...], said: list[str]
) -> None:
    names = ("氧化镨钕", "氧化镝", "氧化铽")
    rows = [f"{name},{weight}" for name, weight in zip(names, weights, strict=False)]
    found = read_weight_sets(table(tmp_path, "品名,权重", *rows), "w.csv", catalogue())
    assert not isinstance(found, Problem)
    (sheet,) = found.sheets
    assert [(one.code, one.value, one.suspect) for one in sheet.problems] == [
        ("weights-sum", sum_, True) for sum_ in said
    ]
    assert len(sheet.records) == len(weights)
