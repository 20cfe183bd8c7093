"""A draft that is not saved outlives its page: another language, another book, the end of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rare_desk import prefs
from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ops.methodologies.versions import Version
from rare_desk.ui.methodology.draft import Draft, Unread

_PAGE = "methodology"
_MOST = 8
"""Drafts of so many books."""


def keep(book: Path, draft: Draft, signature: Mapping[str, str]) -> None:
    """In memory; `prefs.shared().save()` writes it. `signature` are the texts of name, date, author and reason."""
    drafts = _drafts()
    drafts.pop(str(book), None)
    drafts[str(book)] = {
        "base": draft.base.hash,
        "document": dict(draft.document),
        "unread": {key: [one.text, one.problem.code, one.problem.details] for key, one in draft.unread.items()},
        "signature": dict(signature),
    }
    for old in list(drafts)[:-_MOST]:
        del drafts[old]


def forget(book: Path) -> None:
    _drafts().pop(str(book), None)


def kept(book: Path, versions: Sequence[Version]) -> tuple[Draft, dict[str, str]] | None:
    """The draft and the texts of its signature; None when there is none or its version is no longer in the book."""
    found = _drafts().get(str(book))
    if not isinstance(found, dict):
        return None
    try:
        base = next(one.rules for one in versions if one.rules.hash == found["base"])
        return _draft(base, found), {str(name): str(text) for name, text in found["signature"].items()}
    except (StopIteration, KeyError, TypeError, ValueError, AttributeError):
        return None


def _draft(base: Methodology, found: Mapping[str, Any]) -> Draft:
    unread = {
        str(key): Unread(
            str(text), Problem(str(code), str(key), str(text), tuple((str(a), str(b)) for a, b in details))
        )
        for key, (text, code, details) in found["unread"].items()
    }
    read = Draft(base, dict(found["document"]), unread)
    if read.readable is None:
        raise ValueError("not a methodology")
    return read


def _drafts() -> dict[str, Any]:
    page: dict[str, Any] = prefs.shared().views.setdefault(_PAGE, {})
    drafts = page.get("drafts")
    if isinstance(drafts, dict):
        return drafts
    page["drafts"] = fresh = dict[str, Any]()
    return fresh
