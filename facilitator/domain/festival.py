"""The festival plan: what each takes part with, shared or alone, and what guests may see of it.

A contribution sent in from the same card is one contribution, whoever shares it: what one of
them changes is changed for all. Letting guests see it is each owner's own yes, and it stands for
the words it was said to: when another one changes them, it has to be said anew.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from facilitator.domain import certificates, festival_times, lost_rights, roster
from facilitator.domain.festival_forms import known_form
from facilitator.domain.form_fields import Fields
from facilitator.domain.rooms import oslo_day
from facilitator.domain.writing import clean_line
from facilitator.errors import Conflict, FacilitatorError, Invalid, NotFound
from facilitator.models import (
    Attendance,
    Card,
    Cohort,
    FestivalContribution,
    Gathering,
    Participant,
)

PLACE_LIMIT = 80
TIME_LIMIT = 20
TITLE_LIMIT = 80
FORM_LIMIT = 60
TEXT_LIMIT = 800
NEEDS_LIMIT = 400

GONE = "Bidraget finnes ikke lenger."
NO_FORM = "Velg hva du vil bidra med."
NO_TITLE = "Gi bidraget en tittel først, så gjestene vet hva de kommer til."


class TooEarly(FacilitatorError):
    """«Deltatt» makes a prepared kompetansebevis valid: it cannot be said before the day."""

    status = 409
    message = "Festivalen har ikke vært ennå. Bekreft når de har bidratt."


@dataclass(frozen=True, slots=True)
class Typed:
    """The form of a contribution as it was sent in."""

    form: str
    title: str = ""
    description: str = ""
    needs: str = ""
    show_name: bool = False


# --- reading --------------------------------------------------------------------------------


def of_person(session: Session, participant_id: int) -> FestivalContribution | None:
    return session.scalar(
        select(FestivalContribution).where(FestivalContribution.participant_id == participant_id)
    )


def of_cohort(session: Session, cohort: Cohort) -> list[tuple[FestivalContribution, Participant]]:
    """Everything the kull takes part with, by person. One query."""
    wanted = roster.members(cohort.id).subquery()
    rows = session.execute(
        select(FestivalContribution, Participant)
        .join(Participant, Participant.id == FestivalContribution.participant_id)
        .join(wanted, wanted.c.id == Participant.id)
        .order_by(Participant.name)
    )
    return [(row[0], row[1]) for row in rows]


def cards_of(session: Session, contributions: Collection[FestivalContribution]) -> dict[int, Card]:
    """Card id → the contribution as it was sent in, unless it has been taken back. One query."""
    wanted = {c.card_id for c in contributions if c.card_id}
    found = session.scalars(select(Card).where(Card.id.in_(wanted), Card.withdrawn_at.is_(None)))
    return {card.id: card for card in found}


def sharing(session: Session, contribution: FestivalContribution) -> list[FestivalContribution]:
    """All the rows of one contribution: one for each who shares it, the oldest first."""
    if contribution.card_id is None:
        return [contribution]
    return list(session.scalars(_shared(contribution)))


def _shared(contribution: FestivalContribution) -> Select[FestivalContribution]:
    same = FestivalContribution.id == contribution.id
    if contribution.card_id is not None:
        same = FestivalContribution.card_id == contribution.card_id
    return select(FestivalContribution).where(same).order_by(FestivalContribution.id)


def hold(session: Session, person: Participant) -> FestivalContribution | None:
    """One's own, as it is when others who are changing it have finished; theirs wait for this."""
    session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update())
    found = of_person(session, person.id)
    if found is not None:
        held = _shared(found).with_for_update().execution_options(populate_existing=True)
        session.scalars(held).all()
    return found


def day_of(cohort: Cohort) -> Gathering | None:
    """The samling that is the festival; None while none is, or it has been cancelled."""
    return next((g for g in cohort.gatherings if g.is_festival and not g.cancelled), None)


def find(session: Session, cohort: Cohort, contribution_id: int) -> FestivalContribution:
    """Raises NotFound for another kull's as for none."""
    found = session.get(FestivalContribution, contribution_id)
    if found is None or found.participant.cohort_id != cohort.id:
        raise NotFound(GONE)
    return found


# --- the owner's own ------------------------------------------------------------------------


def collect(session: Session, card: Card, people: Sequence[Participant]) -> None:
    """A contribution was sent in: it is what these people take part with. Sent again, changed."""
    for person in people:
        if person.guest_of is not None:
            continue
        found = of_person(session, person.id)
        if found is None:
            found = FestivalContribution(participant_id=person.id, form="")
            session.add(found)
        fields = card.fields
        found.form = str(fields.get("form") or found.form or "")
        found.title = str(fields.get("title") or "")[:TITLE_LIMIT]
        found.description = str(fields.get("about") or "")[:TEXT_LIMIT]
        found.needs = str(fields.get("needs") or "")[:NEEDS_LIMIT]
        found.card_id = card.id
        found.released_at = None
        found.version = (found.version or 0) + 1
    session.flush()


