"""Colours that can be told apart, by every eye, in both themes."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from rare_desk.ui import theme
from rare_desk.ui.theme import DARK, LIGHT, Tokens

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
_EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_LEAST_DIFFERENCE = 10.0


def _linear(colour: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    ink = QColor(colour)
    plain = np.array([ink.redF(), ink.greenF(), ink.blueF()])
    return np.where(plain <= 0.04045, plain / 12.92, ((plain + 0.055) / 1.055) ** 2.4)


def _lab(linear: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    white = np.array([0.9505, 1.0, 1.089])
    xyz = to_xyz @ np.clip(linear, 0, 1) / white
    bent = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def _contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, bright = sorted(float(weights @ _linear(colour)) + 0.05 for colour in (one, other))
    return bright / dark


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", _EYES)
def test_series_are_told_apart_by_every_eye(tokens: Tokens, eye: str) -> None:
    seen = {colour: _lab(_EYES[eye] @ _linear(colour)) for colour in (tokens.text, *tokens.series)}
    alike = [
        (one, other, round(float(np.linalg.norm(seen[one] - seen[other])), 1))
        for one, other in combinations(seen, 2)
        if np.linalg.norm(seen[one] - seen[other]) < _LEAST_DIFFERENCE
    ]
    assert not alike


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", _EYES)
def test_a_filled_candle_is_told_from_a_hollow_one_by_every_eye_whichever_colour_falls(
    tokens: Tokens, eye: str
) -> None:
    hollow = _lab(_EYES[eye] @ _linear(tokens.surface))
    for filled in (tokens.rise, tokens.fall):
        seen = _lab(_EYES[eye] @ _linear(filled))
        assert abs(seen[0] - hollow[0]) > 25.0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", _EYES)
def test_signs_measurements_and_limits_stand_out_from_the_ground_for_every_eye(tokens: Tokens, eye: str) -> None:
    ground = _lab(_EYES[eye] @ _linear(tokens.surface))
    for ink in (tokens.muted, tokens.accent, tokens.warn, tokens.rise, tokens.fall, tokens.stale, tokens.concentrate):
        assert np.linalg.norm(_lab(_EYES[eye] @ _linear(ink)) - ground) > 35.0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_are_readable_on_every_ground_they_stand_on(tokens: Tokens) -> None:
    pairs = {
        "text": (tokens.ground, tokens.surface, tokens.raised, tokens.accent_weak, tokens.warn_weak, tokens.bad_weak),
        "muted": (tokens.ground, tokens.surface, tokens.raised, tokens.accent_weak),
        "accent": (tokens.surface, tokens.ground, tokens.accent_weak),
        "warn": (tokens.surface, tokens.warn_weak),
        "bad": (tokens.surface, tokens.bad_weak),
        "on_accent": (tokens.accent,),
    }
    weak = {
        (name, ground): round(_contrast(getattr(tokens, name), ground), 2)
        for name, grounds in pairs.items()
        for ground in grounds
        if _contrast(getattr(tokens, name), ground) < 4.5
    }
    assert not weak


def test_switching_repaints_palette_and_tokens_at_once(app: QApplication) -> None:
    told: list[str] = []
    theme.signals().changed.connect(lambda: told.append(theme.tokens().name))
    theme.choose("dark")
    assert told == ["dark"]
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)
    assert DARK.surface in app.styleSheet()


def test_the_system_decides_unless_a_theme_was_chosen(app: QApplication) -> None:
    theme.choose("system")
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.tokens().name == ("dark" if dark else "light")


def test_green_up_exchanges_rise_and_fall_only(app: QApplication) -> None:
    theme.choose("light", red_up=False)
    assert (theme.tokens().rise, theme.tokens().fall) == (LIGHT.fall, LIGHT.rise)
    assert theme.tokens().bad == LIGHT.bad


def test_figures_are_tabular(app: QApplication) -> None:
    tag = QFont.Tag("tnum")
    assert theme.body_font().isFeatureSet(tag)
    assert theme.headline_font().isFeatureSet(tag)
    assert app.font().isFeatureSet(tag)
