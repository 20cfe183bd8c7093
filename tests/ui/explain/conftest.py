"""Explain is seen beside the chart, so it is tested on the index page."""

from tests.ui.index.conftest import page, sample

__all__ = ["page", "sample"]
