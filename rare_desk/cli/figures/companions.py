"""`index --formula`: a companion formula on a panel that is given or on the book's weeks or months."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, USAGE
from rare_desk.cli.say import Say

if TYPE_CHECKING:
    from rare_desk.core.companions.panel import Panel

SPLICES = click.Choice(["movement", "window", "half", "mean", "wisp", "hasp", "mean-published"])


def formula_name(value: str) -> str:
    from rare_desk.ops.companions import FORMULAS

    if value not in FORMULAS:
        raise click.BadParameter(options.words("no-such-formula", value=value, names=", ".join(FORMULAS)))
    return value


def formula_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--carry", is_flag=True, help="@carry"),
        click.option("--splice", type=SPLICES, help="@splice"),
        click.option("--window", type=click.IntRange(2), metavar="N", help="@window"),
        click.option("--chain", is_flag=True, help="@chain"),
        click.option("--formula", type=formula_name, metavar="NAME", help="@formula"),
        click.option("--panel", type=options.PATH, metavar="FILE.csv|-", help="@panel"),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of a formula as they were given."""

    panel: Path | None
    formula: str | None
    chain: bool
    window: int | None
    splice: str | None
    carry: bool

    def misuse(self, book: Path | None, about_book: bool, freq: str | None, published: bool) -> str:
        """Why the options do not go together, as a key of cli.toml; empty when they do."""
        if (book is None) == (self.panel is None):
            return "book-or-panel"
        if self.formula is None:
            if self.panel is not None:
                return "formula-needed"
            return "formula-only" if self.chain or self.window or self.splice or self.carry else ""
        if published:
            return "formula-published"
        if self.panel is not None and about_book:
            return "panel-only"
        if freq == "daily":
            return "formula-freq"
        from rare_desk.ops.companions import Choice, misfit

        return misfit(Choice(self.formula, self.chain, self.window), self.splice is not None)


def piped_panel(panel: Path) -> "Panel":
    """Refused with every problem and its cell."""
    from rare_desk.ops.companions import panel_of_bytes, panel_of_file

    return panel_of_bytes(sys.stdin.buffer.read(), "-") if str(panel) == "-" else panel_of_file(panel)


def say_formula(say: Say, panel: "Panel", wanted: Wanted, as_json: bool) -> int:
    """A period without a value is said, and is the exit code 1; the others stand."""
    from rare_desk.ops.companions import Choice, index_of

    choice = Choice(wanted.formula or "", wanted.chain, wanted.window, wanted.splice or "mean")
    document, problems = index_of(panel.carried_forward() if wanted.carry else panel, choice)
    if as_json:
        say.document(document)
    else:
        say.table(document["points"], ("period", "value"))
    say.problems(problems)
    return DATA if problems else OK


def misused(say: Say, why: str) -> int:
    say.note(say.words(why))
    return USAGE
