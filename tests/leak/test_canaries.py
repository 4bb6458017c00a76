"""Nobody gets a word that the policy table does not give them, and the board lacks none.

Everything that can be fetched is fetched as everybody, at six moments of a samling, in two
kull at once; and every frame that the socket sends is kept, by who got it.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from flask_socketio import SocketIOTestClient
from werkzeug.test import TestResponse

from facilitator.domain import boards
from facilitator.models import Activity, SavedBoard
from tests.leak.day import STAGES
from tests.leak.routes import ROLES, ROWS
from tests.leak.world import IN_A, IN_B, Role, World, addresses, build

SURFACES = ("phone", "board", "lead")
SHOWN = {"board.show", "board.as_list"}
"""Pages that are addressed to the room as a whole: its address is enough."""

SNAPSHOT = {"X-Snapshot": "1"}
FULL = ("the end", "closed")
"""The moments at which also those ask who are refused for what they are: all of them are."""
ONE_FORMAT = ("json",)
"""What a document is asked for as at the other moments: every format says the same."""
WITH_SNAPSHOT = {"phone.show", "board.show", "board.as_list", "lead.show"}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = build(tmp_path, monkeypatch)
    yield made
    made.close()


def said_on_paper(data: bytes) -> str:
    """The text of a PDF, with what its own records say of it."""
    with pypdfium2.PdfDocument(data) as paper:
        pages = [page.get_textpage().get_text_range() for page in paper]
        return "\n".join([*pages, *paper.get_metadata_dict().values()])


def body(response: TestResponse) -> str:
    """What a page or a file says; a DOCX is a ZIP of texts."""
    data = response.get_data()
    response.close()
    if data[:5] == b"%PDF-":
        return said_on_paper(data)
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@dataclass(frozen=True)
class Place:
    """An address that can be fetched."""

    address: str
    headers: dict[str, str]
    shown: bool
    """Whether the whole room may see what it says."""
    row: Sequence[str]
    """What the table of routes gives each kind of role."""

    def is_leaders(self, role: Role) -> bool:
        """Whether somebody is asked to sign in as a prosessleder, whatever the address names."""
        kind = kind_of(role)
        return kind in ROLES and self.row[ROLES.index(kind)] == "401"


def kind_of(role: Role) -> str:
    """The table says nothing of the absent one, whose whole mappe is open."""
    if role.name in IN_A:
        return "participant"
    return "other" if role.name in IN_B else role.name


def everywhere(world: World, endings: Sequence[str]) -> list[Place]:
    found = []
    for rule in world.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        kinds = ({}, SNAPSHOT) if rule.endpoint in WITH_SNAPSHOT else ({},)
        shown, row = rule.endpoint in SHOWN, ROWS["GET", rule.rule]
        found += [Place(a, h, shown, row) for a in addresses(world, rule, endings) for h in kinds]
    return found


def crawl(world: World, role: Role, places: list[Place]) -> list[tuple[str, list[str]]]:
    """Fetch everything as somebody; gives the addresses that said too much, and what."""
    leaks, rights = [], {}
    for place in places:
        response = role.client.get(place.address, headers=place.headers)
        assert response.status_code < 500, (role.name, place.address)
        if place.is_leaders(role):
            assert response.status_code in (401, 410), (role.name, place.address)
        if found := world.surplus(role, body(response), shown=place.shown, rights=rights):
            leaks.append((place.address, found))
    return leaks


def test_no_page_says_too_much(world: World) -> None:
    """At each moment; what is the leaders' own, others ask for when all of it is there."""
    leaks = {}
    for name, happens in STAGES.items():
        happens(world)
        places = everywhere(world, () if name in FULL else ONE_FORMAT)
        for role in world.roles.values():
            asked = [p for p in places if name in FULL or not p.is_leaders(role)]
            leaks[name, role.name] = crawl(world, role, asked)
    assert {where: found for where, found in leaks.items() if found} == {}


class Listener:
    """One socket of one role on one surface, and all it has heard."""

    def __init__(self, world: World, role: Role, room: str, surface: str) -> None:
        self.world, self.role, self.surface, self.room = world, role, surface, room
        self.heard: list[Any] = []
        self.leaks: list[str] = []
        self.socket: SocketIOTestClient = world.socketio.test_client(
            world.app, flask_test_client=role.client
        )
        self.answer = self.socket.emit("enter", {"room": room, "surface": surface}, callback=True)
        self.leaks += world.surplus(role, json.dumps(self.answer), shown=False)

    def listen(self) -> None:
        """Take in what has come, and judge it as things stand now."""
        for frame in self.socket.get_received():
            self.heard.append(frame)
            text = json.dumps(frame, ensure_ascii=False)
            audience = str(frame["args"][0].get("a", ""))
            shown = audience.startswith(("room:", "board:"))
            self.leaks += self.world.surplus(self.role, text, shown=shown)


