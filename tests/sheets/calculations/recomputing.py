"""Workbooks opened, computed and saved by LibreOffice."""

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rare_desk.core.trail import TrailStep

SOFFICE = shutil.which("soffice")


def recomputed(files: list[Path], folder: Path) -> None:
    """Each file opened, computed and saved by LibreOffice into `folder`, without what we wrote beside its formulas."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    bare = folder / "bare"
    bare.mkdir()
    for file in files:
        load_workbook(file).save(bare / file.name)
    files = [bare / file.name for file in files]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def differences(book: Workbook, trail: tuple[TrailStep, ...]) -> list[tuple[str, object, Decimal]]:
    """Steps whose figure in the workbook's trail is another; compared at the decimals that are printed."""
    values = [row[0] for row in book["计算过程"].iter_rows(min_row=2, min_col=4, max_col=4, values_only=True)]
    assert len(values) == len(trail)
    pairs = zip(trail, values, strict=True)
    return [(step.label, value, step.value) for step, value in pairs if not _same(step.value, value)]


def _same(exact: Decimal, value: object) -> bool:
    assert isinstance(value, int | float), value
    return round(Decimal(repr(value)), 9) == exact
