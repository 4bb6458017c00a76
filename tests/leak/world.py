"""Two kull with a live room each, everybody on a phone, and a canary in every text.

A canary is a word that stands in one field of one thing. What somebody has seen is the set of
canaries in the bodies and frames they got; what they may see is computed from the policy table
(`relations` and `policies`) and, for text that is no card, from the few rules below.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_socketio import SocketIO
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.db import Base, Database, sqlite_url
from facilitator.domain import (
    access,
    boards,
    cards,
    drafts,
    notes,
    policies,
    relations,
    rooms,
)
from facilitator.models import (
    Activity,
    Card,
    Claim,
    Cluster,
    Device,
    DocumentEvent,
    Facilitator,
    Gathering,
    Group,
    Interview,
    Participant,
    PracticeDocument,
    Room,
    SavedBoard,
    Summary,
)
from tests.conftest import Clock, remember
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.lead import Led, person_of

IN_A = ["ane", "hodan", "helge", "kasper", "anders", "ragnhild", "jonas", "marte"]
IN_B = ["bo", "siri"]
LEVELS = ("me", "pair", "group", "room", "cohort", "hidden", "withdrawn", "unapproved")
"""What becomes of the story of each of those in room A, in their order."""


@dataclass
class Role:
    """Somebody at a screen. `device` is None for one who has never been here."""

    name: str
    client: FlaskClient
    device: int | None = None


@dataclass
class Canary:
    """A word in one field; `may(role, shown)` says who may see it.

    `shown` is true for what is addressed to the room as a whole: the projector's page, the
    board as a list, and the socket's room and board audiences.
    """

    word: str
    what: str
    may: Callable[[Role, bool], bool]


@dataclass
class World:
    database: Database
    clock: Clock
    app: Any
    socketio: SocketIO
    a: Cast
    b: Cast
    led_a: Led
    led_b: Led
    roles: dict[str, Role] = field(default_factory=dict)
    moment: Callable[[], None] = lambda: None
    """Called where something is about to be taken back: what was seen until then was right."""
    canaries: dict[str, Canary] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1000))

    # -- who may see what ----------------------------------------------------------------

    def plant(self, what: str, may: Callable[[Role, bool], bool]) -> str:
        word = f"zq{next(self._numbers)}xz"
        self.canaries[word] = Canary(word, what, may)
        return word

    def on_card(self, what: str, find: Callable[[], int]) -> str:
        """A canary in a card's text; the card may be made later."""
        return self.plant(what, lambda role, shown: self.reads_card(role, shown, find()))

    def of(self, what: str, *people: int) -> str:
        """A canary that these participants alone may see."""
        return self.plant(what, lambda role, _: self.participant(role) in people)

    def reads_card(self, role: Role, shown: bool, card_id: int) -> bool:
        with self.database.reading() as db:
            card = db.get(Card, card_id)
            if card is None:
                return False
            room = db.get_one(Activity, card.activity_id).room
            reader = relations.reader_for(db, self.actor(db, role))
            held = reader.relations(card, room.id, room.gathering.cohort_id)
            if shown and room.is_open:
                held |= {"room"}
            return policies.may_read(
                held,
                card.visibility,
                hidden=card.hidden_at is not None,
                withdrawn=card.withdrawn_at is not None,
            )

    def actor(self, db: Session, role: Role) -> policies.Actor:
        device = db.get(Device, role.device) if role.device else None
        return access.actor_for(db, device)

    def participant(self, role: Role) -> int | None:
        with self.database.reading() as db:
            return self.actor(db, role).participant_id

    def leads(self, role: Role) -> bool:
        with self.database.reading() as db:
            return self.actor(db, role).is_leader

    def seen_in(self, text: str) -> set[str]:
        return {word for word in self.canaries if word in text}

    def surplus(self, role: Role, text: str, *, shown: bool) -> list[str]:
        """What somebody has got to see without having the right to."""
        return [
            self.canaries[word].what
            for word in sorted(self.seen_in(text))
            if not self.canaries[word].may(role, shown)
        ]

    # -- what is there ---------------------------------------------------------------------

    def ids(self, table: Any) -> list[int]:
        with self.database.reading() as db:
            return list(db.scalars(select(table.id).order_by(table.id)))

    def write(self, verb: Callable[..., Any], *found: Any, **arguments: Any) -> Any:
        """Call a verb in a transaction; `found` are (table, id) pairs or plain values."""
        with self.database.transaction() as db:
            given = [db.get_one(*f) if isinstance(f, tuple) else f for f in found]
            return verb(db, *given, **arguments)

    def close(self) -> None:
        self.database.dispose()


