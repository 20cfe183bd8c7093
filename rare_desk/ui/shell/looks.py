"""How the window looks: its language, theme and colours, from what is asked, what is kept and what the system says."""

from PySide6.QtWidgets import QApplication

from rare_desk import prefs
from rare_desk.ops.book import keeping
from rare_desk.store.actor import go_by
from rare_desk.store.file import confirmed
from rare_desk.ui import language, theme
from rare_desk.words import Language


def choose_theme(chosen: theme.Choice) -> None:
    kept = prefs.shared()
    kept.theme = "" if chosen == "system" else chosen
    kept.save()
    theme.choose(chosen)


def choose_colours(up: str) -> None:
    kept = prefs.shared()
    kept.red_up = up == "red"
    kept.save()
    theme.choose(red_up=kept.red_up)


def red_up() -> bool:
    """By preference; else red for rising where Chinese is spoken."""
    kept = prefs.shared().red_up
    return language.current() == "zh" if kept is None else kept


def dress(app: QApplication, spoken: Language | None = None) -> None:
    """Before the first window: language, then theme, and whose name the steps carry."""
    kept = prefs.shared()
    go_by(kept.name)
    keeping.follow(kept)
    confirmed.choose(not kept.transient)
    own: Language | None = "zh" if kept.language == "zh" else "en" if kept.language == "en" else None
    language.choose(spoken or own or language.of_system())
    shade: theme.Choice = "light" if kept.theme == "light" else "dark" if kept.theme == "dark" else "system"
    theme.install(app, shade, red_up=red_up())
