"""An interview's story, before its teller has said yes.

A story is written by the interviewer and belongs to the teller. It is handed over when the
writer delivers it, or in Godkjenn with the last version that was saved, also when the
writer's phone is dead. What the writer sends after the teller has begun to edit is kept
beside the teller's text.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, drafts, running
from facilitator.domain.writing import clean_draft
from facilitator.errors import NotAllowed
from facilitator.models import Activity, Card, Draft, Interview


def story_scope(interview: Interview) -> str:
    return f"story:{interview.id}"


def of_interview(session: Session, interview: Interview) -> Draft | None:
    return session.scalar(select(Draft).where(Draft.interview_id == interview.id))


def save_story(
    session: Session,
    interview: Interview,
    person_id: int,
    fields: Mapping[str, Any],
    *,
    version: int,
    editor: str,
    now: dt.datetime,
) -> Draft:
    """Keep the story of an interview, from its writer or, once handed over, its teller."""
    draft = of_interview(session, interview)
    clean = clean_draft(fields)
    if person_id == interview.teller_id and (
        person_id != interview.interviewer_id or _is_given(draft)
    ):
        return _save_as_teller(session, interview, draft, clean, version, editor, now)
    if person_id != interview.interviewer_id:
        raise NotAllowed
    return _save_as_writer(session, interview, draft, clean, version, editor, now)


def _is_given(draft: Draft | None) -> bool:
    return draft is not None and draft.delivered_at is not None


def _save_as_writer(
    session: Session,
    interview: Interview,
    draft: Draft | None,
    fields: dict[str, Any],
    version: int,
    editor: str,
    now: dt.datetime,
) -> Draft:
    repeated = interview.sent == _digest(fields)
    interview.sent = _digest(fields)
    if draft is None:
        if repeated or _is_approved_as(session, interview, fields):
            return Draft(fields=fields, version=version)
        draft = _new_story(session, interview)
    if draft.owner_edited:
        return _save_late(session, interview, draft, fields, repeated, now)
    drafts.write(session, draft, fields, version, editor, now)
    if draft.delivered_at is None and is_handed_over(session, interview):
        draft.delivered_at = now
        session.flush()
    if draft.delivered_at is not None:
        _tell_teller(session, interview)
    return draft


def _save_late(
    session: Session,
    interview: Interview,
    draft: Draft,
    fields: dict[str, Any],
    repeated: bool,
    now: dt.datetime,
) -> Draft:
    """The teller has begun to edit: what the writer adds now is laid beside, never over."""
    if not repeated:
        draft.late, draft.updated_at = fields, now
        session.flush()
        _tell_teller(session, interview)
    return draft


def _digest(fields: Mapping[str, Any]) -> str:
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_approved_as(session: Session, interview: Interview, fields: Mapping[str, Any]) -> bool:
    """Whether the teller has said yes to this very text: then nothing new has come."""
    card = approved_story(session, interview)
    return card is not None and all(
        str(card.fields.get(name) or "") == str(fields.get(name) or "").strip()
        for name in ("title", "text")
    )


def approved_story(session: Session, interview: Interview) -> Card | None:
    """The card that an interview became, once its teller had said yes."""
    return session.scalar(
        select(Card)
        .where(
            Card.activity_id == interview.activity_id,
            Card.type == "story",
            Card.owner_id == interview.teller_id,
            Card.written_by_id == interview.interviewer_id,
        )
        .order_by(Card.id)
    )


def is_handed_over(session: Session, interview: Interview) -> bool:
    """Whether stories go to their tellers as they stand: from Godkjenn on, and afterwards."""
    activity = session.get_one(Activity, interview.activity_id)
    if activity.status == "ended" or not activity.room.is_open:
        return True
    phases = running.process_of(activity).phases
    approve = next((n for n, phase in enumerate(phases) if phase.kind == "approve"), None)
    return approve is not None and activity.phase_index >= approve


def _new_story(session: Session, interview: Interview) -> Draft:
    draft = Draft(
        activity_id=interview.activity_id,
        scope=story_scope(interview),
        writer_id=interview.interviewer_id,
        owner_id=interview.teller_id,
        interview_id=interview.id,
        fields={},
        version=0,
        owner_edited=False,
    )
    session.add(draft)
    return draft


def _save_as_teller(
    session: Session,
    interview: Interview,
    draft: Draft | None,
    fields: dict[str, Any],
    version: int,
    editor: str,
    now: dt.datetime,
) -> Draft:
    """The teller edits; also writes it all when no text has come by Godkjenn."""
    if draft is None and _is_approved_as(session, interview, fields):
        return Draft(fields=fields, version=version)  # a save that was overtaken by the yes
    if draft is None and is_handed_over(session, interview):
        draft = _new_story(session, interview)
        draft.delivered_at, draft.updated_at = now, now
        _tell_counts(session, interview)
    if draft is None or draft.delivered_at is None:
        raise NotAllowed("Fortellingen er ikke gitt til deg ennå.")
    if fields != draft.fields:
        draft.owner_edited = True
    return drafts.write(session, draft, fields, version, editor, now)


def deliver(session: Session, interview: Interview, person_id: int, now: dt.datetime) -> Draft:
    """«Gi til Hodan.» The teller gets it; the writer's phone lets go of it."""
    draft = of_interview(session, interview)
    if draft is None or person_id != interview.interviewer_id:
        raise NotAllowed
    if draft.delivered_at is None:
        draft.delivered_at = now
        session.flush()
        _tell_teller(session, interview)
        _tell_counts(session, interview)
    return draft


