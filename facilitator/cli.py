"""The command line. What goes wrong is said in one line: 2 for a bad setting, else 1.

At the top only light modules of ours are imported: the server has to patch the standard
library before the rest is loaded, and `starting` does the rest after that.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from facilitator.cli_words import Program
from facilitator.config import BadSetting, Settings, load_settings
from facilitator.kept_copies import KEEP, BadPlan, CopyPlan, Keep, read_command

if TYPE_CHECKING:
    from facilitator.backup import Manifest

BAD_SETTING = 2
Command = TypeVar("Command", bound=Callable[..., object])


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="facilitator", message="facilitator %(version)s", help="Vis hvilken utgave det er."
)
def main() -> None:
    """Verdsettende prosesser i rommet: fra QR-kode til tavle til arbeidsmappe."""
    # The database too is its owner's alone, also in a folder that others may look into.
    os.umask(0o077)
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
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Til en mappe, i rotasjon.")
@click.option("--keep", help="Hvor mange som blir liggende der: 7d4w6m.")
@click.option("--encrypt", envvar="BACKUP_ENCRYPT", help="Kommando som krypterer kopien.")
@click.option("--force", is_flag=True, help="Skriv over en kopi som finnes.")
def backup(
    file: Path | None, folder: Path | None, keep: str | None, encrypt: str | None, force: bool
) -> None:
    """Ta en sikkerhetskopi til FILE eller til en mappe. Tjeneren kan være i gang."""
    from facilitator.backup import Failed, end_tidily, into_folder, noting, one_file

    end_tidily()
    settings = settings_or_stop()
    plan = _copy_plan(settings, file, folder, keep, encrypt)
    now, gone = _now(), 0
    try:
        if file is not None:
            made = one_file(settings, file.absolute(), now, force=force, encrypt=plan.encrypt)
        else:
            file, made, gone = into_folder(settings, plan, now)
    except Failed as error:
        stop(str(error))
    noting.taken(settings, now)
    size = file.stat().st_size / 1000
    click.echo(f"Sikkerhetskopien er skrevet og kontrollert: {file} ({size:.0f} kB)")
    _say_what_is_in(made)
    if gone:
        click.echo(f"{gone} eldre kopi{'er' if gone > 1 else ''} hadde hatt sin tid og er slettet.")
    if plan.encrypt:
        click.echo(f"Den er kryptert med {plan.encrypt[0]}. Nøkkelen må ligge et annet sted.")
    else:
        click.echo("Den holder fortellingene til alle. Oppbevar den deretter.")


def _copy_plan(
    settings: Settings,
    file: Path | None,
    folder: Path | None,
    keep: str | None,
    encrypt: str | None,
) -> CopyPlan:
    """What the command says, and where it says nothing what the settings do."""
    planned = settings.copies
    if file is not None and folder is not None:
        stop("Velg enten en fil eller --to med en mappe.", BAD_SETTING)
    if file is None and folder is None and planned is None:
        stop("Skriv en fil, eller --to og en mappe, eller sett BACKUP_TO.", BAD_SETTING)
    to = folder or (planned.folder if planned else Path())
    try:
        kept = Keep.read(keep) if keep else planned.keep if planned else KEEP
        return CopyPlan(to.absolute(), keep=kept, encrypt=read_command(encrypt))
    except BadPlan as error:
        stop(str(error), BAD_SETTING)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def verify(file: Path) -> None:
    """Les sikkerhetskopien FILE til slutten og kontroller den. Ingenting endres."""
    from facilitator.backup import Failed, end_tidily
    from facilitator.backup import verify as read_through

    end_tidily()
    try:
        found = read_through(file.absolute())
    except Failed as error:
        stop(str(error))
    click.echo(f"{file} er hel, fra {found.made_at:%d.%m.%Y %H:%M} UTC, utgave {found.version}.")
    _say_what_is_in(found)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Erstatt det som er der; det legges til side først.")
@click.option(
    "--erased",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="En liste over det som er slettet siden, ut over dem som ligger her.",
)
def restore(file: Path, force: bool, erased: tuple[Path, ...]) -> None:
    """Legg sikkerhetskopien FILE tilbake."""
    from facilitator.backup import Failed, end_tidily, noting
    from facilitator.backup import restore as put_back
    from facilitator.backup.erased import known_lists

    end_tidily()
    settings, now = settings_or_stop(), _now()
    listed = [*known_lists(settings.data_dir, file.absolute()), *erased]
    try:
        made, again = put_back(settings, file.absolute(), now, force=force, erased_files=erased)
    except Failed as error:
        stop(str(error))
    noting.put_back(settings, now)
    click.echo(f"Lagt tilbake i {settings.data_dir}, fra {made.made_at:%d.%m.%Y %H:%M} UTC.")
    _say_what_is_in(made)
    if again.erased:
        click.echo(f"{again.erased} som var slettet etter at kopien ble tatt, er slettet på nytt.")
    if again.taken_back:
        click.echo(
            f"{again.taken_back} ting som var tatt tilbake etter at kopien ble tatt, "
            "er tatt tilbake på nytt."
        )
    if again.of_others:
        click.echo(
            f"Linjer i listen fra en annen installasjon, som ikke er fulgt: {again.of_others}. "
            "Har du listen til denne et annet sted, legg kopien tilbake igjen med --erased."
        )
    if not listed:
        click.echo(
            "Det fantes ingen liste over det som er slettet og tatt tilbake etter at kopien ble "
            "tatt (erased.jsonl). Har du den et annet sted, legg kopien tilbake igjen med --erased."
        )
    click.echo(
        "Alle prosessledere er logget ut. Se over hvem som eier og leder hva: den som fikk det "
        "etter at kopien ble tatt, har det ikke lenger."
    )


def _say_what_is_in(made: "Manifest") -> None:
    shown = {"participant": "deltakere", "gathering": "samlinger", "card": "kort"}
    counts = [f"{made.counts.get(table, 0)} {word}" for table, word in shown.items()]
    click.echo(", ".join([*counts, f"{made.files} filer"]) + ".")
    if made.missing:
        click.echo(f"{len(made.missing)} filer som databasen nevner, fantes ikke:")
        for name in made.missing:
            click.echo(f"  {name}")


@main.command()
@click.option("--dry-run", is_flag=True, help="Bare fortell hva som ville blitt slettet.")
def retention(dry_run: bool) -> None:
    """Slett det som har ligget så lenge som innstillingene sier. Tjeneren gjør det hver time."""
    from facilitator.retaining import keep_to_retention
    from facilitator.starting import CannotStart

    try:
        lines = keep_to_retention(settings_or_stop(), _now(), dry_run=dry_run)
    except CannotStart as error:
        stop(str(error), error.code)
    for line in lines:
        click.echo(line)


@main.command()
@click.argument("who")
@click.option("--new", "new_name", help="Navnet på en ny prosessleder; WHO er da e-posten.")
@click.option("--owner", is_flag=True, help="La prosesslederen eie installasjonen.")
@click.option("--lost-phone", is_flag=True, help="Slå av prosesslederens kode fra telefonen.")
def link(who: str, new_name: str | None, owner: bool, lost_phone: bool) -> None:
    """Lag en ny personlig lenke for WHO: e-posten til en prosessleder, eller en deltakers navn.

    Den første prosesslederen: facilitator link kari@kommune.no --new "Kari Lyngmo".
    """
    from facilitator.linking import issue_link, tell
    from facilitator.starting import CannotStart

    settings = settings_or_stop()
    try:
        issued = issue_link(
            settings, who, _now(), new_name=new_name, owner=owner, lost_phone=lost_phone
        )
    except CannotStart as error:
        stop(str(error), error.code)
    click.echo(f"Lenke for {issued.name}. Den gjelder bare denne personen:")
    click.echo(issued.address)
    for fault in tell(settings, issued.letters):
        click.echo(f"Brevet om det er ikke sendt. {fault}", err=True)
