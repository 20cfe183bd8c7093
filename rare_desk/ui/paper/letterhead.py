"""The desk's letterhead, as this machine remembers it."""

from rare_desk import prefs
from rare_desk.ops.papers.document import Letterhead

MOST_LINES = 4


def kept() -> Letterhead:
    """As it was saved last; what cannot be read is left out."""
    known = prefs.shared().letterhead
    lines = tuple(str(known.get("lines", "")).splitlines()[:MOST_LINES])
    return Letterhead(str(known.get("name", "")), lines, str(known.get("logo", "")))


def keep(head: Letterhead) -> None:
    here = prefs.shared()
    here.letterhead = {"name": head.name, "lines": "\n".join(head.lines), "logo": head.logo}
    here.save()
