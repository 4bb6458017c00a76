"""The command line. What goes wrong is said in one line: 2 for a bad setting, else 1.

At the top only light modules of ours are imported: the server has to patch the standard
library before the rest is loaded, and `starting` does the rest after that.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from facilitator.config import BadSetting, Settings, load_settings

BAD_SETTING = 2
Command = TypeVar("Command", bound=Callable[..., object])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="facilitator", message="facilitator %(version)s")
def main() -> None:
    """Verdsettende prosesser i rommet: fra QR-kode til tavle til arbeidsmappe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that cannot show æ or a QR code must not stop the server.
            stream.reconfigure(errors="replace")


def settings_or_stop(host: str | None = None, port: str | None = None) -> Settings:
    try:
        return load_settings(host=host, port=port)
    except BadSetting as error:
        stop(str(error), BAD_SETTING)


def stop(message: str, code: int = 1) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _address(command: Command) -> Command:
    command = click.option("--port", help="Port, vanligvis 8000.")(command)
    return click.option("--host", help="Adressen det lyttes på.")(command)


@main.command()
@_address
def serve(host: str | None, port: str | None) -> None:
    """Start tjeneren."""
    from facilitator.starting import CannotStart, start

    try:
        start(settings_or_stop(host, port))
    except CannotStart as error:
        stop(str(error), error.code)


@main.command()
@_address
@click.option("--reset", is_flag=True, help="Begynn på nytt, etter en kopi av det som er der.")
def demo(host: str | None, port: str | None, reset: bool) -> None:
    """Start med demokullet: samling 8 er i dag."""
    from facilitator.starting import CannotStart, start

    # Phones in the room are to reach the demo; `serve` stays on this machine until told.
    everywhere = "0.0.0.0"  # noqa: S104
    try:
        start(
            settings_or_stop(host or os.environ.get("HOST") or everywhere, port),
            demo=True,
            reset=reset,
        )
    except CannotStart as error:
        stop(str(error), error.code)


@main.command()
def worker() -> None:
    """Lag store filer for tjenere som kjører med WORKER=apart."""
    from facilitator.starting import CannotStart, work

    try:
        work(settings_or_stop())
    except CannotStart as error:
        stop(str(error), error.code)


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def processes(file: Path | None) -> None:
    """Vis biblioteket av prosesser, eller se om FILE er i orden."""
    from facilitator.processes.faults import LibraryError, ProcessError
    from facilitator.processes.loader import load_library, load_process

    try:
        if file is None:
            for process in load_library().values():
                _show(process.key, process.name, process.minutes, len(process.phases))
            return
        process = load_process(file.read_text("utf-8"), file.name)
    except (ProcessError, LibraryError) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{file}: Får ikke lest fila ({error.strerror}).")
    except UnicodeDecodeError:
        stop(f"{file}: Fila er ikke lagret som UTF-8.")
    _show(process.key, process.name, process.minutes, len(process.phases))
    click.echo(f"{file} er i orden.")


def _show(key: str, name: str, minutes: float, phases: int) -> None:
    click.echo(f"{key:<22} {name:<34} {minutes:>4g} min  {phases:>2} faser")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Skriv over en kopi som finnes.")
def backup(file: Path, force: bool) -> None:
    """Ta en sikkerhetskopi til FILE. Tjeneren kan være i gang."""
    from facilitator.backup import Failed, back_up

    try:
        made = back_up(settings_or_stop(), file.absolute(), _now(), force=force)
    except Failed as error:
        stop(str(error))
    size = file.stat().st_size / 1000
    click.echo(f"Sikkerhetskopien er skrevet og kontrollert: {file} ({size:.0f} kB)")
    click.echo(_said(made.counts))
    click.echo("Den holder fortellingene til alle. Oppbevar den deretter.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Erstatt det som er der; det legges til side først.")
def restore(file: Path, force: bool) -> None:
    """Legg sikkerhetskopien FILE tilbake."""
    from facilitator.backup import Failed
    from facilitator.backup import restore as put_back

    settings = settings_or_stop()
    try:
        made = put_back(settings, file, _now(), force=force)
    except Failed as error:
        stop(str(error))
    click.echo(f"Lagt tilbake i {settings.data_dir}, fra {made.made_at:%d.%m.%Y %H:%M} UTC.")
    click.echo(_said(made.counts))


def _said(counts: dict[str, int]) -> str:
    shown = {"participant": "deltakere", "gathering": "samlinger", "card": "kort"}
    return ", ".join(f"{counts.get(table, 0)} {word}" for table, word in shown.items()) + "."


@main.command()
@click.argument("who")
@click.option("--new", "new_name", help="Navnet på en ny prosessleder; WHO er da e-posten.")
def link(who: str, new_name: str | None) -> None:
    """Lag en ny personlig lenke for WHO: e-posten til en prosessleder, eller en deltakers navn.

    Den første prosesslederen: facilitator link kari@kommune.no --new "Kari Lyngmo".
    """
    from facilitator.starting import CannotStart, issue_link

    try:
        name, address = issue_link(settings_or_stop(), who, _now(), new_name=new_name)
    except CannotStart as error:
        stop(str(error), error.code)
    click.echo(f"Lenke for {name}. Den gjelder bare denne personen:")
    click.echo(address)
