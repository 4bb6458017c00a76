"""The closing summary, one for each participant: written, handed in, read and approved.

It goes the same way as a document (domain/reviewing.py) and is always approved as such. Each
time it is handed in, what was handed in is kept as an edition: that is what others read, and
never what its owner has written since.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import outdated, reviewing
from facilitator.domain.reviewing import APPROVED, DRAFT, HANDED_IN, STATUSES, Words
from facilitator.domain.writing import clean_line, clean_text, refuse_national_ids, too_long
from facilitator.errors import Conflict, FacilitatorError, Invalid
from facilitator.models import Participant, Summary, SummaryEdition, SummaryEvent
from facilitator.text import tidy

TITLE_LIMIT = 120
SUMMARY_LIMIT = 40_000
WORDS_LIMIT = 4000
TYPES = ("a", "b", "c", "d")

CLOSED = {
    HANDED_IN: "Oppsummeringen er levert. Trekk den tilbake for å skrive mer.",
    APPROVED: "Oppsummeringen er godkjent og låst. Ta en prat med prosesslederen om noe må endres.",
}


class Closed(FacilitatorError):
    """It was handed in or approved while the form stood open in another tab."""

    status = 409

    def __init__(self, status: str) -> None:
        super().__init__(f"{CLOSED.get(status, '')} Det du har skrevet, står her fortsatt.".strip())


@dataclass(frozen=True, slots=True)
class Typed:
    """What its form holds, as it came."""

    type: str
    title: str
    text: str


def summary_of(session: Session, participant_id: int) -> Summary | None:
    return session.scalar(select(Summary).where(Summary.participant_id == participant_id))


def content_of(summary: Summary) -> dict[str, str]:
    """The fields of its form, as an edition keeps them and a form in conflict is told."""
    return {
        "type": summary.type or "",
        "title": summary.title or "",
        "text": summary.text or "",
    }


def write(
    session: Session,
    person: Participant,
    typed: Typed,
    *,
    version: int,
    editor: str,
    now: dt.datetime,
) -> Summary:
    """Keep what stands in the form; it may be half a sentence. One for each, made when needed.

    `version` is what the form was built on and `editor` names it. Raises Conflict when another
    tab has written since, Closed when it is no longer the owner's to write in, Invalid.
    """
    summary = _own(session, person)
    clean = _clean(typed)
    if _same(clean, Typed(**content_of(summary)), as_handed_in=summary.status == HANDED_IN):
        return summary
    if not reviewing.is_open(summary.status):
        raise Closed(summary.status)
    if summary.version not in (0, version) and summary.editor != editor:
        raise Conflict(content_of(summary), summary.version)
    summary.type, summary.title, summary.text = clean.type or None, clean.title, clean.text
    summary.version += 1
    summary.editor = editor
    summary.saved_at = now
    session.flush()
    return summary


def _same(typed: Typed, kept: Typed, *, as_handed_in: bool) -> bool:
    """Whether nothing is new. What is handed in has lost its blanks, and may be sent twice."""
    if as_handed_in:
        typed = Typed(typed.type, typed.title, tidy(typed.text))
    return typed == kept


def _own(session: Session, person: Participant) -> Summary:
    """Two tabs that both begin it wait for one another, and for whoever is answering it."""
    session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update())
    summary = session.scalar(
        select(Summary).where(Summary.participant_id == person.id).with_for_update()
    )
    if summary is None:
        summary = Summary(participant_id=person.id, status=DRAFT, version=0, editor="", events=[])
        session.add(summary)
        session.flush()
    return summary


def _clean(typed: Typed) -> Typed:
    """Tidied no more than it can be typed on: the blank after the last word stays."""
    refuse_national_ids({"title": typed.title, "text": typed.text})
    title = clean_line(typed.title, "title", most=TITLE_LIMIT)
    text = typed.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(text) > SUMMARY_LIMIT:
        raise Invalid({"text": too_long(len(text), SUMMARY_LIMIT)})
    return Typed(typed.type if typed.type in TYPES else "", title, text)


def hand_in(session: Session, person: Participant, now: dt.datetime) -> Summary:
    """Its owner says that it is ready to be read. Pressed again it is handed in already."""
    summary = _own(session, person)
    if summary.status == HANDED_IN:
        return summary
    after = reviewing.step(summary.status, "hand_in")
    if after is None:
        raise Closed(summary.status)
    if errors := unfinished(summary):
        raise Invalid(errors)
    summary.text = clean_text(summary.text or "", "text", most=SUMMARY_LIMIT)
    summary.handed_in_at = now
    _keep_edition(summary, now)
    _happen(summary, after, person.name, Words(), now)
    session.flush()
    return summary


def _keep_edition(summary: Summary, now: dt.datetime) -> None:
    number = len(summary.editions) + 1
    summary.editions.append(SummaryEdition(number=number, at=now, content=content_of(summary)))


def unfinished(summary: Summary) -> dict[str, str]:
    """Field → what to do, before it can be handed in. The length is nobody's fault."""
    errors = {}
    if summary.type not in TYPES:
        errors["type"] = "Velg hva oppsummeringen handler om."
    if not (summary.title or "").strip():
        errors["title"] = "Gi den en tittel."
    if not (summary.text or "").strip():
        errors["text"] = "Skriv det du vil fortelle."
    return errors


