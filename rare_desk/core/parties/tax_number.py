"""The number under which a firm pays tax: of a Chinese one its unified social credit code (GB 32100-2015)."""

from rare_desk.core.parsing import folded
from rare_desk.core.problems import Problem, problem

LENGTH = 18
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Of the standard: no I, O, S, V, Z."""
_CHINA = frozenset(("", "CN", "CHN", "CHINA", "PRC", "中国", "中华人民共和国"))


def is_chinese(country: str) -> bool:
    """As the index reads a country, too: none is China."""
    return country.strip().upper() in _CHINA


def tidy(number: str) -> str:
    """Half-width, in capitals, without blanks, as it stands in the register."""
    return "".join(folded(number).split()).upper()


def check_character(code: str) -> str:
    """Of the first 17 characters, of the standard's own: weights 3^i mod 31, 31 less the rest of their sum."""
    total = sum(_CHARACTERS.index(one) * pow(3, place, 31) for place, one in enumerate(code[: LENGTH - 1]))
    return _CHARACTERS[-total % 31]


def tax_number_problem(number: str, country: str) -> Problem | None:
    """Suspect, never refused: registers have their mistakes, and older firms their numbers of 15 digits. Foreign
    numbers are not looked at."""
    code = tidy(number)
    if not code or not is_chinese(country):
        return None
    if len(code) == 15 and code.isascii() and code.isdigit():
        return problem("tax-number-old", "tax_id", code, suspect=True)
    if len(code) != LENGTH:
        return problem("tax-number-length", "tax_id", code, suspect=True, length=len(code))
    strange = "".join(dict.fromkeys(one for one in code if one not in _CHARACTERS))
    if strange:
        return problem("tax-number-characters", "tax_id", code, suspect=True, characters=strange)
    if code[-1] != check_character(code):
        return problem("tax-number-check", "tax_id", code, suspect=True, last=code[-1])
    return None
