"""A ring's clock lies on one phone in its middle, and the ring says itself when it is done."""

import datetime as dt

import pytest

from facilitator.domain.progress import Progress
from facilitator.presentation.fragments import count_line
from tests.support.phones import EIGHT, Phone, phone_of

KLOKKE = "Denne telefonen er ringens klokke"


@pytest.fixture
def led(start):
    led = start(process="erfaringsdeling", present=EIGHT)
    led.advance_to("runde")
    return led


def ring_of(led, phone, cast, name="ane"):
    """Two phones of one ring, and the ring's address."""
    group = led.group_of(cast.people[name], "ringer")
    members = next(m for m in led.groups("ringer") if cast.people[name] in m)
    other = next(person for person in members if person != cast.people[name])
    return (
        Phone(phone(name), cast),
        phone_of(phone, cast, other),
        f"/ring/{group}/runde",
    )


def test_the_phone_in_the_middle_shows_the_turn_and_its_step(led, phone, cast, clock):
    ane, mate, ring = ring_of(led, phone, cast)
    assert KLOKKE in ane.surface()
    assert ane.post(f"{ring}/klokke").status_code == 200
    shown = ane.surface()
    assert "data-middle" in shown
    assert "Tur 1 av" in shown
    assert "Hva gjorde du?" in shown
    assert "data-middle" not in mate.surface()
    assert "Telefonen til Ane ligger midt i ringen" in mate.surface()


def test_another_phone_takes_over_and_there_is_only_one(led, phone, cast):
    ane, mate, ring = ring_of(led, phone, cast)
    ane.post(f"{ring}/klokke")
    assert mate.post(f"{ring}/klokke").status_code == 200
    assert "data-middle" in mate.surface()
    assert "data-middle" not in ane.surface()


def test_laid_down_twice_it_is_the_same_and_taken_up_it_is_ones_own(led, phone, cast):
    ane, mate, ring = ring_of(led, phone, cast)
    for _ in range(2):
        assert ane.post(f"{ring}/klokke").status_code == 200
    mate.post(f"{ring}/ta-opp")
    assert "data-middle" in ane.surface(), "only the one whose phone it is takes it up"
    ane.post(f"{ring}/ta-opp")
    assert "data-middle" not in ane.surface()
    assert KLOKKE in mate.surface()


def test_the_step_follows_the_clock_and_a_pause_stops_it(led, phone, cast, clock):
    ane, _, ring = ring_of(led, phone, cast)
    ane.post(f"{ring}/klokke")
    size = len(next(m for m in led.groups("ringer") if cast.ane in m))
    clock.now += dt.timedelta(minutes=36 / size * 5 / 6)
    led.press("pause")
    clock.tick(minutes=20)
    shown = ane.surface()
    assert f"Tur 1 av {size}" in shown
    assert '<span class="on" data-step-name="1">Respons</span>' in shown


def test_a_ring_that_is_done_is_counted_as_one(led, phone, cast, leader):
    ane, mate, ring = ring_of(led, phone, cast)
    whole = len(led.groups("ringer"))
    for who in (ane, mate):
        assert who.post(f"{ring}/ferdig").status_code == 200
    assert f"1 av {whole}" in ane.surface("/lerret")
    assert "ringer er ferdige" in ane.surface("/lerret")


def test_only_the_ring_itself_may(led, phone, cast, stranger):
    _, _, ring = ring_of(led, phone, cast)
    outsider = next(m for m in led.groups("ringer") if cast.ane not in m)[0]
    for who in (phone_of(phone, cast, outsider), Phone(stranger, cast)):
        for verb in ("klokke", "ta-opp", "ferdig"):
            assert who.post(f"{ring}/{verb}").status_code == 403


def test_there_is_no_clock_in_a_phase_that_is_no_round(led, phone, cast):
    ane, _, ring = ring_of(led, phone, cast)
    assert ane.post(f"{ring.replace('runde', 'monster')}/klokke").status_code == 404


def test_a_plain_form_goes_back_to_the_phone(led, phone, cast):
    ane, _, ring = ring_of(led, phone, cast)
    answer = ane.submit(f"{ring}/klokke")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/rom/{cast.public_id}")


def test_one_ring_alone_is_called_by_its_name():
    one = {done: count_line(Progress("rings", done, 1)) for done in (0, 1)}
    assert (one[0].strong, one[0].rest) == ("Ringen", "er i gang")
    assert (one[1].strong, one[1].rest) == ("Ringen", "er ferdig")
    assert count_line(Progress("rings", 1, 2)).rest == "ringer er ferdige"
