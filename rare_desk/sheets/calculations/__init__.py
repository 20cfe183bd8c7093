"""Calculations as workbooks with live formulas; one module per calculator."""

from rare_desk.sheets.calculations.workbook import BESIDE, KINDS, ON_SHEET, Calculation, write_calculation

__all__ = ["BESIDE", "KINDS", "ON_SHEET", "Calculation", "write_calculation"]
