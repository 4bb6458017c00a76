"""A photo is seen by those who read the card it stands on, and by nobody else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import cards, photo_files, photos, photos_on_cards
from facilitator.models import Activity, Card, Group, GroupMember, Participant, Photo
from tests.conftest import Clock
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.lead import Led

TOKEN = "bildetsomanelavedforst12"
Phone = Callable[[str], Any]


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start("veikart")
    led.advance_to("drom")
    return led


@pytest.fixture
def photo(led: Led, database: Database, settings: Settings, cast: Cast, clock: Clock) -> str:
    """Ane's own, on its way: it stands on no card yet."""
    prepared = photo_files.prepare(pictures.jpeg())
    photo_files.write(settings.data_dir / "photos", TOKEN, prepared.jpeg)
    with database.transaction() as db:
        photos.keep(
            db,
            db.get_one(Activity, led.id),
            db.get_one(Participant, cast.ane),
            None,
            TOKEN,
            photos.Said("En vei", True),
            prepared,
            client_id="ane-1",
            now=clock(),
        )
    return f"/bilde/{TOKEN}.jpg"


def on_card(
    database: Database, led: Led, owner: int, now: dt.datetime, visibility: str, **more: Any
) -> int:
    """A card that names Ane's photo; gives its id."""
    with database.transaction() as db:
        card = Card(
            activity_id=led.id, phase_key="drom", type="roadmap", owner_id=owner,
            author_id=owner, client_id=f"kort-{owner}", visibility=visibility,
            fields={"dream": "En rolig morgen", "photo": TOKEN}, created_at=now,
            approved_at=now, **more,
        )  # fmt: skip
        db.add(card)
        db.flush()
        photos_on_cards.attach(db, card)
        cards.release(db, card)
        return card.id


def seen(client: Any, address: str) -> int:
    return int(client.get(address).status_code)


def test_before_it_stands_on_a_card_only_its_uploader_sees_it(
    photo: str, phone: Phone, leader: Any, stranger: Any
) -> None:
    answer = phone("ane").get(photo)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store", "no «Ferdig» clears it over plain http"
    safe = phone("ane").get(photo, base_url="https://localhost")
    assert safe.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = phone("ane").get(photo, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert [seen(client, photo) for client in (phone("hodan"), leader, stranger)] == [404] * 3


def test_the_group_it_was_sent_for_sees_it(
    photo: str, phone: Phone, database: Database, led: Led, cast: Cast
) -> None:
    with database.transaction() as db:
        group = Group(activity_id=led.id, set_key="lag", number=9)
        group.members = [GroupMember(participant_id=cast.hodan, position=0)]
        db.add(group)
        db.flush()
        db.query(Photo).one().group_id = group.id
    assert seen(phone("hodan"), photo) == 200
    assert seen(phone("kasper"), photo) == 404


@pytest.mark.parametrize(
    ("visibility", "mate", "leads", "anyone"),
    [("me", 404, 404, 404), ("room", 200, 200, 200), ("cohort", 200, 200, 200)],
)
def test_on_a_card_it_is_seen_by_those_who_read_the_card(
    photo: str, phone: Phone, leader: Any, stranger: Any, database: Database, led: Led,
    cast: Cast, clock: Clock, visibility: str, mate: int, leads: int, anyone: int,
) -> None:  # fmt: skip
    on_card(database, led, cast.ane, clock(), visibility)
    assert seen(phone("ane"), photo) == 200
    found = [seen(client, photo) for client in (phone("hodan"), leader, stranger)]
    assert found == [mate, leads, anyone], "the projector is a stranger too"


def test_withdrawn_hidden_or_given_another_photo_means_gone(
    photo: str, phone: Phone, stranger: Any, database: Database, led: Led, cast: Cast, clock: Clock
) -> None:
    card = on_card(database, led, cast.ane, clock(), "cohort")
    others = (phone("hodan"), stranger)
    led.change(card, cards.hide, clock())
    assert [seen(client, photo) for client in others] == [404, 404]
    led.change(card, cards.unhide)
    assert [seen(client, photo) for client in others] == [200, 200]
    led.change(card, cards.withdraw, clock())
    assert [seen(client, photo) for client in others] == [404, 404]
    assert seen(phone("ane"), photo) == 200, "its owner still has it"
    with database.transaction() as db:
        found = db.get_one(Card, card)
        found.withdrawn_at, found.fields = None, {"dream": "En rolig morgen", "photo": ""}
    assert [seen(client, photo) for client in others] == [404, 404]


def test_nobody_sees_anothers_photo_by_naming_it_on_a_card_of_their_own(
    photo: str, phone: Phone, database: Database, led: Led, cast: Cast, clock: Clock
) -> None:
    on_card(database, led, cast.hodan, clock(), "me")
    assert seen(phone("hodan"), photo) == 404


def test_when_the_room_is_closed_a_stranger_sees_it_no_more(
    photo: str, phone: Phone, leader: Any, stranger: Any, database: Database, led: Led,
    cast: Cast, clock: Clock,
) -> None:  # fmt: skip
    on_card(database, led, cast.ane, clock(), "cohort")
    client = phone("hodan")
    leader.post(f"/rom/{cast.public_id}/lukk")
    assert (seen(stranger, photo), seen(client, photo)) == (404, 200)


def test_a_token_nobody_knows_is_not_found(led: Led, phone: Phone) -> None:
    for token in ("a" * 24, "..%2F..%2Fsecret_key", "x"):
        assert seen(phone("ane"), f"/bilde/{token}.jpg") == 404
