"""What the page's tables call their columns and marks."""

from PySide6.QtCore import QCoreApplication


def title(key: str) -> str:
    return {
        "date": QCoreApplication.translate("Publication", "Date"),
        "freq": QCoreApplication.translate("Publication", "Period"),
        "status": QCoreApplication.translate("Publication", "Status"),
        "mark": QCoreApplication.translate("Publication", "Restated"),
        "at": QCoreApplication.translate("Publication", "Published at"),
        "who": QCoreApplication.translate("Publication", "By"),
        "version": QCoreApplication.translate("Publication", "Methodology"),
        "hash": QCoreApplication.translate("Publication", "Hash"),
        "restatement": QCoreApplication.translate("Publication", "restatement"),
        "restated": QCoreApplication.translate("Publication", "restated"),
        "restated-again": QCoreApplication.translate("Publication", "restated again"),
        "furthest": QCoreApplication.translate("Publication", "Moved furthest"),
        "then": QCoreApplication.translate("Publication", "Published"),
        "now": QCoreApplication.translate("Publication", "Now"),
        "size": QCoreApplication.translate("Publication", "Change"),
        "cause": QCoreApplication.translate("Publication", "Why"),
        "rule": QCoreApplication.translate("Publication", "Rule"),
        "product": QCoreApplication.translate("Publication", "Product"),
        "named": QCoreApplication.translate("Publication", "Deal or source"),
        "reason": QCoreApplication.translate("Publication", "Reason"),
    }[key]
