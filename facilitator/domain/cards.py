"""Cards: what somebody has said yes to. Only its owner widens who may read one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from facilitator.db import record
from facilitator.domain import audiences, drafts, facts, policies
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import (
    Activity,
    Card,
    Draft,
    Group,
    GroupMember,
    Interview,
    Participant,
    Ready,
)

TITLE_LIMIT = 80
TEXT_LIMIT = 1500
STRENGTHS_LIMIT = 5
CAUSE_LIMIT = 140
INSIGHT_LIMIT = 200
WORD_LIMIT = 60
CAUSES_LIMIT = 6
THANKS_LIMIT = 140

STORY_LEVELS = policies.LEVELS[:5]
"""What a teller may choose among; the festival comes with its own contributions."""

_SENT_BEFORE = select(Card).where(
    Card.author_id == bindparam("author"), Card.client_id == bindparam("client_id")
)
_LINE_LIMITS = {"root_cause": CAUSE_LIMIT, "insight": INSIGHT_LIMIT, "word": WORD_LIMIT}


def find(session: Session, card_id: int) -> Card:
    card = session.get(Card, card_id)
    if card is None:
        raise NotFound("Kortet finnes ikke lenger.")
    return card


def by_client_id(session: Session, author_id: int, client_id: str) -> Card | None:
    """The card that this very POST has made before, if it is a repeated one."""
    return session.scalar(_SENT_BEFORE, {"author": author_id, "client_id": client_id})


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
    if repeated := by_client_id(session, teller_id, client_id):
        return repeated
    clean = _approved_fields(fields, visibility, known_strengths)
    line = clean_line(thanks, "thanks", most=THANKS_LIMIT) or None
    draft = drafts.of_interview(session, interview)
    if approved := drafts.approved_story(session, interview):
        # Said yes to on another page: it is the same story, and the latest word counts.
        approved.show_name, approved.thanks = show_name, line
        revise_story(session, approved, clean, known_strengths)
        set_visibility(session, approved, visibility, now)
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
        session.delete(draft)
    session.flush()
    _mark_ready(session, card.activity_id, phase_key, teller_id)
    _release(session, card)
    _tell_owners(session, card)
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
    if visibility not in STORY_LEVELS:
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
    if repeated := by_client_id(session, teller_id, client_id):
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
    _release(session, card)
    _tell_owners(session, card)
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
    if repeated := by_client_id(session, teller.id, client_id):
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
    if interview is not None and drafts.approved_story(session, interview) is not None:
        return {"text": f"{name} har allerede godkjent en fortelling her."}
    return {}


def post_line(
    session: Session,
    activity: Activity,
    author_id: int,
    *,
    phase_key: str,
    type: str,
    text: str,
    visibility: str,
    group: Group | None = None,
    client_id: str,
    now: dt.datetime,
) -> Card:
    """A one-line card: a word, an insight, a root cause. A repeated POST makes no second one."""
    if repeated := by_client_id(session, author_id, client_id):
        return repeated
    line = clean_line(
        text, "text", most=_LINE_LIMITS.get(type, INSIGHT_LIMIT), needed="Skriv noe først."
    )
    card = Card(
        activity_id=activity.id,
        phase_key=phase_key,
        type=type,
        fields={"text": line},
        owner_id=None if type == "root_cause" else author_id,
        group_id=group.id if group else None,
        author_id=author_id,
        client_id=client_id,
        visibility=visibility,
        created_at=now,
        approved_at=now,
    )
    _release(session, card, activity.room_id)
    session.add(card)
    session.flush()
    if group is not None:
        audiences.tell_group(session, group.id)
    return card


def deliver_group_cards(
    session: Session,
    group: Group,
    person: Participant,
    *,
    phase_key: str,
    type: str,
    texts: Sequence[str],
    keep: bool,
    now: dt.datetime,
) -> list[Card]:
    """«Ferdig»: the group's lines become its cards on the board.

    Pressed again after a change, the same cards are revised: line *n* is always the same
    card, and a line that was emptied withdraws its card. `keep` says whether they are saved
    together with the board.
    """
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")
    lines = _clean_lines(texts, type)
    existing = {
        card.client_id: card
        for card in session.scalars(
            select(Card).where(Card.group_id == group.id, Card.phase_key == phase_key)
        )
    }
    made = [
        _put_group_card(session, group, person, existing, phase_key, type, n, line, keep, now)
        for n, line in lines.items()
    ]
    for client_id, card in existing.items():
        if card not in made and client_id.startswith(f"group-{group.id}-"):
            _withdraw(session, card, now)
    drafts.put_down_pen(session, group, phase_key)
    _mark_group_ready(session, group, phase_key)
    audiences.tell_group(session, group.id)
    return made


def finish_group(
    session: Session,
    group: Group,
    person: Participant,
    *,
    phase_key: str,
    type: str,
    texts: Sequence[str],
    keep: bool,
    version: int | None,
    now: dt.datetime,
) -> list[Card]:
    """The one with the pen says «Ferdig»: the text is kept as it stands, and released."""
    fields = {f"line_{n}": text for n, text in enumerate(texts)} | {"keep": "1" if keep else ""}
    drafts.finish_group(session, group, phase_key, person, fields, version=version, now=now)
    return deliver_group_cards(
        session, group, person, phase_key=phase_key, type=type, texts=texts, keep=keep, now=now
    )


def _clean_lines(texts: Sequence[str], type: str) -> dict[int, str]:
    """The lines that hold something, by their place: an emptied one moves no other."""
    most = _LINE_LIMITS.get(type, INSIGHT_LIMIT)
    lines: dict[int, str] = {}
    errors: dict[str, str] = {}
    for n, text in enumerate(texts[:CAUSES_LIMIT]):
        try:
            line = clean_line(text, f"line_{n}", most=most)
        except Invalid as invalid:
            errors |= invalid.errors
            continue
        if line:
            lines[n] = line
    if not lines and not errors:
        errors["line_0"] = "Skriv minst én før dere sier at dere er ferdige."
    if errors:
        raise Invalid(errors)
    return lines


def _put_group_card(
    session: Session,
    group: Group,
    person: Participant,
    existing: Mapping[str, Card],
    phase_key: str,
    type: str,
    number: int,
    line: str,
    keep: bool,
    now: dt.datetime,
) -> Card:
    client_id = f"group-{group.id}-{phase_key}-{number}"
    card = existing.get(client_id)
    if card is None:
        card = Card(
            activity_id=group.activity_id,
            phase_key=phase_key,
            type=type,
            fields={"text": line},
            group_id=group.id,
            author_id=person.id,
            client_id=client_id,
            visibility="cohort" if keep else "room",
            keep=keep,
            created_at=now,
            approved_at=now,
        )
        session.add(card)
        session.flush()
        _release(session, card)
    elif card.fields["text"] != line or card.keep != keep or card.withdrawn_at is not None:
        card.fields = {"text": line}
        card.keep, card.visibility = keep, "cohort" if keep else "room"
        card.withdrawn_at = None
        _release(session, card)
    return card


def set_visibility(session: Session, card: Card, visibility: str, now: dt.datetime) -> None:
    """The owner widens or narrows; narrowing takes effect on the board at once."""
    if visibility not in STORY_LEVELS:
        raise Invalid({"visibility": "Velg hvem som får lese den."})
    was_on = shows_on_board(card)
    card.visibility = visibility
    card.withdrawn_at = None
    if policies.on_board(visibility):
        _release(session, card)
    elif was_on:
        _leave_board(session, card)
    _tell_owners(session, card)


def revise_story(
    session: Session, card: Card, fields: Mapping[str, Any], known_strengths: frozenset[str]
) -> None:
    """The teller mends the text of an approved story, wherever it is shown."""
    card.fields = clean_story(fields, known_strengths)
    if shows_on_board(card):
        _release(session, card)
    _tell_owners(session, card)


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
    draft = drafts.of_interview(session, interview)
    card = drafts.approved_story(session, interview)
    if draft is not None and card is not None:
        if use:
            revise_story(session, card, card.fields | draft.fields, known_strengths)
        drafts.erase(session, draft)
    elif draft is not None:
        drafts.take_late(session, draft, teller_id, use=use)


def withdraw(session: Session, card: Card, now: dt.datetime) -> None:
    """Take it back: gone from every board and every saved board; the owner still has it."""
    _withdraw(session, card, now)
    _tell_owners(session, card)


def _withdraw(session: Session, card: Card, now: dt.datetime) -> None:
    was_on = shows_on_board(card)
    card.withdrawn_at = card.withdrawn_at or now
    if was_on:
        _leave_board(session, card)


def hide(session: Session, card: Card, now: dt.datetime) -> None:
    """The prosessleder takes a card off the board for now; nothing is lost."""
    if shows_on_board(card):
        card.hidden_at = now
        _leave_board(session, card)
        _tell_owners(session, card)


def unhide(session: Session, card: Card) -> None:
    if card.hidden_at is not None:
        card.hidden_at = None
        if shows_on_board(card):
            _release(session, card)
        _tell_owners(session, card)


def thank(session: Session, card: Card, text: str) -> None:
    """The teller's one line to the one who listened and wrote."""
    card.thanks = clean_line(text, "thanks", most=THANKS_LIMIT) or None
    _tell_owners(session, card)
    session.flush()


