"""A trio keeps its own time: three interviews across the phases of two."""

import pytest

from tests.support.phones import phone_of

NAMES = ("ane", "hodan", "helge")


@pytest.fixture
def led(start):
    led = start(present=NAMES)
    led.advance_to("intervju_1")
    return led


@pytest.fixture
def three(led, phone, cast):
    """The teller, the one who asks, and the one who listens, in the first slot."""
    _, teller, asker = led.interviews()[0]
    third = next(cast.people[n] for n in NAMES if cast.people[n] not in (teller, asker))
    return [phone_of(phone, cast, person) for person in (teller, asker, third)]


@pytest.fixture
def step(led):
    group = led.group_ids()[0]

    def tap(phone, seen):
        return phone.post(f"/trio/{group}", seen=seen)

    return tap


def test_each_has_a_part(three):
    tells, asks, listens = (phone.surface() for phone in three)
    assert "Du forteller." in tells
    assert "Neste spørsmål" in asks
    assert "Du lytter." in listens
    assert all("Intervju 1 av 3" in page for page in (tells, asks, listens))


def test_any_of_them_moves_it_and_two_taps_move_it_once(three, step):
    assert step(three[0], 0).status_code == 200
    assert step(three[1], 0).status_code == 200
    assert "Skriv ut 1 av 3" in three[2].surface()
    assert "Gi til" in three[1].surface()


def test_the_room_s_phases_do_not_interrupt_it(three, led):
    before = three[1].surface().split('data-step="')[1].split('"')[0]
    led.advance_to("godkjenn")
    page = three[1].surface()
    assert page.split('data-step="')[1].split('"')[0] == before
    assert "Neste spørsmål" in page
    assert "Rommet er kommet til Godkjenn" in page


def test_when_it_is_done_it_follows_the_room(three, step, led):
    for seen in range(6):
        step(three[0], seen)
    assert "Dere er ferdige" in three[0].surface()
    led.advance_to("godkjenn")
    assert "Hvem får lese den?" in three[0].surface()


def test_the_third_retells_the_story_it_listened_to(three, step, led):
    for seen in range(6):
        step(three[0], seen)
    led.advance_to("gjenfortell")
    assert "Du gjenforteller historien til" in three[2].surface()


def test_nobody_else_moves_it(led, step, phone, cast):
    assert step(phone_of(phone, cast, cast.kasper), 0).status_code == 403


def test_a_pair_has_no_step_of_its_own(start, phone, cast):
    led = start()
    led.advance_to("intervju_1")
    group = led.group_of(cast.ane)
    answer = phone_of(phone, cast, cast.ane).post(f"/trio/{group}", seen=0)
    assert answer.status_code == 403


def test_while_one_writes_the_other_two_rest(three, step):
    step(three[0], 0)
    assert "skriver fortellingen din nå" in three[0].surface()
    assert "skriver fortellingen til" in three[2].surface()


def test_a_trio_that_forgot_to_tap_catches_up_in_one(three, led):
    page = three[0].surface()
    assert "Vi er ferdige alle tre" not in page
    led.advance_to("godkjenn")
    assert "Vi er ferdige alle tre" in three[0].surface()
    group = led.group_of(three[0].id)
    for phone in three[:2]:
        assert phone.post(f"/trio/{group}", seen=0, all="1").status_code == 200
    for phone in three:
        assert "Hvem får lese den?" in phone.surface()
