"""Cases by their number, in child processes, so that a crash of native code and a hang are seen too."""

import multiprocessing
import queue
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

PATIENCE = 600
"""Seconds of silence after which a child counts as hanging."""
LONGEST = 10.0
"""Seconds of its own processor time that a case of a few kilobytes may take."""
_MOST = 4 << 30
"""Bytes of memory that a child may ask for."""

Tried = Callable[[int], str]
"""What went wrong with the case of this number; empty when nothing did."""
World = Callable[[Path], AbstractContextManager[Tried]]
"""What the cases need, in a folder of their own."""


def tried(case: Tried, number: int) -> str:
    begun = time.process_time()
    try:
        trouble = case(number)
    except Exception:
        return traceback.format_exc(limit=-6)
    took = time.process_time() - begun
    return trouble or (f"took {took:.0f} s" if took > LONGEST else "")


def _run(world: World, first: int, count: int, said: "multiprocessing.Queue[tuple[int, str]]") -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as case:
        for number in range(first, first + count):
            said.put((number, ""))
            trouble = tried(case, number)
            if trouble:
                said.put((number, trouble))


def run(world: World, count: int = 5000, first: int = 0) -> int:
    """Prints the numbers of cases that broke or took too long; 1 when there are any."""
    end, broken = first + count, 0
    spawning = multiprocessing.get_context("spawn")
    while first < end:
        said: multiprocessing.Queue[tuple[int, str]] = spawning.Queue()
        child = spawning.Process(target=_run, args=(world, first, end - first, said))
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
    print(f"{count} cases, {broken} broken")
    return int(bool(broken))


def main(world: World) -> None:
    """`[COUNT] [FIRST]` on the command line."""
    sys.exit(run(world, *(int(argument) for argument in sys.argv[1:])))
