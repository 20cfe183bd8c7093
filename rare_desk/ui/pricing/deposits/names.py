"""What a distribution is called in the window: in its language, and saying so when it is not verified."""

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.ui import labels, language


def name_of(one: Distribution) -> str:
    return one.name_zh if language.current() == "zh" and one.name_zh else one.name


def marked_name(one: Distribution) -> str:
    return name_of(one) if one.verified else labels.label("paper.unverified", deposit=name_of(one))
