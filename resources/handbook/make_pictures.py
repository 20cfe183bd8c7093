"""Makes the handbook's pictures of the real window on the sample book.

    QT_QPA_PLATFORM=offscreen PYTHONPATH=. python resources/handbook/make_pictures.py [zh|en]

Writes pictures/PAGE-LANGUAGE.png, 1280 px wide, in the 256 colours that the picture has most of.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

HERE = Path(__file__).resolve().parent
SIZE = QSize(1280, 800)
COLOURS = 256
SETTLED_MS = 3000
NEAR = 0xF8F8F8
"""Colours alike in these bits count as one while the palette is chosen."""


def main(languages: list[str]) -> int:
    if len(languages) == 1:
        return make(languages[0])
    return max(subprocess.call([sys.executable, __file__, one], env=os.environ) for one in ("zh", "en"))


def make(language: str) -> int:
    """One language a process: the window is dressed in it once."""
    from rare_desk import prefs
    from rare_desk.ui import theme
    from rare_desk.ui.paper.sample_render import render_sample
    from rare_desk.ui.shell.looks import dress
    from rare_desk.ui.start import application

    app = application()
    prefs.shared().transient = True
    dress(app, "zh" if language == "zh" else "en")
    theme.choose("light")
    with tempfile.TemporaryDirectory() as folder:
        for made in render_sample(Path(folder), "zh" if language == "zh" else "en", SIZE, settled_ms=SETTLED_MS):
            if made.suffix == ".png" and made.stem in shown(language) and QImage(str(made)).size() == SIZE:
                reduced(QImage(str(made))).save(str(HERE / "pictures" / made.name), "PNG", 0)
                print(made.name, (HERE / "pictures" / made.name).stat().st_size)
    return 0


def shown(language: str) -> set[str]:
    """What a chapter shows in that language; the names of the files without their ending."""
    texts = [chapter.read_text(encoding="utf-8") for chapter in (HERE / language).glob("*.md")]
    return {f"{name}-{language}" for text in texts for name in re.findall(r"!\[[^\]]*\]\((\w+)\)", text)}


def reduced(picture: QImage) -> QImage:
    """With a palette: the commonest of each group of near colours, so that text keeps its own."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("B").cast("I")
    seen = Counter(pixels.tolist())
    groups: dict[int, tuple[int, int]] = {}
    for colour, count in seen.most_common():
        best, total = groups.get(colour & NEAR, (colour, 0))
        groups[colour & NEAR] = (best, total + count)
    chosen = sorted(groups.values(), key=lambda group: -group[1])[:COLOURS]
    table = [0xFF000000 | colour for colour, _ in chosen]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
