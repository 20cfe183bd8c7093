import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rare_desk import paths

SCRIPT = Path(__file__).parents[1] / "installer" / "portable.py"


def test_the_carried_zip_unpacks_to_a_program_that_keeps_all_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "dist" / "RareDesk"
    (program / "_internal" / "resources").mkdir(parents=True)
    (program / "RareDesk.exe").write_bytes(b"MZ")
    (program / "_internal" / "resources" / "说明.txt").write_text("用法", encoding="utf-8")
    out = tmp_path / "RareDesk.zip"
    subprocess.run([sys.executable, str(SCRIPT), str(program), str(out)], check=True)
    with zipfile.ZipFile(out) as packed:
        packed.extractall(tmp_path / "stick")
    unpacked = tmp_path / "stick" / "RareDesk"
    assert (unpacked / "_internal" / "resources" / "说明.txt").read_text(encoding="utf-8") == "用法"
    assert [one.name for one in tmp_path.glob("*.part")] == []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(unpacked / "RareDesk.exe"))
    assert paths.portable() == unpacked.resolve() / "data"
    assert paths.prefs_file().is_relative_to(unpacked.resolve())
    assert paths.data_dir().is_relative_to(unpacked.resolve())
