"""What the pricing page offers in the menu of its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from rare_desk.ui.pricing.chooser import KINDS, groups, kind_words

if TYPE_CHECKING:
    from rare_desk.ui.pricing.page import PricingPage


def page_actions(page: PricingPage) -> list[QAction]:
    """A new calculation of each kind, then what can be done with the one in the form."""
    actions = []
    for _group, kinds in groups(KINDS):
        for kind in kinds:
            actions.append(QAction(kind_words(kind), page))
            actions[-1].triggered.connect(partial(_begin, page, kind))
        actions.append(QAction(page))
        actions[-1].setSeparator(True)
    for words, do in (
        (QCoreApplication.translate("PricingMenu", "Save"), page.verbs.save),
        (QCoreApplication.translate("PricingMenu", "Export to Excel (live formulas)…"), page.export),
        (QCoreApplication.translate("PricingMenu", "Save as PDF…"), page.paper_button.save_pdf),
        (QCoreApplication.translate("PricingMenu", "Copy as text"), page.paper_button.copy_text),
        (QCoreApplication.translate("PricingMenu", "Letterhead…"), page.paper_button.edit_letterhead),
        (QCoreApplication.translate("PricingMenu", "Compare with the version before"), page.verbs.compare_before),
        (QCoreApplication.translate("PricingMenu", "Show or hide the trail"), page.toggle_trail),
        (QCoreApplication.translate("PricingMenu", "What if: ranges, break-even, scenarios"), page.toggle_study),
    ):
        actions.append(QAction(words, page))
        actions[-1].triggered.connect(lambda _checked=False, do=do: do())
    return actions


def _begin(page: PricingPage, kind: str, _checked: bool = False) -> None:
    page.begin(kind)
