"""The closing summary, one for each participant: written, handed in and read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.reviewing import STATUSES
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid
from facilitator.models import Participant, Summary

TITLE_LIMIT = 120
SUMMARY_LIMIT = 40_000


def write_summary(
    session: Session,
    participant: Participant,
    *,
    type: str | None = None,
    title: str | None = None,
    text: str | None = None,
    status: str = "kladd",
) -> Summary:
    """The closing summary, one for each; written again it is the same one, changed."""
    summary = summary_of(session, participant.id)
    if summary is None:
        summary = Summary(participant_id=participant.id)
        session.add(summary)
    summary.type = type
    summary.title = clean_line(title, "title", most=TITLE_LIMIT) if title else None
    summary.text = clean_text(text, "text", most=SUMMARY_LIMIT) if text else None
    summary.status = _known(status)
    session.flush()
    return summary


def summary_of(session: Session, participant_id: int) -> Summary | None:
    return session.scalar(select(Summary).where(Summary.participant_id == participant_id))


def _known(status: str) -> str:
    if status not in STATUSES:
        raise Invalid({"status": "Velg en av: " + ", ".join(STATUSES) + "."})
    return status
