"""Own methods, changed: begun, written, saved in editions, shared and taken away."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain import method_editions, method_texts
from facilitator.domain.method_access import (
    COHORT,
    OWN,
    SCOPES,
    cohort_of,
    cohorts_of,
    full_name,
    may_unshare,
    owned_by,
    require_edit,
    require_use,
)
from facilitator.domain.method_reading import alike, edition, process_of, versions
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import FacilitatorError, Invalid, NotAllowed
from facilitator.models import Cohort, Method, MethodVersion
from facilitator.models.cohort import YEAR
from facilitator.processes.faults import Fault, ProcessError
from facilitator.processes.loader import load_library, to_snapshot
from facilitator.processes.schema import Process
from facilitator.processes.writer import to_written

MOST_OWN = 100
"""Methods of one person. Nobody makes so many; it keeps a script from filling the disk."""
MOST_EDITIONS = 200
UNSAVED = "Lagre en utgave først, så er det den de andre får."


class MethodChanged(FacilitatorError):
    """The working text has been changed in another window since the page was shown."""

    status = 409
    message = (
        "Metoden er endret i et annet vindu i mellomtiden. Det du skrev, står her fortsatt. "
        "Se over og lagre en gang til."
    )


class NotSound(FacilitatorError):
    """No edition is saved of a text with faults. `faults` holds all of them."""

    status = 422
    message = "Metoden har noe som må rettes før den kan lagres som utgave."

    def __init__(self, found: tuple[Fault, ...]) -> None:
        super().__init__()
        self.faults = found


def begin(
    session: Session, actor: Actor, now: dt.datetime, *, like: Process | None, name: str
) -> Method:
    """A new method of one's own: a copy, or one short phase to begin from."""
    require_use(actor)
    name = clean_line(
        name, "name", most=method_texts.NAME_LIMIT, needed="Skriv hva metoden skal hete."
    )
    credit = full_name(session, actor)
    raw = method_texts.copied(like, name, credit) if like else method_texts.empty(name, credit)
    return add(session, actor, now, raw, name=name, wish=name)


def add(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    raw: Mapping[str, Any],
    *,
    name: str,
    wish: str,
) -> Method:
    """A method with this working text, under the first free key like what is wished for."""
    require_use(actor)
    _require_place(session, actor)
    taken = {*load_library(), *session.scalars(select(Method.key))}
    while True:
        key = method_texts.key_from(wish, taken)
        written = method_texts.ordered(raw, key)
        method_texts.require_room(written)
        method = Method(
            key=key,
            name=name,
            facilitator_id=actor.facilitator_id,
            participant_id=None if actor.is_leader else actor.participant_id,
            scope=OWN,
            written=written,
            created_at=now,
            changed_at=now,
        )
        try:
            with session.begin_nested():
                session.add(method)
                session.flush()
        except IntegrityError:
            taken.add(key)
            continue
        return method


def _require_place(session: Session, actor: Actor) -> None:
    count = session.scalar(select(func.count()).select_from(Method).where(owned_by(actor))) or 0
    if count >= MOST_OWN:
        raise Invalid(
            {"name": f"Du har {count} metoder. Slett en du ikke bruker, så er det plass."}
        )


def write(
    session: Session, method: Method, raw: Mapping[str, Any], *, seen: int, now: dt.datetime
) -> Method:
    """Replace the working text. Raises MethodChanged when `seen` is not its revision any more,
    and Invalid, by path, for what may not be kept. Key and origin stay as they are.
    """
    kept = {name: method.written.get(name, "") for name in ("based_on", "grew_from")}
    written = method_texts.ordered({**raw, **kept}, method.key)
    written = {name: value for name, value in written.items() if value != "" or name not in kept}
    method_texts.require_room(written)
    _claim(session, method, seen)
    method.written = written
    if (name := _name_in(written)) is not None:
        method.name = name
    method.changed_at = now
    session.flush()
    return method


def _claim(session: Session, method: Method, seen: int) -> None:
    """Compared and raised in one statement, for two that arrive in the same instant."""
    session.flush()
    raised = session.execute(
        update(Method)
        .where(Method.id == method.id, Method.revision == seen)
        .values(revision=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if raised.rowcount != 1:  # type: ignore[attr-defined]
        raise MethodChanged
    session.refresh(method, ["revision"])


def _name_in(written: Mapping[str, Any]) -> str | None:
    name = written.get("name")
    tidy = " ".join(name.split()) if isinstance(name, str) else ""
    return tidy if 0 < len(tidy) <= method_texts.NAME_LIMIT else None


def save_edition(session: Session, method: Method, now: dt.datetime, by: str) -> MethodVersion:
    """The working text as a new edition; the last one again when nothing is new.

    Raises NotSound, with the faults, and saves nothing.
    """
    try:
        process = process_of(method)
    except ProcessError as error:
        raise NotSound(error.faults) from error
    before = versions(session, method)
    last = method_editions.process_of(session, before[0]) if before else None
    if before and last is not None and alike(last, process):
        return before[0]
    if len(before) >= MOST_EDITIONS:
        raise Invalid(
            {"edition": f"Metoden har {len(before)} utgaver, og det er ikke plass til flere."}
        )
    number = method.version + 1
    snapshot = {**to_snapshot(process), "version": number}
    saved = MethodVersion(method=method, number=number, process=snapshot, saved_at=now, saved_by=by)
    method.version = number
    session.add(saved)
    session.flush()
    return saved


def take_up(
    session: Session, method: Method, number: int, *, seen: int, now: dt.datetime
) -> Method:
    """An old edition is the working text again. What stood there is gone unless it was saved."""
    return write(session, method, to_written(edition(session, method, number)), seen=seen, now=now)


def share(
    session: Session, actor: Actor, method: Method, scope: str, *, cohort_id: int | None = None
) -> None:
    """Put the editions in the kull's or everyone's library, or back among one's own."""
    if scope == OWN and may_unshare(actor, method):
        method.scope, method.cohort_id = OWN, None
        return
    require_edit(actor, method)
    if scope not in SCOPES:
        raise Invalid({"scope": "Velg hvem metoden skal deles med."})
    if scope != OWN and not method.version:
        raise Invalid({"scope": UNSAVED})
    method.cohort_id = _shared_with(session, actor, cohort_id) if scope == COHORT else None
    method.scope = scope
    session.flush()


def _shared_with(session: Session, actor: Actor, cohort_id: int | None) -> int:
    """A participant shares with the own kull, a prosessleder with one that they lead."""
    if not actor.is_leader:
        cohort_id = cohort_of(session, actor)
    cohort = session.get(Cohort, cohort_id) if cohort_id is not None else None
    if not actor.is_leader and (cohort is None or cohort.kind != YEAR):
        raise NotAllowed("Du hører ikke til et kull som metoden kan deles med.")
    if cohort is None or cohort.id not in cohorts_of(session, actor):
        raise Invalid({"cohort": "Velg hvilket kull metoden skal deles med."})
    return cohort.id


def remove(session: Session, actor: Actor, method: Method) -> None:
    """Delete it with its editions. Rooms and kjøreplaner have copies of their own and live on."""
    require_edit(actor, method)
    session.delete(method)
    session.flush()
