"""The rows that are about one person, found by the rules, and what it takes to read them.

The number of questions is the same however much somebody has written.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.orm import Session, joinedload, undefer

from facilitator.db import Base
from facilitator.domain import all_mine_rules as rules
from facilitator.domain import portfolios, relations
from facilitator.domain.policies import Actor
from facilitator.domain.portfolios import Scope
from facilitator.domain.relations import Reader
from facilitator.models import (
    Activity,
    Card,
    Facilitator,
    Gathering,
    Group,
    GroupMember,
    Participant,
    Room,
    SavedBoard,
)

Row = dict[str, Any]

ALONE = {"card": "owner_id", "draft": "writer_id"}
"""A row of a group's own names nobody here; else it is somebody's who sat in the group."""
PEOPLE = ("owner_id", "author_id", "written_by_id", "writer_id", "teller_id", "interviewer_id")


@dataclass(slots=True)
class Found:
    """`rows`: table → rows with all their columns. The rest is what they point at, by id."""

    person: Participant
    scope: Scope
    reader: Reader
    rows: dict[str, list[Row]]
    groups: dict[int, Group]
    cards: dict[int, Card]
    boards: dict[int, int]
    """Saved board → its activity."""
    activities: dict[int, Activity] = field(default_factory=dict)
    rooms: dict[int, Room] = field(default_factory=dict)
    gatherings: dict[int, Gathering] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    """Participant → first name."""
    hidden_greetings: int = 0
    leaders: dict[int, str] = field(default_factory=dict)

    def mine(self, card_id: object) -> bool:
        """A card of the person's own, or of a group they are in."""
        card = self.cards.get(card_id) if isinstance(card_id, int) else None
        return card is not None and _is_own(self.person.id, card.owner_id)

    def may_read(self, session: Session, card_id: int) -> bool:
        card = self.cards.get(card_id)
        return card is not None and relations.can_read(session, self.reader, card)

    def room_id(self, table: str, row: Mapping[str, Any]) -> int | None:
        """Where a row is from; None for what belongs to the year or to no place."""
        if table == "saved_board_holder":
            return self._of_activity(self.boards.get(row["board_id"]))
        if table == "group_member":
            return self._of_activity(self.groups[row["group_id"]].activity_id)
        if table == "card_thread":
            own = next(card for card in self._ends(row) if card is not None)
            return self._of_activity(own.activity_id)
        if row.get("activity_id") is not None:
            return self._of_activity(row["activity_id"])
        return row["room_id"] if table == "presence" else None

    def _ends(self, row: Mapping[str, Any]) -> list[Card | None]:
        ends = [self.cards.get(row["from_card_id"]), self.cards.get(row["to_card_id"])]
        return sorted(ends, key=lambda c: c is None or c.owner_id != self.person.id)

    def _of_activity(self, activity_id: int | None) -> int | None:
        activity = self.activities.get(activity_id) if activity_id is not None else None
        return activity.room_id if activity is not None else None


def find(session: Session, actor: Actor) -> Found:
    """Raises NotAllowed for a device that is no participant's."""
    person = portfolios.require_person(session, actor)
    groups = _groups(session, person.id)
    # Somebody who also leads reads here as the participant they are, and nothing more.
    plain = dataclasses.replace(actor, facilitator_id=None, leads=frozenset(), owns=frozenset())
    rows = _rows(session, person.id, groups)
    found = Found(
        person=person,
        scope=portfolios.scope_of(session, person, actor),
        reader=relations.reader_for(session, plain),
        rows=rows,
        groups=groups,
        cards=_cards(session, rows),
        boards=_boards(session, rows),
    )
    _places(session, found)
    _names(session, found)
    return found


def _groups(session: Session, person_id: int) -> dict[int, Group]:
    found = session.scalars(
        select(Group)
        .join(GroupMember)
        .where(GroupMember.participant_id == person_id)
        .order_by(Group.id)
    )
    return {group.id: group for group in found}


# --- the rows ---------------------------------------------------------------------------------


