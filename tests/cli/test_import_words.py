"""import: columns that a table does not have are called as a user calls them."""

from pathlib import Path

import pytest

from tests.cli.conftest import run


@pytest.mark.parametrize(("language", "told"), [("zh", "第 2 行 数量: "), ("en", "row 2 Quantity: ")])
def test_a_column_that_is_missing_has_its_name_in_the_language(
    book: Path, tmp_path: Path, language: str, told: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("日期,方向,品名,折纯量（吨）,含税单价\n2025-03-03,买,氧化镨钕,3,440000\n", encoding="utf-8")
    ended = run("import", file, "--book", book, "--lang", language)
    assert told in ended.err
    assert (
        run("import", file, "--book", book, "--json").json["files"][0]["sheets"][0]["problems"][0]["column"]
        == "quantity"
    )
