"""Calculations as workbooks with live formulas; one module per calculator."""

from rare_desk.sheets.calculations.workbook import KINDS, Calculation, write_calculation

__all__ = ["KINDS", "Calculation", "write_calculation"]
