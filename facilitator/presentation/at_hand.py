"""What lies at hand in a phase: cards from before that one may look at while one talks.

Only what the person may read: one's own, what one was given, one's group's, or the room's.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select

from facilitator.domain import card_loose, drafts, relations
from facilitator.domain.policies import Actor
from facilitator.domain.relations import Reader
from facilitator.models import Activity, Card, Gathering, Group, GroupMember, Room
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.phone_scene import Scene
from facilitator.processes import chains
from facilitator.processes.parts import Hand

HEADINGS = {
    "own": "Det du skrev",
    "partner": "Det partneren din har delt",
    "received": "Det de andre så hos deg",
    "group": "Det dere skrev",
    "room": "Fra tavla",
}
MOST = 12


@dataclass(frozen=True, slots=True)
class HandView:
    """Cards under a heading; `prompt` is a question to look at them with."""

    key: str
    heading: str
    prompt: str
    cards: tuple[CardView, ...]


def at_hand(scene: Scene) -> tuple[HandView, ...]:
    """Everything the phase puts in one's hand; what is empty is left out."""
    found = (
        _hand(scene, number, hand)
        for number, hand in enumerate(scene.phase.hand)
        # A name that was only claimed by code opens this room, and no earlier one.
        if hand.since == "now" or scene.whole
    )
    return tuple(view for view in found if view.cards)


def is_locked(scene: Scene) -> bool:
    """Something from an earlier samling would lie here, were the mappe open on this phone."""
    if scene.whole:
        return False
    earlier = (hand for hand in scene.phase.hand if hand.since != "now")
    return any(scene.db.scalar(_wanted(scene, hand).limit(1)) is not None for hand in earlier)


def _hand(scene: Scene, number: int, hand: Hand) -> HandView:
    cards = list(scene.db.scalars(_wanted(scene, hand).limit(60)))
    readable = relations.readable(scene.db, _reader(scene, hand), cards)
    readable = readable or _unsent(scene, hand)
    catalogue = scene.room.gathering.cohort.catalogue
    return HandView(
        key=f"hand-{scene.phase.key}-{number}",
        heading=HEADINGS[hand.whose] if hand.since == "now" else "Fra forrige gang",
        prompt=hand.prompt,
        cards=tuple(
            card_view(card, own=hand.whose == "own", catalogue=catalogue)
            for card in readable[-MOST:]
        ),
    )


def _unsent(scene: Scene, hand: Hand) -> list[Card]:
    """What one wrote for oneself and never sent: the room goes on, and the words are needed."""
    if hand.whose != "own" or hand.since != "now" or not hand.phase:
        return []
    phase = scene.process.phase(hand.phase)
    draft = drafts.find(scene.db, scene.on, f"card:{phase.key}", writer_id=scene.person.id)
    if draft is None or phase.card is None or phase.writes != "each":
        return []
    return [
        Card(
            id=-1 - row, type=phase.card.type, fields=fields, version=0, visibility="me",
            show_name=False, client_id="", phase_key=phase.key,
        )
        for row, fields in card_loose.loose_rows(phase.card, draft.fields).items()
    ]  # fmt: skip


def _reader(scene: Scene, hand: Hand) -> Reader:
    """Of what was made together before, the groups of other rooms count too."""
    if hand.since == "now":
        return relations.reader_in_room(scene.person, scene.room, scene.groups)
    return relations.reader_for(scene.db, Actor(participant_id=scene.person.id))


def _wanted(scene: Scene, hand: Hand) -> Select[Card]:
    wanted = select(Card).where(Card.withdrawn_at.is_(None), *_whose(scene, hand))
    if hand.since == "now":
        wanted = wanted.where(Card.activity_id == scene.on.id)
    else:
        wanted = wanted.where(Card.activity_id.in_(_earlier(scene, hand)))
    if hand.card:
        wanted = wanted.where(Card.type == hand.card)
    if hand.phase:
        phase = scene.process.phase(hand.phase)
        began = chains.root(scene.process, phase)
        keys = [p.key for p in scene.process.phases if chains.root(scene.process, p) == began]
        if hand.since == "now":
            # What this very phase has made stands above already.
            keys = [key for key in keys if key != scene.phase.key]
        wanted = wanted.where(Card.phase_key.in_(keys))
    return wanted.order_by(Card.id)


def _whose(scene: Scene, hand: Hand) -> list[ColumnElement[bool]]:
    person = scene.person.id
    mine = select(GroupMember.group_id).where(GroupMember.participant_id == person)
    if hand.whose == "received":
        return [Card.owner_id == person, Card.author_id != person, Card.opened_at.is_not(None)]
    if hand.whose == "own":
        return [
            (Card.owner_id == person) & (Card.author_id == person)
            | (Card.owner_id.is_(None) & Card.group_id.in_(mine) & Card.author_id.is_not(None))
        ]
    if hand.whose == "group":
        return [Card.group_id.in_(_theirs(scene) if hand.since == "now" else mine)]
    if hand.whose == "partner":
        mates = {p.id for g in scene.groups if g.circle == "pair" for p in g.people} - {person}
        return [Card.owner_id.in_(mates)]
    return [Card.board_order.is_not(None), Card.hidden_at.is_(None)]


def _theirs(scene: Scene) -> Select[int]:
    """The groups of those one sits with now: pairs that have become a table bring theirs."""
    sitting = scene.table.people if scene.table is not None else ()
    people = {person.id for person in sitting} | {scene.person.id}
    return (
        select(GroupMember.group_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(GroupMember.participant_id.in_(people), Group.activity_id == scene.on.id)
    )


def _earlier(scene: Scene, hand: Hand) -> Select[int]:
    """Activities of earlier samlinger of the kull: the last one, or any."""
    gathering = scene.room.gathering
    wanted = (
        select(Activity.id)
        .join(Room, Room.id == Activity.room_id)
        .join(Gathering, Gathering.id == Room.gathering_id)
        .where(Gathering.cohort_id == gathering.cohort_id, Gathering.number < gathering.number)
    )
    if hand.since == "last_gathering":
        last = (
            select(Gathering.number)
            .join(Room, Room.gathering_id == Gathering.id)
            .where(Gathering.cohort_id == gathering.cohort_id, Gathering.number < gathering.number)
            .order_by(Gathering.number.desc())
            .limit(1)
        )
        wanted = wanted.where(Gathering.number == last.scalar_subquery())
    return wanted
