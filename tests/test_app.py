import os
import subprocess
import sys
from pathlib import Path

import pytest

import rare_desk
from rare_desk.ops.book.books import new_book

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks a display")


def run(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    place = str(Path(rare_desk.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-m", "rare_desk", *arguments],
        cwd=folder,
        env=kept | {"PYTHONPATH": place} | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )


@linux
def test_without_a_display_the_sample_book_is_drawn_to_files(tmp_path: Path) -> None:
    done = run("--sample", "--lang", "en", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    written = [Path(line) for line in done.stdout.splitlines()]
    assert {"today-en.png", "trades-en.png", "quotes-en.png", "index-en.png", "pricing-en.png"} <= {
        path.name for path in written
    }
    assert all(path.is_file() and path.parent == tmp_path / "rare-desk-sample" for path in written)
    assert any(path.suffix == ".pdf" for path in written)


@pytest.fixture(scope="module")
def own_book_without_fonts(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    folder = tmp_path_factory.mktemp("own")
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8")
    new_book(folder / "leer.raredesk").close()
    return run("leer.raredesk", "--lang", "zh", folder=folder, FONTCONFIG_FILE=str(fonts))


@linux
def test_a_book_of_ones_own_is_drawn_where_there_is_no_display(
    own_book_without_fonts: subprocess.CompletedProcess[str],
) -> None:
    assert own_book_without_fonts.returncode == 0, own_book_without_fonts.stderr
    assert "trades-zh.png" in own_book_without_fonts.stdout


@linux
def test_pictures_without_a_chinese_font_name_the_package_that_brings_one(
    own_book_without_fonts: subprocess.CompletedProcess[str],
) -> None:
    assert "fonts-noto-cjk" in own_book_without_fonts.stderr


@linux
def test_a_book_that_is_not_there_cannot_be_drawn(tmp_path: Path) -> None:
    missing = run("nowhere.raredesk", "--lang", "en", folder=tmp_path)
    assert missing.returncode == 3
    assert "Traceback" not in missing.stderr


def test_the_command_line_loads_no_qt(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['rare-desk', '--version']\n"
        "import rare_desk.app\n"
        "try: rare_desk.app.main()\n"
        "except SystemExit: pass\n"
        "print(any(name.startswith('PySide6') for name in sys.modules))"
    )
    place = str(Path(rare_desk.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": place},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "False", done.stderr


def test_a_word_that_is_no_verb_is_answered_with_the_nearest(tmp_path: Path) -> None:
    done = run("imprt", "--lang", "en", folder=tmp_path)
    assert done.returncode == 2
    assert "import" in done.stderr
