"""Two kull with a live room each, everybody on a phone, and a canary in every text.

A canary is a word that stands in one field of one thing. What somebody has seen is the set of
canaries in the bodies and frames they got; what they may see is computed from the policy table
(`relations` and `policies`) and, for text that is no card, from the few rules below.
"""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
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
from facilitator.documents import formats
from facilitator.domain import access, devices, links, policies, relations
from facilitator.models import (
    Activity,
    Card,
    Certificate,
    Claim,
    Cluster,
    CohortLeader,
    Device,
    Facilitator,
    Gathering,
    Group,
    Interview,
    Participant,
    PracticeDocument,
    Room,
    SavedBoard,
)
from tests.conftest import Clock, remember
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.lead import Led, person_of

IN_A = ["ane", "hodan", "helge", "kasper", "anders", "ragnhild", "jonas", "marte"]
IN_B = ["bo", "siri"]

WORD = re.compile(r"zq\d+xz")
Rights = dict[tuple[str, bool], bool]
"""(canary, whether it was shown to the room) → whether somebody may see it."""


@dataclass
class Role:
    """Somebody at a screen. `device` is None for one who has never been here."""

    name: str
    client: FlaskClient
    device: int | None = None
    secret: str = ""


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
        word = f"zq{next(self._numbers)}xz"  # as WORD finds them
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
        return devices.actor_for(db, device)

    def participant(self, role: Role) -> int | None:
        with self.database.reading() as db:
            return self.actor(db, role).participant_id

    def leads(self, role: Role) -> bool:
        """Whether they lead the first kull, where all that is looked at belongs."""
        with self.database.reading() as db:
            return self.a.cohort in self.actor(db, role).leads

    def seen_in(self, text: str) -> set[str]:
        return set(WORD.findall(text)) & self.canaries.keys()

    def surplus(
        self, role: Role, text: str, *, shown: bool, rights: Rights | None = None
    ) -> list[str]:
        """What somebody has got to see without having the right to.

        `rights` remembers what was found out about this role while nothing happens.
        """
        rights = {} if rights is None else rights
        seen = sorted(self.seen_in(text))
        for word in seen:
            if (word, shown) not in rights:
                rights[word, shown] = self.canaries[word].may(role, shown)
        return [self.canaries[word].what for word in seen if not rights[word, shown]]

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
    monkeypatch.setattr("facilitator.web.security.limiter.enabled", False)
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
    _sit(world, "colleague", lambda db, d: _link(world, db, d, facilitator=_colleague(world, db)))


def _colleague(world: World, db: Session) -> int:
    """A prosessleder, and kursholder, of the second kull alone."""
    made = Facilitator(name="Kirsti Kollega", email="kirsti@example.org")
    db.add(made)
    db.flush()
    db.add(CohortLeader(cohort_id=world.b.cohort, facilitator_id=made.id, is_owner=True))
    return made.id


def _sit(world: World, name: str, become: Callable[[Session, Device], None]) -> None:
    client = world.app.test_client()
    with world.database.transaction() as db:
        device, secret = devices.new_device(db, world.clock())
        become(db, device)
        world.roles[name] = Role(name, client, device.id, secret)
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
    token = links.issue(
        db,
        world.clock(),
        participant=person_of(db, participant) if participant else None,
        facilitator=db.get_one(Facilitator, facilitator) if facilitator else None,
    )
    links.use(db, device, token, world.clock())


def addresses(world: World, rule: Any, endings: Sequence[str] = ()) -> Iterable[str]:
    """Every address of a rule, with the ids of everything there is in both kull.

    `endings` are the formats that documents are asked for in; without any, all of them.
    """
    pools: dict[str, list[Any]] = {
        "public_id": [world.a.public_id, world.b.public_id],
        "interview_id": world.ids(Interview),
        "card_id": world.ids(Card),
        "board_id": world.ids(SavedBoard),
        "group_id": world.ids(Group),
        "claim_id": world.ids(Claim),
        "facilitator_id": world.ids(Facilitator),
        "cluster_id": world.ids(Cluster),
        "activity_id": world.ids(Activity),
        "gathering_id": world.ids(Gathering),
        "certificate_id": world.ids(Certificate),
        "document_id": world.ids(PracticeDocument),
        "ref": [str(number) for number in world.ids(PracticeDocument)],
        "kull": ["kull10", "kull11"],
        "participant_id": [world.a.ane, world.a.aud, world.b.bo],
        "person_id": [world.a.ane, world.a.aud, world.b.bo],
        "number": [8, 1],
        "token": ["en-lenke-som-ikke-finnes"],
        "sign": ["0" * 40],
        "phase_key": ["rotarsaker"],
        "key": ["tenk"],
        "word": ["videre"],
        "ending": endings or [*formats.FORMATS, "xlsx", "zip", "ics"],
    }
    names = sorted(rule.arguments)
    adapter = world.app.url_map.bind("localhost")
    for values in itertools.product(*(pools[name] for name in names)):
        address = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
        yield address
        if "number" in names:
            yield f"{address}?kull=kull10"
