"""The command group: which verb is meant, in which language, and how every ending becomes an exit code."""

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, cast

import click

from rare_desk import __version__, logs, prefs
from rare_desk.cli.say import Say
from rare_desk.core.problems import Refused, problem
from rare_desk.sheets.out.writing import Unwritable
from rare_desk.words import Language, has, word

OK, DATA, USAGE, FILE, BUSY, FAULT = 0, 1, 2, 3, 4, 70


def language_of(args: Sequence[str]) -> Language:
    """What `--lang` says anywhere among the arguments, else this machine's preference, else Chinese."""
    for position, argument in enumerate(args):
        said = argument.partition("=")[2] or "".join(args[position + 1 : position + 2])
        if argument.partition("=")[0] == "--lang" and said in ("zh", "en"):
            return cast(Language, said)
    kept = prefs.load().language
    return cast(Language, kept) if kept in ("zh", "en") else "zh"


def language_option() -> click.Option:
    return click.Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, help="@lang")


def said(text: str | None, language: Language) -> str:
    """Help texts stand in the code as `@key` of resources/words/cli.toml."""
    return word(f"cli.help-{text[1:]}", language) if text and text.startswith("@") else text or ""


@contextmanager
def _in_words(command: click.Command, ctx: click.Context) -> Iterator[None]:
    """The command and its options with their helps in the caller's language."""
    told: list[Any] = [command, *(parameter for parameter in command.params if isinstance(parameter, click.Option))]
    keys = [item.help for item in told]
    for item in told:
        item.help = said(item.help, ctx.find_root().obj.language)
    try:
        yield
    finally:
        for item, key in zip(told, keys, strict=True):
            item.help = key


class _Spoken(click.Command):
    """Help is said in the caller's language."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = said("@help", ctx.find_root().obj.language)
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _in_words(self, ctx):
            super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        context = click.get_current_context(silent=True)
        return said(self.help, context.find_root().obj.language if context else "zh")


class NoSuchVerb(click.UsageError):
    """A first word that is neither verb nor book; the message is in the caller's language already."""


class Verb(_Spoken):
    """One verb, which takes `--lang` too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(option.name == "lang" for option in self.params):
            self.params.append(language_option())

    def invoke(self, ctx: click.Context) -> Any:
        """Its steps are made under the name that is set for this machine, its backups where that is set."""
        from rare_desk.store.actor import go_by
        from rare_desk.store.backups import elsewhere
        from rare_desk.store.file import confirmed

        kept = prefs.load()
        go_by(kept.name)
        elsewhere.choose(kept.backup_folder, kept.backup_lock)
        confirmed.choose(True, lambda found: ctx.find_root().obj.problems((found,)))
        return super().invoke(ctx)


class Group(_Spoken, click.Group):
    """A group of verbs."""

    command_class = Verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise NoSuchVerb(ctx.find_root().obj.words("no-verb", value=args[0], nearest=self.nearest(args[0])), ctx)
        return super().resolve_command(ctx, args)

    def nearest(self, word: str) -> str:
        return max(self.commands, key=lambda verb: SequenceMatcher(None, verb, word).ratio())


class Desk(Group):
    """The program. Without a verb, or with a book for the first word, it runs the default verb."""

    group_class = Group
    default: str = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def set_default(self, command: click.Command) -> None:
        self.add_command(command)
        self.default = command.name or ""

    def add_flag(self, flag: str, help_key: str, run: Callable[[], int]) -> None:
        """A flag that stands before any verb and ends the program with what `run` returns."""

        def callback(ctx: click.Context, _option: click.Parameter, given: bool) -> None:
            if given:
                ctx.exit(run())

        option = click.Option([flag], is_flag=True, is_eager=True, expose_value=False, help=help_key, callback=callback)
        self.params.append(option)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        extra.setdefault("obj", Say(language_of(args)))
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        only_language = len(args) == (1 if args and "=" in args[0] else 2) and args[0].partition("=")[0] == "--lang"
        if self.default and (not args or only_language):
            args.append(self.default)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        if first in self.commands:
            return super().resolve_command(ctx, args)
        if self.default and (first.startswith("-") or first.endswith(".raredesk") or Path(first).exists()):
            return self.default, self.commands[self.default], args
        raise NoSuchVerb(ctx.obj.words("no-such-verb", value=first, nearest=self.nearest(first)), ctx)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever read the output has seen enough; nothing can be said any more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = False,
        **extra: Any,
    ) -> Any:
        """Ends the process with an exit code, however it goes."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        given = list(sys.argv[1:] if args is None else args)
        name = prog_name or "rare-desk"
        ran = super().main
        sys.exit(
            guarded(lambda: ran(given, name, complete_var, standalone_mode=False, **extra), Say(language_of(given)))
        )


