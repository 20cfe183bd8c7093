"""The whole program where no socket may be opened: every page, import, export, paper, bulletin, chapter, backup.

    python -m tests.journeys.offline FOLDER

Prints how many files it has written; ends at once when anything asks for a socket. What build.spec keeps out of
the packaged program, but for parts of Qt, is not found here either. The faults that it provokes on purpose and
everything it enters hold the words of SECRETS, which the log must not.
"""

import ast
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

SPEC = Path(__file__).parents[2] / "build.spec"
SECRETS = ("SECRETFIRM", "SECRETNOTE", "583217")


def forbid() -> None:
    def watch(event: str, _args: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            sys.stderr.write(f"network: {event}\n")
            raise SystemExit(9)

    sys.addaudithook(watch)
    sys.meta_path.insert(0, LeftOut())


class LeftOut:
    """Finds none of the modules that the packaged program has not."""

    def __init__(self) -> None:
        assigned = (one for one in ast.parse(SPEC.read_text("utf-8")).body if isinstance(one, ast.Assign))
        (names,) = (one.value for one in assigned if ast.unparse(one.targets[0]) == "EXCLUDED")
        self.names = {name for name in ast.literal_eval(names) if not name.startswith("PySide6.")}

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name in self.names:
            raise ModuleNotFoundError(f"{name} is not in the packaged program", name=name)


def walk(folder: Path) -> Iterator[Path]:
    """What has been written, piece by piece."""
    from rare_desk.core.problems import Refused
    from rare_desk.core.trades import Side, Trade
    from rare_desk.ops import audit, exports
    from rare_desk.ops.book import books, locking
    from rare_desk.ops.book.sample import new_sample_book
    from rare_desk.ops.exports.templates import write_template
    from rare_desk.ops.imports.ledgers import plan_import, write_import
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.methodologies.report import report_of
    from rare_desk.ops.trades import add_trade
    from rare_desk.ui import crash, start
    from rare_desk.ui.handbook import paper
    from rare_desk.ui.handbook.contents import chapters
    from rare_desk.ui.paper.sample_render import render_sample

    crash.install()
    book_file = folder / "SECRETFIRM.raredesk"
    trade = Trade(
        date=dt.date(2026, 10, 22), side=Side.BUY, product="PRND-O", quantity=Decimal(9), price=Decimal(583217),
        counterparty="SECRETFIRM", note="SECRETNOTE",
    )  # fmt: skip
    with new_sample_book(book_file) as book:
        add_trade(book, trade, accept_suspect=True)
        state = IndexState.load(book)
        for kind in exports.KINDS:
            for ending in exports.ENDINGS:
                yield from exports.export(book, kind, folder / f"{kind}{ending}", language="zh")
        day = state.computation.last_day
        assert day is not None
        told = audit.audit(book, state, "composite", day, "daily", "zh")
        start.methodology_report(folder / "audit.pdf", audit.report(told, "zh"), "zh")
        yield folder / "audit.pdf"
        yield from write_template("trades", folder / "template.xlsx", "zh", book)
    start.methodology_report(folder / "rules.pdf", report_of(book_file, None, None, "zh"), "zh")
    yield folder / "rules.pdf"
    yield from render_sample(folder / "pages", "zh", book=book_file)
    yield from render_sample(folder / "sample", "en")
    for _ in paper.written(folder / "handbook.pdf", "handbook", list(chapters("zh").values())[:3], "zh"):
        continue
    yield folder / "handbook.pdf"
    yield books.backup(book_file)
    locking.write_locked(folder / "trades.csv.locked", "SECRETNOTE", (folder / "trades.csv").rename)
    yield locking.unlock(folder / "trades.csv.locked", folder / "trades.csv", "SECRETNOTE")
    with books.new_book(folder / "again.raredesk") as again:
        for ending in exports.ENDINGS:
            write_import(again, plan_import(again, [folder / f"trades{ending}"]), True, True)
    for fault in (ValueError("SECRETNOTE 583217"), KeyError("SECRETFIRM"), Refused()):
        crash.caught(fault)
    assert books.check(book_file) == []


def loaded() -> list[str]:
    """Modules and libraries of this process that could speak to a network."""
    modules = {"ssl", "_ssl", "http.client", "urllib.request", "ftplib", "smtplib", "PySide6.QtNetwork"}
    found = sorted(modules & sys.modules.keys())
    maps = Path("/proc/self/maps")
    if maps.exists():
        text = maps.read_text("utf-8")
        found += [name for name in ("Qt6Network", "libssl", "libcurl") if name in text]
    return found


def main(folder: Path, act: Callable[[Path], Iterator[Path]] = walk) -> int:
    forbid()
    written = [path for path in act(folder) if path.stat().st_size > 0]
    sys.stdout.write(f"{len(written)} files; loaded: {' '.join(loaded()) or '-'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
