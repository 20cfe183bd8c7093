"""python -m tests.torture.kills KIND [TIMES] [SEED]

Prints a line for each kill and what all of them came to; ends with 1 when something confirmed was lost or something is
half. KIND is one of `kinds.KINDS`.
"""

import sys
import tempfile
from pathlib import Path

from tests.torture.kills.killing import torture


def main(kind: str, times: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        told = torture(kind, Path(folder), times, seed, lambda line: print(line, flush=True))
    print(f"{kind}: {told.said()}")
    return bool(told.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(int(word) for word in [*sys.argv[2:], *("100", "1")[len(sys.argv) - 2 :]])))