def everybody_listens(world: World) -> list[Listener]:
    return [
        Listener(world, role, cast.public_id, surface)
        for role in world.roles.values()
        for cast in (world.a, world.b)
        for surface in SURFACES
    ]


def test_no_frame_says_too_much(world: World) -> None:
    """Each frame is judged when it comes: a withdrawal later on does not make it a leak."""
    listeners = everybody_listens(world)

    def listen() -> None:
        for listener in listeners:
            listener.listen()

    world.moment = listen
    for happens in STAGES.values():
        happens(world)
        listen()
    leaks = {(one.role.name, one.surface, one.room): one.leaks for one in listeners if one.leaks}
    assert leaks == {}
    assert all(one.heard for one in listeners if one.answer["ok"])


def test_who_may_enter_what(world: World) -> None:
    """By socket the leaders' surface is the leaders', a phone's is for those who are there."""
    entered = {
        (listener.role.name, listener.room, listener.surface)
        for listener in everybody_listens(world)
        if listener.answer["ok"]
    }
    rooms = {"a": world.a.public_id, "b": world.b.public_id}
    for role in world.roles:
        for letter, room in rooms.items():
            at_home = role in (*IN_A, "guest") if letter == "a" else role in ("bo", "siri")
            assert ((role, room, "phone") in entered) == at_home
            leads = "leader" if letter == "a" else "colleague"
            assert ((role, room, "lead") in entered) == (role == leads)
            assert (role, room, "board") in entered


def test_a_phone_hears_its_own_groups_and_itself_alone(world: World) -> None:
    world.led_a.advance_to("gjenfortell")
    heard = {
        role: set(
            Listener(world, world.roles[role], world.a.public_id, "phone").answer["audiences"]
        )
        for role in ("ane", "leader", "stranger", "guest")
        if role in ("ane", "guest")
    }
    own = {f"group:{world.led_a.group_of(world.a.ane, key)}" for key in ("par", "bord")}
    assert {name for name in heard["ane"] if name.startswith("group:")} == own
    assert {name for name in heard["ane"] if name.startswith("person:")} == {
        f"person:{world.a.room}:{world.a.ane}"
    }
    assert not {name for name in heard["ane"] | heard["guest"] if name.startswith("lead:")}


def released(world: World) -> set[str]:
    """The canaries of the cards that lie on room A's board now."""
    with world.database.reading() as db:
        lying = boards.lying(db, db.get_one(Activity, world.led_a.id))
        return world.seen_in(" ".join(str(card.fields) for card in lying))


def test_the_board_lacks_none_of_the_released_cards(world: World) -> None:
    projector = Listener(world, world.roles["stranger"], world.a.public_id, "board")
    for happens in list(STAGES.values())[:4]:
        happens(world)
    projector.listen()
    expected = released(world)
    assert len(expected) >= 8
    assert expected <= world.seen_in(json.dumps(projector.heard, ensure_ascii=False))
    for role in world.roles.values():
        page = body(role.client.get(f"/rom/{world.a.public_id}/tavle"))
        assert expected <= world.seen_in(page), role.name
    note = body(world.roles["leader"].client.get(f"/rom/{world.a.public_id}/styring"))
    titles = {word for word in expected if "title" in world.canaries[word].what}
    assert titles <= world.seen_in(note)


def test_the_saved_board_lacks_none_that_was_released_to_the_kull(world: World) -> None:
    for happens in list(STAGES.values())[:5]:
        happens(world)
    kept = {
        word
        for word in released(world)
        if "(cohort)" in world.canaries[word].what or "kept: True" in world.canaries[word].what
    }
    assert kept
    pages = [
        body(world.roles[name].client.get(f"/mappe/tavle/{board}"))
        for name in IN_A
        for board in world.ids(SavedBoard)[:1]
    ]
    for page in pages:
        assert kept <= world.seen_in(page)


def test_the_canaries_are_alive(world: World) -> None:
    """Each was really stored, and each is seen by somebody: else the tests above prove nothing."""
    seen: set[str] = set()
    for happens in list(STAGES.values())[:5]:
        happens(world)
        for name in (*IN_A, "absent", "leader"):
            role = world.roles[name]
            for path in (f"/rom/{world.a.public_id}", "/mappe", "/notat/8?kull=kull10"):
                seen |= world.seen_in(body(role.client.get(path)))
    kinds = {world.canaries[word].what.split(",")[0].split(" of ")[0] for word in seen}
    assert {"document's title", "leaders' words in the note", "note"} <= kinds
