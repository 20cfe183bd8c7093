"""Break-even on a sheet: the input as it is and as it would have to be, the figure that it then gives."""

from rare_desk.sheets.calculations.paper import Paper, form_of
from rare_desk.sheets.calculations.study.shown import Even

COLUMNS = "ABCDE"


def write_even(paper: Paper, even: Even, head: int) -> None:
    names = ("sheet-now", "sheet-break-even", "sheet-apart", "sheet-target")
    paper.head(head, {"A": "", **{column: paper.word(name) for column, name in zip("BCDE", names, strict=True)}})
    form = form_of(even.input.now, even.value, least=0)
    lines = ((even.input, even.input.now, even.value), (even.figure, even.figure.now, even.reached))
    for row, (named, now, then) in enumerate(lines, head + 1):
        shown = form if named is even.input else form_of(now, then, least=named.places)
        paper.text(f"A{row}", named.words)
        paper.constant(f"C{row}", then, shown, bold=True)
        if now is None:
            paper.none(f"B{row}")
        else:
            paper.constant(f"B{row}", now, shown)
            paper.formula(f"D{row}", f"C{row}-B{row}", f"+{shown};-{shown};0", muted=True, value=then - now)
    paper.constant(f"E{head + 2}", even.target, form_of(even.target, least=even.figure.places))
    said = "sheet-put-back" if even.reached == even.target else "sheet-put-back-nearest"
    paper.text(f"A{head + 4}", paper.word(said), muted=True, size=9)
