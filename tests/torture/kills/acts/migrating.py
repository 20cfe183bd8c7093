"""Books of every released version, opened by this one."""

import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from rare_desk.store.book import Book
from rare_desk.store.file import migrations
from tests.torture.kills import verify
from tests.torture.kills.acts import Kind, Said

OLDER = Path(__file__).parents[3] / "data" / "books"


def prepare(_folder: Path) -> None:
    pass


def work(folder: Path, chance: random.Random) -> Iterator[Said]:
    for number in count(len(list(folder.glob("old *.raredesk")))):
        older = chance.choice(sorted(OLDER.glob("version-*.raredesk")))
        path = folder / f"old {number}.raredesk"
        shutil.copyfile(older, folder / "copying")
        (folder / "copying").replace(path)
        yield {"act": "copy", "out": path.name, "of": older.name}
        Book.open(path).close()
        yield {"act": "migrate", "out": path.name, "of": older.name, "done": True}


def faults(folder: Path, said: Sequence[Said], before: int) -> list[str]:
    """The book and its backup from before; both say of every record what the older one said."""
    found = verify.files(folder, said)
    for one in said:
        path = folder / one["out"]
        if one.get("done") and _version(path) != migrations.VERSION:
            found.append(f"{path.name}: said to be migrated, and is of version {_version(path)}")
        with Book.open(path):
            pass
        copies = list(path.with_name(path.name + "-backups").glob("*-before-update.raredesk"))
        if not copies:
            found.append(f"{path.name}: no backup from before")
        for file in (path, *copies):
            if _records(file) != _records(OLDER / one["of"]):
                found.append(f"{file.name} has other records than {one['of']}")
    return found


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _records(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()
            for name in ("trades", "quotes", "counterparties", "products", "steps", "settings")
        ]


KIND = Kind(prepare, work, faults, 10)
