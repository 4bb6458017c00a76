"""One's own document while it is written: found by its address, begun, and saved as it is typed.

An address (`ref`) is the document's number, or a name that it is given before it exists:
`ny-<random>` for a blank one, and `kort-<card>` for one that is made of a card of one's own. So a
page that was never sent, a photo that comes before the text and a repeated press all make one.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain import cards, practice_content, reviewing
from facilitator.domain.policies import Actor
from facilitator.domain.practice import NotOpen
from facilitator.domain.practice_fields import (
    TITLE_LIMIT,
    Choices,
    Period,
    Typed,
    Written,
    read,
)
from facilitator.domain.rooms import oslo_day
from facilitator.domain.running import process_of
from facilitator.errors import Conflict, Invalid, NotFound
from facilitator.models import Card, Cohort, Participant, PracticeDocument
from facilitator.processes.catalogue import catalogue_or_first
from facilitator.processes.loader import load_library
from facilitator.processes.parts import FieldSpec

GONE = "Dokumentet finnes ikke lenger. Det kan være slettet fra en annen enhet."
LOCKED = "Dokumentet er levert eller godkjent, og endres ikke nå. Det du skrev, er trygt her."
MOST = 100
"""Documents of one person; a year asks for a few."""
FULL = f"Du har {MOST} dokumenter, og det er plass til så mange. Slett en kladd, så går det fint."
_NEW = re.compile(r"ny-[0-9a-f]{32}")
_OF_CARD = re.compile(r"kort-(\d{1,9})")


def find(
    session: Session, person: Participant, ref: str, *, lock: bool = False
) -> PracticeDocument | None:
    """The document at an address, None when it has not been begun. Raises NotFound.

    `lock`: for whoever changes it, so that tabs wait for one another and for a reader's answer.
    """
    number = int(ref) if ref.isdecimal() and len(ref) < 10 else None
    wanted = select(PracticeDocument).where(
        PracticeDocument.id == number
        if number is not None
        else PracticeDocument.key == key_of(person, ref)
    )
    found = session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None and number is not None:
        raise NotFound(GONE)
    if found is not None and found.participant_id != person.id:
        raise NotFound(GONE)
    return found


def require(
    session: Session, person: Participant, ref: str, *, lock: bool = False
) -> PracticeDocument:
    found = find(session, person, ref, lock=lock)
    if found is None:
        raise NotFound(GONE)
    return found


def key_of(person: Participant, ref: str) -> str:
    """A card's document is named by the person too: a group's card may become one for each."""
    if _NEW.fullmatch(ref):
        return ref
    if _OF_CARD.fullmatch(ref):
        return f"{ref}-{person.id}"
    raise NotFound(GONE)


def source_of(session: Session, actor: Actor, ref: str) -> Card | None:
    """The card that the address says. Raises NotAllowed for one that is not one's own."""
    named = _OF_CARD.fullmatch(ref)
    if named is None:
        return None
    card = cards.find(session, int(named[1]))
    cards.require_owner(session, card, actor)
    return card


def begin(
    session: Session, actor: Actor, person: Participant, ref: str, now: dt.datetime
) -> PracticeDocument:
    """The document at the address, begun now if it was not. Two at once begin the same one.

    Raises Invalid when there are too many.
    """
    found = find(session, person, ref, lock=True)
    if found is not None:
        return found
    written = select(func.count()).where(PracticeDocument.participant_id == person.id)
    if (session.scalar(written) or 0) >= MOST:
        raise Invalid({"title": FULL})
    card = source_of(session, actor, ref)
    blank = material(card) if card is not None else Written()
    document = PracticeDocument(
        participant=person,
        key=key_of(person, ref),
        title="",
        kind="",
        strengths=[],
        goals=[],
        link="",
        status=reviewing.DRAFT,
        version=0,
        source_card_id=card.id if card is not None else None,
        created_at=now,
    )
    put(document, blank)
    try:
        with session.begin_nested():
            session.add(document)
            session.flush()
    except IntegrityError:
        session.expunge(document) if document in session else None
        return require(session, person, ref, lock=True)
    return document


def save(
    session: Session,
    document: PracticeDocument,
    typed: Typed,
    choices: Choices,
    *,
    version: int,
    editor: str,
    now: dt.datetime,
) -> PracticeDocument:
    """Keep what is typed. `version` is what the form was built on, `editor` names the form.

    Raises Invalid by field, Conflict when another form has saved since, NotOpen when locked.
    """
    before = practice_content.written(document)
    written = read(typed, choices)
    # A form that was drawn before a photo came says nothing of it.
    written = replace(written, captions={**before.captions, **written.captions})
    if written == before:
        return document
    if not reviewing.is_open(document.status):
        raise NotOpen(LOCKED)
    if document.version not in (0, version) and document.editor != editor:
        raise Conflict(form_fields(before), document.version)
    put(document, written)
    document.version += 1
    document.editor = editor
    document.saved_at = now
    session.flush()
    return document


