"""The command line's own words in bokmål: its help, and what it says of a command written wrong."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

HEADINGS = {"Options": "Valg", "Commands": "Kommandoer", "Positional arguments": "Argumenter"}
HELP = "Vis denne hjelpen."


class Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Bruk: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS.get(heading, heading))


class Context(click.Context):
    formatter_class = Formatter


class WrittenWrong(click.UsageError):
    """Said in one line, with the way to the help."""

    def show(self, file: Any = None) -> None:
        path = self.ctx.command_path if self.ctx else "facilitator"
        click.echo(f"{self.message} Se {path} --help.", file=file, err=file is None)


class Command(click.Command):
    context_class = Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[VALG]"} | settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_bokmaal(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click tells it of some errors only
            raise


class Program(click.Group):
    """The group of all commands, and the one place where what click says is caught."""

    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        words = {"options_metavar": "[VALG]", "subcommand_metavar": "KOMMANDO [ARGUMENTER]"}
        super().__init__(*args, **words | settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_bokmaal(super().get_help_option(ctx))

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        with _said():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        with _said():
            return super().invoke(ctx)


def _in_bokmaal(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = HELP
    return option


@contextlib.contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        raise  # it is the help itself
    except click.UsageError as error:
        raise WrittenWrong(words_for(error), error.ctx) from error


def words_for(error: click.UsageError) -> str:
    """What is wrong with the command, and where it is known what may have been meant."""
    match error:
        case NoSuchCommand():
            return f"Det finnes ingen kommando «{error.command_name}».{_meant(error.possibilities)}"
        case click.NoSuchOption():
            return f"Det finnes ikke noe valg «{error.option_name}».{_meant(error.possibilities)}"
        case click.MissingParameter():
            return f"Her trengs {_name(error)} også."
        case click.BadOptionUsage():
            return _bad_option(error)
        case click.BadParameter():
            if error.param is not None and isinstance(error.param.type, click.Path):
                return f"{_name(error)} må være en fil som kan leses, og ikke en mappe."
            return f"{_name(error)} kan ikke være det som står der."
    extra = re.search(r"\((.+)\)$", error.message)
    return f"Her står det mer enn det skal: {extra[1]}." if extra else "Kommandoen er ufullstendig."


def _meant(possibilities: list[str] | None) -> str:
    listed = " eller ".join(f"«{each}»" for each in possibilities or ())
    return f" Mente du {listed}?" if listed else ""


def _name(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx).strip("'") if error.param else "Verdien"


def _bad_option(error: click.BadOptionUsage) -> str:
    options = error.ctx.command.params if error.ctx else []
    flags = [name for each in options if getattr(each, "is_flag", False) for name in each.opts]
    if error.option_name in flags:
        return f"«{error.option_name}» skal stå alene, uten noe etter."
    return f"«{error.option_name}» trenger noe etter seg."
