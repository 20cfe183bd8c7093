"""Reads the texts of the window out of the code and builds what Qt loads.

    python resources/i18n/build.py [ROOM...]      new texts into ROOM_zh_CN.ts, then rare_desk_zh_CN.qm from all of them
    python resources/i18n/build.py --check        says what is not translated, and whether the .qm is of these .ts

Texts no longer in the code are dropped; what is translated stays.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import PySide6

HERE = Path(__file__).resolve().parent
UI = HERE.parents[1] / "rare_desk" / "ui"
BUILT = HERE / "rare_desk_zh_CN.qm"
ROOMS = {
    "shell": (
        *(".", "feeds", "shell", "shell/safe", "shell/system", "widgets"),
        *(f"widgets/{part}" for part in ("editing", "inputs", "rows", "table")),
    ),
    "today": ("today",),
    "parties": ("parties",),
    "life": ("life",),
    "trades": ("trades", "trades/editing", "trades/many", "entry"),
    "quotes": ("quotes",),
    "history": ("history",),
    "index": ("index",),
    "overlays": ("overlays",),
    "lab": ("lab",),
    "explain": ("explain", "explain/views"),
    "chart": ("chart", "chart/painting", "chart/prepared"),
    "pricing": (
        "pricing",
        *(f"pricing/{part}" for part in ("form", "concentrate", "papers", "saved", "trail", "pulling", "variation")),
    ),
    "imports": ("imports", "imports/picture", "imports/columns", "imports/review"),
    "publication": ("publication",),
    "paper": ("paper",),
    "methodology": ("methodology",),
    "comparison": ("comparison", "intake"),
    "expectation": ("expectation",),
    "positions": ("positions",),
    "handbook": ("handbook",),
    "estimate": ("pricing/estimate",),
    "deposits": ("pricing/deposits",),
}


def sources(room: str) -> list[Path]:
    files = (file for folder in ROOMS[room] for file in sorted((UI / folder).glob("*.py")))
    return [file for file in files if file.name != "smoke.py"]  # it asks for Qt's own words


def translation(room: str, folder: Path = HERE) -> Path:
    return folder / f"{room}_zh_CN.ts"


def update(room: str, folder: Path = HERE) -> None:
    """Only for a room whose code has texts."""
    languages = ["-source-language", "en", "-target-language", "zh_CN", "-no-obsolete", "-locations", "none"]
    _run("lupdate", *map(str, sources(room)), "-ts", str(translation(room, folder)), *languages)


def release(out: Path) -> None:
    _run("lrelease", "-silent", *map(str, _translations()), "-qm", str(out))


def unfinished(folder: Path = HERE) -> Iterator[tuple[str, str, str]]:
    """(file, context, text) of what has no translation."""
    for file in _translations(folder):
        for context in ElementTree.parse(file).getroot().iter("context"):
            for message in context.iter("message"):
                said = message.find("translation")
                if said is None or said.get("type") == "unfinished" or not (said.text or len(said)):
                    yield file.name, context.findtext("name") or "", message.findtext("source") or ""


def is_current() -> bool:
    """Whether the built file is what these translations give."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / BUILT.name
        release(fresh)
        return BUILT.is_file() and fresh.read_bytes() == BUILT.read_bytes()


def _translations(folder: Path = HERE) -> list[Path]:
    return [file for file in (translation(room, folder) for room in ROOMS) if file.is_file()]


def _run(tool: str, *arguments: str) -> None:
    """A tool of Qt that PySide6 brings with it."""
    program = shutil.which(tool, path=Path(PySide6.__file__).parent)
    if program is None:
        raise FileNotFoundError(f"PySide6 has no {tool}")
    subprocess.run([program, *arguments], check=True, stdout=subprocess.DEVNULL)


def main(arguments: Sequence[str]) -> int:
    if arguments != ["--check"]:
        for room in arguments or [room for room in ROOMS if translation(room).is_file()]:
            update(room)
        release(BUILT)
    missing = list(unfinished())
    for file, context, text in missing:
        print(f"{file}: {context}: {text}")
    if not is_current():
        print(f"{BUILT.name} is not of these translations")
        return 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
