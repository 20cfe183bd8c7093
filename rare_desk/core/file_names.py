"""Which names a file may be given, and how long its path may be: as Windows has it, the strictest of the systems.

Names are judged alike everywhere, for books and workbooks are passed on; lengths only where the system counts.
"""

import re
import sys
from pathlib import PurePath

from rare_desk.core.problems import Problem, problem

LONGEST = 259 if sys.platform == "win32" else 0
"""Of a path, in UTF-16 units; 0: any. Windows' MAX_PATH without its closing zero."""
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[1-9¹²³])", re.IGNORECASE)
_NO_NAME_HAS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""A colon would even be taken, and what is written lie in a hidden stream of another file."""


def unfit(path: PurePath, *, room: int = 0) -> Problem | None:
    """Why no file may be made there. `room`: how many letters longer the paths of files beside it are."""
    name = path.name
    stem = name.partition(".")[0].rstrip(" ")
    if _DEVICES.fullmatch(stem):
        return problem("name-reserved", "file", name, device=stem.upper())
    if name != name.rstrip(" ."):
        return problem("name-ends", "file", name)
    if found := _NO_NAME_HAS.findall(name):
        shown = " ".join(dict.fromkeys(mark for mark in found if mark.isprintable()))
        return problem("name-marks", "file", name, marks=shown or repr(found[0])[1:-1])
    return too_long(path, room=room)


def too_long(path: PurePath, *, room: int = 0) -> Problem | None:
    length = sum(2 if letter > "\uffff" else 1 for letter in str(path))
    if LONGEST and length + room > LONGEST:
        return problem("path-too-long", "file", path.name, length=length, longest=LONGEST - room)
    return None
