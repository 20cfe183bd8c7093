"""Whether a window can open at all. Qt ends the whole process when it cannot, so it is found out before."""

import ctypes.util
import os
import re
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PROBE = "--probe-platform"
PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""Debian's package of each library that Qt's wheels expect of the system."""
_GRAPHICS = (
    "libEGL.so.1",
    "libGL.so.1",
    "libxkbcommon.so.0",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
    "libglib-2.0.so.0",
)
"""Those without which Qt draws nothing at all, not even pictures."""
_NAMED = re.compile(r"(lib[\w.+-]+\.so(?:\.\d+)*)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`pictures`: no window, but pages can be rendered to files. `packages` are Debian's names of what is missing."""

    state: Literal["window", "pictures", "nothing"]
    packages: tuple[str, ...] = ()


def look(environment: Mapping[str, str] = os.environ) -> Verdict:
    """A child process tries only where there is doubt: it costs as much as opening a window."""
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return Verdict("window")
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        missing = _missing(_GRAPHICS)
        return Verdict("nothing" if missing else "pictures", missing)
    missing = _missing(tuple(PACKAGES))
    if not missing and _answers(environment):
        return Verdict("window")
    return _tried(missing, environment)


def _tried(missing: tuple[str, ...], environment: Mapping[str, str]) -> Verdict:
    child = subprocess.run(_probe_call(), env=environment, capture_output=True, text=True, timeout=60, check=False)
    if child.returncode == 0:
        return Verdict("window")
    said = {PACKAGES[name] for name in _NAMED.findall(child.stderr) if name in PACKAGES}
    named = tuple(dict.fromkeys((*missing, *sorted(said))))
    return Verdict("nothing" if _missing(_GRAPHICS) else "pictures", named)


def _probe_call() -> list[str]:
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, PROBE] if frozen else [sys.executable, "-m", "rare_desk", PROBE]


def probe() -> int:
    """What the child does: Qt aborts it here where a window cannot open."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication([])
    return 0


def _missing(libraries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(PACKAGES[name] for name in libraries if not _loads(name))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _answers(environment: Mapping[str, str]) -> bool:
    """Whether a server listens where the environment says; a remote one is left to the child."""
    if environment.get("WAYLAND_DISPLAY"):
        folder = Path(environment.get("XDG_RUNTIME_DIR", "/"))
        return _listens(str(folder / environment["WAYLAND_DISPLAY"]))
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", environment["DISPLAY"])
    if local is None:
        return False
    return any(_listens(f"{start}/tmp/.X11-unix/X{local[1]}") for start in ("", "\0"))


def _listens(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(1.0)
        try:
            line.connect(address)
        except OSError:
            return False
    return True
