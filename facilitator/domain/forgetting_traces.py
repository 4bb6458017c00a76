"""Where something of a person stands that no key of the tables says, and what becomes of it.

Cards are named by number on saved boards, in notes and in copies of mapper; phones, large files
and borrowed rooms are theirs in ways of their own. Numbers of cards may be given again, so none
of one that is deleted may be left anywhere.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, lazyload

from facilitator.domain import audiences, cards, method_credits, passing, passing_devices, photos
from facilitator.domain.practice_content import file_name
from facilitator.models import (
    Activity,
    Audience,
    AuditEntry,
    Card,
    Claim,
    Cohort,
    DocumentFile,
    Gathering,
    Group,
    GroupMember,
    Handover,
    Job,
    Method,
    Participant,
    Photo,
    PortfolioCopy,
    PracticeDocument,
    Room,
    SavedBoard,
    SessionNote,
)

GONE = "(slettet)"
"""Stands where a name stood."""
FORMER = "tidligere deltaker"
"""Stands where a name stood as the maker of a method that others have led."""


def off_the_boards(session: Session, person: Participant) -> set[int]:
    """Take the person's cards off every board at once. Gives their numbers."""
    own = list(session.scalars(select(Card).where(Card.owner_id == person.id)))
    for card in own:
        if cards.shows_on_board(card) and card.board_order is not None:
            cards.leave_board(session, card)
    session.flush()
    return {card.id for card in own}


def tell_groups(session: Session, person: Participant) -> None:
    """Open pages of those they sat with are fetched anew."""
    wanted = (
        select(Group.id, Activity.room_id)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .join(Activity, Activity.id == Group.activity_id)
        .join(Room, Room.id == Activity.room_id)
        .where(GroupMember.participant_id == person.id, Room.closed_at.is_(None))
    )
    found = session.execute(wanted).all()
    for row in found:
        audiences.tell_group(session, row.id)
    for room_id in {row.room_id for row in found}:
        audiences.tell_counts(session, room_id)


def pictures(
    session: Session, person: Participant, own: set[int]
) -> tuple[list[Photo], list[Photo]]:
    """Theirs, and those on cards of theirs: those that go, and those that stay.

    A picture on the card of a group stays there, unless somebody may be recognised on it.
    """
    found = session.scalars(
        select(Photo).where(or_(Photo.owner_id == person.id, Photo.card_id.in_(own)))
    ).all()
    stay = [photo for photo in found if photo.no_people and _of_others(session, photo, own)]
    return [photo for photo in found if photo not in stay], stay


def _of_others(session: Session, photo: Photo, own: set[int]) -> Card | None:
    card = photos.standing_on(session, photo)
    return card if card is not None and card.id not in own else None


def photos_of(session: Session, person: Participant, own: set[int]) -> list[str]:
    """Gives the tokens of the files that go."""
    going, stay = pictures(session, person, own)
    for photo in stay:
        photo.owner_id = None
    gone = []
    for photo in going:
        if card := _of_others(session, photo, own):
            card.fields = {k: ("" if v == photo.token else v) for k, v in card.fields.items()}
            cards.renew(session, card)
        gone.append(photo.token)
        session.delete(photo)
    session.flush()
    return gone


def files_of(session: Session, person: Participant) -> tuple[str, ...]:
    """Also those they have taken out of a document, for the files may still be there."""
    found = session.scalars(
        select(DocumentFile)
        .join(PracticeDocument, PracticeDocument.id == DocumentFile.document_id)
        .where(PracticeDocument.participant_id == person.id)
    )
    return tuple(file_name(each) for each in found)


def exports_of(session: Session, person: Participant) -> tuple[str, ...]:
    """Every large file of the kull may hold something of theirs: all are made anew if wanted."""
    wanted = or_(Job.participant_id == person.id, Job.cohort_id == person.cohort_id)
    tokens = tuple(session.scalars(select(Job.token).where(wanted)))
    session.execute(delete(Job).where(wanted))
    return tokens


def borrowed_rooms(session: Session, person: Participant) -> list[str]:
    """Those they have borrowed are thrown away now. Gives the tokens of photos there."""
    gone: list[str] = []
    for cohort in session.scalars(select(Cohort).where(Cohort.host_id == person.id)).all():
        gone += passing.throw_away(session, cohort)
    return gone


def devices(session: Session, person: Participant) -> None:
    passing_devices.let_go_of(session, Claim.participant_id == person.id)


