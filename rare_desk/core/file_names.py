"""Which names a file may be given, and how long its path may be: as Windows has it, the strictest of the systems.

Names are judged alike everywhere, for books and workbooks are passed on; lengths only where the system counts.
"""

import re
import sys
from pathlib import PurePath, PureWindowsPath

from rare_desk.core.problems import Problem, problem

LONGEST = 259 if sys.platform == "win32" else 0
"""Of a path, in UTF-16 units; 0: any. Windows' MAX_PATH without its closing zero."""
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[1-9¹²³])", re.IGNORECASE)
_NO_NAME_HAS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""A colon would even be taken, and what is written lie in a hidden stream of another file."""


def unfit(path: PurePath, *, room: int = 0) -> Problem | None:
    """Why no file may be made there. `room`: how many letters longer the paths of files beside it are."""
    if not (name := path.name):
        return problem("target-is-folder", "file", path)
    stem = name.partition(".")[0].rstrip(" ")
    if _DEVICES.fullmatch(stem):
        return problem("name-reserved", "file", name, device=stem.upper())
    if name != name.rstrip(" ."):
        return problem("name-ends", "file", name)
    if found := _NO_NAME_HAS.findall(name):
        shown = " ".join(dict.fromkeys(mark for mark in found if mark.isprintable()))
        return problem("name-marks", "file", name, marks=shown or repr(found[0])[1:-1])
    return too_long(path, room=room)


def stem_of(name: str) -> str:
    """For a file that is to be called after something that a user, or a book, has named: a name alone, never a way to
    another folder or machine."""
    plain = "".join(char for char in _NO_NAME_HAS.sub("", name) if char.isprintable() or char == "\u3000")
    kept = plain[:_MOST_OF_A_NAME].strip(" .")
    return kept if kept and unfit(PurePath(kept)) is None else f"_{kept}"


_MOST_OF_A_NAME = 80
_SHARE = re.compile(r"[\\/]{2,}([^\\/]*)[\\/]*([^\\/]*)")
_RUNS = re.compile(
    r"app(ref-ms|lication)|bat|chm|cmd|com|cpl|desktop|dll|exe|gadget|hta|html?|iso|img|inf|ins|jar|jse?|lnk|ms[cipt]|msix"
    r"|pif|ps[dm]?1|pyw?|reg|sc[frt]|search-ms|settingcontent-ms|sh|svg|url|vb[es]?|vhdx?|website|ws[cfh]?|xll|xht(ml)?",
    re.IGNORECASE,
)


def share(path: str) -> str:
    """`\\\\host\\share` of a path that leads to another machine, or past the file system to a device, in small letters;
    "" of any other. Merely asking whether there is a file would call that machine, with the user's name."""
    found = _SHARE.match(path)
    return f"\\\\{found[1]}\\{found[2]}".lower().rstrip("\\") if found else ""


def runs(path: str) -> bool:
    """Whether the system runs what is in such a file, or lets it act, when it is opened."""
    return _RUNS.fullmatch(PureWindowsPath(path.rstrip(". ")).suffix[1:]) is not None


def too_long(path: PurePath, *, room: int = 0) -> Problem | None:
    length = sum(2 if letter > "\uffff" else 1 for letter in str(path))
    if LONGEST and length + room > LONGEST:
        return problem("path-too-long", "file", path.name, length=length, longest=LONGEST - room)
    return None