def shows_on_board(card: Card) -> bool:
    return (
        policies.on_board(card.visibility) and card.withdrawn_at is None and card.hidden_at is None
    )


def _release(session: Session, card: Card, room_id: int | None = None) -> None:
    """Put a card on the board, or renew it there. Order is arrival: the first release counts."""
    if not shows_on_board(card):
        return
    if room_id is None:
        room_id = session.get_one(Activity, card.activity_id).room_id
    name = audiences.board(room_id)
    revision = audiences.touch(session, name)
    if card.board_order is None:
        card.board_order = revision
    else:
        card.version += 1
    session.add(card)  # a new one is stored together with its place
    session.flush()
    record(session, facts.CardOnBoard(name, revision, card.id))


def _leave_board(session: Session, card: Card) -> None:
    activity = session.get_one(Activity, card.activity_id)
    card.version += 1
    arranged = card.cluster_id is not None or activity.spotlight_id == card.id
    if activity.spotlight_id == card.id:
        activity.spotlight_id = None
    name = audiences.board(activity.room_id)
    revision = audiences.touch(session, name)
    session.flush()
    record(session, facts.CardOffBoard(name, revision, card.id, card.version))
    if arranged:
        # The light goes out, or a heading loses its last card: the picture around it changes.
        record(session, facts.BoardArranged(name, audiences.touch(session, name)))


