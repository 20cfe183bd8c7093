"""Where a book can be open in one program alone: WAL's shared memory does not work across machines, and a program that
copies a folder's files elsewhere takes the book without its WAL."""

import sys
from pathlib import Path

from rare_desk import paths

_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone", "davfs")
)
_WINDOWS_REMOTE = 4


def why_alone(path: Path) -> str:
    """The code of the warning; empty where programs can have the book side by side."""
    return "network-drive" if on_network(path) else "synced-folder" if paths.synced(path) else ""


def on_network(path: Path) -> bool:
    """As far as the system says; False where it does not."""
    place = path.absolute()
    if sys.platform == "win32":
        import ctypes

        return place.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _WINDOWS_REMOTE
    try:
        return _kind(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace"), place) in _REMOTE
    except OSError:
        return False


def _kind(mounts: str, place: Path) -> str:
    """The type of the file system that is mounted nearest above the place; "" when none is."""
    nearest, kind = "", ""
    for line in mounts.splitlines():
        _, where, what, *_ = line.split(" ")
        where = where.replace("\\040", " ")
        if place.is_relative_to(where) and len(where) >= len(nearest):
            nearest, kind = where, what
    return kind
