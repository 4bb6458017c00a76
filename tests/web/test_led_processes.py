"""«Ledet prosess»: one line each time somebody has led, and it stays."""

import pytest
from sqlalchemy import select

from facilitator.models import Handover, LedProcess
from tests.support.borrowed import Lent
from tests.support.remote import Remote


@pytest.fixture
def lent(app, linked, database, cast, clock):
    found = Lent(app, linked("pal"), database, cast, clock)
    assert found.borrow().status_code == 303
    return found


def roles(database):
    with database.reading() as db:
        return [row.role for row in db.scalars(select(LedProcess).order_by(LedProcess.id))]


def test_the_remote_given_twice_is_one_occasion(start, leader, phone, database, cast):
    start(process="innsjekk", present=["ane", "hodan"])
    remote, hodan = Remote(leader, database, cast), Remote(phone("hodan"), database, cast)
    for word in ("videre", "tilbake"):
        remote.send("/overlat", participant=cast.people["hodan"])
        assert roles(database) == (["remote"] if word == "tilbake" else [])
        assert hodan.press(word).json["ok"]
        remote.send("/ta-tilbake")
    assert roles(database) == ["remote"]
    assert hodan.client.get("/mappe").text.count("Ledet prosess: ") == 1


def test_one_from_before_there_were_lines_is_listed_once(start, linked, database, cast, clock):
    led = start(process="innsjekk", present=["ane", "hodan"])
    with database.transaction() as db:
        for _ in range(2):
            db.add(
                Handover(
                    activity_id=led.id,
                    participant_id=cast.people["hodan"],
                    given_by="Turid",
                    given_at=clock(),
                    led=True,
                )
            )
    page = linked("hodan").get("/mappe").text
    assert page.count("Ledet prosess: Innsjekk, samling 8") == 1
    assert "15. september 2027. Du hadde fjernkontrollen." in page
    assert "Ledet prosess: " not in linked("ane").get("/mappe").text


def test_a_method_that_has_moved_on_with_somebody_there_is_led(lent, database):
    lent.come(1)
    led = lent.start()
    assert roles(database) == []
    for _ in range(2):
        led.press("advance")
        assert roles(database) == ["borrowed"]


def test_to_look_at_a_method_alone_is_not_to_lead_it(lent, database):
    led = lent.start()
    led.press("advance")
    assert roles(database) == []
    led.end()
    assert roles(database) == ["borrowed"], "brought to its end, with a group without phones"


def test_the_line_stays_when_the_room_is_thrown_away(lent, database):
    lent.come(1)
    lent.start().press("advance")
    assert lent.host.post(lent.path("/kast"), data={"sure": "1"}).status_code == 303
    assert roles(database) == ["borrowed"]
    page = lent.host.get("/mappe").text
    assert "Ledet prosess: 1-2-4-alle" in page
    assert "Du lånte et rom og ledet dine egne." in page


def test_a_prosessleder_who_borrows_gets_no_line(app, leader, database, cast, clock):
    found = Lent(app, leader, database, cast, clock)
    assert found.borrow("innsjekk").status_code == 303
    found.come(1)
    found.start().press("advance")
    assert roles(database) == []
