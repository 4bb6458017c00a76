"""The remote in a participant's hand for one activity."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import facts as told
from facilitator.domain import hearing
from facilitator.domain.policies import Actor
from facilitator.errors import NotAllowed, NotSignedIn
from facilitator.models import Activity, Handover, Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.support.phones import Phone
from tests.support.remote import Remote
from tests.support.run_sheet import a_day

PRESENT = ("ane", "hodan", "helge", "kasper")
Phones = Callable[[str], FlaskClient]


@pytest.fixture
def hodan(phone: Phones, database: Database, cast: Cast) -> Remote:
    """Hodan's phone, as one who may press."""
    return Remote(phone("hodan"), database, cast)


@pytest.fixture
def led(start: Callable[..., Led], hodan: Remote) -> Led:
    return start(process="innsjekk", present=PRESENT)


def give(remote: Remote, cast: Cast, name: str = "hodan") -> Any:
    return remote.send("/overlat", participant=cast.people[name])


def test_the_phone_offers_the_remote(led: Led, remote: Remote, hodan: Remote, cast: Cast) -> None:
    offer = "Åpne fjernkontrollen"
    assert offer not in Phone(hodan.client, cast).surface()
    assert give(remote, cast).json["message"].startswith("Hodan leder nå")
    assert offer in Phone(hodan.client, cast).surface()
    assert "<b>Hodan leder nå.</b>" in remote.page()


def test_the_holder_moves_the_room(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, database: Database
) -> None:
    give(remote, cast)
    assert hodan.press("videre").json["ok"]
    assert (hodan.phase, hodan.activity.last_action["by"]) == ("ring", "Hodan")
    for word in ("pause", "fortsett", "ett-minutt", "tilbake", "angre"):
        assert hodan.press(word).json == {"ok": True}
    assert hodan.send("/sporsmal", phase="ord", question=1).json["ok"]


def test_their_page_has_counts_and_no_names(
    led: Led, remote: Remote, hodan: Remote, cast: Cast
) -> None:
    remote.send("/notat", phase="ord", note="Bare for Turid")
    give(remote, cast)
    hodan.press("videre")
    page = hodan.page()
    assert "Du leder nå, Hodan" in page
    assert "4 personer" in page
    for private in ("Bare for Turid", "Ane", "Helge", "Kasper", "navn venter", "Har gått"):
        assert private not in page


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/folk/kom", {"participant": 1}),
        ("/folk/gjest", {"name": "Ny"}),
        ("/oppmote", {"half": "forenoon"}),
        ("/flytt", {"participant": 1, "group": 1}),
        ("/kort/1/skjul", {}),
        ("/kort/samle", {"card": 1}),
        ("/notat", {"phase": "ord", "note": "Hei"}),
        ("/kort-ned", {"cut": "1:0::8:4"}),
        ("/overlat", {"participant": 1}),
        ("/ta-tilbake", {}),
        ("/start/1", {"seen": "1:0"}),
        ("/se-opp", {}),
    ],
)
def test_what_is_the_prosessleders_alone_stays_so(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, path: str, fields: dict[str, Any]
) -> None:
    give(remote, cast)
    assert hodan.send(path, **fields).status_code == 401


def test_starting_items_and_closing_the_room_stay_the_prosessleders(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, database: Database
) -> None:
    day = a_day(database, cast)
    give(remote, cast)
    assert hodan.send(f"/punkt/{day['Pause']}", seen=hodan.step).status_code == 401
    assert hodan.client.post(f"/rom/{cast.public_id}/lukk").status_code == 401
    assert hodan.client.get(f"/rom/{cast.public_id}/paa-vegne/1").status_code == 401


def test_taken_back_the_next_press_is_refused(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, facts: list[Any]
) -> None:
    give(remote, cast)
    seen = hodan.step
    remote.send("/ta-tilbake")
    refused = hodan.press("videre", seen)
    assert refused.status_code == 403
    assert "tatt fjernkontrollen tilbake" in refused.json["message"]
    assert hodan.phase == "ord"
    assert any(isinstance(fact, told.AccessEnded) for fact in facts)


def test_whoever_has_led_is_sent_back_to_their_own_page(
    led: Led, remote: Remote, hodan: Remote, cast: Cast
) -> None:
    give(remote, cast)
    remote.send("/ta-tilbake")
    answer = hodan.client.get(hodan.url())
    assert answer.status_code == 302
    assert answer.location == f"/rom/{cast.public_id}"


def test_it_ends_with_the_activity(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, database: Database
) -> None:
    give(remote, cast)
    hodan.press("avslutt")
    assert hodan.activity.status == "ended"
    assert hodan.press("angre").status_code == 403
    with database.reading() as db:
        handover = db.query(Handover).one()
        assert (handover.led, handover.ended_at is not None) == (True, True)