def put(document: PracticeDocument, written: Written) -> None:
    document.title = written.title
    document.kind = written.kind
    document.date = written.date
    document.text = written.text or None
    document.link = written.link
    document.process_key = written.process_key or None
    document.strengths = list(written.strengths)
    document.goals = list(written.goals)
    for photo in practice_content.photos(document):
        said = written.captions.get(photo.id)
        if said is not None:
            photo.alt, photo.no_faces = said.alt, said.no_faces


def form_fields(written: Written) -> dict[str, Any]:
    """As the form has them by name: what a form that comes too late is shown."""
    fields: dict[str, Any] = {
        "title": written.title,
        "date": written.date.isoformat() if written.date else "",
        "text": written.text,
        "link": written.link,
        "process": written.process_key,
        "kind": [written.kind] if written.kind else [],
        "strengths": list(written.strengths),
        "goals": [str(goal) for goal in written.goals],
    }
    for number, said in written.captions.items():
        fields[f"alt-{number}"] = said.alt
        fields[f"nobody-{number}"] = ["1"] if said.no_faces else []
    return fields


# --- what may be chosen -----------------------------------------------------------------------


def choices(
    document: PracticeDocument | None, cohort: Cohort, processes: Mapping[str, str]
) -> Choices:
    photos = practice_content.photos(document) if document is not None else []
    return Choices(
        processes=tuple(processes),
        strengths=tuple(s.key for s in catalogue_or_first(cohort.catalogue).strengths),
        goals=tuple(goal.id for goal in cohort.goals),
        photos=tuple(photo.id for photo in photos),
    )


def processes(card: Card | None = None, document: PracticeDocument | None = None) -> dict[str, str]:
    """Key → name of what one may tie it to; one's own method too when it is about that."""
    found = {process.key: process.name for process in load_library().values()}
    if card is not None:
        process = process_of(card.activity)
        found.setdefault(process.key, process.name)
    key = document.process_key if document is not None else None
    if key and key not in found:
        found[key] = key.replace("_", " ").capitalize()
    return dict(sorted(found.items(), key=lambda pair: pair[1].lower()))


def period(cohort: Cohort, now: dt.datetime) -> Period:
    """The kull's own period; without one, from its first samling to its last."""
    days = [gathering.date for gathering in cohort.gatherings]
    return Period(
        first=cohort.starts_on or min(days, default=None),
        last=cohort.ends_on or max(days, default=None),
        today=oslo_day(now),
    )


# --- «Lag praksisdokument av denne» -----------------------------------------------------------


def material(card: Card) -> Written:
    """What stands on a card, as raw material: its heading, its words, its strengths."""
    process = process_of(card.activity)
    phase = next((phase for phase in process.phases if phase.key == card.phase_key), None)
    fields = phase.card.fields if phase is not None and phase.card is not None else ()
    title, lines = "", []
    for spec in fields:
        said = _words(spec, card.fields.get(spec.name))
        if spec.kind == "line" and not title and "\n" not in said:
            title = said
        elif said:
            lines.append(said if spec.name == "text" else f"{spec.label}\n{said}")
    strengths = card.fields.get("strengths") or card.fields.get("strength_key") or []
    known = {s.key for s in catalogue_or_first(_catalogue(card)).strengths}
    chosen = [strengths] if isinstance(strengths, str) else strengths
    return Written(
        title=title[:TITLE_LIMIT],
        kind="text",
        date=None,
        text="\n\n".join(lines),
        process_key=process.key,
        strengths=tuple(key for key in chosen if key in known)[:5],
    )


def _catalogue(card: Card) -> str:
    return card.activity.room.gathering.cohort.catalogue


def _words(spec: FieldSpec, value: Any) -> str:
    """A field as text; pictures, ticks and what points elsewhere are left behind."""
    if spec.kind in ("line", "text", "date"):
        return str(value or "").strip()
    if spec.kind == "choice":
        return next((o.label for o in spec.options if o.value == value), "")
    if spec.kind == "list":
        return "\n".join(f"– {item}" for item in value or () if item)
    if spec.kind == "steps":
        return "\n".join(f"– {step['text']}" for step in value or () if step.get("text"))
    return ""
