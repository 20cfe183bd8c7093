"""python -m tests.torture.writers [WRITES]

The window and the command line on one book at once, half of the writes each. Prints what came of it; ends with 1 when a
record is missing, a lock was told of, or the check finds something.
"""

import sys
import tempfile
from pathlib import Path

from tests.torture.writers.both import together


def main(writes: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        told = together(Path(folder), writes // 2)
    print(told.said(), *told.faults[:20], sep="\n")
    return bool(told.faults)


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["10000"])[0])))