def guarded(run: Callable[[], object], say: Say) -> int:
    """Runs, says what went wrong in one sentence, and returns the exit code."""
    try:
        code = run()
        return code if isinstance(code, int) else OK
    except click.UsageError as error:
        say.note(_usage(error, say.language))
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return DATA
    except Unwritable as error:
        say.problems(error.problems)
        return FILE
    except Refused as error:
        say.problems(error.problems)
        return FILE if any(problem.code in _unreadable() for problem in error.problems) else DATA
    except OSError as error:
        if error.errno == errno.EPIPE:
            return OK
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            say.problems((problem("disk-full", "file", error.filename or say.words("the-output")),))
        else:
            say.note(word("cli.os-error", say.language, value=str(error.filename or error.strerror or "")))
        return FILE
    except Exception as error:
        return _of_the_book(error, say)


def _unreadable() -> frozenset[str]:
    from rare_desk.ops.imports.ledgers import UNREADABLE

    return UNREADABLE | {"methodology-missing"}


def _of_the_book(error: Exception, say: Say) -> int:
    from rare_desk.store.errors import BookError, of_the_file

    if isinstance(error, BookError):
        say.problems((error.problem,))
        return error.exit_code
    if (unread := of_the_file(error)) is not None:
        logs.to_file()
        logs.fault("book", error)
        say.problems((unread,))
        return FILE
    file = logs.to_file()
    logs.fault("command line", error)
    say.note(word("cli.fault", say.language, value=str(file or "stderr")))
    return FAULT


def _usage(error: click.UsageError, language: Language) -> str:
    """In the user's language; of click's own sentences only the names that they mention are kept."""
    key = f"cli.usage-{type(error).__name__.lower()}"
    hint = error.ctx.command_path if error.ctx else "rare-desk"
    if not has(key):
        return error.format_message()
    name = getattr(error, "option_name", None) or ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = (
            max(error.param.opts, key=len) if isinstance(error.param, click.Option) else error.param.human_readable_name
        )
    message = error.message
    if isinstance(error, click.BadParameter) and error.param is not None:
        message = _wanted(error.param.type, language) or message
    return word(key, language, name=name, message=message, command=hint)


def _wanted(kind: click.ParamType[Any], language: Language) -> str:
    """What a value of click's own kinds may be; empty for kinds of ours, whose messages are words already."""
    match kind:
        case click.Choice():
            return word("cli.one-of", language, names=word("cli.between", language).join(map(str, kind.choices)))
        case click.IntRange():
            return word("cli.whole-from", language, least=str(kind.min))
        case click.types.IntParamType():
            return word("cli.whole", language)
        case click.types.FloatParamType():
            return word("cli.number", language)
    return ""


@click.group(
    "rare-desk",
    cls=Desk,
    help="@desk",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help", "-h"]},
)
@click.version_option(__version__, prog_name="Rare Desk", message="%(prog)s %(version)s", help="@version")
def group() -> None:
    pass


group.params.append(language_option())
