"""Run by the packaged program before anything else: pyqtgraph imports two OpenGL modules that nothing here draws with,
and which would be 11 MB of the bundle. They are there in name only."""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_NAMES = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets")


class _InNameOnly(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in _NAMES else None

    def exec_module(self, module: ModuleType) -> None:
        from PySide6.QtWidgets import QWidget

        module.__dict__["QOpenGLWidget"] = QWidget  # pyqtgraph derives a view from it that is never made


sys.meta_path.append(_InNameOnly())
