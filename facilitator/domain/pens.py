"""A group's text: one pen, held by one of them, while the others read along."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, drafts
from facilitator.domain.writing import clean_draft
from facilitator.errors import Conflict, NotAllowed, PenTaken
from facilitator.models import Draft, Group, GroupMember, Participant


def of_group(session: Session, group: Group, phase_key: str) -> Draft | None:
    return session.scalar(
        select(Draft).where(Draft.group_id == group.id, Draft.scope == f"group:{phase_key}")
    )


def lines_of(draft: Draft) -> list[str]:
    """The lines that a group has begun on, tidied as its cards are."""
    lines = [str(value) for name, value in draft.fields.items() if name.startswith("line_")]
    return [" ".join(line.split()) for line in lines if line.strip()]


def take_pen(
    session: Session, group: Group, phase_key: str, person: Participant, now: dt.datetime
) -> Draft:
    """One pen in a group: anyone takes it with a tap, the others read along."""
    _require_member(session, group, person.id)
    draft = of_group(session, group, phase_key)
    if draft is None:
        draft = Draft(
            activity_id=group.activity_id,
            scope=f"group:{phase_key}",
            group_id=group.id,
            fields={},
            version=0,
            updated_at=now,
        )
        session.add(draft)
    if draft.pen_holder_id != person.id:
        draft.pen_holder = person
        draft.pen_turn = (draft.pen_turn or 0) + 1
    draft.updated_at = now
    session.flush()
    audiences.tell_group(session, group.id)
    return draft


def put_down_pen(session: Session, group: Group, phase_key: str) -> None:
    """The group is done; whoever wants to change something takes the pen again."""
    draft = of_group(session, group, phase_key)
    if draft is not None:
        draft.pen_holder = None
        session.flush()


def save_group(
    session: Session,
    group: Group,
    phase_key: str,
    person: Participant,
    fields: Mapping[str, Any],
    *,
    version: int,
    editor: str,
    now: dt.datetime,
) -> Draft:
    """Keep what the group's pen has written. Raises PenTaken when another has it."""
    _require_member(session, group, person.id)
    draft = of_group(session, group, phase_key)
    if draft is None or (draft.pen_holder_id is None and len(group.members) == 1):
        draft = take_pen(session, group, phase_key, person, now)
    if draft.pen_holder_id != person.id:
        holder = draft.pen_holder.first_name if draft.pen_holder else "En annen"
        raise PenTaken(holder)
    drafts.write(session, draft, clean_draft(fields), version, editor, now)
    audiences.tell_group(session, group.id)
    return draft


def finish_group(
    session: Session,
    group: Group,
    phase_key: str,
    person: Participant,
    fields: Mapping[str, Any],
    *,
    version: int | None,
    now: dt.datetime,
) -> None:
    """The group's text as it is when its pen says «Ferdig».

    Raises PenTaken while another has the pen, and Conflict when this is an old «Ferdig» that
    arrives after others have changed the text.
    """
    draft = of_group(session, group, phase_key) or take_pen(session, group, phase_key, person, now)
    if draft.pen_holder is not None and draft.pen_holder_id != person.id:
        raise PenTaken(draft.pen_holder.first_name)
    clean = clean_draft(fields)
    if clean == draft.fields:
        return
    if draft.pen_holder is None and version is not None and version < draft.version:
        raise Conflict(draft.fields, draft.version)
    draft.fields, draft.updated_at = clean, now
    draft.version += 1
    session.flush()


def _require_member(session: Session, group: Group, person_id: int) -> None:
    found = session.scalar(
        select(GroupMember.id).where(
            GroupMember.group_id == group.id, GroupMember.participant_id == person_id
        )
    )
    if found is None:
        raise NotAllowed("Du er ikke i denne gruppa.")
