"""«Ta med deg dette»: what a host makes of a borrowed room before it is deleted.

A draft of a praksisdokument in the host's own arbeidsmappe: one for each method that was run,
written again as often as the host likes while it is a draft. What others have said comes along
only as what a group made together and laid on the board, and without names.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import boards, borrowing, practice
from facilitator.domain.policies import Actor
from facilitator.domain.rooms import oslo_day
from facilitator.domain.running import process_of
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, GroupMember, Participant, PracticeDocument, Room

KIND = "lesson_plan"
NOT_YET = "Det er ikke kjørt noe i rommet ennå. Ta med deg noe når metoden er i gang eller ferdig."
HANDED_IN = "Dokumentet er levert. Det finner du i arbeidsmappa di, og det endres ikke herfra."
ONLY_PARTICIPANTS = (
    "Prosessledere har ingen arbeidsmappe. Skriv ut eller noter det du vil ha med deg."
)


def of_activity(session: Session, activity: Activity) -> PracticeDocument | None:
    """What the host has taken with them from here already."""
    return session.scalar(select(PracticeDocument).where(PracticeDocument.key == _key(activity)))


def _key(activity: Activity) -> str:
    """Names the document without naming the room: a number that says nothing to anybody."""
    place = f"{activity.room.gathering.cohort.key}:{activity.id}"
    return "laan-" + hashlib.sha256(place.encode()).hexdigest()[:24]


def made_together(session: Session, activity: Activity) -> list[Card]:
    """What groups have made and laid on the board, and not said no to letting out.

    Never what one guest alone has told.
    """
    lying = boards.lying(session, activity)
    several = _of_several(session, [c.group_id for c in lying if c.group_id])
    return [card for card in lying if _is_the_groups(card) and card.group_id in several]


def _is_the_groups(card: Card) -> bool:
    return card.owner_id is None and card.group_id is not None and card.keep


def _of_several(session: Session, group_ids: Sequence[int]) -> set[int]:
    """The groups of two or more: one person's «group» is that person."""
    rows = session.scalars(select(GroupMember.group_id).where(GroupMember.group_id.in_(group_ids)))
    members = list(rows)
    return {number for number in members if members.count(number) > 1}


def write(
    session: Session,
    room: Room,
    actor: Actor,
    *,
    title: str,
    text: str,
    quotes: Sequence[str],
    now: dt.datetime,
) -> PracticeDocument:
    """The draft, with what was ticked as quotes at its end. Sent again it is the same one.

    Raises Invalid by field, NotAllowed for a prosessleder and for what is handed in.
    """
    activity = require_method(session, room)
    person = host(session, actor)
    line = clean_line(title, "title", most=practice.TITLE_LIMIT, needed="Gi den en tittel.")
    whole = with_quotes(text, quotes)
    whole = clean_text(whole, "text", most=practice.DOCUMENT_LIMIT, needed="Skriv noen ord først.")
    found = of_activity(session, activity)
    if found is not None:
        if found.status != "kladd":
            raise NotAllowed(HANDED_IN)
        found.title, found.text = line, whole
        found.version += 1  # a form that stands open elsewhere must not write over this
        found.editor, found.saved_at = "", now
        session.flush()
        return found
    return practice.write_document(
        session,
        person,
        title=line,
        date=oslo_day(now),
        kind=KIND,
        text=whole,
        process_key=process_of(activity).key,
        key=_key(activity),
    )


def require_method(session: Session, room: Room) -> Activity:
    """What has been run in the room. Raises NotFound while nothing has begun."""
    borrowing.require_borrowed(room)
    activity = borrowing.method_in(session, room)
    if activity is None or activity.started_at is None:
        raise NotFound(NOT_YET)
    return activity


def host(session: Session, actor: Actor) -> Participant:
    """Whose arbeidsmappe it goes into. Raises NotAllowed for a prosessleder."""
    person = session.get(Participant, actor.participant_id) if actor.participant_id else None
    if person is None or actor.is_leader or person.guest_of is not None:
        raise NotAllowed(ONLY_PARTICIPANTS)
    return person


def with_quotes(text: str, quotes: Sequence[str]) -> str:
    """Each quote once: one that stands in the text already is not said again."""
    said = text.replace("\r\n", "\n").rstrip()
    new = [quote for quote in (f"«{q.strip()}»" for q in quotes) if quote not in said]
    return "\n\n".join([said, *dict.fromkeys(new)]) if new else said


def chosen(offered: dict[int, str], ids: Sequence[str]) -> list[str]:
    """The ticked quotes in the order they were offered. Raises Invalid for one that is gone."""
    wanted = {int(value) for value in ids if value.isdecimal() and len(value) < 12}
    if wanted - set(offered):
        raise Invalid(
            {"quote": "Et av kortene ligger ikke på tavla lenger. Se over og velg igjen."}
        )
    return [text for number, text in offered.items() if number in wanted]
