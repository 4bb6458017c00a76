"""Own methods, found and read: the library, one method, its editions and its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import method_editions, method_texts
from facilitator.domain.method_access import ALL, may_read, may_use, owns, readable, require_use
from facilitator.domain.policies import Actor
from facilitator.errors import NotFound
from facilitator.models import Cohort, Method, MethodVersion
from facilitator.processes.editing_shape import without_aside
from facilitator.processes.faults import Fault, ProcessError
from facilitator.processes.loader import load_library, load_written, to_snapshot
from facilitator.processes.schema import Process

GONE = "Vi finner ikke denne metoden. Den kan være slettet, eller den er ikke delt med deg."


@dataclass(frozen=True, slots=True)
class Shown:
    """A method as somebody may read it: one of the app's own (`method` is None), or one that
    somebody has made. `process` is the newest edition; for the owner of one that has none, the
    working text, and None while that has faults.
    """

    key: str
    name: str
    process: Process | None
    method: Method | None = None

    @property
    def made_by(self) -> str:
        """Who made it; the app's own have nobody to name."""
        if self.process is not None:
            return self.process.credit
        return str(self.method.written.get("credit", "")) if self.method else ""


def library(session: Session, actor: Actor, *, cohort_id: int | None) -> Mapping[str, Process]:
    """What somebody may put in a room, by key: the app's own, everyone's, the kull's, one's own.

    Of what is shared with a kull only that kull's, when it is said; else all that one may read.
    """
    found = dict(load_library())
    if not may_use(actor):
        return MappingProxyType(found)
    methods = [
        method
        for method in session.scalars(select(Method).where(readable(session, actor)))
        if owns(actor, method) or method.scope == ALL or cohort_id in (None, method.cohort_id)
    ]
    editions = method_editions.newest(session, methods)
    found |= {m.key: editions[m.id] for m in methods if m.id in editions}
    return MappingProxyType(found)


def for_cohort(session: Session, actor: Actor, cohort: Cohort) -> Mapping[str, Process]:
    """What may be put in a kull's rooms and kjøreplaner by whoever asks. A room outside the year
    belongs to no kull: there it is all that one may read."""
    return library(session, actor, cohort_id=None if cohort.passes else cohort.id)


def is_apps(process: Process) -> bool:
    """Whether it is one of the app's own, and not one that somebody has made."""
    return process.key in load_library()


def listed(session: Session, actor: Actor) -> list[Shown]:
    """Every own method that somebody may read, by name; drafts only to their owner."""
    require_use(actor)
    methods = session.scalars(select(Method).where(readable(session, actor))).all()
    editions = method_editions.newest(session, methods)
    shown = [_shown(method, editions.get(method.id)) for method in methods]
    return sorted(shown, key=lambda each: (each.name.lower(), each.key))


def find(session: Session, actor: Actor, key: str) -> Shown:
    """One of the app's own, or a method one may read. Raises NotFound for all others."""
    require_use(actor)
    if (process := load_library().get(key)) is not None:
        return Shown(key, process.name, process)
    method = session.scalar(select(Method).where(Method.key == key))
    if method is None or not may_read(session, actor, method):
        raise NotFound(GONE)
    return _shown(method, method_editions.newest(session, [method]).get(method.id))


def _shown(method: Method, edition: Process | None) -> Shown:
    if edition is not None:
        return Shown(method.key, edition.name, edition, method)
    try:
        return Shown(method.key, method.name, process_of(method), method)
    except ProcessError:
        return Shown(method.key, method.name, None, method)


def process_of(method: Method) -> Process:
    """The working text as a process. Raises ProcessError with all its faults."""
    process = load_written(without_aside(method.written), method.name)
    if found := method_texts.national_ids(method.written):
        raise ProcessError(method.name, found)
    return process


def faults(method: Method) -> tuple[Fault, ...]:
    """What must be mended in the working text before it can be saved as an edition."""
    try:
        process_of(method)
    except ProcessError as error:
        return error.faults
    return ()


def versions(session: Session, method: Method) -> list[MethodVersion]:
    """The editions, the newest first."""
    return list(
        session.scalars(
            select(MethodVersion)
            .where(MethodVersion.method_id == method.id)
            .order_by(MethodVersion.number.desc())
        )
    )


def edition(session: Session, method: Method, number: int) -> Process:
    """One saved edition. Raises NotFound."""
    found = session.scalar(
        select(MethodVersion).where(
            MethodVersion.method_id == method.id, MethodVersion.number == number
        )
    )
    process = method_editions.process_of(session, found) if found else None
    if process is None:
        raise NotFound("Denne utgaven finnes ikke.")
    return process


def is_changed(session: Session, method: Method) -> bool:
    """Whether the working text says something else than the newest edition."""
    saved = method_editions.newest(session, [method]).get(method.id)
    if saved is None:
        return True
    try:
        return not alike(process_of(method), saved)
    except ProcessError:
        return True


def alike(one: Process, other: Process, *, but_key: bool = False) -> bool:
    """Whether two say the same, whatever number the edition has."""
    ours = {"version": 0, **({"key": ""} if but_key else {})}
    return {**to_snapshot(one), **ours} == {**to_snapshot(other), **ours}
