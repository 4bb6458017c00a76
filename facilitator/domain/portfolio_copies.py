"""What a prosessleder reads of a whole arbeidsmappe, and the copy that an approval keeps of it.

It holds what was handed in, as it was handed in, and what its owner has released so that it lies
in everybody's arbeidsmappe. A kladd, and what is shared with fewer or for one day, is not in it.

The copy keeps the owner's own texts word for word. What others told stands in it as the number of
its card, and is read anew each time. A card of the owner's keeps its words too, and is gone when
its owner takes it back: that is always theirs to do.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from facilitator.domain import closed, handed_in, policies, portfolio_reviews, reviewing
from facilitator.domain.handed_in import Handed
from facilitator.domain.portfolio_reviews import APPROVED, Progress
from facilitator.domain.reviewing import Words
from facilitator.models import (
    Activity,
    Card,
    Gathering,
    Group,
    GroupMember,
    Method,
    Participant,
    PortfolioCopy,
    PortfolioReview,
    PracticeDocument,
    Room,
)
from facilitator.models.practice import ReviewEvent
from facilitator.processes.loader import load_library

FORMAT = 1
SHARED = "cohort"
"""«Tavla og arbeidsmappene»: released to stay, and not for one day alone."""

Content = dict[str, Any]


def answer(
    session: Session,
    person: Participant,
    action: str,
    words: Words,
    *,
    seen: int,
    by: str,
    now: dt.datetime,
) -> PortfolioReview:
    """As `handed_in.answer_whole`. With an approval goes its copy; opened again, it is let go."""
    review = handed_in.answer_whole(session, person, action, words, seen=seen, by=by, now=now)
    _settle(session, person, review)
    return review


def _settle(session: Session, person: Participant, review: PortfolioReview) -> None:
    kept = session.get(PortfolioCopy, person.id)
    if review.status != APPROVED or not review.events:
        if kept is not None:
            session.delete(kept)
            session.flush()
        return
    last = review.events[-1]
    if kept is not None and kept.at == last.at:
        return
    content = content_of(session, person)
    if kept is None:
        session.add(
            PortfolioCopy(participant_id=person.id, at=last.at, by=last.by, content=content)
        )
    else:
        kept.at, kept.by, kept.content = last.at, last.by, content
    session.flush()


def find(session: Session, person: Participant) -> PortfolioCopy | None:
    """The copy of a mappe that is approved now."""
    review = portfolio_reviews.find(session, person.id)
    if review is None or review.status != APPROVED:
        return None
    return session.get(PortfolioCopy, person.id)


# --- what it holds ----------------------------------------------------------------------------


def content_of(session: Session, person: Participant) -> Content:
    """All of it, as it is now. The number of questions does not grow with what lies there."""
    documents, summary = handed_in.of_person(session, person)
    review = portfolio_reviews.find(session, person.id)
    own, others = _cards(session, person)
    return {
        "format": FORMAT,
        "name": person.name,
        "first_name": person.first_name,
        "workplace": person.workplace_name or "",
        "municipality": person.municipality or "",
        "cohort": person.cohort.name,
        "status": portfolio_reviews.status_of(review),
        "progress": _progress(portfolio_reviews.of_person(session, person)),
        "approves": person.cohort.approve_documents,
        "events": _events(review.events if review else ()),
        "documents": _documents(session, person, documents),
        "summary": _handed(summary) if summary else None,
        "own": [_own(card) for card in own],
        "others": [card.id for card in others],
    }


def _progress(progress: Progress) -> Content:
    return {
        "needed": progress.needed,
        "counting": progress.counting,
        "handed_in": progress.handed_in,
        "needs_more": progress.needs_more,
    }


def _documents(session: Session, person: Participant, documents: Sequence[Handed]) -> list[Content]:
    rows = [one.what for one in documents if isinstance(one.what, PracticeDocument)]
    approves = person.cohort.approve_documents
    counting = {one.id for one in portfolio_reviews.counting(rows, approves=approves)}
    goals = {goal.id: goal.text for goal in person.cohort.goals}
    names = _process_names(session, {one.now.content.get("process") or "" for one in documents})
    return [
        {
            **_handed(one),
            "process": names.get(one.now.content.get("process") or "", ""),
            "goals": [goals[n] for n in one.now.content.get("goals", ()) if n in goals],
            "replaced": reviewing.counts(one.status, approves=approves)
            and one.what.id not in counting,
        }
        for one in documents
    ]


def _process_names(session: Session, keys: set[str]) -> dict[str, str]:
    """What processes are called, also those that somebody has made."""
    found = {process.key: process.name for process in load_library().values()}
    own = keys - found.keys() - {""}
    if own:
        rows = session.execute(select(Method.key, Method.name).where(Method.key.in_(own)))
        found |= {row[0]: row[1] for row in rows}
    return found


def _handed(one: Handed) -> Content:
    return {
        "status": one.status,
        "at": one.now.at.isoformat() if one.now.at else None,
        "content": dict(one.now.content),
        "events": _events(one.events),
    }


def _events(events: Iterable[ReviewEvent]) -> list[Content]:
    return [
        {
            "at": event.at.isoformat(),
            "by": event.by,
            "status": event.status,
            "noticed": event.noticed,
            "wonders": event.wonders,
            "reason": event.reason,
        }
        for event in events
    ]


def _own(card: Card) -> Content:
    return {"id": card.id, "type": card.type, "fields": dict(card.fields)}


# --- cards ------------------------------------------------------------------------------------


def is_shared(card: Card) -> bool:
    """Whether it lies in everybody's arbeidsmappe now: released to stay, and not taken back."""
    gone = card.withdrawn_at is not None or card.hidden_at is not None
    return not gone and not closed.is_closed(card) and policies.at_least(card.visibility, SHARED)


def shared(session: Session, ids: Iterable[int]) -> dict[int, Card]:
    """Those of these cards that may still be read, by id, with the samling they are from."""
    found = session.scalars(
        select(Card)
        .where(Card.id.in_(list(ids)))
        .options(
            joinedload(Card.activity).joinedload(Activity.room).joinedload(Room.gathering),
            joinedload(Card.group).lazyload(Group.members),
            joinedload(Card.owner),
        )
    )
    return {card.id: card for card in found if is_shared(card)}


def _cards(session: Session, person: Participant) -> tuple[list[Card], list[Card]]:
    """One's own, and those of others that belong to one's mappe: what one's groups made, stories
    one wrote for their tellers, and strengths that others have given."""
    groups = select(GroupMember.group_id).where(GroupMember.participant_id == person.id)
    found = session.scalars(
        select(Card)
        .join(Activity, Activity.id == Card.activity_id)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(
            Gathering.cohort_id == person.cohort_id,
            or_(
                Card.owner_id == person.id,
                Card.written_by_id == person.id,
                Card.owner_id.is_(None) & Card.group_id.in_(groups),
            ),
        )
        .order_by(Gathering.date, Card.id)
    )
    cards = [card for card in found if is_shared(card)]
    own = [card for card in cards if is_own(card, person.id)]
    return own, [card for card in cards if not is_own(card, person.id)]


def is_own(card: Card, person_id: int) -> bool:
    return card.owner_id == person_id and not closed.is_given(card)
