"""What the page wants to find again on this machine: the calculator used last, whether studies are shown."""

from rare_desk import prefs
from rare_desk.ui.pricing.chooser import KINDS

_PAGE = "pricing"


def calculator() -> str:
    """The one used last; settlement at first."""
    kind = remembered("calculator")
    return kind if isinstance(kind, str) and kind in KINDS else "settlement"


def remembered(name: str) -> object:
    found = prefs.shared().views.get(_PAGE, {})
    return found.get(name) if isinstance(found, dict) else None


def remember(name: str, value: object) -> None:
    found = prefs.shared().views.setdefault(_PAGE, {})
    if found.get(name) != value:
        found[name] = value
        prefs.shared().save()
