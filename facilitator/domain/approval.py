"""A story's way to being a card: its teller says yes, and to whom."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import cards, drafts, readiness, story_drafts
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import (
    Activity,
    Card,
    Interview,
    Participant,
)

TITLE_LIMIT = 80
TEXT_LIMIT = 1500
STRENGTHS_LIMIT = 5


def clean_story(fields: Mapping[str, Any], known_strengths: frozenset[str]) -> dict[str, Any]:
    """A story's fields, tidied. Raises Invalid with every field that needs something."""
    clean, errors = _clean_words(fields, title_needed="Gi den en tittel.")
    chosen = [key for key in fields.get("strengths") or [] if key in known_strengths]
    if len(chosen) > STRENGTHS_LIMIT:
        errors["strengths"] = f"Velg inntil {STRENGTHS_LIMIT} styrker."
    if errors:
        raise Invalid(errors)
    return clean | {"strengths": chosen}


def _clean_words(
    fields: Mapping[str, Any], title_needed: str | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """Title and text, tidied, and what is wrong with them."""
    clean: dict[str, Any] = {}
    errors: dict[str, str] = {}
    title, text = (str(fields.get(name) or "") for name in ("title", "text"))
    try:
        clean["title"] = clean_line(title, "title", most=TITLE_LIMIT, needed=title_needed)
    except Invalid as invalid:
        errors |= invalid.errors
    try:
        needed = "Skriv noen setninger først."
        clean["text"] = clean_text(text, "text", most=TEXT_LIMIT, needed=needed)
    except Invalid as invalid:
        errors |= invalid.errors
    return clean, errors


def check_delivery(fields: Mapping[str, Any]) -> None:
    """What a writer gives on needs a text; the title may wait for the teller. Raises Invalid."""
    _, errors = _clean_words(fields, title_needed=None)
    if errors:
        raise Invalid(errors)


def approve_story(
    session: Session,
    interview: Interview,
    teller_id: int,
    fields: Mapping[str, Any],
    *,
    visibility: str,
    show_name: bool,
    thanks: str,
    phase_key: str,
    known_strengths: frozenset[str],
    client_id: str,
    now: dt.datetime,
) -> Card:
    """The teller says yes to the story and who may read it. Nothing is preselected.

    Repeating the call with the same `client_id` gives the same card. Raises Invalid with
    the fields to mend, NotAllowed for anybody but the teller.
    """
    if teller_id != interview.teller_id:
        raise NotAllowed("Bare den som fortalte, kan godkjenne fortellingen.")
    if repeated := cards.by_client_id(session, teller_id, client_id):
        return repeated
    clean = _approved_fields(fields, visibility, known_strengths)
    line = clean_line(thanks, "thanks", most=cards.THANKS_LIMIT) or None
    draft = story_drafts.of_interview(session, interview)
    if draft is not None and draft.delivered_at is None and draft.writer_id != teller_id:
        raise NotAllowed("Fortellingen er ikke gitt til deg ennå.")
    if approved := story_drafts.approved_story(session, interview):
        # Said yes to on another page: it is the same story, and the latest word counts.
        approved.thanks = line
        revise_story(session, approved, clean, known_strengths)
        cards.set_visibility(session, approved, visibility, now, show_name=show_name)
        return approved
    card = Card(
        activity_id=interview.activity_id,
        phase_key=phase_key,
        type="story",
        fields=clean,
        owner_id=teller_id,
        written_by_id=interview.interviewer_id,
        author_id=teller_id,
        client_id=client_id,
        visibility=visibility,
        show_name=show_name,
        thanks=line,
        created_at=draft.updated_at if draft else now,
        approved_at=now,
    )
    session.add(card)
    if draft is not None:
        story_drafts.close(session, draft)
    session.flush()
    readiness.mark(session, card.activity_id, phase_key, teller_id)
    cards.release(session, card)
    cards.tell_owners(session, card)
    return card


def _approved_fields(
    fields: Mapping[str, Any], visibility: str, known_strengths: frozenset[str]
) -> dict[str, Any]:
    errors: dict[str, str] = {}
    clean: dict[str, Any] = {}
    try:
        clean = clean_story(fields, known_strengths)
    except Invalid as invalid:
        errors |= invalid.errors
    if visibility not in cards.STORY_LEVELS:
        errors["visibility"] = "Velg hvem som får lese den."
    if errors:
        raise Invalid(errors)
    return clean


def record_story(
    session: Session,
    activity: Activity,
    *,
    teller_id: int,
    interviewer_id: int | None,
    fields: Mapping[str, Any],
    visibility: str,
    phase_key: str,
    known_strengths: frozenset[str],
    client_id: str,
    now: dt.datetime,
) -> Card:
    """An approved story from paper or from an earlier samling, without a draft."""
    if repeated := cards.by_client_id(session, teller_id, client_id):
        return repeated
    card = Card(
        activity_id=activity.id,
        phase_key=phase_key,
        type="story",
        fields=_approved_fields(fields, visibility, known_strengths),
        owner_id=teller_id,
        written_by_id=interviewer_id,
        author_id=teller_id,
        client_id=client_id,
        visibility=visibility,
        created_at=now,
        approved_at=now,
    )
    session.add(card)
    session.flush()
    cards.release(session, card)
    cards.tell_owners(session, card)
    return card


def record_on_behalf(
    session: Session,
    activity: Activity,
    teller: Participant,
    interview: Interview | None,
    fields: Mapping[str, Any],
    *,
    agreed: bool,
    visibility: str,
    phase_key: str,
    known_strengths: frozenset[str],
    client_id: str,
    now: dt.datetime,
) -> Card:
    """Somebody without a phone has said yes aloud; a prosessleder writes it in from paper.

    Raises Invalid unless the teller has `agreed`, and when the teller has said yes already.
    """
    if repeated := cards.by_client_id(session, teller.id, client_id):
        return repeated
    errors = _on_behalf_errors(session, teller, interview, agreed)
    try:
        _approved_fields(fields, visibility, known_strengths)
    except Invalid as invalid:
        errors = invalid.errors | errors
    if errors:
        raise Invalid(errors)
    return record_story(
        session,
        activity,
        teller_id=teller.id,
        interviewer_id=interview.interviewer_id if interview else None,
        fields=fields,
        visibility=visibility,
        phase_key=phase_key,
        known_strengths=known_strengths,
        client_id=client_id,
        now=now,
    )


def _on_behalf_errors(
    session: Session, teller: Participant, interview: Interview | None, agreed: bool
) -> dict[str, str]:
    name = teller.first_name
    if not agreed:
        return {"agreed": f"Les teksten for {name} først, og kryss av når {name} har sagt ja."}
    if interview is not None and story_drafts.approved_story(session, interview) is not None:
        return {"text": f"{name} har allerede godkjent en fortelling her."}
    return {}


def revise_story(
    session: Session, card: Card, fields: Mapping[str, Any], known_strengths: frozenset[str]
) -> None:
    """The teller mends the text of an approved story, wherever it is shown."""
    card.fields = clean_story(fields, known_strengths)
    if cards.shows_on_board(card):
        cards.release(session, card)
    cards.tell_owners(session, card)


def settle_late(
    session: Session,
    interview: Interview,
    teller_id: int,
    *,
    use: bool,
    known_strengths: frozenset[str],
) -> None:
    """What the writer added late: the teller takes it, or lets it lie. Twice is harmless."""
    if teller_id != interview.teller_id:
        raise NotAllowed("Bare den som fortalte, kan bestemme dette.")
    draft = story_drafts.of_interview(session, interview)
    card = story_drafts.approved_story(session, interview)
    if draft is not None and card is not None:
        if use:
            revise_story(session, card, card.fields | draft.fields, known_strengths)
        drafts.erase(session, draft)
    elif draft is not None:
        story_drafts.take_late(session, draft, teller_id, use=use)
