"""Where resources lie and where this machine keeps data, logs and preferences."""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import platformdirs

APP = "RareDesk"


@cache
def resources() -> Path:
    """The folder of shipped files, alike in a checkout, an installed wheel and the packaged program.

    Raises FileNotFoundError when the installation is broken.
    """
    package = Path(__file__).resolve().parent
    places = [package / "resources", package.parent / "resources"]
    packaged = getattr(sys, "_MEIPASS", None)
    if packaged:
        places.insert(0, Path(packaged) / "resources")
    for place in places:
        if (place / "data" / "products.csv").is_file():
            return place
    raise FileNotFoundError(f"no resources beside {package}")


PORTABLE = "portable"
"""A file of this name beside the packaged program keeps everything in the folder `data` beside it."""


def portable() -> Path | None:
    """The folder of a program that is carried on a stick; None for one that is installed."""
    if not getattr(sys, "frozen", False):
        return None
    beside = Path(sys.executable).resolve().parent
    return beside / "data" if (beside / PORTABLE).is_file() else None


def data_dir() -> Path:
    """Where books are offered to be kept, the sample book's copy among them."""
    carried = portable()
    documents = Path(platformdirs.user_documents_dir())
    kept = Path.home() if synced(documents) else documents
    return _made(carried / "books" if carried else kept / "Rare Desk")


_SYNCED = re.compile(
    r"OneDrive( - .+)?|Dropbox( \(.+\))?|iCloudDrive|Google Drive|My Drive|Nutstore( Files)?|我的坚果云|坚果云|WPSDrive"
    r"|WPS ?云盘|BaiduSyncdisk|百度网盘同步空间",
    re.IGNORECASE,
)
_SAID_BY = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables in which OneDrive tells where its folders are."""


def synced(path: Path) -> bool:
    """Whether a program that copies files to other machines while they change looks after that place: one that says
    where its folder is, or whose folder has the name that it gets by default."""
    place = path.absolute()
    told = [Path(folder) for name in _SAID_BY if (folder := os.environ.get(name))]
    return any(place.is_relative_to(folder) for folder in told) or any(map(_SYNCED.fullmatch, place.parts))


def is_device(path: Path) -> bool:
    """Whether there is something that is neither file nor folder: a device, a pipe, a socket. What is put in its place
    would be missed by every program that uses it."""
    try:
        return path.exists() and not (path.is_file() or path.is_dir())
    except OSError:
        return False


def log_dir() -> Path:
    carried = portable()
    return _made(carried / "logs" if carried else Path(platformdirs.user_log_dir(APP, appauthor=False)))


def windows_dir() -> Path:
    """Where this account's windows tell each other which book they have."""
    carried = portable()
    return _made(
        carried / "windows" if carried else Path(platformdirs.user_state_dir(APP, appauthor=False)) / "windows"
    )


def prefs_file() -> Path:
    folder = portable() or Path(platformdirs.user_config_dir(APP, appauthor=False))
    return folder / "prefs.json"


def heads_dir() -> Path:
    """Where this machine keeps how far each book had come; made by whoever writes there."""
    return prefs_file().parent / "heads"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


_SCRATCH = "rare-desk-"
_LEFT_BEHIND = 86_400.0
"""Seconds after which the program that made a folder is surely gone."""


def _clear_scratches() -> None:
    now = time.time()
    for folder in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"):
        with suppress(OSError):
            if abs(now - folder.stat().st_mtime) > _LEFT_BEHIND:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the time of a block; afterwards gone, as far as the system lets go of the files in it.

    TemporaryDirectory raises where Windows still holds one of them, also when told to ignore it.
    """
    _clear_scratches()
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