def _tell_owners(session: Session, card: Card) -> None:
    """The teller, the one who wrote, and the leaders' counts."""
    room_id = session.get_one(Activity, card.activity_id).room_id
    for person in {card.owner_id, card.written_by_id} - {None}:
        assert person is not None
        audiences.tell_person(session, room_id, person)
    audiences.tell_counts(session, room_id)


def _mark_ready(session: Session, activity_id: int, phase_key: str, person_id: int) -> None:
    known = session.scalar(
        select(Ready.id).where(
            Ready.activity_id == activity_id,
            Ready.phase_key == phase_key,
            Ready.participant_id == person_id,
        )
    )
    if known is None:
        session.add(Ready(activity_id=activity_id, phase_key=phase_key, participant_id=person_id))
        session.flush()


def mark_ready(session: Session, activity: Activity, phase_key: str, person_id: int) -> None:
    """«Jeg er klar.» Counted for the room, never listed."""
    _mark_ready(session, activity.id, phase_key, person_id)
    audiences.tell_counts(session, activity.room_id)
    audiences.tell_person(session, activity.room_id, person_id)


def _mark_group_ready(session: Session, group: Group, phase_key: str) -> None:
    for member in group.members:
        _mark_ready(session, group.activity_id, phase_key, member.participant_id)
    activity = session.get_one(Activity, group.activity_id)
    audiences.tell_counts(session, activity.room_id)


def owned_by(session: Session, card: Card, actor: Actor) -> bool:
    """Whether the actor owns the card: its teller, or a member of the group that made it."""
    if actor.participant_id is None:
        return False
    if card.owner_id is not None:
        return card.owner_id == actor.participant_id
    found = session.scalar(
        select(GroupMember.id).where(
            GroupMember.group_id == card.group_id,
            GroupMember.participant_id == actor.participant_id,
        )
    )
    return found is not None


def require_owner(session: Session, card: Card, actor: Actor) -> None:
    if not owned_by(session, card, actor):
        raise NotAllowed("Bare den som eier kortet, kan gjøre dette.")


def waiting_drafts(session: Session, activity: Activity) -> list[Draft]:
    return list(
        session.scalars(
            select(Draft).where(Draft.activity_id == activity.id, Draft.interview_id.is_not(None))
        )
    )
