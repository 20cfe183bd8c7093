"""Methodologies as the user has them: versions, edits in words, weights from trades, what-if, the report."""
