"""Watches the folder that this machine keeps for a book: what comes in, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from rare_desk import prefs
from rare_desk.ui import crash
from rare_desk.ui.jobs import Worker

if TYPE_CHECKING:
    from rare_desk.ops.imports.watching import Arrived, Stamp, Whole
    from rare_desk.store.book import Book

SOON_MS = 250
"""Between two looks while a file is not known to be whole."""
POLL_MS = 4000
"""For drives that do not tell of changes."""
_KEPT = "watched-folders"
_MOST_SEEN = 500
_MOST_FOLLOWED = 200
_MOST_ASIDE = 200
Bring = Callable[[Callable[["Book"], "Arrived"], Callable[["Arrived"], None]], object]


class WatchFeed(QObject):
    """`bring` runs an op on the book thread and hands its result back on this one, whatever becomes of the window.

    The folder is this machine's, by the book's path: two machines on one book do not both import a file, and a file
    whose content the book has had is left alone, as is one whose import was undone.
    """

    changed = Signal()
    """The folder, or what waits, is another."""
    arrived = Signal(object)
    """Arrived: a file came in, or came to wait."""

    def __init__(self, book_path: Path, bring: Bring, parent: QObject, *, active: bool = True) -> None:
        super().__init__(parent)
        self._book_path, self._bring = str(book_path), bring
        self.waiting: dict[Path, Arrived] = {}
        self.lost = False
        """The folder cannot be looked into now."""
        self._before: Mapping[Path, Stamp] = {}
        self._done: dict[Path, Stamp] = {}
        self._digests: dict[Path, str] = {}
        self._worker: Worker | None = None
        self._looking = self._again = False
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        self._watcher = QFileSystemWatcher(self)
        for told in (self._watcher.directoryChanged, self._watcher.fileChanged):
            told.connect(lambda _path: self._soon.start())
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look)
        if active and self.folder is not None:
            self._begin()

    @property
    def folder(self) -> Path | None:
        kept = self._kept().get("folder")
        return Path(kept) if isinstance(kept, str) else None

    def watch(self, folder: Path | None) -> None:
        """None: no more."""
        aside = self._kept().get("aside", {}) if folder == self.folder else {}
        self._keep({"folder": str(folder), "seen": self._seen(), "aside": aside} if folder else {})
        self.waiting, self._before, self._done = {}, {}, {}
        if watched := self._watcher.directories() + self._watcher.files():
            self._watcher.removePaths(watched)
        if folder is None:
            self._poll.stop()
            self._soon.stop()
        else:
            self._begin()
        self.changed.emit()

    def decided(self, path: Path, digest: str) -> None:
        """The file that waited was imported: it waits no more until it is another, even when the import is undone."""
        if self.waiting.pop(path, None) is not None:
            self._remember(digest)
            self.changed.emit()

    def put_aside(self, path: Path) -> None:
        """The file that waits is not wanted: it asks no more until its content is another."""
        if self.waiting.pop(path, None) is not None:
            stamp = self._done.get(path)
            about = [self._digests.get(path, ""), *((stamp.size, stamp.changed) if stamp else ())]
            self._keep_aside({path.name: about, **self._aside()})
            self.changed.emit()

    def bring_back(self, path: Path) -> None:
        """One that was put aside is looked at again."""
        self._keep_aside({name: about for name, about in self._aside().items() if name != path.name})
        self._done.pop(path, None)
        self.changed.emit()
        self._soon.start()

    @property
    def put_by(self) -> list[Path]:
        """The files in the folder that are put aside."""
        aside = self._aside()
        return sorted(path for path in self._before if path.name in aside)

    def _is_aside(self, file: Whole) -> bool:
        """The same content under the same name, or of a file too large to be read the same time of change."""
        about = self._aside().get(file.path.name)
        if about is None:
            return False
        same = about[0] == file.digest if file.digest else about[1:] == [file.stamp.size, file.stamp.changed]
        if not same:
            self._keep_aside({name: one for name, one in self._aside().items() if name != file.path.name})
        return same

    def _aside(self) -> dict[str, list[object]]:
        kept = self._kept().get("aside")
        pairs = kept.items() if isinstance(kept, dict) else ()
        return {str(name): list(about) for name, about in pairs if isinstance(about, list) and about}

    def _keep_aside(self, aside: dict[str, list[object]]) -> None:
        self._keep({**self._kept(), "aside": dict(list(aside.items())[:_MOST_ASIDE])})

    def close(self) -> None:
        self._poll.stop()
        self._soon.stop()
        if self._worker is not None:
            self._worker.close(None, 0.0)

    def _begin(self) -> None:
        if self._worker is None:
            self._worker = Worker("watch", self)
        self._poll.start()
        self._soon.start()

    def _look(self) -> None:
        """One look at a time, off the window's thread: a drive may take its time."""
        folder = self.folder
        if folder is None or self._worker is None:
            return
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        before, done = self._before, dict(self._done)
        self._worker.submit(lambda _job: _look(folder, before, done), self._looked, self._not_looked)

    def _looked(self, found: tuple[Mapping[Path, Stamp], list[Whole]]) -> None:
        now, ready = found
        self._looking = False
        unsettled = now != self._before or self._again
        self._follow(now)
        if self.lost or any(path not in now for path in self.waiting):
            self.lost = False
            self.waiting = {path: one for path, one in self.waiting.items() if path in now}
            self.changed.emit()
        self._before = now
        for file in ready:
            self._done[file.path] = file.stamp
            self._bring_in(file)
        if unsettled:
            self._soon.start()

    def _follow(self, now: Mapping[Path, Stamp]) -> None:
        """The system tells of files that come and go in a folder, and of a file's own change only when asked to."""
        told = {*self._watcher.directories(), *self._watcher.files()}
        wanted = [str(self.folder), *map(str, list(now)[:_MOST_FOLLOWED])]
        if fresh := [path for path in wanted if path not in told]:
            self._watcher.addPaths(fresh)

    def _not_looked(self, fault: BaseException) -> None:
        self._looking = False
        if not isinstance(fault, OSError):
            crash.caught(fault)
        elif not self.lost:
            self.lost = True
            self.changed.emit()

    def _bring_in(self, file: Whole) -> None:
        from rare_desk.ops.imports.watching import bring_in

        self._digests[file.path] = file.digest
        if file.digest in self._seen() or self._is_aside(file):
            return
        folder = self.folder

        def told(arrived: Arrived) -> None:
            if self.folder != folder:
                return
            before = self.waiting.pop(file.path, None)
            if arrived.why:
                self.waiting[file.path] = arrived
            else:
                self._remember(file.digest)
            if arrived.why or before or arrived.count:
                self.changed.emit()
                self.arrived.emit(arrived)

        self._bring(lambda book: bring_in(book, file), told)

    def _seen(self) -> list[str]:
        seen = self._kept().get("seen")
        return [str(one) for one in seen] if isinstance(seen, list) else []

    def _remember(self, digest: str) -> None:
        if digest not in self._seen():
            self._keep({**self._kept(), "seen": [digest, *self._seen()][:_MOST_SEEN]})

    def _kept(self) -> dict[str, object]:
        kept = prefs.shared().views.get(_KEPT, {})
        mine = kept.get(self._book_path, {}) if isinstance(kept, dict) else {}
        return dict(mine) if isinstance(mine, dict) else {}

    def _keep(self, mine: dict[str, object]) -> None:
        shared = prefs.shared()
        kept = shared.views.get(_KEPT, {})
        shared.views[_KEPT] = {**(kept if isinstance(kept, dict) else {}), self._book_path: mine}
        shared.save()


def _look(
    folder: Path, before: Mapping[Path, Stamp], done: Mapping[Path, Stamp]
) -> tuple[Mapping[Path, Stamp], list[Whole]]:
    from rare_desk.ops.imports.watching import read_whole, stamps, whole

    now = stamps(folder)
    ready = (read_whole(path, now[path]) for path in whole(now, before, done))
    return now, [file for file in ready if file is not None]