def contribute(session: Session, participant: Participant, form: str) -> FestivalContribution:
    """The part somebody takes in the festival; chosen again it replaces the first."""
    found = of_person(session, participant.id)
    if found is None:
        found = FestivalContribution(participant_id=participant.id, version=0)
        session.add(found)
    found.form = _form(form)
    session.flush()
    return found


def write(
    session: Session, person: Participant, typed: Typed, now: dt.datetime, *, version: int
) -> FestivalContribution:
    """What one takes part with, written or changed, for all who share it.

    `version` is the one the form was made from, 0 for none. Raises Invalid by field, Conflict
    when it has been changed since.
    """
    clean = _clean(typed)
    found = hold(session, person)
    if found is None:
        found = FestivalContribution(participant_id=person.id, form=clean.form, version=0)
        session.add(found)
        session.flush()
    if found.version != version:
        if _same(found, clean):
            return found  # the same press once more
        raise Conflict(_fields(found), found.version)
    changed = _words(found) != (clean.form, clean.title, clean.description)
    rows = sharing(session, found)
    newest = max(each.version for each in rows) + 1
    for each in rows:
        each.form, each.title = clean.form, clean.title
        each.description, each.needs = clean.description, clean.needs
        each.version = newest
        if not clean.title or (changed and each is not found):
            each.released_at = None
    if found.show_name and not clean.show_name:
        lost_rights.remember(session, lost_rights.UNSIGNED, found.id, now)
    found.show_name = clean.show_name
    session.flush()
    return found


def release(session: Session, contribution: FestivalContribution, now: dt.datetime) -> None:
    """«Slipp bidraget»: guests may see it, as far as its owner is concerned."""
    if not contribution.title:
        raise Invalid({"title": NO_TITLE})
    contribution.released_at = contribution.released_at or now
    session.flush()


def hold_back(session: Session, contribution: FestivalContribution, now: dt.datetime) -> None:
    if contribution.released_at is not None:
        lost_rights.remember(session, lost_rights.UNRELEASED, contribution.id, now)
    contribution.released_at = None
    session.flush()


def _clean(typed: Typed) -> Typed:
    """Every field's fault is said at once."""
    names = ("form", "title", "description", "needs")
    fields = Fields({name: getattr(typed, name) for name in names})
    found = Typed(
        form=known_form(fields.line("form", FORM_LIMIT, NO_FORM)),
        title=fields.line("title", TITLE_LIMIT),
        description=fields.text("description", TEXT_LIMIT),
        needs=fields.text("needs", NEEDS_LIMIT),
        show_name=typed.show_name,
    )
    fields.done()
    return found


def _form(form: str) -> str:
    line = clean_line(form, "form", most=FORM_LIMIT, needed=NO_FORM)
    return known_form(line)


def _words(found: FestivalContribution) -> tuple[str, str, str]:
    return found.form, found.title, found.description


def _fields(found: FestivalContribution) -> dict[str, object]:
    return {
        "form": found.form,
        "title": found.title,
        "description": found.description,
        "needs": found.needs,
    }


def _same(found: FestivalContribution, clean: Typed) -> bool:
    said = {name: getattr(clean, name) for name in _fields(found)}
    return said == _fields(found) and found.show_name == clean.show_name


# --- the prosessledere's --------------------------------------------------------------------


def place(
    session: Session, contribution: FestivalContribution, where: str, begins: str
) -> FestivalContribution:
    """Room and time, set by a prosessleder; for all who share the contribution."""
    room = clean_line(where, "place", most=PLACE_LIMIT)
    time = festival_times.tidy(clean_line(begins, "begins", most=TIME_LIMIT))
    for each in sharing(session, contribution):
        each.place, each.begins = room, time
    session.flush()
    return contribution


def who_are_here(session: Session, cohort: Cohort) -> set[int]:
    """Those whom the festival's oppmøte has as present, confirmed or proposed by the room."""
    days = [day.id for day in cohort.gatherings if day.is_festival and not day.cancelled]
    return set(
        session.scalars(
            select(Attendance.participant_id).where(
                Attendance.gathering_id.in_(days), Attendance.status.in_(("proposed", "present"))
            )
        )
    )


def confirm(
    session: Session,
    cohort: Cohort,
    participant_ids: Collection[int],
    *,
    took_part: bool,
    by: str,
    now: dt.datetime,
) -> int:
    """«Deltatt», or that it was said too early. Gives how many were changed.

    Who has no contribution has nothing to confirm, and is passed over. Raises TooEarly.
    """
    day = day_of(cohort)
    if took_part and day is not None and oslo_day(now) < day.date:
        raise TooEarly
    changed = []
    for contribution, person in of_cohort(session, cohort):
        if person.id not in participant_ids or (contribution.took_part_at is not None) == took_part:
            continue
        contribution.took_part_at = now if took_part else None
        contribution.took_part_by = by if took_part else None
        changed.append(person.id)
    session.flush()
    certificates.festival_confirmed(session, changed, by, now)
    return len(changed)
