"""A folder that cannot be looked into is said to be lost, whatever it is called."""

from pathlib import Path

import pytest

from rare_desk.ops.imports.watching import stamps


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "gone", "y/" * 3000, "file.csv"])
def test_what_is_no_folder_is_not_looked_into(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.csv").write_text("a")
    with pytest.raises(OSError, match=r"\w"):
        stamps(tmp_path / name)