def deliver_story(
    session: Session,
    interview: Interview,
    person_id: int,
    fields: Mapping[str, Any],
    *,
    editor: str,
    now: dt.datetime,
) -> None:
    """The writer's last version and «Gi til Hodan» in one; the tap outranks earlier saves."""
    draft = of_interview(session, interview)
    version = draft.version if draft is not None else 0
    if person_id != interview.interviewer_id:
        raise NotAllowed("Bare den som lyttet, kan gi fortellingen videre.")
    save_story(session, interview, person_id, fields, version=version, editor=editor, now=now)
    if of_interview(session, interview) is not None:
        deliver(session, interview, person_id, now)


def hand_over_all(session: Session, activity: Activity, now: dt.datetime) -> None:
    """Godkjenn begins: every story goes to its teller as it was last saved."""
    for draft in session.scalars(
        select(Draft).where(
            Draft.activity_id == activity.id,
            Draft.interview_id.is_not(None),
            Draft.delivered_at.is_(None),
        )
    ):
        draft.delivered_at = now
    session.flush()


def _tell_counts(session: Session, interview: Interview) -> None:
    """«31 av 34 har skrevet ferdig», on the projector and for the prosessledere."""
    audiences.tell_counts(session, session.get_one(Activity, interview.activity_id).room_id)


def _tell_teller(session: Session, interview: Interview) -> None:
    activity = session.get_one(Activity, interview.activity_id)
    audiences.tell_person(session, activity.room_id, interview.teller_id)


def for_teller(session: Session, activity: Activity, teller_id: int) -> Draft | None:
    """The story that waits for its teller, when it has been handed over."""
    return session.scalar(
        select(Draft)
        .where(
            Draft.activity_id == activity.id,
            Draft.owner_id == teller_id,
            Draft.delivered_at.is_not(None),
        )
        .order_by(Draft.id)
    )


def take_late(session: Session, draft: Draft, teller_id: int, *, use: bool) -> None:
    """What the writer added late: the teller takes it, or lets it lie."""
    if draft.owner_id != teller_id:
        raise NotAllowed
    if use and draft.late is not None:
        draft.fields = draft.fields | draft.late
        draft.version += 1
    draft.late = None
    session.flush()


def close(session: Session, draft: Draft) -> None:
    """The teller has said yes. What the writer added and the teller has not seen stays."""
    if draft.late is None:
        session.delete(draft)
        return
    draft.fields, draft.late, draft.owner_edited = draft.late, None, False
    draft.version += 1
