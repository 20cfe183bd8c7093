"""The audit sheet of a point: gathered, as a workbook that computes it again, and as blocks of a report for paper."""

from rare_desk.ops.audit.gather import audit, write
from rare_desk.ops.audit.report import report

__all__ = ["audit", "report", "write"]
