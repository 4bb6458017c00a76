"""The road on the phone, on the projector and in the arbeidsmappe: who sees and changes it."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from facilitator.domain import roads, rooms
from facilitator.models import Gathering, Room
from tests.support.cast import Cast
from tests.support.lead import Led

Phone = Callable[[str], Any]
JSON = {"Accept": "application/json"}
DREAM = "En rolig morgen for alle"


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start("veikart", present=["ane", "hodan", "helge"])
    led.advance_to("drom")
    return led


@pytest.fixture
def draw(led: Led, phone: Phone, cast: Cast) -> Callable[..., Any]:
    """`draw("hodan", "drom", dream="…")` from a phone; gives the answer."""

    def post(who: str, station: str, **fields: str) -> Any:
        group = led.group_of(cast.people[who], "lag")
        data = {f"0-{name.replace('__', '-')}": value for name, value in fields.items()}
        address = f"/rom/{cast.public_id}/gruppe/{group}/{station}/bidrag"
        return phone(who).post(address, data=data, headers=JSON)

    return post


def road_id(led: Led) -> int:
    with led.database.reading() as db:
        return roads.of_person(db, led.cast.hodan)[0].id


def test_a_station_is_open_when_the_room_is_there_or_the_one_before_is_drawn(
    led: Led, draw: Callable[..., Any], phone: Phone, stranger: Any, cast: Cast
) -> None:
    at = f"/rom/{cast.public_id}/vei/{led.id}"
    client = phone("hodan")
    assert [client.get(f"{at}/{key}").status_code for key in ("drom", "naa")] == [200, 403]
    assert draw("hodan", "drom", dream=DREAM).json["ok"] is True
    assert client.get(f"{at}/naa").status_code == 200
    assert client.get(f"{at}/sekken").status_code == 403
    assert phone("ane").get(f"{at}/naa").status_code == 403, "each road opens by itself"
    assert client.get(f"{at}/inngang").status_code == 404
    assert stranger.get(f"{at}/drom").status_code == 403


def test_the_projector_shows_names_and_counts_and_never_a_word(
    led: Led, draw: Callable[..., Any], stranger: Any, cast: Cast
) -> None:
    draw("hodan", "drom", dream=DREAM)
    page = stranger.get(f"/rom/{cast.public_id}/lerret").text
    names = re.findall(r"<h2>([^<]+)", page)
    assert (names[0], names[-1], len(names)) == ("Der vi står", "Drømmen", 7)
    assert "1 av 3 har tegnet" in page
    assert "<b>1 av 3 lag</b> har tegnet" in page, "the foot counts what the stations count"
    assert DREAM not in page


def test_an_empty_station_is_not_taken_care_of_and_the_form_stays(
    led: Led, draw: Callable[..., Any], phone: Phone, cast: Cast
) -> None:
    led.advance_to("sekken")
    refused = draw("hodan", "sekken", strengths__0="  ")
    assert (refused.status_code, refused.json["errors"]) == (
        422,
        {"0-strengths": "Tegn eller skriv noe først."},
    )
    assert "Ta vare på stasjonen" in phone("hodan").get(f"/rom/{cast.public_id}").text
    assert draw("hodan", "sekken", strengths__0="Tålmodighet").json["ok"] is True
    assert draw("hodan", "sekken").json["ok"] is True, "what was written may be taken back"


def test_the_steps_need_their_dates_and_what_is_typed_stays(
    led: Led, draw: Callable[..., Any], phone: Phone, cast: Cast
) -> None:
    led.advance_to("skritt")
    refused = draw("hodan", "skritt", steps__0__text="Dekke bordet")
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"0-steps-0-date"}
    group = led.group_of(cast.hodan, "lag")
    plain = phone("hodan").post(
        f"/rom/{cast.public_id}/gruppe/{group}/skritt/bidrag",
        data={"0-steps-0-text": "Dekke bordet"},
    )
    assert plain.status_code == 422
    assert 'value="Dekke bordet"' in plain.text
    assert "Sett en dato" in plain.text
    kept = draw("hodan", "skritt", steps__0__text="Dekke bordet", steps__0__date="2027-09-20")
    assert kept.json["ok"] is True
    assert "Dekke bordet (20. september)" in phone("hodan").get(f"/rom/{cast.public_id}").text


def test_words_that_nobody_took_care_of_are_found_again_at_the_next_station(
    led: Led, phone: Phone, cast: Cast
) -> None:
    group = led.group_of(cast.hodan, "lag")
    phone("hodan").post(
        f"/rom/{cast.public_id}/kladd/gruppekort/{group}/drom",
        data={"0-dream": DREAM, "version": "0", "editor": "e"},
    )
    led.advance_to("naa")
    page = phone("hodan").get(f"/rom/{cast.public_id}").text
    station = f"/rom/{cast.public_id}/vei/{led.id}/drom"
    assert "Du begynte på" in page
    assert f'href="{station}"' in page
    assert DREAM in phone("hodan").get(station).text
    assert "Du begynte på" not in phone("ane").get(f"/rom/{cast.public_id}").text


# --- in the arbeidsmappe ----------------------------------------------------------------------


@pytest.fixture
def road(led: Led, draw: Callable[..., Any]) -> str:
    draw("hodan", "drom", dream=DREAM)
    return f"/mappe/veikart/{road_id(led)}"


def test_only_those_who_drew_it_open_it(
    road: str, phone: Phone, linked: Phone, leader: Any, stranger: Any
) -> None:
    for open_phone in (phone, linked):
        page = open_phone("hodan").get(road)
        assert page.status_code == 200
        assert DREAM in page.text
    for client in (phone("ane"), linked("ane"), leader, stranger):
        assert client.get(road).status_code == 403
        assert client.post(road, data={"0-dream": "Min"}).status_code == 403
        assert client.post(f"{road}/her", data={"0-station": "now"}).status_code == 403
    assert linked("ane").get("/mappe/veikart/99999").status_code == 404


def test_it_lies_in_the_mappe_as_a_road_and_not_as_a_card(road: str, linked: Phone) -> None:
    mappe = linked("hodan").get("/mappe").text
    assert f'href="{road}"' in mappe
    assert mappe.count(DREAM) == 1
    assert DREAM not in linked("ane").get("/mappe").text


def test_it_is_changed_any_time_and_a_fault_stands_at_its_field(
    road: str, linked: Phone, leader: Any, cast: Cast
) -> None:
    leader.post(f"/rom/{cast.public_id}/lukk")
    client = linked("hodan")
    changed = {"0-dream": DREAM, "0-celebration": "Ferske rundstykker"}
    assert client.post(road, data=changed).status_code == 303
    assert "Ferske rundstykker" in client.get(road).text
    refused = client.post(road, data=changed | {"0-celebration": "13097248022"})
    assert refused.status_code == 422
    assert "fødselsnummer" in refused.text
    assert DREAM in refused.text
    assert "Ferske rundstykker" in client.get(road).text


def test_one_says_where_one_is_and_a_repeated_press_says_it_once(road: str, linked: Phone) -> None:
    client = linked("hodan")
    said = {"0-station": "steps", "0-text": "Bordet er dekket", "client_id": "merke-1"}
    for _ in range(2):
        assert client.post(f"{road}/her", data=said).status_code == 303
    page = client.get(road).text
    assert page.count("Bordet er dekket") == 1
    assert "her er du" in page
    assert "Sist var du ved «Skrittene»" in client.get("/mappe").text
    refused = client.post(f"{road}/her", data={"0-text": "Vi er i gang"})
    assert refused.status_code == 422
    assert "Velg ett av svarene" in refused.text
    assert "Vi er i gang" in refused.text


# --- at the next samling ----------------------------------------------------------------------


def test_at_the_next_innsjekk_it_is_asked_where_the_team_is(
    led: Led, road: str, linked: Phone, start: Callable[..., Led], cast: Cast
) -> None:
    led.press("end")
    with led.database.transaction() as db:
        held = db.get_one(Room, cast.room)
        held.closed_at = held.opened_at
        following = Gathering(
            cohort_id=cast.cohort,
            number=9,
            date=dt.date(2027, 10, 20),
            theme="Festival",
            place="Fiolen",
        )
        db.add(following)
        db.flush()
        room = rooms.open_room(db, following, led.clock())
        public_id, room_id = room.public_id, room.id
    Led(led.database, cast, led.clock, room=room_id).begin("innsjekk", ["hodan", "ane"])
    page = linked("hodan").get(f"/rom/{public_id}").text
    assert "Hvor er du på veien?" in page
    assert f'href="{road}"' in page
    other = linked("ane").get(f"/rom/{public_id}").text
    assert "Hvor er du på veien?" not in other
    assert DREAM not in other
