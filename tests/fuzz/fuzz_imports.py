"""Mutated workbooks and texts through the whole reading and judging: each is planned or refused with a sentence.

    python -m tests.fuzz.fuzz_imports [COUNT] [FIRST]

Runs in a child process, so that a crash of native code is seen too; prints the numbers of files that broke or took
more than ten seconds, and ends with 1 when there are any.
"""

import datetime as dt
import multiprocessing
import queue
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports.ledgers import Options, Source, plan_import
from rare_desk.store.book import Book
from rare_desk.words import sentence
from tests.fuzz.mutations import mutated

PATIENCE = 60
"""Seconds of silence after which a child counts as hanging."""
LONGEST = 10.0
"""Seconds that a file of a few kilobytes may take."""
TODAY = dt.date(2026, 11, 1)


def tried(book: Book, number: int) -> str:
    """What went wrong with the mutated file of this number; empty when it was planned or refused."""
    name, data = mutated(number)
    start = time.perf_counter()
    try:
        plan_import(book, [Source(name, data)], Options(), TODAY).as_json("zh")
    except Refused as refused:
        if not all(sentence(found, "zh") for found in refused.problems):
            return "refused without a sentence"
    except Exception:
        return traceback.format_exc(limit=-4)
    took = time.perf_counter() - start
    return f"took {took:.0f} s" if took > LONGEST else ""


def _run(first: int, count: int, said: "multiprocessing.Queue[tuple[int, str]]") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    with tempfile.TemporaryDirectory() as folder, new_book(Path(folder) / "fuzz.raredesk") as book:
        for number in range(first, first + count):
            said.put((number, ""))
            trouble = tried(book, number)
            if trouble:
                said.put((number, trouble))


def main(count: int = 5000, first: int = 0) -> int:
    end, broken = first + count, 0
    spawning = multiprocessing.get_context("spawn")
    while first < end:
        said: multiprocessing.Queue[tuple[int, str]] = spawning.Queue()
        child = spawning.Process(target=_run, args=(first, end - first, said))
        child.start()
        last, heard = first, time.monotonic()
        while child.is_alive() or not said.empty():
            try:
                last, trouble = said.get(timeout=0.5)
            except queue.Empty:
                if time.monotonic() - heard > PATIENCE:
                    child.kill()
                continue
            heard = time.monotonic()
            if trouble:
                broken += 1
                print(f"{last}: {trouble}", flush=True)
        child.join()
        if child.exitcode:
            broken += 1
            print(f"{last}: the process ended with {child.exitcode}", flush=True)
        first = last + 1
    print(f"{count} files, {broken} broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
