"""A sum of yuan in the words of Chinese papers (大写金额).

As the People's Bank has bills and vouchers filled in (正确填写票据和结算凭证的基本规定, appendix to 支付结算办法,
1997): 整 after whole yuan, 零 for a gap between digits, also where 角 follows yuan that end in 0 and where 分 stands
without 角. The library cn2an leaves the 零 after such yuan out.
"""

from decimal import Decimal

from rare_desk.core.numbers import half_up

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def amount_in_words(amount: Decimal) -> str:
    """CNY, to 0.01 half-up: `884293.67` is 人民币捌拾捌万肆仟贰佰玖拾叁元陆角柒分; a minus is 负."""
    cents = int(half_up(abs(amount), 2).scaleb(2))
    yuan, (jiao, fen) = cents // 100, divmod(cents % 100, 10)
    sign = "负" if amount < 0 and cents else ""
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not cents:
        return "人民币零元整"
    if not jiao and not fen:
        return f"人民币{sign}{whole}整"
    gap = "零" if whole and (not jiao or not yuan % 10) else ""
    parts = f"{_DIGITS[jiao]}角" if jiao else ""
    return f"人民币{sign}{whole}{gap}{parts}" + (f"{_DIGITS[fen]}分" if fen else "")


def _whole(value: int) -> str:
    """Of a number above zero."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            high, low = divmod(value, unit)
            gap = "零" if low and low < unit // 10 else ""
            return f"{_whole(high)}{name}{gap}{_whole(low) if low else ''}"
    return _below_myriad(value)


def _below_myriad(value: int) -> str:
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return written
