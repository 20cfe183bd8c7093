import random
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from rare_desk.core.numbers import Mode
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.settling.terms import Stage
from rare_desk.core.trail import TrailStep
from rare_desk.sheets.calculations import Calculation, write_calculation
from rare_desk.words import Language
from tests.core.pricing.examples import examples, settlement

SOFFICE = shutil.which("soffice")


def calculation(kind: str, given: Mapping[str, Any], name: str = "北矿 3月结算") -> Calculation:
    calculator = CALCULATORS[kind]
    asked = calculator.inputs(given)
    assert not isinstance(asked, tuple), asked
    return Calculation(name, kind, asked, calculator.price(asked).trail, (("供方", "=1+1"),))


def without_provisional() -> dict[str, Any]:
    given = settlement()
    del given["provisional"], given["adjustments"]
    return given


def with_everything() -> dict[str, Any]:
    given = settlement()
    given["assay"] = {"limit": "0.50"}
    parties = {"seller": "51.50", "buyer": "50.50"}
    given["lots"] += [
        {"lot": "L1", "wet_t": "10.010", "moisture": "5", "assay": {"seller": "51.35", "buyer": "50.85"}},
        {"wet_t": "50", "moisture": "0", "assay": parties | {"umpire": "51.20", "rule": "nearer"}},
        {"wet_t": "50", "moisture": "60", "assay": parties | {"umpire": "51.00", "rule": "nearer"}},
        {"wet_t": "50", "moisture": "6", "assay": parties | {"umpire": "50.60", "rule": "median"}},
        {"wet_t": "50", "moisture": "6", "assay": parties | {"umpire": "50.60", "rule": "umpire"}},
    ]
    given["adjustments"] += [
        {"label": "=SUM(A1)", "amount": "-1200.505"},
        {"label": "fluorine", "element": "F", "assay": "8.755", "threshold": "7", "step": "0.5", "rate": "4.01"},
        {"element": "Th", "assay": "1", "threshold": "7", "step": "0.5", "rate": "4"},
        {"per_dry_t": "3.125"},
    ]
    return given


def refund() -> dict[str, Any]:
    given = settlement()
    given["provisional"] |= {"grade": "60", "paid_share": "100"}
    return given


def ties(seed: int) -> dict[str, Any]:
    """Lots whose dry mass or price ends in a five just beyond the last decimal, where binary numbers go wrong."""
    chance = random.Random(seed)
    lots = [
        {
            "wet_t": str(Decimal(chance.randrange(1, 200_000)) / 100 + Decimal("0.010")),
            "moisture": str(chance.choice((5, 15, 25, 45, "2.5", "7.5"))),
            "grade": str(Decimal(chance.randrange(2000, 7000)) / 100),
        }
        for _ in range(60)
    ]
    price = str(Decimal(chance.randrange(2_000_000, 4_000_000)) / 100)
    return settlement() | {"lots": lots, "reference_price": price, "vat_rate": chance.choice(("13", "16", "17"))}


def schedules(mode: str) -> dict[str, Any]:
    given = settlement() | {"stage": "final", "rounding": {"mode": mode, "price_places": "1"}}
    assays = ("8.15", "7.35", "7.755")
    for lot, assay in zip(given["lots"], assays, strict=True):
        lot["elements"] = [{"element": "F", "assay": assay}, {"element": "P", "assay": "0.3"}]
    bands = [{"threshold": "7", "step": "0.3", "rate": "4"}, {"threshold": "8", "step": "0.1", "rate": "9.5"}]
    downwards = [{"threshold": "50.5", "step": "0.5", "rate": "20"}, {"threshold": "50", "step": "0.1", "rate": "7"}]
    given["adjustments"] += [
        {"element": "F", "bands": bands, "partial": "started", "per": "lot"},
        {"label": "F2", "element": "F", "bands": bands, "partial": "full"},
        {"element": "P", "threshold": "0.2", "step": "0.1", "rate": "3", "effect": "premium", "per": "lot"},
        {"element": "REO", "assay": "49.77", "bands": downwards, "direction": "below"},
        {"amount": "12.345"},
    ]
    return given


def payments(stage: str) -> dict[str, Any]:
    draft = {"label": "银票", "amount": "300000.55", "days": "179", "discount_rate": "1.55"}
    paid = [{"amount": "1000"}, draft | {"borne_by": "buyer"}, draft | {"borne_by": "seller", "day_basis": "365"}]
    given = settlement() | {"stage": stage, "payments": paid}
    if stage == "final":
        given["provisional"] |= {"grade": "52"}
    return given


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "worked": ("settlement", settlement()),
    "no-provisional": ("settlement", without_provisional()),
    "everything": ("settlement", with_everything()),
    "refund": ("settlement", refund()),
    **{f"schedules-{mode}": ("settlement", schedules(mode)) for mode in Mode},
    **{f"paid-{stage}": ("settlement", payments(stage)) for stage in Stage},
    **{f"ties-{mode}": ("settlement", ties(9) | {"rounding": {"mode": mode}}) for mode in Mode},
    **{f"ties-{seed}": ("settlement", ties(seed)) for seed in range(4)},
    **{f"grade-{n}": ("grade", example["input"]) for n, example in enumerate(examples("grade"))},
}


