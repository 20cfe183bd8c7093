"""import: a hostile file ends in one sentence and nothing is written."""

from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.sheets.binary import ods, ods_row, xls
from tests.sheets.test_bombs import BOMBS, ENTITIES, MANIFEST, SECRET
from tests.sheets.test_hostile import sheet, workbook

FILES = {
    "bomb.xlsb": BOMBS["xlsb, far corner"],
    "bomb.ods": BOMBS["ods, repeated cells in repeated rows"],
    "bomb.xls": BOMBS["xls, many sheets"],
    "long.csv": BOMBS["csv, one long line"],
    "entities.xlsx": workbook(ENTITIES + sheet('<row r="1"/>')),
    "locked.xls": xls({"一": [(0, 0, 1.0)]}, globals_=SECRET),
    "locked.ods": ods({"一": ods_row("x")}, manifest=MANIFEST),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_one_sentence_and_nothing_is_written(book: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    for language in ("zh", "en"):
        ended = run("import", tmp_path / name, "--book", book, "--lang", language)
        assert (ended.code, ended.out) == (3, "")
        assert len(ended.err.strip().splitlines()) == 1
        assert name in ended.err
    assert run("trades", "--book", book, "--json").json["count"] == 0
