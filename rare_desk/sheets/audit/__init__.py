"""The audit sheet of a point: a workbook that computes it again from its trades."""

from rare_desk.sheets.audit.model import Audit, Deal
from rare_desk.sheets.audit.workbook import write_audit

__all__ = ["Audit", "Deal", "write_audit"]
