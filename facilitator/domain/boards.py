"""The shared wall: what lies on it, in which order, gathered how, and how it is saved.

A board's arrangement is ordered clusters, never coordinates, so that phone, list, note and
PDF can all say «as arranged».
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from facilitator.db import record
from facilitator.domain import audiences, cards, copies, facts, policies, rooms
from facilitator.domain.running import process_of
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Card, Cluster, Group, SavedBoard, SavedBoardHolder
from facilitator.processes.schema import Process

TITLE_LIMIT = 80

AS_ARRANGED = (Card.place.is_(None), Card.place, Card.board_order)
"""First what the prosessleder has given a place, then the rest in order of arrival."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Cards that lie together: a cluster, or (`cluster` None) those that nobody gathered."""

    cluster: Cluster | None
    cards: tuple[Card, ...]


def lying(session: Session, activity: Activity, board: str = "") -> list[Card]:
    """The cards on a board of the activity, or on all of them, in the order they lie."""
    wanted = _lying([activity.id])
    if board:
        wanted = wanted.where(_lies_on(board))
    return copies.anywhere(activity.id, list(session.scalars(wanted)))


def lying_on_each(session: Session, activity_ids: Collection[int]) -> dict[int, list[Card]]:
    """Activity → the cards on its boards, for several activities in one question."""
    found: dict[int, list[Card]] = {number: [] for number in activity_ids}
    for card in session.scalars(_lying(activity_ids)):
        found[card.activity_id].append(card)
    return {number: copies.anywhere(number, cards) for number, cards in found.items()}


def _lying(activity_ids: Collection[int]) -> Select[Card]:
    return (
        select(Card)
        .where(
            Card.activity_id.in_(activity_ids),
            Card.board_order.is_not(None),
            Card.visibility.in_(policies.LEVELS[policies.LEVELS.index("room") :]),
            Card.withdrawn_at.is_(None),
            Card.hidden_at.is_(None),
        )
        .order_by(*AS_ARRANGED)
        .options(joinedload(Card.group).lazyload(Group.members))
    )


def _lies_on(board: str) -> ColumnElement[bool]:
    """Cards from before a process could have several boards name none: they lie on its only one."""
    return Card.board.in_((board, ""))


def hidden(session: Session, activity: Activity) -> list[Card]:
    """What a prosessleder has taken off the board, for the leaders' list alone."""
    found = session.scalars(
        select(Card)
        .where(
            Card.activity_id == activity.id,
            Card.hidden_at.is_not(None),
            Card.withdrawn_at.is_(None),
        )
        .order_by(*AS_ARRANGED)
    )
    return [card for card in found if policies.on_board(card.visibility)]


def heaps(session: Session, activity: Activity, board: str = "") -> list[Heap]:
    """A board as arranged: clusters in their order, then all the rest as one heap."""
    on_board = lying(session, activity, board)
    clusters = session.scalars(
        select(Cluster).where(Cluster.activity_id == activity.id).order_by(Cluster.position)
    )
    found = [
        Heap(cluster, tuple(c for c in on_board if c.cluster_id == cluster.id))
        for cluster in clusters
    ]
    loose = tuple(c for c in on_board if c.cluster_id is None)
    return [heap for heap in found if heap.cards] + ([Heap(None, loose)] if loose else [])


def put_in_light(session: Session, activity: Activity, card_id: int | None) -> None:
    """One card, large, on the projector; None takes the light away."""
    if card_id is not None:
        card = cards.find(session, card_id)
        if card.activity_id != activity.id or not cards.shows_on_board(card):
            raise NotFound("Kortet ligger ikke på tavla.")
    activity.spotlight_id = card_id
    tell_arranged(session, activity)


def gather(session: Session, activity: Activity, card_ids: Sequence[int], title: str) -> Cluster:
    """Lay cards side by side. They keep their authors and their order of arrival."""
    chosen = [card for card in lying(session, activity) if card.id in set(card_ids)]
    if len(chosen) < 2:
        raise Invalid({"card": "Velg minst to kort som skal ligge sammen."})
    heading = clean_line(title, "title", most=TITLE_LIMIT)
    if repeated := _same_heap(session, chosen, heading):
        return repeated
    last = select(func.max(Cluster.position)).where(Cluster.activity_id == activity.id)
    position = (session.scalar(last) or 0) + 1
    cluster = Cluster(activity_id=activity.id, title=heading, position=position)
    session.add(cluster)
    session.flush()
    for card in chosen:
        card.cluster_id = cluster.id
    session.flush()
    tell_arranged(session, activity)
    return cluster


