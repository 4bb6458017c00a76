"""What somebody has said yes to, apart from the course: photo, publication, research.

Each is dated, and taken back at any time; what is taken back is taken back on the board at once.
Without an answer nobody may ask about research, while a photo one adds oneself and a contribution
one releases oneself are shown: the press is one's own, and a no stops it. Nothing of the course
depends on one. A no that was never a yes is a row that was withdrawn as it was given, without
words.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from facilitator.db import record
from facilitator.domain import (
    audiences,
    audit,
    cards,
    facts,
    festival,
    outdated,
    policies,
    roster,
    settings,
)
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotFound
from facilitator.models import Card, Cohort, Consent, Participant, Photo

PHOTO: Final = "photo"
PUBLICATION: Final = "publication"
RESEARCH: Final = "research"
KINDS: Final = (PHOTO, PUBLICATION, RESEARCH)

WORDS: Final = {
    PHOTO: "Bilder jeg legger ved kortene mine, kan vises for de andre på samlingene.",
    PUBLICATION: (
        "Det jeg selv slipper fram til festivalen, kan stå på den åpne siden og i programmet."
    ),
    RESEARCH: (
        "Arrangøren kan spørre om fortellinger og dokumenter jeg har delt, kan brukes i "
        "forskning på utdanningen."
    ),
}
"""What is said yes to, until the installation's owner writes it otherwise."""

TEXT_KEY: Final = "consent.{}"
PUT_AWAY: Final = "_put_away"
"""What comes after the name of a card's field while its photo is not shown."""

