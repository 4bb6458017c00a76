"""What one noted before the room went on: at hand where it is needed, also when never sent."""

import pytest

from tests.support.phones import EIGHT, Phone

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
