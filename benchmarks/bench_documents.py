"""Large files: what they take, and what the live room notices while they are made.

Each file is made in a process of its own, so that its peak of memory is its own. One portfolio
alone is the measure of 36: their time should grow with them, their memory should not. A card's
way to the board is measured by turns alone and beside a worker that makes one kull after the
other, since a machine is never the same for two minutes.
"""

import asyncio
import datetime as dt
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import paper, seed, servers
from benchmarks.crowd import AppPhone, join, send_cards
from benchmarks.tally import Run, Tally, percentile
from facilitator.config import load_settings
from facilitator.db import Database
from facilitator.domain import jobs
from facilitator.models import Cohort, Facilitator, Job

PEOPLE = 36
RATE = 20.0
TURNS = 3
"""Times that the room is measured alone and beside the work."""
JOIN_WITHIN = 2.0
console = Console(width=100, highlight=False)


@dataclass(frozen=True)
class Made:
    what: str
    seconds: float
    peak: float
    """MB, the interpreter and the app included."""
    size: float
    """MB."""


# --- what they take ----------------------------------------------------------------------------


def make(what: str, folder: Path) -> Made:
    """In a process of its own."""
    command = [sys.executable, "-m", "benchmarks.bench_documents", what, str(folder)]
    done = subprocess.run(command, cwd=servers.ROOT, stdout=subprocess.PIPE, check=True)
    return Made(**json.loads(done.stdout))


def here(what: str, folder: Path) -> Made:
    work = _NOTES.get(what) or _job
    start = time.perf_counter()
    size = work(what, folder)
    seconds = time.perf_counter() - start
    return Made(what, seconds, _peak(), size / 1e6)


def _peak() -> float:
    """MB. Not by `getrusage`, which begins with what the process had that started ours."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def _nothing(_what: str, _folder: Path) -> int:
    """The app alone, loaded: what every other figure contains."""
    from facilitator.worker import doing

    return 0 if doing.MAKERS else 1


def _job(what: str, folder: Path) -> int:
    """By the worker's own way, from the row to the file."""
    from facilitator.worker.doing import do
    from facilitator.worker.rounds import utc_now

    database = Database(servers.sqlite_in(folder))
    number = ask(database, what)
    do(database, folder, number, utc_now)
    with database.reading() as session:
        job = session.get_one(Job, number)
        if job.status != jobs.DONE or job.message:
            raise RuntimeError(f"{what}: {job.status} {job.message}")
        return job.size


def ask(database: Database, what: str) -> int:
    arguments = {"status": "valid", "root": "https://maaling.example"}
    with database.transaction() as session:
        cohort = session.query(Cohort).one()
        leader = session.query(Facilitator).one()
        return jobs.ask(
            session, leader.id, cohort, what, what, arguments if what == "certificates" else {},
            client_id="", now=dt.datetime.now(dt.UTC),
        ).id  # fmt: skip


def _note(ending: str) -> Callable[[str, Path], int]:
    def draw(_what: str, folder: Path) -> int:
        from facilitator.documents import formats

        now = dt.datetime.now(dt.UTC)
        return len(formats.rendered(paper.note(200), ending, now, folder).body)

    return draw


_NOTES: dict[str, Callable[[str, Path], int]] = {
    "ingenting": _nothing,
    "notat.pdf": _note("pdf"),
    "notat.docx": _note("docx"),
    "notat.html": _note("html"),
}


