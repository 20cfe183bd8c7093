"""Rare Desk: deals, an explained price index and concentrate contract pricing, offline."""

__version__ = "0.1.0"
