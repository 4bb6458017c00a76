"""«Jeg er klar»: counted, never listed."""

import pytest

from facilitator.domain import activities
from facilitator.models import Activity
from tests.support.phones import Phone


@pytest.fixture
def led(start):
    led = start()
    led.advance_to("tenk")
    return led


def ready(led, phase="tenk"):
    with led.database.reading() as db:
        return activities.count_ready(db, db.get_one(Activity, led.id), phase)


def test_a_tap_counts_once_however_often_it_comes(led, phone, cast):
    ane = Phone(phone("ane"), cast)
    for _ in range(3):
        assert ane.post("/klar", activity=led.id, phase="tenk").status_code == 200
    assert ready(led) == 1
    assert "Du er klar" in ane.surface()


def test_a_tap_that_comes_after_the_phase_still_counts_for_it(led, phone, cast):
    led.advance_to("intervju_1")
    assert Phone(phone("ane"), cast).post("/klar", activity=led.id, phase="tenk").status_code == 200
    assert (ready(led), ready(led, "intervju_1")) == (1, 0)


def test_only_those_who_are_here_are_counted(led, stranger, cast):
    assert Phone(stranger, cast).post("/klar", activity=led.id, phase="tenk").status_code == 403
    assert ready(led) == 0


def test_a_plain_form_goes_back_to_the_phone(led, phone, cast):
    answer = Phone(phone("ane"), cast).submit("/klar", activity=led.id, phase="tenk")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/rom/{cast.public_id}")
