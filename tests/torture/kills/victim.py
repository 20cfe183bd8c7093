"""The process that is killed: works until then, and says of each act, once it has returned, what now holds.

python -m tests.torture.kills.victim KIND FOLDER SEED
"""

import json
import random
import sys
from pathlib import Path

from tests.torture.kills.kinds import KINDS


def main(kind: str, folder: Path, seed: int) -> None:
    for said in KINDS[kind].work(folder, random.Random(seed)):
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
