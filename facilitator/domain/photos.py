"""Photos: who may add one, who sees it, and when it is gone.

The rows are here; the files are in `photo_files`. A photo is seen by those who read the card
it stands on, and until then by whoever uploaded it and the group it was uploaded for.
"""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain import (
    audiences,
    cards,
    consents,
    lost_rights,
    outdated,
    photo_files,
    relations,
)
from facilitator.domain.photo_files import Prepared
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, Draft, Group, GroupMember, Participant, Photo
from facilitator.processes.schema import Phase

ALT_LIMIT = 200
GONE = "Bildet er ikke her lenger."
ALT_NEEDED = "Skriv hva bildet viser, så får alle det med seg."
KEPT_LOOSE = dt.timedelta(days=1)
"""How long a photo is kept that stands on no card and in no draft."""

A_DAY = dt.timedelta(days=1)
MOST_FROM_ONE = 40
MOST_IN_A_ROOM = 1000
"""Within a day: far more than anybody needs, and never the whole disk."""
ENOUGH_FROM_ONE = (
    f"Det er plass til {MOST_FROM_ONE} bilder fra hver i døgnet, og du har lagt ved så mange. "
    "Ta bort et du ikke trenger, så går det fint. Teksten din er her fortsatt."
)
ENOUGH_IN_A_ROOM = (
    "Det er lagt ved svært mange bilder i rommet i dag, og det er ikke plass til flere. "
    "Si fra til prosesslederen. Teksten din er her fortsatt."
)

