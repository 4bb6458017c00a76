"""What one noted before the room went on: at hand where it is needed, also when never sent."""

import pytest

from tests.support.phones import EIGHT, Phone, phone_of

NOTED = {"0-title": "Suppe til syttito", "0-keywords-0": "kor", "0-keywords-1": "gulrøtter"}
TOLD = {"0-title": "Suppe til syttito", "0-text": "Alle kuttet, også rektor.", "visibility": "me"}


@pytest.fixture
def led(start):
    led = start(process="erfaringsdeling", present=EIGHT)
    led.advance_to("forbered")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.mark.parametrize("later", ["runde", "kort"])
def test_keywords_are_at_hand_though_they_were_never_sent(ane, led, phone, cast, later):
    ane.post(f"/kladd/kort/{led.id}/forbered", **NOTED, version=0)
    led.advance_to(later)
    page = ane.surface()
    assert "Det du skrev" in page
    assert "gulrøtter" in page
    for name in ("hodan", "helge", "kasper"):
        assert "gulrøtter" not in Phone(phone(name), cast).surface()


def test_what_was_sent_goes_before_what_was_not(ane, led):
    ane.post(f"/bidrag/{led.id}/forbered", **NOTED)
    led.advance_to("runde")
    assert ane.surface().count("gulrøtter") == 1


def test_a_card_does_not_stand_twice_when_it_is_sent(ane, led):
    ane.post(f"/bidrag/{led.id}/forbered", **NOTED)
    led.advance_to("kort")
    assert "gulrøtter" in ane.surface()
    ane.post(f"/bidrag/{led.id}/kort", **TOLD)
    assert "Det du skrev" not in ane.surface()


def test_keywords_alone_count_as_no_approved_story(ane, led, leader):
    ane.post(f"/bidrag/{led.id}/forbered", **NOTED)
    led.advance_to("kort")
    assert "fortelling er godkjent" not in leader.get(ane.path("/styring")).text
    ane.post(f"/bidrag/{led.id}/kort", **TOLD)
    assert "1 fortelling er godkjent." in leader.get(ane.path("/styring")).text


def test_a_name_that_asks_is_quoted_on_the_button(ane, led, leader):
    led.advance_to("kort")
    assert "til «Hva går igjen?», 8 minutter" in leader.get(ane.path("/styring")).text


def test_what_the_group_wrote_is_its_own_and_not_that_of_other_tables(start, phone, cast):
    led = start(process="sosiale_ferdigheter", present=tuple(cast.people)[:12])
    led.advance_to("trinn")
    tables = led.groups("grupper")
    assert len(tables) > 1
    for people in tables:
        writer = phone_of(phone, cast, people[0])
        group = led.group_of(people[0], "grupper")
        fields = {"0-name": f"Ferdighet {group}", "0-steps-0": "Se", "0-steps-1": "Si hei"}
        fields |= {"0-steps-2": "Spør", "visibility": "room"}
        assert writer.post(f"/gruppe/{group}/trinn/bidrag", **fields).status_code == 200
    led.advance_to("overfor")
    own = led.group_of(cast.ane, "grupper")
    page = Phone(phone("ane"), cast).surface()
    assert f"Ferdighet {own}" in page
    others = {led.group_of(people[0], "grupper") for people in tables} - {own}
    assert not any(f"Ferdighet {group}" in page for group in others)
