"""Every address with every role, on somebody else's object. A route without a row fails."""

import contextlib
import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.domain import boards, devices, permissions
from facilitator.models import Activity, Card, CardThread, Claim, Cluster, Facilitator, SavedBoard
from facilitator.realtime import sockets
from facilitator.web import rights
from tests.conftest import remember
from tests.leak import day
from tests.leak.routes import EVENTS, PLACES, ROLES, ROWS
from tests.leak.world import IN_A, Role, World, build
from tests.leak.year import things_of_the_year

NEVER_SEEN = "en-lenke-som-ikke-finnes"
COOKIE = "facilitator"
ANOTHER = "another who leads"


@dataclasses.dataclass
class Stage:
    """A world that is put back after each request that may have changed it.

    All that the addresses name is the owner's, who shares neither pair nor table with the
    participant and the guest that ask for it.
    """

    world: World
    folder: Path
    values: dict[str, Any]
    form: dict[str, Any]
    who: dict[str, str]
    projector: str
    """The cookie of a browser that has opened the projector's page."""

    def client(self, role: str) -> FlaskClient:
        """A browser as it was before anybody asked for anything."""
        client = self.world.app.test_client()
        name = self.who[role]
        if name and (secret := self.world.roles[name].secret):
            remember(client, secret)
        if role == "projector":
            client.set_cookie(COOKIE, self.projector)
        return client

    def ask(self, role: str, method: str, rule: str, *, put_back: bool = True) -> int:
        found = next(
            r
            for r in self.world.app.url_map.iter_rules()
            if r.rule == rule and method in (r.methods or ())
        )
        values = {name: self.values[name] for name in found.arguments}
        address = self.world.app.url_map.bind("localhost").build(found.endpoint, values)
        data = self.form if method == "POST" else None
        query = {"kull": "kull10"}
        answer = self.client(role).open(address, method=method, data=data, query_string=query)
        answer.close()
        refused = answer.status_code in (401, 403)  # it is undone with its transaction
        if not put_back:
            return answer.status_code
        if (method != "GET" and not refused) or answer.status_code in (302, 303):
            self.put_back()
        return answer.status_code

    def keep(self) -> None:
        """Remember the database as it is now."""
        self.world.database.dispose()
        shutil.copytree(self.folder, self.folder.with_name("kept"))

    def put_back(self) -> None:
        self.world.database.dispose()
        for file in self.folder.iterdir():
            file.unlink()
        shutil.copytree(self.folder.with_name("kept"), self.folder, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with living_stage(tmp_path_factory.mktemp("routes")) as made:
        made.keep()
        yield made


@contextlib.contextmanager
def living_stage(place: Path) -> Iterator[Stage]:
    folder = place / "live"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        world = build(folder, patch)
        for happens in (day.notes_and_drafts, day.approvals, day.retelling, day.tables):
            happens(world)
        _save_the_board(world)
        yield _stage(world, folder)
        world.close()


def _save_the_board(world: World) -> None:
    with world.database.transaction() as db:
        boards.save(db, db.get_one(Activity, world.led_a.id), world.clock())


def _stage(world: World, folder: Path) -> Stage:
    guest = world.participant(world.roles["guest"])
    tables = world.led_a.groups("bord")
    own = next(table for table in tables if guest not in table)
    names = {number: name for name, number in world.a.people.items() if name in IN_A}
    owner = next(person for person in own if person in names)
    other = next(p for table in tables if table is not own for p in table if p in names)
    who = {"stranger": "", "projector": "", "guest": "guest", "other": "bo"}
    who |= {"leader": "leader", "colleague": "colleague", "owner": _owner(world)}
    who |= {ANOTHER: _another(world)}
    values = _values(world, owner) | {"thread_id": _tie(world, own)}
    values |= things_of_the_year(world, owner)
    who |= {"participant": names[other]}
    return Stage(world, folder, values, _form(world, values), who, _projector(world))


def _owner(world: World) -> str:
    """The installation's owner, who leads no kull; gives the name of the role."""
    owner = Facilitator(name="Eli Eier", email="eli@example.org", owns_installation=True)
    return _signed_in(world, "owner", owner)


def _signed_in(world: World, role: str, leader: Facilitator) -> str:
    with world.database.transaction() as db:
        device, secret = devices.new_device(db, world.clock())
        known = db.merge(leader)
        db.flush()
        devices.become(db, device, known, "link", world.clock())
        world.roles[role] = Role(role, world.app.test_client(), device.id, secret)
    return role


def _another(world: World) -> str:
    """Who leads the kull as well, and does not hold the course; gives the name of the role."""
    with world.database.reading() as db:
        aslak = db.get_one(Facilitator, world.a.aslak)
    return _signed_in(world, ANOTHER, aslak)


def _projector(world: World) -> str:
    client = world.app.test_client()
    client.get(f"/rom/{world.a.public_id}/lerret").close()
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else ""


def _tie(world: World, table: list[int]) -> int:
    """A thread between two stories of one table; gives its id."""
    with world.database.transaction() as db:
        told = select(Card).where(Card.owner_id.in_(table), Card.type == "story").limit(2)
        one, other = db.scalars(told)
        thread = CardThread(
            from_card_id=one.id,
            to_card_id=other.id,
            by_id=one.owner_id,
            created_at=world.clock(),
        )
        db.add(thread)
        db.flush()
        return thread.id


def _values(world: World, owner: int) -> dict[str, Any]:
    with world.database.reading() as db:
        return {
            "public_id": world.a.public_id,
            "ref": "ny-" + "0" * 32,
            "device_id": 0,
            "file_id": 0,
            "item_id": 0,
            "interview_id": world.led_a.told_by(owner)[0],
            "card_id": db.scalar(select(Card.id).where(Card.owner_id == owner)),
            "board_id": db.scalar(select(SavedBoard.id)),
            "cohort_id": world.a.cohort,
            "facilitator_id": world.a.aslak,
            "goal_id": 0,
            "section": "kullet",
            "group_id": world.led_a.group_of(owner, "bord"),
            "claim_id": db.scalar(select(Claim.id).where(Claim.participant_id == owner)),
            "cluster_id": db.scalar(select(Cluster.id)),
            "activity_id": world.led_a.id,
            "certificate_id": 0,
            "contribution_id": 0,
            "document_id": 0,
            "greeting_id": 0,
            "kull": "kull10",
            "gathering_id": world.a.gathering,
            "participant_id": owner,
            "person_id": owner,
            "note_id": 0,
            "number": 8,
            "token": NEVER_SEEN,
            "sign": "0" * 40,
            "phase_key": "rotarsaker",
            "key": "tenk",
            "kind": "photo",
            "word": "ett-minutt",
            "ending": "docx",
        }


def _form(world: World, values: dict[str, Any]) -> dict[str, Any]:
    """One form that every route finds what it needs in."""
    return {
        "title": "Tittel",
        "text": "Tekst som er god nok.",
        "visibility": "room",
        "line_0": "Vi ventet",
        "participant": str(values["participant_id"]),
        "group": str(values["group_id"]),
        "activity": str(values["activity_id"]),
        "phase": "rotarsaker",
        "name": "Ny Gjest",
        "code": world.a.code,
        "theme": "Tema",
        "process": "ai_intervju",
        "free_text": "Tillegg",
        "half": "forenoon",
        "scheme": "dark",
        "thanks": "Takk",
        "agreed": "1",
        "sure": "1",
    }


def routes(world: World) -> set[tuple[str, str]]:
    return {
        (method, rule.rule)
        for rule in world.app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_row_and_every_row_a_route(stage: Stage) -> None:
    there = routes(stage.world)
    assert not {PLACES[row]: row for row in ROWS if row not in there}, "no such route any more"
    assert not there - set(ROWS), "a route without a row"


def test_every_socket_event_has_a_row(stage: Stage) -> None:
    listened_to = set(stage.world.socketio.server.handlers["/"]) - {"connect", "disconnect"}
    assert listened_to == set(sockets.EVENTS) == set(EVENTS)


@pytest.mark.parametrize(("method", "rule"), list(ROWS), ids=lambda word: word)
def test_what_each_role_gets(stage: Stage, method: str, rule: str) -> None:
    if (method, rule) not in routes(stage.world):
        place = PLACES[method, rule]
        pytest.fail(f"{place}: {method} {rule} is no longer there; take its row away")
    found = [stage.ask(role, method, rule) for role in ROLES]
    expected = map(int, ROWS[method, rule])
    given = dict(zip(ROLES, found, strict=True))
    assert given == dict(zip(ROLES, expected, strict=True)), PLACES[method, rule]


def test_who_leads_without_holding_the_course_gets_all_but_what_the_kursholder_does(
    stage: Stage,
) -> None:
    app, wrong = stage.world.app, []
    for rule in app.url_map.iter_rules():
        right = rights.of(rule.endpoint)
        if right not in (permissions.LEAD_KULL, permissions.OWN_KULL):
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found = stage.ask(ANOTHER, method, rule.rule)
            theirs = int(ROWS[method, rule.rule][ROLES.index("leader")])
            if found != (403 if right == permissions.OWN_KULL else theirs):
                wrong.append((method, rule.rule, right, found))
    assert not wrong


@pytest.mark.parametrize("surface", list(EVENTS["enter"]))
def test_who_may_enter_a_surface_by_socket(stage: Stage, surface: str) -> None:
    found = {}
    for role in ROLES:
        socket = stage.world.socketio.test_client(
            stage.world.app, flask_test_client=stage.client(role)
        )
        asked = {"room": stage.world.a.public_id, "surface": surface}
        found[role] = socket.emit("enter", asked, callback=True)["ok"]
        socket.disconnect()
    assert {role for role, ok in found.items() if ok} == set(EVENTS["enter"][surface].split())