def recomputed(files: list[Path], folder: Path) -> None:
    """Each file opened, computed and saved by LibreOffice into `folder`."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    written, folder = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("computed")
    files = []
    for name, (kind, given) in CASES.items():
        files.append(written / f"{name}.xlsx")
        write_calculation(files[-1], calculation(kind, given), "zh")
    recomputed(files, folder)
    return {name: load_workbook(folder / f"{name}.xlsx", data_only=True) for name in CASES}


def differences(book: Workbook, trail: tuple[TrailStep, ...]) -> list[tuple[str, object, Decimal]]:
    """Steps whose figure in the workbook's trail is another; compared at the decimals that are printed."""
    values = [row[0] for row in book["计算过程"].iter_rows(min_row=2, min_col=4, max_col=4, values_only=True)]
    assert len(values) == len(trail)
    pairs = zip(trail, values, strict=True)
    return [(step.label, value, step.value) for step, value in pairs if not _same(step.value, value)]


def _same(exact: Decimal, value: object) -> bool:
    assert isinstance(value, int | float), value
    return round(Decimal(repr(value)), 9) == exact


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_recomputes_every_figure_of_the_trail(name: str, computed: dict[str, Workbook]) -> None:
    kind, given = CASES[name]
    assert differences(computed[name], calculation(kind, given).trail) == []


def test_the_workbook_names_a_refund(computed: dict[str, Workbook]) -> None:
    words = {cell for row in computed["refund"]["结算"].iter_rows(values_only=True) for cell in row}
    assert "应退款" in words
    assert "应付余额" not in words


def test_a_changed_input_carries_through_to_the_balance(tmp_path: Path) -> None:
    path = tmp_path / "changed.xlsx"
    write_calculation(path, calculation("settlement", settlement()), "zh")
    book = load_workbook(path)
    cells = [cell for row in book["结算"].iter_rows() for cell in row]
    next(cell for cell in cells if cell.value == 6.2).value = 7.5
    next(cell for cell in cells if cell.value == 13).value = 16
    next(cell for cell in cells if cell.value == -12.5).value = -20
    book.save(path)
    folder = tmp_path / "computed"
    folder.mkdir()
    recomputed([path], folder)
    given = settlement() | {"vat_rate": "16", "adjustments": [{"label": "penalty", "per_dry_t": "-20"}]}
    given["lots"][0]["moisture"] = "7.5"
    expected = calculation("settlement", given).trail
    assert differences(load_workbook(folder / path.name, data_only=True), expected) == []


@pytest.mark.parametrize(("language", "names"), [("zh", ["结算", "计算过程"]), ("en", ["Settlement", "Trail"])])
def test_sheets_are_named_in_the_readers_language(language: Language, names: list[str], tmp_path: Path) -> None:
    write_calculation(tmp_path / "named.xlsx", calculation("settlement", settlement()), language)
    assert load_workbook(tmp_path / "named.xlsx").sheetnames == names


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "text.xlsx"
    given = with_everything()
    given["lots"][0]["lot"] = "=HYPERLINK(1)"
    write_calculation(path, calculation("settlement", given, name="=2+2\x07"), "en")
    texts = {"=HYPERLINK(1)", "=2+2", "=1+1", "=SUM(A1)", "=SUM(A1) unit price", "=HYPERLINK(1) dry mass"}
    found: dict[object, str] = {}
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            found |= {cell.value: cell.data_type for cell in row if cell.value in texts}
    assert found == dict.fromkeys(texts - {"=SUM(A1) unit price"}, "s")


def test_every_derived_figure_is_a_formula_and_the_page_is_a4(tmp_path: Path) -> None:
    path = tmp_path / "live.xlsx"
    write_calculation(path, calculation("settlement", settlement()), "zh")
    book = load_workbook(path)
    cells = [cell for row in book["结算"].iter_rows() for cell in row]
    numbers = sorted(float(str(cell.value)) for cell in cells if cell.data_type == "n" and cell.value is not None)
    given = [26834, 50, 13, 102.34, 6.2, 51.35, 98.76, 5.85, 50.1, 105.5, 7.05, 49.42, -12.5, 306.6, 6, 50, 90]
    assert numbers == sorted(given)
    assert all(sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1 for sheet in book)
