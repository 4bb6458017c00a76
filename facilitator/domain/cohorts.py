"""A new kull: with another's settings or with none, and with another's year or none.

What is copied is how a year is made: its settings, samlinger, mellomarbeid, kjøreplaner and
kompetansemål. Nobody's data comes along.
"""

import copy
import datetime as dt
import re
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from facilitator.domain import cohort_gatherings, cohort_settings, run_sheet_copies
from facilitator.domain.form_fields import Fields
from facilitator.domain.policies import Actor, require_leader
from facilitator.models import (
    Cohort,
    CohortLeader,
    CompetenceGoal,
    Facilitator,
    Gathering,
    RunSheet,
    RunSheetItem,
)
from facilitator.models.cohort import YEAR

A_YEAR = dt.timedelta(weeks=52)
"""To the same weekday; holidays are for people to look over."""
KEY_LENGTH = 40

WHOLE, SETTINGS, NOTHING = "alt", "innstillinger", "tomt"
EXTENTS = (WHOLE, SETTINGS, NOTHING)

COPIED = (
    "organiser", "focus_question", "seats", "attendance_threshold", "attendance_unit",
    "min_approved_documents", "programme", "festival_name", "attendance_includes_festival",
    "late_entry", "approve_documents", "answer_days", "summary_least", "summary_most",
    "certificate_place", "certificate_practised", "certificate_signers", "logo", "catalogue",
    "email_code",
)  # fmt: skip
MOVED = ("document_deadline", "summary_deadline", "starts_on", "ends_on")
"""Dates of the year, which come as much later as the samlinger do."""
OWN = ("id", "key", "name", "period", "kind", "host_id", "leader_id", "certificate_prefix")
"""Each kull's own. A number on a kompetansebevis begins with its kull's prefix."""

FROM_THE_START: Mapping[str, object] = {
    "seats": 36,
    "attendance_threshold": 80,
    "attendance_unit": "half_day",
    "min_approved_documents": 6,
}

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u"})


def create(
    session: Session, actor: Actor, form: Mapping[str, str], like: Cohort | None, today: dt.date
) -> Cohort:
    """Whoever makes it is its kursholder. `like` is one that they lead. Raises Invalid."""
    leader = require_leader(actor)
    fields = Fields(form)
    extent = fields.choice("extent", EXTENTS) if like is not None else NOTHING
    first = fields.date("first_date")
    values = _values(fields, like if extent != NOTHING else None)
    fields.done()
    made = _add(session, values)
    session.add(CohortLeader(cohort_id=made.id, facilitator_id=leader, is_owner=True))
    if like is not None and extent != NOTHING:
        _goals(session, made, like)
    if like is not None and extent == WHOLE:
        _year(session, made, like, first)
    elif first is not None:
        cohort_gatherings.add_series(session, made, form, today)
    session.flush()
    return made


def _values(fields: Fields, like: Cohort | None) -> dict[str, object]:
    """The columns of the new kull: as those of the other, or as one begins."""
    named = {
        "name": fields.line("name", cohort_settings.NAME_LIMIT, cohort_settings.NEEDED_NAME),
        "period": fields.line(
            "period", cohort_settings.PERIOD_LIMIT, cohort_settings.NEEDED_PERIOD
        ),
        "kind": YEAR,
    }
    if like is not None:
        return {name: copy.deepcopy(getattr(like, name)) for name in COPIED} | named
    own = {
        "organiser": fields.line(
            "organiser", cohort_settings.ORGANISER_LIMIT, cohort_settings.NEEDED_ORGANISER
        ),
        "focus_question": fields.line("focus_question", 300),
    }
    return {**FROM_THE_START, **own, **named}


def made_before(session: Session, actor: Actor, form: Mapping[str, str]) -> Cohort | None:
    """The kull that an earlier press of the same form has made."""
    # Two presses at once come one after the other, also on PostgreSQL.
    me = select(Facilitator.id).where(Facilitator.id == actor.facilitator_id)
    session.execute(me.with_for_update())
    name, period = (" ".join(form.get(field, "").split()) for field in ("name", "period"))
    mine = (CohortLeader.facilitator_id == actor.facilitator_id, CohortLeader.is_owner)
    owned = select(CohortLeader.cohort_id).where(*mine)
    wanted = select(Cohort).where(Cohort.id.in_(owned), Cohort.kind == YEAR)
    return session.scalar(wanted.where(Cohort.name == name, Cohort.period == period).limit(1))


def of_leader(session: Session, actor: Actor) -> list[Cohort]:
    """Those that somebody leads, the newest first."""
    wanted = select(Cohort).where(Cohort.id.in_(actor.leads), Cohort.kind == YEAR)
    return list(session.scalars(wanted.order_by(Cohort.id.desc())))


def key_from(name: str, taken: frozenset[str]) -> str:
    """«Kull 11» → `kull-11`, or `kull-11-2` where that is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_ASCII)).strip("-")
    start = plain[:KEY_LENGTH].strip("-") or "kull"
    key, number = start, 1
    while key in taken:
        number += 1
        key = f"{start[: KEY_LENGTH - 5]}-{number}"
    return key


def _add(session: Session, values: Mapping[str, object]) -> Cohort:
    """Under a free key, also when another kull of that name is made in the same moment."""
    taken = frozenset(session.scalars(select(Cohort.key)))
    while True:
        cohort = Cohort(**values, key=key_from(str(values["name"]), taken))
        try:
            with session.begin_nested():
                session.add(cohort)
                session.flush()
        except IntegrityError:
            taken |= {cohort.key}
            continue
        return cohort


def _goals(session: Session, made: Cohort, like: Cohort) -> None:
    session.add_all(
        CompetenceGoal(cohort_id=made.id, position=goal.position, text=goal.text)
        for goal in like.goals
    )


def _year(session: Session, made: Cohort, like: Cohort, first: dt.date | None) -> None:
    """The samlinger by date, called off or not, from 1 on, with their kjøreplaner."""
    year = sorted(like.gatherings, key=lambda each: (each.date, each.number))
    later = first - year[0].date if first is not None and year else A_YEAR
    for name in MOVED:
        before = getattr(like, name)
        setattr(made, name, before + later if before is not None else None)
    copies = {each.id: _samling(made, each, n, later) for n, each in enumerate(year, 1)}
    session.add_all(copies.values())
    session.flush()
    plans = select(RunSheet).where(RunSheet.gathering_id.in_(copies))
    whole = selectinload(RunSheet.items).undefer(RunSheetItem.process)
    for sheet in session.scalars(plans.options(whole)).all():
        copied = run_sheet_copies.for_another_kull(sheet, copies[sheet.gathering_id].id)
        session.add(copied)


def _samling(made: Cohort, like: Gathering, number: int, later: dt.timedelta) -> Gathering:
    return Gathering(
        cohort_id=made.id,
        number=number,
        date=like.date + later,
        theme=like.theme,
        place=like.place,
        block=like.block,
        halves=like.halves,
        is_festival=like.is_festival,
        between_task=like.between_task,
    )
