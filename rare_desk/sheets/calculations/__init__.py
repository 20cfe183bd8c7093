"""Calculations as workbooks with live formulas; one module per calculator."""

from rare_desk.sheets.calculations.workbook import Calculation, write_calculation

__all__ = ["Calculation", "write_calculation"]