def test_it_is_of_one_activity(
    led: Led, start: Callable[..., Led], remote: Remote, hodan: Remote, cast: Cast
) -> None:
    give(remote, cast)
    remote.press("avslutt")
    start(process="utsjekk", present=PRESENT)
    assert hodan.press("videre").status_code == 403


def test_given_to_another_the_first_one_gives_way(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, phone: Phones, database: Database
) -> None:
    helge = Remote(phone("helge"), database, cast)
    give(remote, cast)
    give(remote, cast, "helge")
    assert hodan.press("videre").status_code == 403
    assert helge.press("videre").json["ok"]


def test_twice_is_once(led: Led, remote: Remote, cast: Cast, database: Database) -> None:
    give(remote, cast)
    give(remote, cast)
    with database.reading() as db:
        assert db.query(Handover).count() == 1


def test_somebody_who_has_left_cannot_lead(
    led: Led, remote: Remote, hodan: Remote, cast: Cast
) -> None:
    remote.send(f"/folk/{cast.hodan}/gikk")
    answer = give(remote, cast)
    assert answer.status_code == 422
    assert answer.json["errors"]["participant"].startswith("Hodan er ikke i rommet nå")


def test_leaving_gives_the_remote_back(led: Led, remote: Remote, hodan: Remote, cast: Cast) -> None:
    give(remote, cast)
    remote.send(f"/folk/{cast.hodan}/gikk")
    assert hodan.press("videre").status_code == 403
    assert "Overlat fjernkontrollen" in remote.page()


@pytest.mark.parametrize("participant", ["", "x", "99999"])
def test_nobody_is_chosen(led: Led, remote: Remote, participant: str) -> None:
    assert remote.send("/overlat", participant=participant).status_code == 422


def test_nothing_is_on(remote: Remote, start: Callable[..., Led], cast: Cast) -> None:
    start(process="innsjekk", present=PRESENT).end()
    assert give(remote, cast).status_code == 422


def test_a_card_in_the_light(
    start: Callable[..., Led], remote: Remote, hodan: Remote, cast: Cast, database: Database
) -> None:
    led = start(present=PRESENT)
    for name in PRESENT:
        led.write_story(cast.people[name])
    led.advance_to("godkjenn")
    open_card = led.approve(cast.ane, "cohort", title="På tavla")
    private = led.approve(cast.helge, "pair", title="Bare for to")
    led.advance_to("hosting")
    give(remote, cast)
    page = hodan.page()
    assert "På tavla" in page
    assert "Bare for to" not in page
    assert hodan.send("/lys", card=open_card).json["ok"]
    assert hodan.send("/lys", card=private).status_code == 404
    with database.reading() as db:
        assert db.get_one(Activity, led.id).spotlight_id == open_card
    assert hodan.send("/lys").json["ok"]


def test_they_may_give_it_back(led: Led, remote: Remote, hodan: Remote, cast: Cast) -> None:
    give(remote, cast)
    assert hodan.send("/gi-tilbake").json["next"] == f"/rom/{cast.public_id}"
    assert hodan.press("videre").status_code == 403


def test_the_holder_hears_the_leaders_until_it_is_taken_back(
    led: Led, remote: Remote, cast: Cast, database: Database
) -> None:
    hodan = Actor(name="Hodan", participant_id=cast.hodan, claim_room_id=cast.room)
    helge = Actor(name="Helge", participant_id=cast.helge, claim_room_id=cast.room)
    give(remote, cast)
    with database.reading() as db:
        room = db.get_one(Room, cast.room)
        assert f"lead:{room.id}" in hearing.audiences_for(db, hodan, room, "lead")
        with pytest.raises(NotSignedIn):
            hearing.audiences_for(db, helge, room, "lead")
    remote.send("/ta-tilbake")
    with database.reading() as db, pytest.raises(NotAllowed):
        hearing.audiences_for(db, hodan, db.get_one(Room, cast.room), "lead")


def test_only_a_leader_hands_over(led: Led, others: list[Remote], cast: Cast) -> None:
    for remote in others:
        assert give(remote, cast).status_code == 401
        assert remote.send("/ta-tilbake").status_code == 401
        assert remote.client.get(remote.url()).status_code == 401


def test_what_one_has_led_stands_in_the_mappe(
    led: Led, remote: Remote, hodan: Remote, cast: Cast, clock: Clock
) -> None:
    give(remote, cast)
    line = "Ledet prosess: Innsjekk, samling 8"
    assert line not in hodan.client.get("/mappe").text
    hodan.press("videre")
    assert line in hodan.client.get("/mappe").text
