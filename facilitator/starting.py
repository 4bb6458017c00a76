"""Bringing everything up in the right order: patch, port, database, app, then answer.

Each thing that can go wrong becomes CannotStart with one line that says what to do. The
imports stand inside the functions: nothing may be loaded before `server.prepare`.
"""

import contextlib
import datetime as dt
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator import hosts, server
from facilitator.config import Settings

if TYPE_CHECKING:
    from facilitator.db import Database
    from facilitator.demo.load import Demo


ADDRESS = "address"
"""The file in the data folder that says where the server was last reached."""

REDIS_PATIENCE = 5
"""Seconds that Redis is given to answer when we start."""


class CannotStart(Exception):
    """Says in one line why, and what to do; `code` is the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def start(settings: Settings, *, demo: bool = False, reset: bool = False) -> None:
    """Serve until told to stop. Raises CannotStart."""
    try:
        server.prepare(settings.async_mode)
        sock = server.listen(settings.host, settings.port)
    except server.NotInstalled as error:
        raise CannotStart(str(error), 2) from error
    except server.CannotListen as error:
        raise CannotStart(str(error)) from error
    with contextlib.closing(sock), explained():
        listening = replace(settings, port=sock.getsockname()[1])  # 0 means any free one
        if settings.require_accounts is None:
            # The demo is for looking: its link is all one needs.
            listening = replace(listening, require_accounts=not demo)
        _serve(
            replace(listening, shared_url=hosts.reached_at(listening)), sock, demo=demo, reset=reset
        )


def _serve(settings: Settings, sock: socket.socket, *, demo: bool, reset: bool) -> None:
    from facilitator import forewarning, housekeeping, locks, solver
    from facilitator.app import create_app, utc_now
    from facilitator.backup.nightly import Nightly
    from facilitator.domain.photo_files import FOLDER as PHOTOS
    from facilitator.realtime.watching import Watch
    from facilitator.rehearsal.keeping import Crowds
    from facilitator.worker.keeping import Worker

    _reach_redis(settings)
    if reset:
        _start_over(settings)
    with locks.held(settings.data_dir, alone=False), database_of(settings) as database:
        _hold_back(settings, database)
        in_thread = server.in_thread(settings.async_mode)
        crowds = Crowds(settings, database, utc_now)
        worker = Worker(settings, database)
        app, socketio = create_app(
            settings,
            database=database,
            run_in_thread=in_thread,
            crowds=crowds,
            solve=solver.beside(in_thread),
            work=worker,
        )
        (settings.data_dir / ADDRESS).write_text(
            hosts.reached_at(settings) + "\n", encoding="utf-8"
        )
        if demo:
            _announce_demo(settings, _load_demo(database), database)
        else:
            print(f"Data: {settings.data_dir}")
            _say_if_nobody_owns(database)
            print(f"Svarer på {hosts.reached_at(settings)}. Stopp med Ctrl-C.", flush=True)
        ended = housekeeping.start(
            database,
            utc_now,
            photos=settings.data_dir / PHOTOS,
            letters=forewarning.by_day(settings, database, hosts.reached_at(settings), in_thread),
        )
        crowds.watch()
        worker.watch()
        sockets: Watch = app.extensions["facilitator_watch"]
        sockets.begin(socketio)
        with Nightly(settings, database, utc_now):
            server.run(app, sock, settings.async_mode)
        ended.set()
        sockets.end()
        crowds.stop_all()
        worker.stop()


NOBODY_OWNS = (
    "Ingen eier installasjonen ennå, og ingen kan si hvem som slipper inn. "
    "Kjør facilitator link med e-posten til den som skal: "
    'facilitator link kari@kommune.no --new "Kari Lyngmo"'
)


def _hold_back(settings: Settings, database: "Database") -> None:
    """Whoever came in by a link alone, before it was asked for more than that."""
    from facilitator.domain import accounts

    with database.transaction() as session:
        if accounts.are_required(session, bool(settings.require_accounts)):
            accounts.hold_back(session)


def _say_if_nobody_owns(database: "Database") -> None:
    """As in a new installation, and in one from before somebody had to."""
    from facilitator.domain import cohort_leaders

    with database.reading() as session:
        if not cohort_leaders.has_owner(session):
            print(NOBODY_OWNS)


def work(settings: Settings) -> None:
    """Make large files until told to stop, beside servers that run by themselves."""
    from facilitator.worker.rounds import step_behind

    step_behind()
    from facilitator import locks
    from facilitator.worker.rounds import go_on

    server.set_up_logging()
    _reach_redis(settings)
    with (
        explained(),
        locks.held(settings.data_dir, alone=False),
        database_of(settings) as database,
        server.told_to_stop() as ending,
    ):
        print("Lager store filer når noen ber om det. Stopp med Ctrl-C.", flush=True)
        go_on(settings, database, ending)


@contextlib.contextmanager
def database_of(settings: Settings) -> "Iterator[Database]":
    """The database in its newest form."""
    from facilitator import migrations
    from facilitator.db import Database

    database = Database(settings.database_url)
    try:
        migrations.upgrade(database)
        yield database
    finally:
        database.dispose()


def last_address(settings: Settings) -> str:
    """Where the server was started last; letters and links are made by other processes too."""
    known = settings.data_dir / ADDRESS
    if settings.public_url or not known.exists():
        return hosts.reached_at(settings)
    return known.read_text(encoding="utf-8").strip()


def _reach_redis(settings: Settings) -> None:
    """Without it cards stay in the process they were sent to, and nobody is told: so not at all."""
    if not settings.redis_url:
        return
    import redis

    try:
        with contextlib.closing(
            redis.Redis.from_url(settings.redis_url, socket_timeout=REDIS_PATIENCE)
        ) as asked:
            asked.ping()
    except redis.RedisError as error:
        raise CannotStart(
            f"REDIS_URL: Får ikke kontakt med Redis ({type(error).__name__}). Se at den kjører, og "
            "at adressen og passordet er riktige. Med bare én prosess trengs den ikke.",
            2,
        ) from error


OTHER_FORM = (
    "Databasen har en annen form enn denne utgaven skal ha ({why}). Det blir slik når en "
    "oppgradering er avbrutt, eller når en annen utgave har brukt databasen. Legg tilbake en "
    "sikkerhetskopi med facilitator restore, eller installer utgaven som brukte den sist."
)
HARMED = (
    "Databasefila er skadet, eller den er ikke en database ({why}). Legg tilbake en "
    "sikkerhetskopi med facilitator restore."
)
NOT_REACHED = (
    "DATABASE_URL: Får ikke åpnet databasen ({why}). Se at den kjører, og at "
    "adressen og rettighetene er riktige."
)
DATABASE_FAULTS = (
    (r"no such (table|column)|has no column|duplicate column", OTHER_FORM, 1),
    (r"(table|relation|column) .* (already exists|does not exist)", OTHER_FORM, 1),
    (r"not a database|malformed", HARMED, 1),
    (r"^(OperationalError|ProgrammingError)", NOT_REACHED, 2),
)
"""What a database says of itself, in its own words, and what the one who starts is told."""


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Errors of starting, told to the one who started."""
    from sqlalchemy.exc import DatabaseError

    from facilitator import backup, locks, migrations
    from facilitator.demo.load import NotTheDemo
    from facilitator.processes.faults import LibraryError

    try:
        yield
    except DatabaseError as error:
        why = str(error.orig).strip().splitlines()[0]
        for fault, said, code in DATABASE_FAULTS:
            if re.search(fault, f"{type(error).__name__}: {why}"):
                raise CannotStart(said.format(why=why), code) from error
        raise
    except locks.Busy as error:
        raise CannotStart(
            f"Datamappa {error} er i bruk. Stopp tjeneren som kjører, og prøv igjen."
        ) from error
    except NotTheDemo as error:
        raise CannotStart(
            "Her ligger det et annet kull, og det lar demoen være i fred. Start med serve, "
            "eller sett FACILITATOR_DATA til en annen mappe."
        ) from error
    except (migrations.TooNew, LibraryError, backup.Failed) as error:
        raise CannotStart(str(error)) from error


# --- the demo ---------------------------------------------------------------------------------


def _start_over(settings: Settings) -> None:
    from facilitator.demo.reset import start_over

    copy = start_over(settings, dt.datetime.now(dt.UTC))
    if copy is not None:
        print(f"Det som var der, er kopiert til {copy}.", flush=True)


def _load_demo(database: "Database") -> "Demo":
    from facilitator.demo.load import ensure, is_empty

    if is_empty(database):
        print("Setter opp demokullet. Det tar noen sekunder.", flush=True)
    return ensure(database, dt.datetime.now(dt.UTC))


def _announce_demo(settings: Settings, demo: "Demo", database: "Database") -> None:
    from rich.console import Console

    from facilitator.demo.console import announce
    from facilitator.domain import links
    from facilitator.models import Facilitator

    with database.transaction() as session:
        leader = session.get_one(Facilitator, demo.leader_id)
        token = links.issue(session, dt.datetime.now(dt.UTC), facilitator=leader)
    announce(
        demo,
        data_dir=settings.data_dir,
        local=f"http://localhost:{settings.port}",
        shared=hosts.reached_at(settings),
        token=token,
        console=Console(),
    )
