"""The licence texts that go out with the packaged program, and the NOTICE that lists what is in it."""

import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

_QT = ("PySide6_Essentials", "pyside6_essentials", "shiboken6")
_TEXTS = Path(__file__).parent / "licences"


def write(folder: Path, modules: Iterable[str], own_licence: Path) -> None:
    """`modules` are the top-level names of everything in the bundle; each distribution that holds one is named, and its
    own licence files are copied. Qt's wheels bring none: the texts of the LGPL and the GPL lie beside this file."""
    folder.mkdir(parents=True, exist_ok=True)
    known = metadata.packages_distributions()
    names = sorted({name for module in modules for name in known.get(module, ())} - {"rare-desk"}, key=str.casefold)
    lines = ["Rare Desk is published under the MIT License (licences/Rare Desk.txt).", "It contains:", ""]
    (folder / "Rare Desk.txt").write_text(own_licence.read_text(encoding="utf-8"), encoding="utf-8")
    lines.append(_python(folder))
    lines += [_distribution(folder, metadata.distribution(name)) for name in names]
    lines += [
        "",
        "Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (licences/LGPL-3.0.txt, which",
        "refers to licences/GPL-3.0.txt). They lie in the folder _internal/PySide6 as libraries of their own and may",
        "be replaced by other builds of the same version. Their sources are published at https://download.qt.io and",
        "https://code.qt.io/cgit/pyside/pyside-setup.git.",
        "",
        "Libraries that are built into these (libsodium, OpenSSL, SQLite and others) are named with their licences in",
        "licences/Libraries.txt.",
    ]
    for text in sorted(_TEXTS.glob("*.txt")):
        (folder / text.name).write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    (folder.parent / "NOTICE.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _python(folder: Path) -> str:
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    text = next((place for place in places if place.is_file()), None)
    if text is not None:
        (folder / "Python.txt").write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    return f"  Python {sys.version.split()[0]}  Python Software Foundation License  https://www.python.org"


def _distribution(folder: Path, one: metadata.Distribution) -> str:
    said = one.metadata
    name = said["Name"]
    texts = [
        found.read_text(encoding="utf-8", errors="replace")
        for file in one.files or ()
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
        and file.parent.parts[:1] != ("..",)
        and ".dist-info" in file.parts[0]
        and (found := Path(str(one.locate_file(file)))).is_file()
    ]
    if texts:
        (folder / f"{name}.txt").write_text("\n\n----\n\n".join(dict.fromkeys(texts)), encoding="utf-8")
    elif name not in _QT:
        raise SystemExit(f"no licence text of {name} {one.version}: put one into {_TEXTS}")
    links = {
        line.partition(",")[0].casefold(): line.partition(",")[2].strip() for line in said.get_all("Project-URL") or ()
    }
    address = next((links[word] for word in ("homepage", "source", "repository") if word in links), "")
    address = said.get("Home-page") or address or next(iter(links.values()), "")
    return f"  {name} {one.version}  {_licence(said)}  {address}".rstrip()


def _licence(said: metadata.PackageMetadata) -> str:
    """As its author names it: an expression, a class, or the first line of the field."""
    classes = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License")]
    given = said.get("License-Expression") or (classes[-1] if classes else "") or said.get("License") or ""
    return given.strip().splitlines()[0] if given.strip() else "see its text"