def _rows(session: Session, person_id: int, groups: Iterable[int]) -> dict[str, list[Row]]:
    """Table by table, parents first, so that what belongs to a row is found by it."""
    found: dict[str, list[Row]] = {}
    own: dict[str, set[object]] = {"group": set(groups)}
    for table in Base.metadata.sorted_tables:
        if table.name not in rules.KEPT or table.name == "participant":
            continue
        wanted = select(table).where(or_(*_conditions(table, person_id, own)))
        ordered = wanted.order_by(*table.primary_key.columns)
        found[table.name] = [dict(row) for row in session.execute(ordered).mappings()]
        own[table.name] = _own_ids(table, found[table.name], person_id)
    return found


def _conditions(
    table: Table, person_id: int, own: Mapping[str, set[object]]
) -> list[ColumnElement[bool]]:
    """How each of its columns finds rows. Which of them are one's own is known by then."""
    found: list[ColumnElement[bool]] = []
    for column in table.columns:
        rule = rules.RULES.get(f"{table.name}.{column.name}", "")
        if rule == rules.ME:
            found.append(column == person_id)
        elif rule == rules.GROUP:
            alone = ALONE.get(table.name)
            of_groups = column.in_(own["group"])
            found.append(of_groups & table.c[alone].is_(None) if alone else of_groups)
        elif rule == rules.OF_MINE:
            target = next(iter(column.foreign_keys)).column.table.name
            found.append(column.in_(own[target]))
    return found


def _own_ids(table: Table, rows: Iterable[Row], person_id: int) -> set[object]:
    """Those that have rows of their own which are the person's too: no card of somebody else's."""
    (key, *rest) = table.primary_key.columns
    if rest:
        return set()
    if table.name == "card":
        return {row["id"] for row in rows if _is_own(person_id, row["owner_id"])}
    return {row[key.name] for row in rows}


def _is_own(person_id: int, owner_id: int | None) -> bool:
    return owner_id is None or owner_id == person_id


# --- what they point at -----------------------------------------------------------------------


def _cards(session: Session, rows: Mapping[str, list[Row]]) -> dict[int, Card]:
    """Those of the rows, and those of others that a mark or a thread leads to."""
    wanted = {row["id"] for row in rows["card"]} | {row["card_id"] for row in rows["card_mark"]}
    for row in rows["card_thread"]:
        wanted |= {row["from_card_id"], row["to_card_id"]}
    wanted |= {row["card_id"] for row in rows["photo"] if row["card_id"] is not None}
    found = session.scalars(select(Card).where(Card.id.in_(wanted)))
    return {card.id: card for card in found}


def _boards(session: Session, rows: Mapping[str, list[Row]]) -> dict[int, int]:
    wanted = [row["board_id"] for row in rows["saved_board_holder"]]
    found = session.execute(
        select(SavedBoard.id, SavedBoard.activity_id).where(SavedBoard.id.in_(wanted))
    )
    return {row[0]: row[1] for row in found}


def _places(session: Session, found: Found) -> None:
    """The activities, rooms and samlinger that rows are from, with their processes."""
    activities = _ids(found.rows, "activity_id") | set(found.boards.values())
    activities |= {group.activity_id for group in found.groups.values()}
    activities |= {card.activity_id for card in found.cards.values()}
    loaded = session.scalars(
        select(Activity)
        .where(Activity.id.in_(activities))
        .options(undefer(Activity.process), joinedload(Activity.room).joinedload(Room.gathering))
    )
    found.activities = {activity.id: activity for activity in loaded}
    rooms = _ids(found.rows, "room_id") | {found.person.guest_of}
    found.rooms = {r.id: r for r in session.scalars(select(Room).where(Room.id.in_(rooms)))}
    gatherings = _ids(found.rows, "gathering_id") | {found.person.entry_id}
    days = session.scalars(select(Gathering).where(Gathering.id.in_(gatherings)))
    found.gatherings = {day.id: day for day in days}


def _names(session: Session, found: Found) -> None:
    people: set[int] = set()
    for name in PEOPLE:
        people |= _ids(found.rows, name)
    rows = session.execute(
        select(Participant.id, Participant.name).where(Participant.id.in_(people))
    )
    found.names = {row[0]: row[1].split(" ")[0] for row in rows}
    leaders = session.execute(
        select(Facilitator.id, Facilitator.name).where(
            Facilitator.id.in_(_ids(found.rows, "confirmed_by_id"))
        )
    )
    found.leaders = {row[0]: row[1] for row in leaders}


def _ids(rows: Mapping[str, list[Row]], name: str) -> set[int]:
    return {row[name] for found in rows.values() for row in found if row.get(name) is not None}