def _same_heap(session: Session, chosen: Sequence[Card], heading: str) -> Cluster | None:
    """The heap these cards already are, when the same press comes twice."""
    heaps = {card.cluster_id for card in chosen}
    cluster = session.get(Cluster, heaps.pop()) if len(heaps) == 1 and None not in heaps else None
    if cluster is None or cluster.title != heading:
        return None
    members = session.scalars(select(Card.id).where(Card.cluster_id == cluster.id)).all()
    return cluster if set(members) == {card.id for card in chosen} else None


def scatter(session: Session, activity: Activity, cluster_id: int) -> None:
    """Undo a gathering: the cards lie as they did."""
    cluster = session.get(Cluster, cluster_id)
    if cluster is None or cluster.activity_id != activity.id:
        raise NotFound
    for card in session.scalars(select(Card).where(Card.cluster_id == cluster.id)):
        card.cluster_id = None
    session.flush()
    session.delete(cluster)
    tell_arranged(session, activity)


def unhide(session: Session, activity: Activity, card: Card) -> None:
    """The card lies where it lay, which is not always last."""
    cards.unhide(session, card)
    tell_arranged(session, activity)


def tell_arranged(session: Session, activity: Activity) -> None:
    """All who see the board fetch it as it lies now."""
    session.flush()
    name = audiences.board(activity.room_id)
    record(session, facts.BoardArranged(name, audiences.touch(session, name)))
    audiences.tell_leaders(session, activity.room_id)


def save(session: Session, activity: Activity, now: dt.datetime) -> SavedBoard:
    """The activity ends: its board goes into the arbeidsmappe of all who are present.

    Only references, and only what its owners released beyond today; the rest is counted.
    """
    forget_saved(session, activity)
    passing = never_saved(process_of(activity))
    everything = [card for card in lying(session, activity) if card.board not in passing]
    kept = [
        (heap, [c for c in heap.cards if c in everything and is_saved(c)])
        for heap in heaps(session, activity)
    ]
    board = SavedBoard(
        activity_id=activity.id,
        arrangement=[
            {
                "title": heap.cluster.title if heap.cluster else "",
                "cards": [card.id for card in found],
            }
            for heap, found in kept
            if found
        ],
        today_only=len(everything) - sum(len(found) for _, found in kept),
        saved_at=now,
    )
    session.add(board)
    session.flush()
    for person in rooms.present(session, activity.room):
        session.add(SavedBoardHolder(board_id=board.id, participant_id=person.id))
    session.flush()
    return board


def never_saved(process: Process) -> frozenset[str]:
    """Boards that only pass by, such as the rain of ideas: nobody keeps them."""
    return frozenset(key for key, board in process.boards.items() if board.saved == "never")


def is_saved(card: Card) -> bool:
    """What was released beyond today; and a copy without an author, which is nobody's to widen."""
    return policies.at_least(card.visibility, "cohort")


def forget_saved(session: Session, activity: Activity) -> None:
    """The end of an activity was undone, or comes a second time."""
    old = session.scalar(select(SavedBoard).where(SavedBoard.activity_id == activity.id))
    if old is not None:
        for holder in session.scalars(
            select(SavedBoardHolder).where(SavedBoardHolder.board_id == old.id)
        ):
            session.delete(holder)
        session.flush()
        session.delete(old)
        session.flush()


def saved_for(session: Session, participant_id: int) -> list[SavedBoard]:
    return list(
        session.scalars(
            select(SavedBoard)
            .join(SavedBoardHolder, SavedBoardHolder.board_id == SavedBoard.id)
            .where(SavedBoardHolder.participant_id == participant_id)
            .order_by(SavedBoard.saved_at)
        )
    )


def saved_cards(session: Session, board: SavedBoard) -> list[tuple[str, list[Card]]]:
    """The saved board as arranged, with what is still released; withdrawn means gone here too.

    A story that its teller released to the kull after the activity had ended comes last.
    """
    return arranged(board, lying(session, board.activity))


def arranged(board: SavedBoard, on_board: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """The same, of the cards that lie on the board now."""
    current = {card.id: card for card in on_board if policies.at_least(card.visibility, "cohort")}
    heaped = []
    for heap in board.arrangement:
        found = [current.pop(card_id) for card_id in heap["cards"] if card_id in current]
        if found:
            heaped.append((heap["title"], found))
    if current:
        heaped.append(("", list(current.values())))
    return heaped
