"""The one style sheet: what the palette cannot say. Sizes are of the design: fields 28 px, table header 28, corners 4.

Roles set as dynamic properties: `role` of a QLabel (`muted`, `caption`, `warn`, `bad`, `title`), `kind` of a
QPushButton (`primary`, `link`, `quiet`), `bar` of a QFrame (`tool`, `head`, `foot`, `card`).
"""

from rare_desk import paths
from rare_desk.ui.theme import Tokens

_SHEET = """
QToolTip {{ color: {text}; background: {raised}; border: 1px solid {line}; padding: 4px; }}
QMainWindow, QDialog {{ background: {ground}; }}
QMenuBar {{ background: {raised}; padding: 0 4px; }}
QMenuBar::item {{ padding: 3px 8px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {line}; }}
QMenu {{ background: {surface}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_weak}; }}
QMenu::item:disabled {{ color: {stale}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QStatusBar {{ background: {raised}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}

QLabel[role="muted"], QLabel[role="caption"] {{ color: {muted}; }}
QLabel[role="warn"] {{ color: {warn}; }}
QLabel[role="bad"] {{ color: {bad}; }}
QLabel[role="stale"] {{ color: {stale}; }}

QFrame[bar="tool"] {{ background: {ground}; border: none; border-bottom: 1px solid {line}; }}
QFrame[bar="head"] {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
QFrame[bar="foot"] {{ background: {raised}; border: none; border-top: 1px solid {line}; }}
QFrame[bar="card"] {{ background: {surface}; border: none; }}
QFrame[bar="side"] {{ background: {surface}; border: none; border-left: 1px solid {line}; }}
QFrame[bar="rule"] {{ background: {line}; border: none; }}

QPushButton, QToolButton {{ background: {surface}; border: 1px solid {line}; border-radius: 4px; padding: 0 11px;
  min-height: 26px; max-height: 26px; }}
QPushButton:hover, QToolButton:hover {{ background: {raised}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {line}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {accent}; outline: none; }}
QPushButton:disabled, QToolButton:disabled {{ color: {stale}; background: {ground}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:focus {{ border-color: {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {stale_weak}; color: {stale}; border-color: {line}; }}
QPushButton[kind="link"], QToolButton[kind="link"] {{ background: transparent; border: 1px solid transparent;
  color: {accent}; padding: 0 4px; }}
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus {{ border-color: {accent}; }}
QPushButton[kind="link"]:disabled {{ color: {stale}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent;
  color: {muted}; padding: 0 6px; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {raised}; color: {text}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ border-color: {accent}; }}
QPushButton[drop="true"] {{ padding: 0 26px 0 11px; text-align: left; }}
QPushButton[active="true"] {{ color: {accent}; border-color: {accent}; background: {accent_weak}; }}
QLineEdit QToolButton {{ min-height: 0; padding: 0; border: none; background: transparent; }}
QFileDialog QToolButton {{ padding: 0 4px; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; }}
QPushButton[segment="true"] {{ border-radius: 0; border-right-width: 0; padding: 0 11px; }}
QPushButton[segment="true"]:focus {{ border-right-width: 1px; padding-right: 10px; }}
QPushButton[segment="true"]:checked {{ background: {accent_weak}; color: {accent_text}; }}
QPushButton[edge="first"] {{ border-top-left-radius: 4px; border-bottom-left-radius: 4px; }}
QPushButton[edge="last"] {{ border-top-right-radius: 4px; border-bottom-right-radius: 4px; border-right-width: 1px; }}
QPushButton[edge="only"] {{ border-radius: 4px; border-right-width: 1px; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox {{ background: {surface}; color: {text};
  border: 1px solid {line}; border-radius: 4px; padding: 0 7px; selection-background-color: {accent};
  selection-color: {on_accent}; }}
QLineEdit, QComboBox, QDateEdit, QSpinBox {{ min-height: 26px; max-height: 26px; }}
QPlainTextEdit, QTextEdit {{ padding: 3px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{ border-color: {accent}; }}
QLineEdit:disabled, QLineEdit:read-only {{ background: transparent; color: {muted}; }}
QLineEdit[problem="true"] {{ border-color: {warn}; }}
QLineEdit[cell="true"] {{ border: 2px solid {accent}; border-radius: 0; padding: 0 5px; min-height: 20px; }}
QLineEdit[bare="true"] {{ border: none; background: transparent; padding: 0; }}
QLineEdit[cell="true"] {{ min-height: 22px; max-height: 22px; padding: 0 4px; border-color: transparent;
  border-bottom-color: {row_rule}; border-radius: 0; background: transparent; }}
QLineEdit[cell="true"]:hover {{ border-bottom-color: {line}; }}
QLineEdit[cell="true"]:focus {{ border-color: {accent}; border-radius: 3px; background: {surface}; }}
QLineEdit[cell="true"][problem="true"] {{ border-color: {warn}; }}
QLineEdit[late="true"] {{ color: {warn}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url({down}); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {line}; padding: 2px;
  selection-background-color: {accent_weak}; selection-color: {text}; outline: none; }}
QFrame[bar="popup"] {{ background: {surface}; border: 1px solid {line}; }}
QFrame[bar="field"] {{ background: {surface}; border: 1px solid {line}; border-radius: 4px; }}
QFrame[bar="field"][focused="true"] {{ border-color: {accent}; }}
QFrame[bar="field"][problem="true"] {{ border-color: {warn}; }}
QFrame[bar="field"][computed="true"] {{ background: transparent; border-color: {row_rule}; }}

QHeaderView {{ background: {raised}; }}
QHeaderView::section {{ background: {raised}; color: {text}; border: none; border-bottom: 1px solid {line};
  padding: 0 8px; height: 27px; }}
QTableView, QTreeView, QListView {{ background: {surface}; border: none; gridline-color: {row_rule}; outline: none;
  selection-background-color: {accent_weak}; selection-color: {text}; }}
QListView[bar="popup"] {{ border: 1px solid {line}; padding: 2px; }}
QTableCornerButton::section {{ background: {raised}; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollArea {{ border: none; background: transparent; }}
QSplitter::handle {{ background: {line}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {stale}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def sheet(of: Tokens) -> str:
    down = (paths.resources() / "icons" / f"down-{of.name}.svg").as_posix()
    accent_text = of.accent if of.name == "light" else of.text
    return _SHEET.format(**{name: getattr(of, name) for name in of.__slots__}, down=down, accent_text=accent_text)
