"""Dreams and first steps stand in the note when their owners say yes, and only then."""

import html
from collections.abc import Callable
from typing import Any

import pytest

from facilitator.domain import roads
from tests.support.cast import Cast
from tests.support.lead import Led

JSON = {"Accept": "application/json"}
DREAM = "En rolig morgen for alle.\nIngen står alene."


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start("veikart", present=["ane", "hodan", "helge"])
    led.advance_to("drom")
    return led


@pytest.fixture
def draw(led: Led, phone: Callable[[str], Any], cast: Cast) -> Callable[..., None]:
    """`draw("hodan", "drom", dream="…")` from a phone."""

    def post(who: str, station: str, **fields: str) -> None:
        group = led.group_of(cast.people[who], "lag")
        data = {f"0-{name}": value for name, value in fields.items()}
        address = f"/rom/{cast.public_id}/gruppe/{group}/{station}/bidrag"
        answer = phone(who).post(address, data=data, headers=JSON)
        assert answer.status_code == 200, answer.text

    return post


@pytest.fixture
def step(led: Led, phone: Callable[[str], Any], cast: Cast) -> Callable[..., None]:
    def post(who: str, **fields: str) -> None:
        data = {f"0-{name}": value for name, value in fields.items()} | {"client_id": f"c-{who}"}
        answer = phone(who).post(
            f"/rom/{cast.public_id}/bidrag/{led.id}/forste", data=data, headers=JSON
        )
        assert answer.status_code == 200, answer.text

    return post


def note(leader: Any, ending: str = "") -> str:
    answer = leader.get(f"/notat/8{ending}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_the_dream_stands_without_names_and_without_the_rest_of_the_road(
    led: Led, draw: Callable[..., None], leader: Any, cast: Cast
) -> None:
    draw("hodan", "drom", dream=DREAM, to_note="1")
    draw("ane", "drom", dream="Anes egen drøm")
    led.advance_to("naa")
    draw("hodan", "naa", now="Det vi står i nå")
    led.end()
    for ending in ("", ".md"):
        text = note(leader, ending)
        assert "«En rolig morgen for alle. Ingen står alene.»" in text
        assert "Anes egen drøm" not in text
        assert "Det vi står i nå" not in text
        assert cast.names["hodan"] not in text
        assert "Bord" not in text
    assert note(leader).index("Drømmen</h3>") < note(leader).index("En rolig morgen")


def test_the_first_step_stands_without_whom_it_is_taken_with(
    led: Led, step: Callable[..., None], leader: Any
) -> None:
    led.advance_to("forste")
    step("ane", what="Sette ut to stoler", with_whom="Grete", to_note="1")
    step("helge", what="Snakke med rektor")
    led.end()
    text = note(leader)
    assert "«Sette ut to stoler»" in text
    assert "Grete" not in text
    assert "Snakke med rektor" not in text


def test_the_yes_is_taken_back_in_the_arbeidsmappe_and_on_the_phone(
    led: Led, draw: Callable[..., None], leader: Any, linked: Callable[[str], Any], cast: Cast
) -> None:
    draw("hodan", "drom", dream=DREAM, to_note="1")
    draw("hodan", "drom", dream=DREAM)
    led.end()
    assert "En rolig morgen" not in note(leader)
    with led.database.reading() as db:
        road = roads.of_person(db, cast.hodan)[0].id
    page = linked("hodan").get(f"/mappe/veikart/{road}").text
    assert "Drømmen kan stå i samlingsnotatet, uten navn" in page
    answer = {"0-dream": DREAM, "0-to_note": "1"}
    assert linked("hodan").post(f"/mappe/veikart/{road}", data=answer).status_code == 303
    assert "En rolig morgen" in note(leader)
    assert (
        linked("hodan").post(f"/mappe/veikart/{road}", data={"0-dream": DREAM}).status_code == 303
    )
    assert "En rolig morgen" not in note(leader)


def test_a_dream_is_dropped_like_any_quote(
    led: Led, draw: Callable[..., None], leader: Any, cast: Cast
) -> None:
    draw("hodan", "drom", dream=DREAM, to_note="1")
    draw("ane", "drom", dream="Anes egen drøm")
    led.end()
    with led.database.reading() as db:
        said_yes = roads.of_person(db, cast.hodan)[0].id
        silent = roads.of_person(db, cast.ane)[0].id
    assert leader.post(f"/notat/8/sitat/{said_yes}/ta-ut").status_code == 303
    assert "En rolig morgen" not in note(leader, ".md")
    assert "Drømmen" not in note(leader, ".md"), "no heading above nothing"
    assert leader.post(f"/notat/8/sitat/{silent}/ta-ut").status_code == 404