def at_once(_: SocketIO, target: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    target(*arguments, **named)


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Both rooms open and their process in Godkjenn, with nothing written yet."""
    monkeypatch.setattr(SocketIO, "start_background_task", at_once)
    monkeypatch.setattr(SocketIO, "sleep", lambda *_: None)
    clock, database = Clock(), Database(sqlite_url(folder / "leak.sqlite3"), strict_listeners=True)
    Base.metadata.create_all(database.engine)
    settings = Settings(folder, database.url, "x" * 32, async_mode="threading", testing=True)
    app, socketio = create_app(settings, database=database, clock=clock)
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    with database.transaction() as db:
        a = casting.build(db, clock())
        b = _second_kull(db, a, clock())
    led_a, led_b = Led(database, a, clock), Led(database, b, clock)
    world = World(database, clock, app, socketio, a, b, led_a, led_b)
    led_a.begin("ai_intervju", IN_A)
    led_b.begin("ai_intervju", IN_B)
    _people(world)
    return world


def _second_kull(db: Session, a: Cast, now: dt.datetime) -> Cast:
    room = casting.other_room(db, a, now)
    cohort, gathering = room.gathering.cohort_id, room.gathering_id
    b = Cast(cohort, gathering, room.id, room.public_id, room.join_code)
    for name in IN_B:
        person = Participant(cohort_id=cohort, name=name.title(), role="lærer", role_group="skole")
        db.add(person)
        db.flush()
        b.people[name] = person.id
    return b


def _people(world: World) -> None:
    world.roles["stranger"] = Role("stranger", world.app.test_client())
    for name in IN_A:
        _sit(world, name, lambda db, d, n=name: _claim(world, db, d, world.a, n))
    for name in IN_B:
        _sit(world, name, lambda db, d, n=name: _claim(world, db, d, world.b, n))
    _sit(world, "guest", lambda db, d: _guest(world, db, d))
    _sit(world, "absent", lambda db, d: _link(world, db, d, participant=world.a.aud))
    _sit(world, "leader", lambda db, d: _link(world, db, d, facilitator=world.a.turid))


def _sit(world: World, name: str, become: Callable[[Session, Device], None]) -> None:
    client = world.app.test_client()
    with world.database.transaction() as db:
        device, secret = access.new_device(db, world.clock())
        become(db, device)
        world.roles[name] = Role(name, client, device.id)
    remember(client, secret)


def _claim(world: World, db: Session, device: Device, cast: Cast, name: str) -> None:
    room, person = db.get_one(Room, cast.room), person_of(db, cast.people[name])
    access.claim_by_code(db, device, room, person, world.clock())


def _guest(world: World, db: Session, device: Device) -> None:
    access.claim_as_guest(db, device, db.get_one(Room, world.a.room), "Gjest Gran", world.clock())


def _link(
    world: World,
    db: Session,
    device: Device,
    participant: int | None = None,
    facilitator: int | None = None,
) -> None:
    token = access.issue_link(
        db,
        world.clock(),
        participant=person_of(db, participant) if participant else None,
        facilitator=db.get_one(Facilitator, facilitator) if facilitator else None,
    )
    access.use_link(db, device, token, world.clock())


# -- the day ---------------------------------------------------------------------------------


def notes_and_drafts(world: World) -> None:
    """While the interviews go on: private notes, and stories that nobody has been given."""
    for led, names in ((world.led_a, IN_A), (world.led_b, IN_B)):
        led.advance_to("skriv_2")
        for name in names:
            _note(world, led, led.cast.people[name], name)
            _story(world, led, led.cast.people[name], name)
    _own_things(world)


def _note(world: World, led: Led, person: int, name: str) -> None:
    world.write(
        drafts.save_own,
        (Activity, led.id),
        person,
        "note:tenk",
        {"text": world.of(f"note of {name}", person)},
        version=0,
        editor="t",
        now=world.clock(),
    )


def _story(world: World, led: Led, teller: int, name: str) -> None:
    interview, writer = led.told_by(teller)

    def told(role: Role, _: bool) -> bool:
        person = world.participant(role)
        return person == writer or (person == teller and _handed_over(world, interview))

    words = [world.plant(f"draft of {name}'s story, {part}", told) for part in ("title", "text")]
    led.write_story(teller, words[0], f"{words[1]} kom. Slutt.")


def _handed_over(world: World, interview: int) -> bool:
    with world.database.reading() as db:
        draft = drafts.of_interview(db, db.get_one(Interview, interview))
        return draft is None or draft.delivered_at is not None


def _own_things(world: World) -> None:
    """Documents, a summary and an address of Aud's, whose whole mappe is open."""
    aud = world.a.aud
    with world.database.transaction() as db:
        document = PracticeDocument(
            participant_id=aud,
            title=world.of("document's title", aud),
            text=world.of("document's text", aud),
            date=dt.date(2027, 8, 1),
            kind="tekst",
            status="trenger_mer",
        )
        comment = world.of("comment on a document", aud)
        document.events = [
            DocumentEvent(at=world.clock(), by="Turid", status="trenger_mer", comment=comment)
        ]
        db.add(document)
        db.add(
            Summary(
                participant_id=aud,
                type="a",
                title=world.of("summary's title", aud),
                text=world.of("summary's text", aud),
                status="kladd",
            )
        )
        address = world.plant("e-mail address", lambda role, _: world.leads(role))
        person_of(db, aud).email = f"{address}@smart.example"


def approvals(world: World) -> None:
    """Godkjenn and after: a story at every level, and one that its writer adds to too late."""
    for led, names in ((world.led_a, IN_A), (world.led_b, IN_B)):
        led.advance_to("godkjenn")
        for name, level in zip(names, LEVELS, strict=False):
            if level == "unapproved":
                _late_text(world, led, led.cast.people[name], name)
            else:
                _approve(world, led, led.cast.people[name], name, level)


def _approve(world: World, led: Led, teller: int, name: str, level: str) -> None:
    made: list[int] = [0]
    words = {
        part: world.on_card(f"{name}'s story ({level}), {part}", lambda: made[0])
        for part in ("title", "first", "last")
    }
    writer = led.told_by(teller)[1]
    made[0] = led.approve(
        teller,
        level if level in policies.LEVELS else "cohort",
        title=words["title"],
        text=f"{words['first']} kom. Så lo vi. Og {words['last']} ble igjen.",
        thanks=world.of(f"{name}'s thanks", teller, writer),
    )
    world.moment()
    if level == "hidden":
        led.change(made[0], cards.hide, world.clock())
    if level == "withdrawn":
        led.change(made[0], cards.withdraw, world.clock())


def _late_text(world: World, led: Led, teller: int, name: str) -> None:
    interview, writer = led.told_by(teller)
    for person, what in ((teller, "edit"), (writer, "late addition")):
        words = [world.of(f"{name}'s story, {what} {n}", teller, writer) for n in (1, 2)]
        world.write(
            drafts.save_story,
            (Interview, interview),
            person,
            {"title": words[0], "text": words[1], "strengths": []},
            version=1,
            editor=what,
            now=world.clock(),
        )


def tables(world: World) -> None:
    """Gjenfortell and Rotårsaker: lines for one's table, a text with one pen, cards, a heap."""
    for led, names in ((world.led_a, IN_A), (world.led_b, IN_B)):
        led.advance_to("gjenfortell")
        _line(world, led, led.cast.people[names[0]])
        led.advance_to("rotarsaker")
        keeps = (True, False)
        for group, keep in zip(led.group_ids("bord"), keeps, strict=False):
            _pen(world, led, group)
            _causes(world, led, group, keep)
    _gather(world)


def _line(world: World, led: Led, person: int) -> None:
    made: list[int] = [0]
    word = world.on_card("line for one's table", lambda: made[0])
    made[0] = world.write(
        cards.post_line,
        (Activity, led.id),
        person,
        phase_key="gjenfortell",
        type="insight",
        text=word,
        visibility="group",
        group=_group(world, led.group_of(person, "bord")),
        client_id=f"line-{person}",
        now=world.clock(),
    ).id


def _group(world: World, group: int) -> Group:
    with world.database.reading() as db:
        found = db.get_one(Group, group)
        db.expunge_all()
        return found


def _members(world: World, group: int) -> list[int]:
    with world.database.reading() as db:
        return [member.participant_id for member in db.get_one(Group, group).members]


def _pen(world: World, led: Led, group: int) -> None:
    people = _members(world, group)
    world.write(
        drafts.save_group,
        (Group, group),
        "rotarsaker",
        (Participant, people[0]),
        {"line_5": world.of(f"unfinished line of table {group}", *people)},
        version=0,
        editor="pen",
        now=world.clock(),
    )


def _causes(world: World, led: Led, group: int, keep: bool) -> None:
    made: list[int] = [0]
    word = world.on_card(f"root cause of table {group}, kept: {keep}", lambda: made[0])
    made[0] = led.causes(_members(world, group)[0], word, keep=keep)[0]


def _gather(world: World) -> None:
    in_a = {*world.a.people.values()}

    def may(role: Role, shown: bool) -> bool:
        return shown or world.leads(role) or world.participant(role) in in_a

    def at_guests(role: Role, shown: bool) -> bool:
        return may(role, shown) or role.name == "guest"

    with world.database.transaction() as db:
        activity = db.get_one(Activity, world.led_a.id)
        lying = [card.id for card in boards.lying(db, activity)][:2]
        boards.gather(db, activity, lying, world.plant("a heap's heading", at_guests))


def the_end(world: World) -> None:
    """Both processes end, the boards are saved, and a leader writes in the note."""
    for led in (world.led_a, world.led_b):
        led.end()
    with world.database.transaction() as db:
        notes.write(
            db,
            db.get_one(Gathering, world.a.gathering),
            world.plant("leaders' words in the note", lambda role, _: world.leads(role)),
            version=0,
            editor="t",
            seen=[],
            now=world.clock(),
        )


def closing(world: World) -> None:
    for cast in (world.a, world.b):
        world.write(rooms.close_room, (Room, cast.room), world.clock())


STAGES = {
    "notes and drafts": notes_and_drafts,
    "approvals": approvals,
    "tables": tables,
    "the end": the_end,
    "closed": closing,
}


# -- addresses ---------------------------------------------------------------------------------


def addresses(world: World, rule: Any) -> Iterable[str]:
    """Every address of a rule, with the ids of everything there is in both kull."""
    pools: dict[str, list[Any]] = {
        "public_id": [world.a.public_id, world.b.public_id],
        "interview_id": world.ids(Interview),
        "card_id": world.ids(Card),
        "board_id": world.ids(SavedBoard),
        "group_id": world.ids(Group),
        "claim_id": world.ids(Claim),
        "cluster_id": world.ids(Cluster),
        "activity_id": world.ids(Activity),
        "gathering_id": world.ids(Gathering),
        "participant_id": [world.a.ane, world.a.aud, world.b.bo],
        "person_id": [world.a.ane, world.a.aud, world.b.bo],
        "number": [8, 1],
        "token": ["en-lenke-som-ikke-finnes"],
        "phase_key": ["rotarsaker"],
        "key": ["tenk"],
        "word": ["videre"],
    }
    names = sorted(rule.arguments)
    with world.app.test_request_context():
        adapter = world.app.create_url_adapter(None) or world.app.url_map.bind("localhost")
        for values in itertools.product(*(pools[name] for name in names)):
            address = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
            yield address
            if "number" in names:
                yield f"{address}?kull=kull10"
