"""The packaged program as one zip, to be carried on a stick: `python installer/portable.py dist/RareDesk OUT.zip`.

Unpacked, it keeps books, preferences and logs in a folder beside the program.
"""

import sys
import zipfile
from pathlib import Path

MARK = "portable"
"""The file that the program looks for: `rare_desk.paths.PORTABLE`."""


def write(folder: Path, out: Path) -> None:
    """All of `folder` under its own name, with the mark. `out` is there whole or not at all."""
    beside = out.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                made.write(path, Path(folder.name, path.relative_to(folder)))
        made.writestr(f"{folder.name}/{MARK}", "")
    beside.replace(out)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
