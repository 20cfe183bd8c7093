"""The headline figures of a month: value, how far it moved in points, and its course."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from rare_desk.core.expectation import Headline, Month
from rare_desk.ui import formats, labels
from rare_desk.ui.expectation.data import Data
from rare_desk.ui.widgets.tiles import FigureTile

translate = QCoreApplication.translate
NAMES = ("composite", "light", "heavy")
_INKS = {"composite": "text", "light": "series0", "heavy": "series1"}


def headline(month: Month | None, name: str) -> Headline | None:
    """None while nobody has answered for the month."""
    return next((one for one in month.headlines if one.name == name), None) if month else None


def show_tiles(tiles: Mapping[str, FigureTile], data: Data, month: dt.date) -> None:
    shown, before = data.month(month), data.before(month)
    past = [one for one in data.survey.months[::-1] if one.month <= month]
    for name, tile in tiles.items():
        found, earlier = headline(shown, name), headline(before, name)
        value = found.value if found else None
        was = earlier.value if earlier else None
        tile.set_name(labels.label(f"expectation.{name}"), _basis(found))
        tile.set_figure(formats.number(value, 2))
        moved = formats.signed(value - was, 2) if value is not None and was is not None else ""
        tile.set_note(translate("ExpectationPage", "{points} pts").format(points=moved) if moved else "")
        course = [headline(one, name) for one in past]
        values = [float(one.value) if one and one.value is not None else float("nan") for one in course]
        tile.set_course(values, (), _INKS[name])


def _basis(found: Headline | None) -> str:
    if found is None or found.raw is None:
        return translate("ExpectationPage", "no answers")
    words = translate("ExpectationPage", "{answers} answers, {respondents} respondents")
    return words.format(answers=formats.count(found.answers), respondents=formats.count(found.respondents))
