"""What needs attention: chip, what happened, why, one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout

from rare_desk.core.products import Catalogue
from rare_desk.ops.today import Attention
from rare_desk.ui import labels
from rare_desk.ui.feeds.watch_feed import WatchFeed
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.tiles import StatusChip
from rare_desk.ui.widgets.toolbar import button, rule, text


class AttentionList(QScrollArea):
    """One entry under the other; `follow` is called with the entry whose action was clicked, `put_aside` with that of
    a file that is not wanted."""

    def __init__(self, follow: Callable[[Attention], object], put_aside: Callable[[Attention], object]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._follow, self._put_aside = follow, put_aside

    def show_entries(self, entries: Sequence[Attention], products: Catalogue) -> None:
        content = QFrame()
        content.setProperty("bar", "card")
        column = flush(QVBoxLayout(content))
        for entry in entries:
            column.addWidget(self._row(entry, products))
            column.addWidget(rule())
        if not entries:
            nothing = text(self.tr("Nothing needs attention."), "muted")
            nothing.setContentsMargins(16, 12, 16, 12)
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(content)

    def _row(self, entry: Attention, products: Catalogue) -> QFrame:
        details = {name: said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…" for name, said in entry.details}
        if entry.product:
            details["product"] = labels.short_product(products[entry.product])
        frame = QFrame()
        frame.setProperty("bar", "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(16, 6, 12, 7)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        chip = StatusChip(labels.label(f"today.chip-{entry.chip}"), _KINDS.get(entry.chip, "neutral"))
        grid.addWidget(chip, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.setColumnMinimumWidth(0, _chip_room())
        what = text(labels.label(f"today.{entry.code}", **details))
        why = text(labels.label(f"today.{entry.code}-why", **details), "caption")
        for line in (what, why):
            line.setWordWrap(True)
            line.setMinimumWidth(40)
        grid.addWidget(what, 0, 1)
        grid.addWidget(why, 1, 1)
        grid.setColumnStretch(1, 1)
        if entry.file:
            aside = button(self.tr("Not wanted"), lambda: self._put_aside(entry), "link")
            aside.setToolTip(self.tr("Put aside: it asks no more until it changes"))
            grid.addWidget(aside, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        if entry.page:
            link = button(labels.label(f"today.{entry.code}-do"), lambda: self._follow(entry), "link")
            grid.addWidget(link, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        return frame


def _chip_room() -> int:
    """So that what happened begins on one line down the list."""
    return max(StatusChip.room(labels.label(f"today.chip-{kind}")) for kind in _KINDS)


_LONGEST = 80
"""Characters of a name that stand in a sentence."""
_KINDS = {
    "overdue": "suspect",
    "suspect": "suspect",
    "stale": "stale",
    "indicative": "indicative",
    "missing": "neutral",
    "restate": "info",
    "file": "info",
}


def watched(watch: WatchFeed) -> list[Attention]:
    """The inbox: the folder that cannot be seen, then the files in it that wait for a decision."""
    found = []
    if watch.lost and watch.folder is not None:
        found.append(Attention("watched-lost", "file", (("folder", str(watch.folder)),), page="imports"))
    for path, one in sorted(watch.waiting.items()):
        said = labels.say(one.problem) if one.problem else ""
        details = (("file", path.name), ("count", str(one.count)), ("problem", said))
        found.append(Attention(f"watched-{one.why}", "file", details, page="imports", file=str(path)))
    return found
