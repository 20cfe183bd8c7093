"""The process that is killed: acts on a book until then, and says of each act, once it has returned, what now holds.

python -m tests.torture.victim BOOK SEED
"""

import json
import random
import sys
from pathlib import Path

from rare_desk.store.book import Book
from tests.torture.acts import one


def main(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Book.open(path) as book:
        while True:
            print(json.dumps(one(book, path.parent, chance)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
