"""Passwords for the command line: asked for, or from a file or the environment; never an argument that others can see
in the list of processes."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.problems import Refused, problem

if TYPE_CHECKING:
    from rare_desk.store.file.locked import Lock

_KEPT = "rare_desk.password_file"


def _keep(ctx: click.Context, _option: click.Parameter, value: Path | None) -> None:
    ctx.meta[_KEPT] = value


from_file = click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE|-",
    expose_value=False,
    callback=_keep,
    help="@password-file",
)


def password(say: Say, *, twice: bool = False) -> str:
    """The first line of the file that was named, the environment's, or what is typed."""
    file = click.get_current_context().meta.get(_KEPT)
    if file is not None:
        with click.open_file(str(file), encoding="utf-8-sig", errors="replace") as stream:
            return str(stream.readline(10_000)).rstrip("\r\n")
    given = os.environ.get("RARE_DESK_PASSWORD")
    if given:
        return given
    return _typed(say, twice=twice)


def _typed(say: Say, *, twice: bool) -> str:
    """At the terminal, where it cannot be seen; without one, what is piped in."""
    again = say.words("password-again") if twice else False
    if sys.stdin is not None:
        try:
            hidden = sys.stdin.isatty() or _has_terminal()
            return str(click.prompt(say.words("password"), hide_input=hidden, confirmation_prompt=again, err=True))
        except click.Abort:
            if sys.stdin.isatty():
                raise
    raise Refused(problem("password-no-terminal", "password"))


def _has_terminal() -> bool:
    """Whether there is one beside what is piped in."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def lock(say: Say) -> "Lock":
    """This machine's; one of a password that is asked for when it has none."""
    from rare_desk import prefs
    from rare_desk.store.file.locked import lock_of_text, new_lock

    return lock_of_text(prefs.load().backup_lock) or new_lock(password(say, twice=True))


@contextmanager
def plain(say: Say, files: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """The files, those that are locked as plain copies for the time of the block; one password for all of them."""
    from rare_desk.ops.book.locking import is_locked, unlocked

    shut = {file for file in files if is_locked(file)}
    given = password(say) if shut else ""
    with ExitStack() as held:
        yield tuple(held.enter_context(unlocked(file, given)) if file in shut else file for file in files)


@click.command(cls=Verb, help="@unlock")
@click.argument("file", type=options.PATH)
@click.argument("out", type=options.PATH, required=False)
@from_file
@options.as_json
@click.pass_obj
def unlock(say: Say, file: Path, out: Path | None, as_json: bool) -> int:
    from rare_desk.ops.book import locking

    locking.refuse_unlocked(file)
    say.paths([locking.unlock(file, out or locking.inner(file), password(say))], as_json)
    return OK
