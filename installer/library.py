"""Modules of Python alone in one archive, which both packaged programs read: else each would carry them all."""

import py_compile
import zipfile
from collections.abc import Iterable
from pathlib import Path

SHARED = frozenset((
    "rare_desk", "pyqtgraph", "openpyxl", "et_xmlfile", "filelock", "click", "click_default_group", "sqlite_utils",
    "sqlite_fts4", "email", "xml", "multiprocessing", "importlib_metadata", "html",
    "platformdirs", "pluggy", "tabulate", "typing_extensions", "pydoc", "tarfile", "_pydecimal", "doctest",
))  # fmt: skip
"""Top-level names; none has a library of machine code or a file of its own beside its modules."""

Entry = tuple[str, str, str]
"""Module, source file, kind: as PyInstaller lists them."""


def parted(pure: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those that are shared, and the others."""
    shared, others = [], []
    for entry in pure:
        (shared if entry[0].partition(".")[0] in SHARED and entry[1].endswith(".py") else others).append(entry)
    return shared, others


def write(target: Path, shared: Iterable[Entry]) -> None:
    """Compiled; a traceback names a module's file by its place in the package, not by where it was built."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.with_suffix(".pyc")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, source, _kind in sorted(shared):
            inside = name.replace(".", "/") + ("/__init__" if Path(source).name == "__init__.py" else "")
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(
                source, str(made), dfile=f"{inside}.py", doraise=True, optimize=0, invalidation_mode=mode
            )
            archive.write(made, f"{inside}.pyc")
    made.unlink(missing_ok=True)