def withdraw(session: Session, person: Participant, now: dt.datetime) -> Summary:
    """Its owner takes it back before it is answered. Raises Closed when it was, meanwhile."""
    summary = _own(session, person)
    if summary.status == DRAFT:
        return summary
    after = reviewing.step(summary.status, "withdraw")
    if after is None:
        raise Closed(summary.status)
    if summary.editions:
        summary.editions.pop()  # nobody has answered it, and nobody reads it any more
    outdated.by_person(session, person)
    summary.handed_in_at = None
    _happen(summary, after, person.name, Words(), now)
    session.flush()
    return summary


def answer(
    session: Session, summary: Summary, action: str, words: Words, *, by: str, now: dt.datetime
) -> None:
    """A prosessleder approves it, asks for more, or opens it again. Raises Invalid, Conflict."""
    after = reviewing.step(summary.status, action)
    if action not in reviewing.READERS or after is None:
        raise Conflict({"status": summary.status}, summary.version)
    said = clean_words(words)
    if errors := reviewing.lacks(action, said):
        raise Invalid(errors)
    _happen(summary, after, by, said, now)
    session.flush()


def clean_words(words: Words) -> Words:
    return Words(
        noticed=clean_text(words.noticed, "noticed", most=WORDS_LIMIT),
        wonders=clean_text(words.wonders, "wonders", most=WORDS_LIMIT),
        reason=clean_text(words.reason, "reason", most=WORDS_LIMIT),
    )


def _happen(summary: Summary, status: str, by: str, words: Words, now: dt.datetime) -> None:
    summary.status = status
    summary.events.append(
        SummaryEvent(
            at=now,
            by=by,
            status=status,
            noticed=words.noticed or None,
            wonders=words.wonders or None,
            reason=words.reason or None,
        )
    )


def word_count(text: str | None) -> int:
    return len((text or "").split())


def write_summary(
    session: Session,
    participant: Participant,
    *,
    type: str | None = None,
    title: str | None = None,
    text: str | None = None,
    status: str = "kladd",
) -> Summary:
    """For imports: one that stands at a status already. Written again it is changed."""
    if status not in STATUSES:
        raise Invalid({"status": "Velg en av: " + ", ".join(STATUSES) + "."})
    summary = _own(session, participant)
    summary.type = type
    summary.title = clean_line(title, "title", most=TITLE_LIMIT) if title else None
    summary.text = clean_text(text, "text", most=SUMMARY_LIMIT) if text else None
    summary.status = status
    session.flush()
    return summary
