"""How the cards of a board lie among each other: an order and headings, never coordinates.

Every verb names what a card is put beside, not how far it is moved. So a press that comes
twice, or from two leaders at once, ends in the same board.
"""

from collections.abc import Sequence
from typing import Literal, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import board_filter, boards, cards
from facilitator.domain.writing import clean_line
from facilitator.errors import NotFound
from facilitator.models import Activity, Card, Cluster

T = TypeVar("T")
Side = Literal["before", "after"]

GONE = "Kortet ligger ikke på tavla lenger."
HEAP_GONE = "Overskriften er ikke på tavla lenger."


def put_beside(
    session: Session, activity: Activity, card_id: int, target_id: int, side: Side
) -> None:
    """Lay a card just before or after another one, under the same heading as that one."""
    _hold(session, activity)
    card, target = _card(session, activity, card_id), _card(session, activity, target_id)
    if card.id != target.id:
        card.cluster_id = target.cluster_id
        _lay(session, activity, card, target, side)
        _tidy(session, activity)
    boards.tell_arranged(session, activity)


def put_into(session: Session, activity: Activity, card_id: int, cluster_id: int) -> None:
    """Lay a card last under a heading."""
    _hold(session, activity)
    card, cluster = _card(session, activity, card_id), _cluster(session, activity, cluster_id)
    members = [c for c in boards.lying(session, activity) if c.cluster_id == cluster.id]
    if card not in members:
        card.cluster_id = cluster.id
        if members:
            _lay(session, activity, card, members[-1], "after")
        _tidy(session, activity)
    boards.tell_arranged(session, activity)


def take_out(session: Session, activity: Activity, card_id: int) -> None:
    """Lay a card among those without a heading, in the order it has."""
    _hold(session, activity)
    _card(session, activity, card_id).cluster_id = None
    _tidy(session, activity)
    boards.tell_arranged(session, activity)


def rename(session: Session, activity: Activity, cluster_id: int, title: str) -> None:
    """Another heading over the same cards."""
    cluster = _cluster(session, activity, cluster_id)
    cluster.title = clean_line(title, "title", most=boards.TITLE_LIMIT)
    boards.tell_arranged(session, activity)


def put_heap_beside(
    session: Session, activity: Activity, cluster_id: int, target_id: int, side: Side
) -> None:
    """Move a heading with all its cards before or after another one."""
    _hold(session, activity)
    cluster = _cluster(session, activity, cluster_id)
    target = _cluster(session, activity, target_id)
    if cluster.id != target.id:
        order = moved(_clusters(session, activity), cluster, target, side)
        for number, heap in enumerate(order, start=1):
            heap.position = number
    boards.tell_arranged(session, activity)


def light_beside(
    session: Session, activity: Activity, from_id: int | None, step: int, board: str = ""
) -> Card | None:
    """The next or previous card into the light, as they lie; from none, the first or the last.

    `from_id` is the card that the one who pressed saw. Gives None when there is no further card.
    """
    order = board_filter.order(session, activity, board)
    ids = [card.id for card in order]
    if not order:
        return None
    if from_id is not None and from_id in ids:
        index = ids.index(from_id) + step
    else:
        index = 0 if step > 0 else len(order) - 1
    if not 0 <= index < len(order):
        return None
    boards.put_in_light(session, activity, order[index].id)
    return order[index]


def _hold(session: Session, activity: Activity) -> None:
    """Two leaders arrange one after the other, also where writers do not queue by themselves."""
    session.execute(select(Activity.id).where(Activity.id == activity.id).with_for_update())


def moved(order: Sequence[T], thing: T, target: T, side: Side) -> list[T]:
    """The same things with one of them laid beside another."""
    rest = [other for other in order if other != thing]
    rest.insert(rest.index(target) + (side == "after"), thing)
    return rest


def _lay(session: Session, activity: Activity, card: Card, target: Card, side: Side) -> None:
    """Number all the cards anew with this one at its place.

    Those that are hidden or taken back are numbered too, so that one that returns lies where
    it lay; what comes later has no number and lies last.
    """
    order = moved(_all(session, activity), card, target, side)
    for number, other in enumerate(order):
        if other.place != number:
            other.place = number
    session.flush()


def _all(session: Session, activity: Activity) -> Sequence[Card]:
    found = select(Card).where(Card.activity_id == activity.id, Card.board_order.is_not(None))
    return list(session.scalars(found.order_by(*boards.AS_ARRANGED)))


def _tidy(session: Session, activity: Activity) -> None:
    """A heading that has lost its last card goes; one whose cards are only hidden stays."""
    session.flush()
    used = set(session.scalars(select(Card.cluster_id).where(Card.activity_id == activity.id)))
    for cluster in _clusters(session, activity):
        if cluster.id not in used:
            session.delete(cluster)


def _clusters(session: Session, activity: Activity) -> list[Cluster]:
    found = select(Cluster).where(Cluster.activity_id == activity.id).order_by(Cluster.position)
    return list(session.scalars(found))


def _card(session: Session, activity: Activity, card_id: int) -> Card:
    card = session.get(Card, card_id)
    if card is None or card.activity_id != activity.id or card.board_order is None:
        raise NotFound(GONE)
    if not cards.shows_on_board(card):
        raise NotFound(GONE)
    return card


def _cluster(session: Session, activity: Activity, cluster_id: int) -> Cluster:
    cluster = session.get(Cluster, cluster_id)
    if cluster is None or cluster.activity_id != activity.id:
        raise NotFound(HEAP_GONE)
    return cluster