def listened(session: Session, person: Participant) -> None:
    """Stories they wrote down for others are the tellers'; the thanks for it was to them."""
    session.execute(
        update(Card)
        .where(Card.written_by_id == person.id)
        .values(written_by_id=None, thanks=None)
        .execution_options(synchronize_session=False)
    )


def credits_of(session: Session, person: Participant) -> None:
    """A method of theirs goes; what has been led or copied of it stays, without the name."""
    theirs = Method.participant_id == person.id
    method_credits.take_out(session, theirs, person.name, FORMER)
    session.expire_all()


def log_entries(session: Session, person: Participant) -> None:
    """The log keeps when and what, without the name."""
    names = (person.name,)
    theirs = or_(AuditEntry.participant_id == person.id, AuditEntry.about_id == person.id)
    by_them = AuditEntry.facilitator_id.is_(None) & (AuditEntry.by == person.name)
    did_it = or_(AuditEntry.participant_id == person.id, by_them & theirs)
    session.execute(update(AuditEntry).where(did_it).values(by=GONE))
    of_kull = AuditEntry.cohort_id == person.cohort_id
    for entry in session.scalars(select(AuditEntry).where(or_(theirs, of_kull))):
        what, details = _nameless(entry.what, names), _nameless(entry.details, names)
        if (what, details) != (entry.what, entry.details):
            entry.what, entry.details = what, details
    session.flush()


def log_of_kull(session: Session, cohort: Cohort) -> None:
    """Its people go with it, and so do their names in the log."""
    people = select(Participant.id).where(Participant.cohort_id == cohort.id)
    session.execute(update(AuditEntry).where(AuditEntry.participant_id.in_(people)).values(by=GONE))


def _nameless(value: Any, names: Iterable[str]) -> Any:
    if isinstance(value, dict):
        return {key: _nameless(each, names) for key, each in value.items()}
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, GONE) if name else value
    return value


def numbers(session: Session, person: Participant, own: set[int]) -> None:
    """Of the person and of their cards, wherever a number stands by itself."""
    days = select(Gathering.id).where(Gathering.cohort_id == person.cohort_id)
    acts = (
        select(Activity).join(Room, Room.id == Activity.room_id).where(Room.gathering_id.in_(days))
    )
    led = set(
        session.scalars(select(Handover.activity_id).where(Handover.participant_id == person.id))
    )
    for activity in session.scalars(acts.options(lazyload("*"))):
        _of_activity(activity, person, own, activity.id in led)
    ids = acts.with_only_columns(Activity.id)
    for board in session.scalars(
        select(SavedBoard).where(SavedBoard.activity_id.in_(ids)).options(lazyload("*"))
    ):
        kept = [{**c, "cards": _less(c.get("cards", ()), own)} for c in board.arrangement]
        if kept != board.arrangement:
            board.arrangement = kept
    for note in session.scalars(select(SessionNote).where(SessionNote.gathering_id.in_(days))):
        note.dropped_card_ids = _less(note.dropped_card_ids, own)
        note.seen_card_ids = _less(note.seen_card_ids, own)
    _of_copies(session, person, own)
    session.execute(delete(Audience).where(Audience.key.like(f"person:%:{person.id}")))
    session.flush()


def _less(numbers: Iterable[int], own: set[int]) -> list[int]:
    return [each for each in numbers if each not in own]


def _of_activity(activity: Activity, person: Participant, own: set[int], led: bool) -> None:
    if activity.spotlight_id in own:
        activity.spotlight_id = None
    if led and (activity.last_action or {}).get("by") in (person.name, person.first_name):
        activity.last_action = {**(activity.last_action or {}), "by": GONE}
    told = {key: _seating(how, person.id) for key, how in activity.seatings.items()}
    if told != activity.seatings:
        activity.seatings = told


def _seating(how: Any, person_id: int) -> Any:
    """Who gave way: a line that names the person is nobody's any more."""
    if not isinstance(how, dict) or "gave_way" not in how:
        return how
    return {**how, "gave_way": [g for g in how["gave_way"] if person_id not in g.get("ids", ())]}


def _of_copies(session: Session, person: Participant, own: set[int]) -> None:
    others = select(Participant.id).where(Participant.cohort_id == person.cohort_id)
    for copy in session.scalars(
        select(PortfolioCopy).where(
            PortfolioCopy.participant_id.in_(others), PortfolioCopy.participant_id != person.id
        )
    ):
        kept = _less(copy.content.get("others", ()), own)
        if kept != copy.content.get("others", []):
            copy.content = {**copy.content, "others": kept}
