"""The board in the arbeidsmappe: as arranged, references only, for those who were present."""

import pytest

from facilitator.domain import boards, cards, rooms
from facilitator.models import Activity, Room
from tests.support.queries import counted

PRESENT = ["ane", "hodan", "helge", "kasper"]


@pytest.fixture
def led(start):
    return start(present=PRESENT)


def address(client) -> str:
    page = client.get("/mappe").text
    start = page.index('href="/mappe/tavle/') + len('href="')
    return page[start : page.index('"', start)]


def test_it_is_saved_as_arranged_for_all_who_were_present(led, linked, cast, database):
    first = led.approve(cast.ane, title="Den første")
    led.approve(cast.hodan, title="Den løse")
    second = led.approve(cast.helge, title="Den andre")
    with database.transaction() as db:
        boards.gather(db, db.get_one(Activity, led.id), [first, second], "Å våge")
    led.end()
    for name in PRESENT:
        client = linked(name)
        page = client.get(address(client)).text
        places = [page.index(w) for w in ("Å våge", "Den første", "Den andre", "Den løse")]
        assert places == sorted(places)
        assert "3 fortellinger er lagret" in page


def test_those_shown_only_today_are_a_number(led, linked, cast, clock):
    led.approve(cast.ane, title="Den som lagres")
    led.approve(cast.hodan, "room", title="Bare for i dag")
    led.approve(cast.helge, "group", title="Bare for bordet")
    led.end()
    client = linked("ane")
    page = client.get(address(client)).text
    assert "1 fortelling ble vist bare i dag." in page
    assert "Den som lagres" in page
    assert "Bare for i dag" not in page
    assert "Bare for bordet" not in page
    clock.tick(days=1)
    assert "1 fortelling ble vist bare den dagen." in client.get(address(client)).text


def test_withdrawn_or_hidden_later_is_gone_and_widened_later_is_there(led, linked, cast, clock):
    gone = led.approve(cast.ane, title="Trekkes etterpå")
    hidden = led.approve(cast.hodan, title="Skjules etterpå")
    late = led.approve(cast.helge, "me", title="Kommer etterpå")
    led.end()
    client = linked("kasper")
    assert "Kommer etterpå" not in client.get(address(client)).text
    led.change(gone, cards.withdraw, clock())
    led.change(hidden, cards.hide, clock())
    led.change(late, cards.set_visibility, "cohort", clock())
    page = client.get(address(client)).text
    assert "Trekkes etterpå" not in page
    assert "Skjules etterpå" not in page
    assert "Kommer etterpå" in page
    assert "1 fortelling er lagret" in page


def test_group_cards_lie_there_unless_the_group_said_no(led, linked, cast):
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Ble værende lenge nok", keep=False)
    led.end()
    client = linked("ane")
    page = client.get(address(client)).text
    assert "Ble værende" not in page
    assert "1 kort ble vist bare i dag." in page


def test_no_name_but_the_ticked_one(led, linked, cast):
    led.approve(cast.ane, title="Uten navn")
    led.approve(cast.hodan, title="Med navn", show_name=True)
    led.end()
    client = linked("kasper")
    page = client.get(address(client)).text
    assert f"Fortalt av {cast.names['hodan']}" in page
    assert cast.names["ane"] not in page


def test_only_holders_open_it(led, linked, leader, stranger, cast):
    led.approve(cast.ane, title="Et særskilt ord")
    led.end()
    path = address(linked("ane"))
    for client in (linked("bjornar"), leader, stranger):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "Et særskilt ord" not in answer.text
    assert linked("ane").get("/mappe/tavle/999").status_code == 404


def test_a_guest_who_was_there_reads_it_also_when_the_room_has_closed(
    led, stranger, linked, database, cast, clock
):
    stranger.post(f"/rom/{cast.public_id}/gjest", data={"name": "Gry Gjestad"})
    led.approve(cast.ane, title="Til mappene")
    led.approve(cast.hodan, "room", title="Bare for i dag")
    led.end()
    late = led.approve(cast.helge, "me", title="Kommer etterpå")
    led.change(late, cards.set_visibility, "cohort", clock())
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    assert "Tavla med 2 kort" in stranger.get("/mappe").text
    page = stranger.get(address(stranger)).text
    assert "Til mappene" in page
    assert "Kommer etterpå" in page
    assert "2 fortellinger er lagret" in page
    assert "Bare for i dag" not in page


def test_a_guest_reads_no_board_that_was_saved_without_them(led, stranger, linked, cast):
    led.approve(cast.ane, title="Før gjesten kom")
    led.end()
    stranger.post(f"/rom/{cast.public_id}/gjest", data={"name": "Gry Gjestad"})
    assert "/mappe/tavle/" not in stranger.get("/mappe").text
    assert stranger.get(address(linked("ane"))).status_code == 403


def test_an_unconfirmed_name_opens_the_board_of_its_own_room_only(
    start, phone, linked, database, cast, clock
):
    clock.tick(days=-1)
    before = start(present=["ane", "hodan"])
    before.approve(cast.ane, title="Fra i går")
    before.end()
    path = address(linked("hodan"))
    with database.transaction() as db:
        other = db.get_one(Room, cast.room)
        rooms.mark_gone(db, other, cast.hodan, clock())
    assert phone("ane").get(path).status_code == 200
    assert phone("bjornar").get(path).status_code == 403


def test_an_undone_end_takes_the_board_back(led, linked, cast):
    led.approve(cast.ane)
    led.end()
    assert "/mappe/tavle/" in linked("ane").get("/mappe").text
    led.press("undo")
    assert "/mappe/tavle/" not in linked("ane").get("/mappe").text


def test_the_board_asks_little_of_the_database(led, linked, database, cast):
    led.advance_to("rotarsaker")
    for name in PRESENT:
        led.approve(cast.people[name], client_id=name)
    led.causes(cast.ane, "En", "To", "Tre", "Fire", "Fem")
    led.end()
    client = linked("ane")
    path = address(client)
    with counted(database) as sent:
        client.get(path)
    assert len(sent) <= 20, "\n".join(sent)
