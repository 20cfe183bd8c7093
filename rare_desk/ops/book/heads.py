"""A hash of the journal that was kept elsewhere: as it is, or in a file that `export journal` wrote."""

import re
from collections.abc import Iterator
from pathlib import Path

from rare_desk.core.problems import Problem, Refused, problem

_HASH = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")


def read_head(given: str) -> str:
    """The hash itself, or the last one in the file of that name: workbook, CSV, JSON or a note. Refused when there is
    none."""
    given = given.strip()
    if _HASH.fullmatch(given):
        return given.lower()
    try:
        found = [found for text in _texts(Path(given)) for found in _HASH.findall(text)]
    except (OSError, ValueError):
        found = []
    if not found:
        raise Refused(problem("no-head", "", given))
    return str(found[-1]).lower()


def _texts(file: Path) -> Iterator[str]:
    data = file.read_bytes()
    if not data.startswith(b"PK"):
        yield data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")
        return
    from rare_desk.sheets.reading.workbook import read_file

    raw = read_file(data, file.name)
    if isinstance(raw, Problem):
        raise Refused(raw)
    for sheet in raw.sheets:
        for row in sheet.rows:
            yield " ".join(str(cell) for cell in row)
