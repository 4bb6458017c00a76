"""Vis fram: one table at a time has the floor, with its prototype on the projector."""

import pytest

from tests.support.phones import EIGHT, Phone

MADE = {
    "0-headline": "Vennebenken",
    "0-what": "En benk i fargen barna valgte.",
    "0-children": "Elevrådet fant på den.",
    "0-test_place": "Skolegården",
    "0-test_date": "2027-10-04",
}


@pytest.fixture
def led(start):
    led = start("ideverksted", present=EIGHT)
    led.advance_to("prototype")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def at(led, cast):
    return f"/gruppe/{led.group_of(cast.ane, 'lag')}"


def wall(stranger, cast):
    return stranger.get(f"/rom/{cast.public_id}/lerret").text


def test_how_children_took_part_must_be_said(ane, at):
    ane.post(f"{at}/prototype/penn")
    refused = ane.post(f"{at}/prototype/bidrag", **MADE | {"0-children": ""})
    assert refused.status_code == 422
    assert list(refused.json["errors"]) == ["0-children"]


def test_a_finished_prototype_comes_to_the_board_with_one_tap(ane, at, led, stranger, cast):
    ane.post(f"{at}/prototype/penn")
    assert ane.post(f"{at}/prototype/bidrag", **MADE).status_code == 200
    led.advance_to("vis")
    assert "Legg på tavla" in ane.surface()
    assert "Vennebenken" not in wall(stranger, cast)
    for _ in range(2):
        assert ane.post(f"{at}/vis/legg-ut").status_code == 200
    assert wall(stranger, cast).count("Vennebenken") >= 1
    assert "Kortene deres ligger på tavla" in ane.surface()


def test_nothing_written_cannot_be_laid_out(ane, at, led):
    led.advance_to("vis")
    assert "Legg på tavla" not in ane.surface()
    assert ane.post(f"{at}/vis/legg-ut").status_code == 403


def test_the_floor_goes_from_table_to_table_and_twice_is_once(remote, led, stranger, cast):
    led.advance_to("vis")
    path = f"/rom/{cast.public_id}/styring/framvisning"
    for _ in range(2):
        assert remote.client.post(path, data={"number": 1}).status_code in (200, 303)
    page = wall(stranger, cast)
    assert "Framvisning 1 av 2" in page
    assert "Hva om …?" in page
    remote.client.post(path, data={"number": 99})
    assert "Framvisning 2 av 2" in wall(stranger, cast)
    remote.client.post(path, data={"number": 0})
    assert "Framvisning" not in wall(stranger, cast)


def test_only_in_its_phase_and_only_by_those_who_lead(remote, others, led, stranger, cast):
    path = f"/rom/{cast.public_id}/styring/framvisning"
    assert remote.client.post(path, data={"number": 1}).status_code == 403
    led.advance_to("vis")
    for other in others:
        assert other.client.post(path, data={"number": 1}).status_code in (401, 403)
    assert "Framvisning" not in wall(stranger, cast)


def test_prototype_with_its_date_stands_in_note_and_mappe(ane, at, led, leader, linked):
    ane.post(f"{at}/prototype/penn")
    ane.post(f"{at}/prototype/bidrag", **MADE)
    led.advance_to("vis")
    ane.post(f"{at}/vis/legg-ut")
    led.advance_to("lofte")
    ane.post(f"{at}/lofte/penn")
    ane.post(
        f"{at}/lofte/bidrag",
        **{"0-what": "Vi setter ut benken", "0-place": "Skolegården", "0-when": "Mandag"},
    )
    led.end()
    note = leader.get("/notat/8").text
    for words in ("Prototypene", "4. oktober", "Hvem prøver hva", "Vi setter ut benken"):
        assert words in note
    mappe = linked("ane").get("/mappe").text
    for words in ("Vennebenken", "4. oktober", "Vi setter ut benken", "Skolegården"):
        assert words in mappe
