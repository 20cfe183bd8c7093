"""The colours and fonts of both themes. Widgets take them from `tokens()` when they paint, never keep them."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

Choice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#RRGGBB`. `series` are the lines of a chart: light, heavy, then products; the composite is `text`."""

    name: str
    ground: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_weak: str
    on_accent: str
    rise: str
    fall: str
    warn: str
    warn_weak: str
    bad: str
    bad_weak: str
    good: str
    good_weak: str
    stale: str
    stale_weak: str
    row_rule: str
    hover: str
    chart_grid: str
    concentrate: str
    series: tuple[str, ...]


LIGHT = Tokens(
    name="light",
    ground="#F5F6F8",
    surface="#FFFFFF",
    raised="#ECEFF3",
    line="#D5DBE3",
    text="#17202B",
    muted="#5A6675",
    accent="#0A6A94",
    accent_weak="#DCEEF6",
    on_accent="#FFFFFF",
    rise="#C4302B",
    fall="#17804F",
    warn="#9A6010",
    warn_weak="#F8EEDC",
    bad="#C4302B",
    bad_weak="#FBE6E4",
    good="#17804F",
    good_weak="#E0F2E9",
    stale="#76828F",
    stale_weak="#EBEEF2",
    row_rule="#E9EDF2",
    hover="#F0F3F6",
    chart_grid="#EEF1F4",
    concentrate="#875700",
    series=("#0072B2", "#D55E00", "#009E73", "#A84C90", "#875700", "#56B4E9", "#7C4295"),
)

DARK = Tokens(
    name="dark",
    ground="#12161C",
    surface="#1A2029",
    raised="#232B36",
    line="#313C4A",
    text="#E7ECF2",
    muted="#95A3B4",
    accent="#56B7DD",
    accent_weak="#16384A",
    on_accent="#0B1319",
    rise="#F0716B",
    fall="#4CC38A",
    warn="#E0A84A",
    warn_weak="#3A2F1B",
    bad="#F0716B",
    bad_weak="#43262A",
    good="#4CC38A",
    good_weak="#17382C",
    stale="#7A8796",
    stale_weak="#28303A",
    row_rule="#262F3A",
    hover="#212934",
    chart_grid="#232B36",
    concentrate="#C99450",
    series=("#4DA9E3", "#FF8F40", "#2BC79A", "#DF88C2", "#C99450", "#A5DAF7", "#A482F3"),
)

CAPTION_PT = 8.5
HEADLINE_PT = 20.0
_TABULAR = QFont.Tag("tnum")
_LOCAL = QFont.Tag("locl")


class _Theme(QObject):
    """Holds what is in force; `changed` comes after palette and style sheet are in place."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice = "system"
        self.system = Qt.ColorScheme.Unknown
        self.red_up = True
        self.tokens = LIGHT
        self.applied = False

    def decide(self) -> Tokens:
        dark = self.choice == "dark" or (self.choice == "system" and self.system == Qt.ColorScheme.Dark)
        return self.coloured(DARK if dark else LIGHT)

    def coloured(self, plain: Tokens) -> Tokens:
        return plain if self.red_up else replace(plain, rise=plain.fall, fall=plain.rise)

    def follow(self, scheme: Qt.ColorScheme) -> None:
        self.system = scheme
        self.apply()

    def apply(self) -> None:
        from rare_desk.ui.style import sheet

        fresh = self.decide()
        if self.applied and fresh == self.tokens:
            return
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.tokens = fresh
        self.applied = True
        if app.styleSheet() != sheet(fresh):  # which costs half a second; rise and fall are not in it
            app.setPalette(palette(fresh))
            app.setStyleSheet(sheet(fresh))
        self.changed.emit()


@cache
def signals() -> _Theme:
    """The one object whose `changed` tells that `tokens()` are others now."""
    return _Theme()


def tokens() -> Tokens:
    return signals().tokens


def paper() -> Tokens:
    """The light theme, whatever the window's is, with its colours of rise and fall."""
    return signals().coloured(LIGHT)


def colour(name: str) -> QColor:
    """A token by its name as a QColor."""
    return QColor(getattr(tokens(), name))


def install(app: QApplication, choice: Choice = "system", *, red_up: bool = True) -> None:
    """Fusion, fonts, palette and style sheet; follows the system from then on when `choice` says so."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(body_font())
    app.styleHints().colorSchemeChanged.connect(signals().follow, Qt.ConnectionType.UniqueConnection)
    choose(choice, red_up=red_up)


def choose(choice: Choice | None = None, *, red_up: bool | None = None) -> None:
    """Changes what is named and repaints at once."""
    state = signals()
    if choice is not None:
        state.choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints = QGuiApplication.styleHints()
        hints.setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        state.system = hints.colorScheme()
    if red_up is not None:
        state.red_up = red_up
    state.apply()


def palette(of: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    plain = {
        role.Window: of.ground,
        role.WindowText: of.text,
        role.Base: of.surface,
        role.AlternateBase: of.raised,
        role.Text: of.text,
        role.Button: of.surface,
        role.ButtonText: of.text,
        role.BrightText: of.bad,
        role.Highlight: of.accent_weak,
        role.HighlightedText: of.text,
        role.Accent: of.accent,
        role.Link: of.accent,
        role.LinkVisited: of.accent,
        role.ToolTipBase: of.raised,
        role.ToolTipText: of.text,
        role.PlaceholderText: of.stale,
        role.Light: of.surface,
        role.Midlight: of.raised,
        role.Mid: of.line,
        role.Dark: of.line,
        role.Shadow: of.line,
    }
    for which, colour_ in plain.items():
        made.setColor(which, QColor(colour_))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(of.stale))
    return made


@cache
def _body_pt() -> float:
    import sys

    return 9.0 if sys.platform == "win32" else 9.4


@cache
def _families() -> tuple[str, ...]:
    import sys

    if sys.platform == "win32":
        return ("Segoe UI", "Microsoft YaHei UI")
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    known = set(QFontDatabase.families())
    first = "Noto Sans" if system.lower() in ("sans serif", "sans", "sans-serif") and "Noto Sans" in known else system
    return (first, "Noto Sans CJK SC")


def body_font(points: float = 0.0, *, bold: bool = False) -> QFont:
    """The window's font with tabular figures; `points` 0 is the body's size. No local forms: in English the Chinese
    font draws digits by glyphs that stand for no character, and a PDF's words would lack them.
    """
    font = QFont(list(_families()))
    font.setPointSizeF(points or _body_pt())
    font.setBold(bold)
    font.setFeature(_TABULAR, 1)
    font.setFeature(_LOCAL, 0)
    return font


def caption_font() -> QFont:
    return body_font(min(CAPTION_PT, _body_pt()))


def headline_font(*, bold: bool = True) -> QFont:
    return body_font(HEADLINE_PT, bold=bold)


def has_chinese_font() -> bool:
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
