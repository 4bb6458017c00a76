"""Merging what two records of one person have answered: what was said last counts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import consents
from facilitator.domain.merging_one import Merge
from facilitator.models import Consent


def said_last(session: Session, merge: Merge) -> None:
    """Of each kind, whichever record it was said in; of two at the same moment the no.

    Rows are read in the order they were written, and those of two records lie between each other.
    """
    both = [consents.of_person(session, each) for each in (merge.keep, merge.gone)]
    for kind in consents.KINDS:
        said = [answers[kind] for answers in both if answers[kind].yes is not None]
        if len(said) == 2:
            last = max(said, key=lambda each: (each.since, each.yes is False))
            _settle(session, merge, last)


def _settle(session: Session, merge: Merge, last: consents.Answer) -> None:
    """One row at most is a standing yes, and the row that was written last says how it is."""
    wanted = select(Consent).where(
        Consent.participant_id.in_((merge.keep, merge.gone)), Consent.kind == last.kind
    )
    rows = list(session.scalars(wanted.order_by(Consent.id)))
    standing = [row for row in rows if row.withdrawn_at is None]
    for row in standing:
        row.withdrawn_at = last.since
    if last.yes:
        given = max(standing, key=lambda row: row.given_at)
        session.delete(given)
        session.add(
            Consent(
                participant_id=merge.keep, kind=last.kind, text=given.text, given_at=given.given_at
            )
        )
    else:
        rows[-1].withdrawn_at = last.since
    session.flush()
