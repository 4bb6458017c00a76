"""A kull with strengths of its own: in the picker, on the card, on the map; broken, in the log."""

import logging
import re

import pytest

from facilitator.app import CATALOGUES, create_app
from facilitator.models import Cohort
from facilitator.processes.catalogue import use_folder
from tests.processes.test_own_catalogues import OWN
from tests.support.phones import Phone
from tests.support.strengths import ring_of

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / CATALOGUES
    folder.mkdir()
    yield folder
    use_folder(tmp_path / "nowhere")


@pytest.fixture
def of_the_mountains(folder, database, cast):
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).catalogue = "fjellvett"
    return folder / "fjellvett.toml"


def test_the_kulls_own_strengths_are_used_everywhere(of_the_mountains, start, phone, stranger):
    of_the_mountains.write_text(OWN, "utf-8")
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("jakt")
    ring = ring_of(led, phone)
    use_folder(of_the_mountains.parent)
    page = ring.phones[1].surface()
    assert re.findall(r'name="strength" value="(\w+)"', page) == ["vende_i_tide", "koke_kaffe"]
    assert ring.give(1, 0, strength="klokskap").status_code == 422
    assert ring.give(1, 0, strength="koke_kaffe", when="tok fram koppene").status_code == 200
    assert "Jeg så å koke kaffe da du tok fram koppene." in ring.phones[1].surface()
    ring.step("motta")
    page = ring.phones[0].surface()
    assert "Å koke kaffe" in page
    assert "I hytta" in page
    wall = stranger.get(f"/rom/{led.cast.public_id}/lerret").text
    assert re.findall(r"<li><b>([^<]+)</b>", wall) == ["Å vende i tide", "Å koke kaffe"]


def test_a_broken_one_is_named_at_start_and_the_room_goes_on(
    of_the_mountains, settings, database, start, phone, cast, caplog
):
    of_the_mountains.write_text(OWN.replace('hue = "mot"', 'hue = "rosa"'), "utf-8")
    with caplog.at_level(logging.WARNING):
        create_app(settings, database=database)
    assert "fjellvett.toml: virtues[0].hue: Kjenner ikke verdien «rosa»." in caplog.text
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("gjett")
    assert Phone(phone("ane"), cast).surface().count('type="checkbox" id="0-strength_key-') == 24
