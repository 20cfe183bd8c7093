"""Formulas compared on one panel, and the comparison written out."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.companions import (
    BILATERAL,
    FORMULAS,
    MULTILATERAL,
    SPLICES,
    Asked,
    Choice,
    compare,
    export,
    index_of,
    panel_of_book,
    panel_of_bytes,
    panel_of_file,
)
from rare_desk.ops.index.state import IndexState
from rare_desk.words import Language, has
from tests.core.companions.panels import REFERENCE
from tests.ops.given import codes

PPI = REFERENCE / "ppi_manual_data.csv"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexState]:
    book = new_sample_book(tmp_path_factory.mktemp("sample") / "sample.raredesk")
    yield IndexState.load(book)
    book.close()


def test_every_formula_and_splice_has_its_words() -> None:
    for name in FORMULAS:
        assert has(f"companions.{name}"), name
        assert has(f"companions.says-{name}"), name
    for name in SPLICES:
        assert has(f"companions.says-{name}"), name


def test_all_formulas_run_over_the_sample_book_s_months(sample: IndexState) -> None:
    found = compare(panel_of_book(sample, "composite", "monthly"), Asked(FORMULAS))
    assert [one.formula for one in found] == list(FORMULAS)
    assert all(one.problems == () for one in found)
    ends = [one.values[-1] for one in found if one.formula != "dutot"]
    assert max(ends) / min(ends) < 1.6


def test_a_chain_is_for_bilateral_formulas_and_a_window_for_the_others(sample: IndexState) -> None:
    panel = panel_of_book(sample, "light", "weekly")
    formulas = ("fisher", "geks-fisher")
    plain, chained = compare(panel, Asked(formulas)), compare(panel, Asked(formulas, chain=True))
    rolled = compare(panel, Asked(formulas, window=13, splice="half"))
    assert [a.values == b.values for a, b in zip(plain, chained, strict=True)] == [False, True]
    assert [a.values == b.values for a, b in zip(plain, rolled, strict=True)] == [True, False]
    assert rolled[1].values == tuple(
        p["value"] for p in index_of(panel, Choice("geks-fisher", False, 13, "half"))[0]["points"]
    )


def test_products_outside_the_index_are_a_panel_of_their_own(sample: IndexState) -> None:
    assert panel_of_book(sample, "dyfe", "monthly").products == ("DYFE",)


def test_a_panel_without_accepted_trades_is_refused(sample: IndexState) -> None:
    with pytest.raises(Refused) as refused:
        panel_of_book(sample, "composite", "weekly", last=sample.computation.exclusions()[0].date.replace(year=2001))
    assert codes(refused) == ["panel-no-trades"]
    with pytest.raises(Refused) as refused:
        panel_of_book(sample, "nothing", "weekly")
    assert codes(refused) == ["unknown-series"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        panel_of_file(tmp_path / "nowhere.csv")
    assert codes(refused) == ["file-unreadable"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_holds_the_comparison_and_a_panel_that_comes_in_again(tmp_path: Path, language: Language) -> None:
    panel, out = panel_of_file(PPI), tmp_path / "lab.xlsx"
    asked = Asked(("laspeyres", "paasche", "geary-khamis"))
    assert export(out, panel, asked, "laspeyres", "the manual", language) == [out]
    book = openpyxl.load_workbook(out)
    comparison, again = book.worksheets[0], book.worksheets[1]
    rows = list(comparison.iter_rows(values_only=True))
    assert len(rows[0]) == 1 + 3 + 2
    assert rows[2][0] == "2"
    assert list(rows[2][1:3]) == pytest.approx([142.0, 138.24], abs=0.01)
    assert rows[2][4] == pytest.approx((138.24 / 142 - 1) * 100, abs=0.01)
    lines = ["\t".join(map(str, row)) for row in again.iter_rows(values_only=True)]
    read = panel_of_bytes("\n".join(lines).encode(), "again")
    assert (read.periods, read.price.tolist()) == (panel.periods, panel.price.tolist())


def test_csv_and_json_hold_the_same_figures(tmp_path: Path) -> None:
    panel, asked = panel_of_file(PPI), Asked(("fisher", "jevons"), chain=True)
    export(tmp_path / "lab.csv", panel, asked, "fisher", "", "en")
    export(tmp_path / "lab.json", panel, asked, "fisher", "", "en")
    document = json.loads((tmp_path / "lab.json").read_text(encoding="utf-8"))
    values = {one["formula"]: [point["value"] for point in one["points"]] for one in document["formulas"]}
    assert document["chain"] is True
    with (tmp_path / "lab.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [float(row["Fisher"]) for row in rows] == pytest.approx([value * 100 for value in values["fisher"]])
    apart = [(j / f - 1) * 100 for f, j in zip(values["fisher"], values["jevons"], strict=True)]
    assert [float(row["Jevons spread %"]) for row in rows] == pytest.approx(apart)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        export(tmp_path / "lab.pdf", panel_of_file(PPI), Asked(("fisher",)), "fisher", "", "en")
    assert codes(refused) == ["unknown-format"]


def test_bilateral_and_multilateral_formulas_are_all() -> None:
    assert set(FORMULAS) == set(BILATERAL) | set(MULTILATERAL)
    assert len(BILATERAL) == 20
