"""Cards that people give each other: closed until their receiver opens them.

Whoever has listened gives one or two cards to the one who told, each with a strength and with
what it is built on: «Jeg så … da du …». The receiver opens them one by one when the ring has
come to receive, and owns them from then on. The giver may take a card back while it is closed.
"""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    audiences,
    card_fields,
    card_rows,
    cards,
    closed,
    drafts,
    given,
    lost_rights,
    receiving,
)
from facilitator.domain.writing import clean_line, too_long
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes.catalogue import catalogue_or_first
from facilitator.processes.schema import Phase

SENTENCE = "Skriv hva du så: «Jeg så … da du …». Det er det kortet bygger på."
WHO = "Velg hvem kortet er til."
ONE = "Velg én styrke."
ENOUGH = "Du har alt gitt {name} {count} kort. La dem virke."
_COUNTS = ("", "ett", "to", "tre", "fire", "fem", "seks")


@dataclass(frozen=True, slots=True)
class Giving:
    """What a giver has filled in. The sentence is «Jeg så {saw} da du {when}»."""

    receiver_id: int
    strength: str
    saw: str
    when: str
    client_id: str


def give(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    giver: Participant,
    sent: Giving,
    now: dt.datetime,
) -> Card:
    """Give somebody in one's ring a card. The same POST twice makes one card.

    Raises Invalid by form field, NotAllowed for somebody outside the ring.
    """
    if not given.is_giving(phase) or phase.card is None:
        raise NotAllowed("Her gir vi ikke kort til hverandre.")
    if repeated := cards.by_client_id(session, giver.id, sent.client_id):
        return repeated
    receiver = _receiver(group, giver, sent.receiver_id)
    fields = _clean(session, activity, phase, giver, receiver, sent)
    assert receiver is not None
    card = Card(
        activity_id=activity.id,
        type=phase.card.type,
        fields=dict(phase.card.preset) | fields,
        owner_id=receiver.id,
        author_id=giver.id,
        group_id=group.id,
        client_id=sent.client_id,
        created_at=now,
        approved_at=now,
        visibility=phase.visibility or "me",
        phase_key=phase.key,
        opened_at=now if card_rows.is_over(activity, phase) else None,
    )
    session.add(card)
    session.flush()
    own = drafts.find(session, activity, f"card:{phase.key}", writer_id=giver.id)
    if own is not None:
        drafts.erase(session, own)
    _tell(session, activity, phase, card, now)
    return card


def _receiver(group: Group, giver: Participant, receiver_id: int) -> Participant | None:
    people = {person.id: person for person in group.people}
    if giver.id not in people:
        raise NotAllowed("Du er ikke i denne gruppa.")
    return people.get(receiver_id) if receiver_id != giver.id else None


def _clean(
    session: Session,
    activity: Activity,
    phase: Phase,
    giver: Participant,
    receiver: Participant | None,
    sent: Giving,
) -> dict[str, str]:
    """The card's fields, with all faults at once."""
    errors: dict[str, str] = {}
    if receiver is None:
        errors["receiver"] = WHO
    elif fault := _enough(session, activity, phase, giver, receiver):
        errors["receiver"] = fault
    catalogue = catalogue_or_first(activity.room.gathering.cohort.catalogue)
    known = {strength.key: strength.name for strength in catalogue.strengths}
    if sent.strength not in known:
        errors["strength"] = ONE
    found = {given.strength_field(phase): sent.strength}
    if (field := given.sentence_field(phase)) is not None:
        try:
            found[field.name] = sentence(sent, known.get(sent.strength, ""), field.max)
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return found


def sentence(sent: Giving, strength: str, most: int) -> str:
    """«Jeg så klokskap da du …». Raises Invalid where one half is missing.

    Those who write the whole sentence in the last field are understood as well.
    """
    saw = clean_line(sent.saw, "saw", most=most)
    when = clean_line(sent.when, "when", most=most)
    if whole := re.fullmatch(r"jeg så (.+?) da du (.+)", when, re.IGNORECASE):
        saw, when = whole[1], whole[2]
    saw = re.sub(r"^jeg så\b\s*", "", saw, flags=re.IGNORECASE).rstrip(" .…") or strength.lower()
    when = re.sub(r"^da du\b\s*", "", when, flags=re.IGNORECASE).strip(" …")
    if not saw or not re.search(r"\w", when):
        raise Invalid({"when": SENTENCE})
    text = f"Jeg så {saw} da du {when}"
    text = text if text[-1] in ".?»" else f"{text}."
    if len(text) > most:
        raise Invalid({"when": too_long(len(text), most)})
    return text


def _enough(
    session: Session, activity: Activity, phase: Phase, giver: Participant, receiver: Participant
) -> str:
    assert phase.card is not None
    most = card_fields.most_rows(phase.card)
    made = [
        c for c in given.given_by(session, activity, phase, giver.id) if c.owner_id == receiver.id
    ]
    if len(made) < most:
        return ""
    count = _COUNTS[most] if most < len(_COUNTS) else str(most)
    return ENOUGH.format(name=receiver.first_name, count=count)


def take_back(session: Session, card: Card, giver: Participant, now: dt.datetime) -> None:
    """The giver regrets a card that its receiver has not seen: it is gone. Raises NotAllowed."""
    activity, phase = given.place(session, card)
    if card.author_id != giver.id or is_readable(session, activity, phase, card, now):
        raise NotAllowed("Kortet er åpnet, og tilhører den som fikk det.")
    _tell(session, activity, phase, card, now)
    lost_rights.remember(session, lost_rights.DELETED, card.id, now)
    session.delete(card)
    session.flush()


def _tell(session: Session, activity: Activity, phase: Phase, card: Card, now: dt.datetime) -> None:
    """The giver's phone and the counts; the receiver's only when there is something to open."""
    for person in (card.author_id, card.owner_id):
        assert person is not None
        if person == card.author_id or is_readable(session, activity, phase, card, now):
            audiences.tell_person(session, activity.room_id, person)
    audiences.tell_counts(session, activity.room_id)
    given.tell_map(session, activity, phase)


def is_readable(
    session: Session, activity: Activity, phase: Phase, card: Card, now: dt.datetime
) -> bool:
    """Whether the receiver has it before them, or may any moment."""
    group = session.get(Group, card.group_id) if card.group_id else None
    found = receiving.waiting(session, activity, phase, group, card.owner_id or 0, now)
    return card.opened_at is not None or card in found


def open_all(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> None:
    """The phase has ended: whatever has not been opened opens now."""
    for card in session.scalars(
        select(Card).where(
            Card.activity_id == activity.id,
            Card.phase_key == phase.key,
            Card.opened_at.is_(None),
            closed.given(),
        )
    ):
        card.opened_at = now
    session.flush()
