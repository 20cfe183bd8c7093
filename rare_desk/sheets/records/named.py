"""Sets of words as one text."""


def named(words: str) -> frozenset[str]:
    """Of `a|b|c`, folded as headers are compared."""
    return frozenset(words.split("|"))
