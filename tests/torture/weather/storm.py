"""`storm.c` built for this machine, and the environment in which a process has it."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("storm.c")


def possible() -> bool:
    """Only on Linux, and where there is a compiler of C."""
    return sys.platform == "linux" and shutil.which("cc") is not None


@cache
def library() -> Path:
    """Built once for each user and state of the source."""
    name = f"rare-desk-storm-{os.getuid()}-{SOURCE.stat().st_mtime_ns}.so"
    built = Path(tempfile.gettempdir()) / name
    if not built.exists():
        fresh = built.with_suffix(f".{os.getpid()}")
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(fresh), str(SOURCE), "-ldl", "-lpthread"]
        subprocess.run(command, check=True)
        fresh.replace(built)
    return built


def environment(under: Path, **storm: object) -> dict[str, str]:
    """For files under that folder; `storm` as in `storm.c`: die, full, log, clock."""
    said = {f"STORM_{name.upper()}": str(value) for name, value in storm.items()}
    return {**os.environ, "LD_PRELOAD": str(library()), "STORM_UNDER": str(under.absolute()), **said}
