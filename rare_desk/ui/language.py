"""The language of the window: one of two, changed at once."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from rare_desk import paths
from rare_desk.words import Language


class _State(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.language: Language = "zh"
        self.translators: list[QTranslator] = []


_state = _State()


def current() -> Language:
    return _state.language


def signals() -> _State:
    """The one object whose `changed` tells that texts must be said anew."""
    return _state


def of_system() -> Language:
    """English where the system speaks a known language other than Chinese."""
    spoken = QLocale.system().language()
    return "zh" if spoken in (QLocale.Language.Chinese, QLocale.Language.C) else "en"


def choose(language: Language) -> None:
    """Loads the program's and Qt's own texts. Widgets made before keep theirs: the window makes them anew."""
    app = QCoreApplication.instance()
    assert app is not None
    for old in _state.translators:
        app.removeTranslator(old)
    _state.translators = [_loaded(name, place) for name, place in _files()] if language == "zh" else []
    for fresh in _state.translators:
        app.installTranslator(fresh)
    spoken = QLocale.Language.Chinese if language == "zh" else QLocale.Language.English
    country = QLocale.Country.China if language == "zh" else QLocale.Country.UnitedKingdom
    QLocale.setDefault(QLocale(spoken, country))
    _state.language = language
    _state.changed.emit()


def _files() -> list[tuple[str, str]]:
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return [("qtbase_zh_CN", of_qt), ("rare_desk_zh_CN", str(paths.resources() / "i18n"))]


def _loaded(name: str, place: str) -> QTranslator:
    translator = QTranslator()
    translator.load(name, place)
    return translator