NO_PHOTOS = (
    "Du har sagt at bildene dine ikke skal vises. Du kan endre det under Samtykker i arbeidsmappa."
)
NO_PUBLICATION = (
    "Du har sagt nei til at bidraget ditt vises åpent. "
    "Du kan endre det under Samtykker i arbeidsmappa."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands: `yes` is None for one who has not been asked, or has not answered."""

    kind: str
    yes: bool | None
    since: dt.datetime | None


def words(session: Session) -> dict[str, str]:
    keys = {TEXT_KEY.format(kind): kind for kind in KINDS}
    written = settings.values(session, keys)
    return WORDS | {keys[key]: str(value) for key, value in written.items() if value}


def of_person(session: Session, participant_id: int) -> dict[str, Answer]:
    return _answers(_rows(session, [participant_id])).get(participant_id) or _unanswered()


def of_cohort(session: Session, cohort: Cohort) -> list[tuple[Participant, dict[str, Answer]]]:
    """Everybody in the kull with how it stands. Two queries."""
    people = session.scalars(roster.members(cohort.id).order_by(Participant.name)).all()
    found = _answers(_rows(session, [person.id for person in people]))
    return [(person, found.get(person.id) or _unanswered()) for person in people]


def _rows(session: Session, people: Iterable[int]) -> list[Consent]:
    wanted = select(Consent).where(Consent.participant_id.in_(list(people))).order_by(Consent.id)
    return list(session.scalars(wanted))


def _answers(rows: Iterable[Consent]) -> dict[int, dict[str, Answer]]:
    found: dict[int, dict[str, Answer]] = {}
    for row in rows:
        answer = Answer(row.kind, row.withdrawn_at is None, row.withdrawn_at or row.given_at)
        found.setdefault(row.participant_id, _unanswered())[row.kind] = answer
    return found


def _unanswered() -> dict[str, Answer]:
    return {kind: Answer(kind, None, None) for kind in KINDS}


def says_no(session: Session, participant_id: int, kind: str) -> bool:
    return of_person(session, participant_id)[kind].yes is False


def who_say_no(kind: str) -> Select[int]:
    """The participants who have said no last, for a query."""
    later = aliased(Consent)
    changed = exists().where(
        and_(
            later.participant_id == Consent.participant_id,
            later.kind == kind,
            later.id > Consent.id,
        )
    )
    return select(Consent.participant_id).where(
        Consent.kind == kind, Consent.withdrawn_at.is_not(None), ~changed
    )


# --- answering --------------------------------------------------------------------------------


def answer(
    session: Session,
    actor: Actor,
    person: Participant,
    kind: str,
    now: dt.datetime,
    *,
    yes: bool,
    since: dt.datetime | None = None,
) -> None:
    """A yes or a no, with its date. The same answer once more changes nothing.

    `since`: when it was said, for one that is given again after an older copy was put back.
    """
    if kind not in KINDS:
        raise NotFound
    session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update())
    if of_person(session, person.id)[kind].yes is yes:
        return
    standing = session.scalar(
        select(Consent).where(
            Consent.participant_id == person.id,
            Consent.kind == kind,
            Consent.withdrawn_at.is_(None),
        )
    )
    said = since or now
    if standing is not None:
        standing.withdrawn_at = said
    else:
        text = words(session)[kind] if yes else ""
        ended = None if yes else said
        session.add(
            Consent(
                participant_id=person.id, kind=kind, text=text, given_at=said, withdrawn_at=ended
            )
        )
    record(session, facts.TakenBack())
    session.flush()
    audit.note(
        session, actor, audit.CONSENT, now, kind,
        about=person.id, cohort=person.cohort_id, answer="ja" if yes else "nei",
    )  # fmt: skip
    _carry_out(session, person, kind, now, yes=yes)


def _carry_out(
    session: Session, person: Participant, kind: str, now: dt.datetime, *, yes: bool
) -> None:
    if kind == PHOTO:
        _show_photos(session, person, shown=yes)
    if kind == PUBLICATION and not yes:
        _hold_back(session, person, now)


def carry_out(session: Session, person: Participant, now: dt.datetime) -> None:
    """What the answers mean for all that is theirs by now: some of it may have been another's."""
    for kind, said in of_person(session, person.id).items():
        if said.yes is not None:
            _carry_out(session, person, kind, now, yes=said.yes)


def _show_photos(session: Session, person: Participant, *, shown: bool) -> None:
    """Off every board and out of every card, or back again; the pictures themselves stay."""
    rows = session.execute(
        select(Photo, Card).join(Card, Card.id == Photo.card_id).where(Photo.owner_id == person.id)
    )
    for photo, card in rows:
        fields = _put_back(card.fields, photo.token) if shown else _away(card.fields, photo.token)
        if fields == card.fields:
            continue
        card.fields = fields
        session.flush()
        if not shown:
            outdated.by_card(session, card)
        cards.renew(session, card)
        cards.tell_owners(session, card)
        if card.group_id is not None:
            audiences.tell_group(session, card.group_id)


def _away(fields: Mapping[str, object], token: str) -> dict[str, object]:
    return {(name + PUT_AWAY if value == token else name): value for name, value in fields.items()}


def _put_back(fields: Mapping[str, object], token: str) -> dict[str, object]:
    """Where the field has got another picture meanwhile, that one stands."""
    found = {name: value for name, value in fields.items() if not name.endswith(PUT_AWAY)}
    for name, value in fields.items():
        if name.endswith(PUT_AWAY):
            place = name.removesuffix(PUT_AWAY)
            if value == token and not found.get(place):
                found[place] = value
            elif value != token:
                found[name] = value
    return found


def _hold_back(session: Session, person: Participant, now: dt.datetime) -> None:
    """Off the festival's open page, and no card is open to everybody any more."""
    contribution = festival.of_person(session, person.id)
    if contribution is not None:
        festival.hold_back(session, contribution, now)
    shown = select(Card).where(Card.owner_id == person.id, Card.visibility == policies.LEVELS[-1])
    for card in session.scalars(shown):
        cards.set_visibility(session, card, policies.LEVELS[-2], now)


# --- what heeds them --------------------------------------------------------------------------


def put_away_photos(session: Session, participant_id: int) -> list[Photo]:
    """The pictures that nobody else sees now."""
    wanted = select(Photo).where(Photo.owner_id == participant_id, Photo.card_id.is_not(None))
    return list(session.scalars(wanted.order_by(Photo.id)))


def without_photo(
    session: Session, photo: Photo, fields: Mapping[str, object]
) -> dict[str, object]:
    """A card's fields as others may have them: the photo put away where its owner has said no."""
    if photo.owner_id is None or not says_no(session, photo.owner_id, PHOTO):
        return dict(fields)
    return _away(fields, photo.token)


def require_photos(session: Session, person: Participant) -> None:
    """Raises Invalid for one who has said that their pictures are not to be shown."""
    if says_no(session, person.id, PHOTO):
        raise Invalid({"photo": NO_PHOTOS})


def no_wider(session: Session, owner_id: int | None, visibility: str) -> str:
    """The circle of readers: not everybody, for one who has said no to that."""
    is_open = visibility == policies.LEVELS[-1]
    if is_open and owner_id is not None and says_no(session, owner_id, PUBLICATION):
        return policies.LEVELS[-2]
    return visibility


def require_publication(session: Session, participant_id: int) -> None:
    if says_no(session, participant_id, PUBLICATION):
        raise Invalid({"release": NO_PUBLICATION})
