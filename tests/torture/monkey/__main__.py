"""python -m tests.torture.monkey [ACTS] [SEED]

A monkey at the real window, without a screen: keys, clicks, drags, the wheel, menus, drops, pastes, other pages, other
books, another program, closing, at random. Prints the acts and what went wrong; ends with 1 when anything did.
"""

import faulthandler
import os
import sys
import tempfile
from pathlib import Path

_PLACES = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR")


def main(acts: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        for place in _PLACES:
            os.environ[place] = str(Path(folder) / place)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        faulthandler.enable()
        from rare_desk.ui import crash
        from rare_desk.ui.shell.looks import dress
        from rare_desk.ui.start import application
        from tests.torture.monkey.run import Monkey

        app = application()
        app.setQuitOnLastWindowClosed(False)
        crash.install()
        dress(app, "zh")
        monkey = Monkey(app, Path(folder), acts, seed)
        faults = monkey.run()
    print(dict(monkey.done), *faults, f"{acts} acts, seed {seed}: {len(faults)} faults", sep="\n")
    return bool(faults)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*given, *(2000, 1)[len(given) :]))
