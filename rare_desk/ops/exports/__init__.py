"""What the book holds, going out: as records, as tables, as files."""

from rare_desk.ops.exports.files import ENDINGS, KINDS, export, export_trades

__all__ = ["ENDINGS", "KINDS", "export", "export_trades"]