ADULTS_ONLY = (
    "Bilder av barn kan vi ikke ta imot her. Er det voksne på bildet, må de ha sagt ja til det. "
    "Kryss av for det, eller velg et bilde der ingen kan kjennes igjen."
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the uploader says of a photo, checked."""

    alt: str
    no_people: bool


def say(alt: str, *, no_people: bool, adults: bool) -> Said:
    """Check what is said. Raises Invalid by field."""
    errors: dict[str, str] = {}
    line = ""
    try:
        line = clean_line(alt, "alt", most=ALT_LIMIT, needed=ALT_NEEDED)
    except Invalid as invalid:
        errors |= invalid.errors
    if not no_people and not adults:
        errors["no_people"] = ADULTS_ONLY
    if errors:
        raise Invalid(errors)
    return Said(line, no_people)


def takes_photo(phase: Phase) -> bool:
    return phase.card is not None and any(field.kind == "photo" for field in phase.card.fields)


def require_place(phase: Phase, group: Group | None, person: Participant) -> None:
    """A photo goes with the card of a phase, for oneself or for a group one is in."""
    if not takes_photo(phase):
        raise NotFound("Her er det ikke plass til et bilde.")
    if group is not None and person.id not in {m.participant_id for m in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")


def sent_before(session: Session, person: Participant, client_id: str) -> Photo | None:
    """The photo that this very upload has made before, if it is a repeated one."""
    photo = session.scalar(select(Photo).where(Photo.client_id == client_id))
    if photo is not None and photo.owner_id != person.id:
        raise NotAllowed
    return photo


def require_room(
    session: Session, activity: Activity, person: Participant, now: dt.datetime
) -> None:
    """Whether there is place for one more. Raises Invalid at the field `photo`."""
    lately = select(func.count(Photo.id)).where(Photo.uploaded_at > now - A_DAY)
    if (session.scalar(lately.where(Photo.owner_id == person.id)) or 0) >= MOST_FROM_ONE:
        raise Invalid({"photo": ENOUGH_FROM_ONE})
    there = lately.join(Activity, Activity.id == Photo.activity_id).where(
        Activity.room_id == activity.room_id
    )
    if (session.scalar(there) or 0) >= MOST_IN_A_ROOM:
        raise Invalid({"photo": ENOUGH_IN_A_ROOM})


def new_token() -> str:
    return secrets.token_urlsafe(18)


def keep(
    session: Session,
    activity: Activity,
    person: Participant,
    group: Group | None,
    token: str,
    said: Said,
    prepared: Prepared,
    *,
    client_id: str,
    now: dt.datetime,
) -> Photo:
    """Remember a photo whose file is written. A repeated upload gives the one from before."""
    if repeated := sent_before(session, person, client_id):
        return repeated
    require_room(session, activity, person, now)
    photo = Photo(
        token=token,
        owner_id=person.id,
        activity_id=activity.id,
        group_id=group.id if group else None,
        alt=said.alt,
        no_people=said.no_people,
        width=prepared.width,
        height=prepared.height,
        client_id=client_id,
        uploaded_at=now,
    )
    session.add(photo)
    session.flush()
    return photo


# --- who sees it ------------------------------------------------------------------------------


def by_token(session: Session, token: str) -> Photo | None:
    return session.scalar(select(Photo).where(Photo.token == token)) if token else None


def for_reader(session: Session, token: str, actor: Actor) -> Photo:
    """The photo, for somebody who may see it. Raises NotFound for everybody else."""
    photo = by_token(session, token)
    if photo is None or not may_see(session, photo, actor):
        raise NotFound(GONE)
    return photo


def may_see(session: Session, photo: Photo, actor: Actor) -> bool:
    own = photo.owner_id is not None and photo.owner_id == actor.participant_id
    if not own and photo.owner_id and consents.says_no(session, photo.owner_id, consents.PHOTO):
        return False
    card = standing_on(session, photo)
    if card is None:
        return _may_handle(session, photo, actor)
    if _hangs_in_room(session, card):
        return True
    return relations.can_read(session, relations.reader_for(session, actor), card)


def standing_on(session: Session, photo: Photo) -> Card | None:
    """The card it stands on now: one that has been given another photo has let go of it."""
    card = session.get(Card, photo.card_id) if photo.card_id else None
    return card if card is not None and photo.token in card.fields.values() else None


def _hangs_in_room(session: Session, card: Card) -> bool:
    """The projector shows it, and the projector is nobody: whoever has the address is let in."""
    if card.board_order is None or not cards.shows_on_board(card):
        return False
    return session.get_one(Activity, card.activity_id).room.is_open


def _may_handle(session: Session, photo: Photo, actor: Actor) -> bool:
    """Its uploader, and the group it was uploaded for."""
    if actor.participant_id is None:
        return False
    if photo.owner_id == actor.participant_id:
        return True
    return photo.group_id is not None and _is_member(session, photo.group_id, actor.participant_id)


def _is_member(session: Session, group_id: int, participant_id: int) -> bool:
    found = session.scalar(
        select(GroupMember.id).where(
            GroupMember.group_id == group_id, GroupMember.participant_id == participant_id
        )
    )
    return found is not None


def alts(session: Session, tokens: Iterable[str]) -> dict[str, str]:
    """What photos show, in words, by token; of those whose owner has not said no to it."""
    wanted = [token for token in tokens if token]
    if not wanted:
        return {}
    hidden = Photo.owner_id.in_(consents.who_say_no(consents.PHOTO))
    rows = session.execute(
        select(Photo.token, Photo.alt).where(
            Photo.token.in_(wanted), or_(Photo.owner_id.is_(None), ~hidden)
        )
    )
    return {row.token: row.alt for row in rows}


def is_put_away(session: Session, token: str) -> bool:
    """Whether its owner has said no to it: it is here, and shown to nobody else."""
    found = select(Photo.id).where(
        Photo.token == token, Photo.owner_id.in_(consents.who_say_no(consents.PHOTO))
    )
    return session.scalar(found) is not None


# --- gone -------------------------------------------------------------------------------------


def remove(session: Session, token: str, actor: Actor, now: dt.datetime) -> None:
    """«Ta bort bildet»: also from the card it stands on. A second time nothing is left to do.

    Raises NotAllowed for all but its uploader, its group and the card's owner.
    """
    photo = by_token(session, token)
    if photo is None:
        return
    card = standing_on(session, photo)
    owns = card is not None and cards.owned_by(session, card, actor)
    if not owns and not _may_handle(session, photo, actor):
        raise NotAllowed("Bare den som la ved bildet, kan ta det bort.")
    lost_rights.remember(session, lost_rights.REMOVED, photo.id, now)
    take_away(session, photo)


def take_away(session: Session, photo: Photo) -> None:
    card, token = standing_on(session, photo), photo.token
    if card is not None:
        card.fields = {k: ("" if v == token else v) for k, v in card.fields.items()}
        outdated.by_card(session, card)
        if card.board_order is not None:
            cards.release(session, card)
        cards.tell_owners(session, card)
    if photo.group_id is not None:
        audiences.tell_group(session, photo.group_id)
    session.delete(photo)
    session.flush()


def sweep(session: Session, folder: Path, now: dt.datetime) -> int:
    """Delete photos that nothing holds any more, and files without a row. Gives how many."""
    loose = session.scalars(select(Photo).where(Photo.uploaded_at < now - KEPT_LOOSE)).all()
    for photo in loose:
        if standing_on(session, photo) is None and not _in_a_draft(session, photo):
            session.delete(photo)
    session.flush()
    known = frozenset(session.scalars(select(Photo.token)))
    files = list(photo_files.stale(folder, known, now))
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _in_a_draft(session: Session, photo: Photo) -> bool:
    drafts = session.scalars(select(Draft).where(Draft.activity_id == photo.activity_id))
    return any(photo.token in draft.fields.values() for draft in drafts)