@contextmanager
def _kull(people: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as name:
        folder = Path(name)
        seed.build(servers.sqlite_in(folder), people)
        database = Database(servers.sqlite_in(folder))
        paper.fill(database, folder)
        database.dispose()
        yield folder


def measure_files() -> None:
    with _kull(1) as one:
        nothing = make("ingenting", one)
        single = make("portfolios", one)
    with _kull(PEOPLE) as all_of_them:
        found = [make(what, all_of_them) for what in ("portfolios", "certificates", *_NOTES)]
    table = Table(title="Filer: tid og høyeste minne", title_justify="left")
    for column in ("", "s", "MB minne", "over appen", "MB fil"):
        table.add_column(column, justify="left" if not column else "right")
    for each in (replace(single, what="1 arbeidsmappe, 10 bilder"), *map(_named, found)):
        above = f"{each.peak - nothing.peak:.0f}"
        table.add_row(
            each.what, f"{each.seconds:.2f}", f"{each.peak:.0f}", above, f"{each.size:.1f}"
        )
    console.print(table)
    whole = found[0]
    console.print(
        f"{PEOPLE} mot én: tid × {whole.seconds / single.seconds:.1f}, "
        f"minne × {whole.peak / single.peak:.2f}"
    )


def _named(made: Made) -> Made:
    names = {
        "portfolios": f"{PEOPLE} arbeidsmapper, 10 bilder hver",
        "certificates": "200 kompetansebevis",
        "ingenting": "appen alene",
    }
    return replace(made, what=names.get(made.what, f"{made.what} med 200 kort"))


# --- what the room notices ---------------------------------------------------------------------


@contextmanager
def busy(folder: Path) -> Iterator[list[int]]:
    """A worker that has always something to make, kept at it by a process beside ours.

    When it has ended, the list holds how many portfolios and bevis were made.
    """
    command = [sys.executable, "-m", "benchmarks.bench_documents", "busy", str(folder)]
    with subprocess.Popen(
        command, cwd=servers.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None, "it says when it has begun"
        process.stdout.readline()
        made: list[int] = []
        yield made
        made.append(int(process.communicate()[0].split()[-1]))


def stay_busy(folder: Path) -> None:
    """One kull's mapper and bevis after the other, until our input is closed."""
    from facilitator.worker.keeping import Worker

    database = Database(servers.sqlite_in(folder))
    worker = Worker(load_settings({"FACILITATOR_DATA": str(folder)}), database)
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    numbers: dict[str, int] = {}
    while not ended.wait(0.5):
        for what in ("portfolios", "certificates"):
            if what not in numbers or _is_over(database, numbers[what]):
                numbers[what] = ask(database, what)
                worker.wake(numbers[what])
        if _is_at_it(database):
            print("i gang", flush=True)
    with database.transaction() as session:
        print(sum(job.done for job in session.query(Job)), flush=True)
        session.query(Job).delete()  # the next turn begins with an empty table
    worker.stop()
    database.dispose()


def _is_over(database: Database, number: int) -> bool:
    with database.reading() as session:
        return session.get_one(Job, number).status not in jobs.UNDER_WAY


def _is_at_it(database: Database) -> bool:
    with database.reading() as session:
        return session.query(Job).filter(Job.status == jobs.RUNNING).count() > 0


async def _turn(server: servers.Server, crowd: list[AppPhone], tally: Tally, seconds: float,
                first: int) -> Run:  # fmt: skip
    return await send_cards(server, list(crowd), tally, RATE, seconds, first)


async def measure_room(seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as name:
        folder = Path(name)
        world = seed.build(servers.sqlite_in(folder), PEOPLE)
        database = Database(servers.sqlite_in(folder))
        paper.fill(database, folder)
        database.dispose()
        with servers.serving(folder, world, WORKER="apart") as server:
            await _by_turns(folder, server, world, seconds)


async def _by_turns(
    folder: Path, server: servers.Server, world: seed.World, seconds: float
) -> None:
    crowd = [AppPhone(server, world, person) for person in world.people]
    tally = Tally()
    for phone in crowd:
        await phone.look_for_name()
    await join(list(crowd), tally, JOIN_WITHIN)
    alone: list[Run] = []
    beside: list[Run] = []
    first, parts = 0, 0
    for _ in range(TURNS):
        alone.append(await _turn(server, crowd, tally, seconds, first))
        first += len(alone[-1].due)
        with busy(folder) as made:
            beside.append(await _turn(server, crowd, tally, seconds, first))
            first += len(beside[-1].due)
        parts += made[0]
    for phone in crowd:
        phone.leave()
    _show(alone, beside, parts)


def _show(alone: list[Run], beside: list[Run], parts: int) -> None:
    table = Table(
        title=f"{PEOPLE} telefoner, {RATE:g} kort i sekundet: svar og siste telefon, p50 / p99 ms",
        title_justify="left",
    )
    for column in ("", "svar", "siste", "ikke fram"):
        table.add_column(column, justify="left" if not column else "right")
    for name, runs in (("alene", alone), ("mens filer lages", beside)):
        lost = sum(run.lost + run.refused for run in runs)
        table.add_row(name, _pair(_acks(runs)), _pair(_lasts(runs)), str(lost))
    console.print(table)
    ratios = [
        f"{percentile(_lasts(beside), part) / percentile(_lasts(alone), part):.2f}"
        for part in (0.5, 0.9, 0.99)
    ]
    console.print(f"Siste telefon, × alene: p50 {ratios[0]}, p90 {ratios[1]}, p99 {ratios[2]}")
    console.print(f"Imens ble {parts} arbeidsmapper og bevis laget.")


def _acks(runs: list[Run]) -> list[float]:
    return [each for run in runs for each in run.ack_times()]


def _lasts(runs: list[Run]) -> list[float]:
    return [each for run in runs for each in run.last_times()]


def _pair(times: list[float]) -> str:
    return f"{percentile(times, 0.5) * 1000:.1f} / {percentile(times, 0.99) * 1000:.1f}"


def measure(seconds: float) -> None:
    measure_files()
    asyncio.run(measure_room(seconds))


if __name__ == "__main__" and sys.argv[1] == "busy":
    stay_busy(Path(sys.argv[2]))
elif __name__ == "__main__":
    found = here(sys.argv[1], Path(sys.argv[2]))
    print(json.dumps({name: getattr(found, name) for name in Made.__dataclass_fields__}))
