"""Which names probably mean the same firm: spelling variants that ledgers bring along."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from rare_desk.core.products import simplified

ENOUGH = 0.86
"""So alike are two names of which each has characters that the other lacks."""
_COMMON = 60
"""Two characters that stand in more names than this tell none of them apart."""
_SHORTEST = 4
"""A name must have so many characters to be judged by how alike it is."""

_LEGAL = (
    "集团股份有限公司", "集团有限责任公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "股份公司",
    "集团公司", "公司", "集团",
    "companylimited", "corporation", "incorporated", "limited", "gmbh", "corp", "inc", "llc", "ltd", "plc", "co", "ag",
)  # fmt: skip
_PLACES = (
    "内蒙古自治区", "内蒙古", "广西壮族自治区", "宁夏回族自治区", "新疆维吾尔自治区", "西藏自治区", "黑龙江",
    "北京", "上海", "天津", "重庆", "江西", "江苏", "浙江", "广东", "广西", "福建", "湖南", "湖北", "山东", "山西",
    "四川", "云南", "贵州", "安徽", "河南", "河北", "辽宁", "吉林", "陕西", "甘肃", "青海", "宁夏", "新疆", "西藏",
    "海南", "包头", "赣州", "宁波", "厦门", "龙岩", "乐山", "凉山", "冕宁", "德昌", "淄博", "微山", "常熟", "宜兴",
    "溧阳", "江阴", "苏州", "无锡", "南京", "杭州", "绍兴", "金华", "广州", "深圳", "东莞", "梅州", "清远", "韶关",
    "长沙", "益阳", "株洲", "武汉", "南昌", "吉安", "龙南", "定南", "寻乌", "信丰", "全南", "成都", "西昌", "德阳",
    "沈阳", "大连", "烟台", "青岛", "济南", "济宁", "天津", "保定", "太原", "西安", "宝鸡", "兰州", "呼和浩特",
    "崇左", "贺州", "南宁", "贵港", "百色",
)  # fmt: skip
"""Provinces, and cities in which rare earths are dug, parted, worked and traded."""
_PLACE = re.compile(rf"(?:{'|'.join(sorted(set(_PLACES), key=len, reverse=True))})(?:省|市|县|区)?")
_PLACE_WITHIN = re.compile(rf"\(({_PLACE.pattern})\)")
_NOT_A_NAME = re.compile(r"[^\w]|_")
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十甲乙丙丁东南西北新老大小]+")


@dataclass(frozen=True, slots=True)
class Form:
    """`key` is the name without blanks, marks and legal form; `core` that without the place in front or in brackets."""

    key: str
    place: str
    core: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two names, of which the first stands earlier, and why they probably mean one firm: `spelling` (blanks, brackets,
    width, legal form), `place` (one has the place in front), `alike` (up to a character or two); `ratio` 0 to 1."""

    one: str
    other: str
    why: str
    ratio: float


@cache
def form(name: str) -> Form:
    plain = simplified(unicodedata.normalize("NFKC", name)).casefold()
    key = _without_legal_form(_NOT_A_NAME.sub("", plain)) or plain
    within = _PLACE_WITHIN.search(plain)
    outside = _without_legal_form(_NOT_A_NAME.sub("", plain.replace(within[0], ""))) if within else key
    found = within or _PLACE.match(key)
    rest = outside if within else key[found.end() :] if found else key
    if found is None or len(rest) < 2:
        return Form(key, "", key)
    return Form(key, found[0].strip("()").rstrip("省市县区"), rest)


def _without_legal_form(name: str) -> str:
    ending = next((one for one in _LEGAL if name.endswith(one) and len(name) > len(one) + 1), "")
    return _without_legal_form(name.removesuffix(ending)) if ending else name


def near(names: Sequence[str]) -> list[Near]:
    """All pairs, the surest first; names that stand in the same order share it."""
    forms = [form(name) for name in names]
    found = []
    for one, other in _candidates(forms):
        judged = _judged(forms[one], forms[other])
        if judged is not None:
            found.append(Near(names[one], names[other], *judged))
    return sorted(found, key=lambda pair: -pair.ratio)


def nearest(name: str, names: Sequence[str]) -> Near | None:
    """Of the names the one that this probably means, which is none of them."""
    own = form(name)
    judged = [(found, other) for other in names if other != name and (found := _judged(own, form(other)))]
    if not judged:
        return None
    (why, ratio), other = max(judged, key=lambda one: one[0][1])
    return Near(name, other, why, ratio)


def nearest_of(unknown: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Of each name that has one among `names` the nearest there."""
    index = _index([form(name) for name in names])
    found = {}
    for name in unknown:
        met = [index.get(pair, []) for pair in _pairs(form(name))]
        beside = {names[place] for places in met if len(places) <= _COMMON for place in places}
        if (one := nearest(name, sorted(beside))) is not None:
            found[name] = one.other
    return found


def _candidates(forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Places of names that share two rare characters in a row, or what they are without their place."""
    met: set[tuple[int, int]] = set()
    for pair, places in _index(forms).items():
        if len(places) <= _COMMON or pair[0] == "=":
            met.update(combinations(places, 2))
    yield from sorted(met)


def _index(forms: Sequence[Form]) -> dict[str, list[int]]:
    """The places of the names that have each pair."""
    of: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(forms):
        for pair in _pairs(one):
            of[pair].append(place)
    return dict(of)


def _pairs(one: Form) -> set[str]:
    """Each two characters in a row, and behind a `=`, which no form has, the whole."""
    return {one.core[at : at + 2] for at in range(max(len(one.core) - 1, 1))} | {f"={one.core}"}


def _judged(one: Form, other: Form) -> tuple[str, float] | None:
    if one.key == other.key:
        return "spelling", 1.0
    if one.core == other.core and len(one.core) >= 2:
        return None if _elsewhere(one, other) else ("place", 0.95)
    shorter = min(len(one.core), len(other.core))
    if shorter < _SHORTEST or _elsewhere(one, other):
        return None
    first, second = sorted((one.core, other.core))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < ENOUGH or matcher.quick_ratio() < ENOUGH:
        return None
    if _told_apart(first, second, matcher.get_opcodes()):
        return None
    ratio = matcher.ratio()
    return ("alike", ratio) if ratio >= ENOUGH else None


def _elsewhere(one: Form, other: Form) -> bool:
    """Firms of one name in two places are two firms."""
    return bool(one.place) and bool(other.place) and one.place != other.place


def _told_apart(first: str, second: str, edits: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """By a number or a word such as east and west, which is how sister firms are told apart."""
    for tag, from_first, to_first, from_second, to_second in edits:
        parts = (first[from_first:to_first], second[from_second:to_second])
        if tag != "equal" and any(_NUMERALS.fullmatch(part) for part in parts):
            return True
    return False
