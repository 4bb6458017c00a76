"""«Lån et rom»: borrowed, joined without a name, led by its host alone."""

from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import methods
from facilitator.domain.policies import Actor
from facilitator.models import Attendance, Participant
from facilitator.processes.loader import load_library
from tests.conftest import Clock
from tests.support.borrowed import JSON, Lent, counts
from tests.support.cast import Cast
from tests.support.plays import Play

Phone = Callable[[str], FlaskClient]


@pytest.fixture
def lent(app: Flask, linked: Phone, database: Database, cast: Cast, clock: Clock) -> Lent:
    """Pål's, with nobody in it yet."""
    found = Lent(app, linked("pal"), database, cast, clock)
    assert found.borrow().status_code == 303
    return found


@pytest.fixture
def leaders(app: Flask, leader: FlaskClient, database: Database, cast: Cast, clock: Clock) -> Lent:
    """Turid's."""
    found = Lent(app, leader, database, cast, clock)
    assert found.borrow("innsjekk").status_code == 303
    return found


# --- borrowing ------------------------------------------------------------------------------------


def test_the_page_tells_what_happens_before_one_says_yes(linked: Phone) -> None:
    pal = linked("pal")
    assert "AI-intervju i par (anerkjennende intervju)" in pal.get("/rom/laan").text
    page = pal.get("/rom/laan?metode=en_to_fire_alle").text
    for said in ("Alt slettes i natt", "har ikke navn", "bekymret for et barn", "Lån rommet"):
        assert said in page


@pytest.mark.parametrize(
    ("method", "filled", "said"),
    [
        ("finnes_ikke", {}, "Velg en metode fra lista."),
        ("moralsk_resonnering", {"dilemma": ""}, "Velg"),
        ("en_to_fire_alle", {"question": "x" * 300}, "det er plass til 200"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    app, linked, database, cast, clock, method, filled, said
) -> None:
    before = counts(database)["cohort"]
    lent = Lent(app, linked("pal"), database, cast, clock)
    answer = lent.borrow(method, **filled)
    assert answer.status_code == 422
    assert said in answer.text
    assert all(value in answer.text for value in filled.values())
    assert counts(database)["cohort"] == before


def test_own_methods_are_there_too_and_nobody_elses(
    lent: Lent, linked: Phone, database: Database, clock: Clock
) -> None:
    pal, ane = linked("pal"), linked("ane")
    with database.transaction() as db:
        actor = Actor(name="Ane", participant_id=lent.cast.ane, whole_portfolio=True)
        like = load_library()["innsjekk"]
        made = methods.begin(db, actor, clock(), like=like, name="Finkampen")
        methods.save_edition(db, made, clock(), "Ane")
        draft = methods.begin(db, actor, clock(), like=like, name="Halvferdig")
        key, unsaved = made.key, draft.key
    page = ane.get("/rom/laan").text
    assert "Finkampen" in page
    assert "Laget av Ane" in page
    assert "Finkampen" not in pal.get("/rom/laan").text
    assert "lagre en utgave først" in ane.get(f"/rom/laan?metode={unsaved}").text
    own = Lent(lent.app, ane, database, lent.cast, clock)
    assert own.borrow(key).status_code == 303
    assert "Finkampen" in ane.get(own.path("/styring")).text


def test_a_second_press_gives_the_room_one_has(lent: Lent) -> None:
    first = lent.public_id
    lent.borrow("innsjekk")
    assert lent.public_id == first
    assert "Du har et lånt rom i dag" in lent.host.get(lent.path("/styring")).text
    assert "Du har et rom i dag" in lent.host.get("/rom/laan").text


def test_who_we_are_not_sure_of_borrows_nothing(phone: Phone, stranger: FlaskClient) -> None:
    for client in (phone("ane"), stranger):
        for answer in (client.get("/rom/laan"), client.post("/rom/laan", data={"metode": "x"})):
            assert answer.status_code == 403
            assert "personlige lenken din" in answer.text


# --- guests without names -------------------------------------------------------------------------


def test_one_button_and_a_word_is_all(lent: Lent) -> None:
    stranger = lent.app.test_client()
    page = lxml.html.fromstring(stranger.get(lent.path("/hvem")).text)
    assert not page.xpath("//input[not(@type='hidden')] | //textarea | //select")
    [word] = lent.come()
    phone = lent.guests[word]
    assert f"Du er {word} i dag" in phone.get(lent.path()).text
    assert phone.get(lent.path("/hvem")).status_code == 303, "it is known from now on"
    phone.post(lent.path("/bli-med"))
    with lent.database.reading() as db:
        here = db.scalars(select(Participant).where(Participant.guest_of == lent.room)).all()
    assert [(p.name, p.email, p.workplace_id, p.role_group) for p in here] == [
        (word, None, None, "")
    ]


def test_the_code_on_the_front_page_leads_there(lent: Lent) -> None:
    code = lxml.html.fromstring(lent.host.get(lent.path("/styring")).text).xpath(
        "string(//header//*[@class='num'])"
    )
    answer = lent.app.test_client().post("/", data={"code": code})
    assert answer.location == lent.path("/hvem")


def test_no_name_is_taken_in_such_a_room(lent: Lent) -> None:
    [word] = lent.come()
    stranger = lent.app.test_client()
    before = counts(lent.database)["participant"]
    for rest, form in (
        ("/gjest", {"name": "Gry Gjestad"}),
        ("/hvem", {"participant": lent.people[word]}),
        ("/bytt-navn", {"participant": lent.people[word]}),
    ):
        assert stranger.post(lent.path(rest), data=form).location == lent.path("/hvem")
    lent.host.post(lent.path("/styring/folk/gjest"), data={"name": "Gry Gjestad"})
    assert counts(lent.database)["participant"] == before + 1, "one without a phone"
    assert "Gry" not in lent.newest()[0]
    link = lent.host.post(lent.path(f"/lenke/{lent.people[word]}"))
    assert link.status_code == 404


def test_the_hosts_phone_stays_the_hosts(lent: Lent) -> None:
    for answer in (
        lent.host.get(lent.path("/hvem")),
        lent.host.post(lent.path("/bli-med")),
    ):
        assert answer.location == lent.path("/styring")
    assert lent.host.get(lent.path("/styring")).status_code == 200
    assert counts(lent.database)["presence"] == 0


def test_a_guest_goes_out_and_is_nobody(lent: Lent) -> None:
    [word] = lent.come()
    phone = lent.guests[word]
    assert phone.post(lent.path("/gaa-ut")).location == "/"
    assert phone.get(lent.path()).location == lent.path("/hvem")
    remote = lxml.html.fromstring(lent.host.get(lent.path("/styring")).text)
    assert word in remote.xpath("string(//h3[text()='Har gått']/following-sibling::ul)")


# --- who leads, and who does not ------------------------------------------------------------------


def test_nobody_else_leads_it(
    lent: Lent, leaders: Lent, leader2: FlaskClient, linked: Phone, socketio: SocketIO
) -> None:
    lent.come(2)
    for room, others in (
        (lent, (leaders.host, leader2, linked("ane"))),
        (leaders, (lent.host, leader2, linked("ane"))),
    ):
        for other in others:
            for answer in (
                other.get(room.path("/styring")),
                other.post(room.path("/styring/videre"), data={"seen": "0:0"}),
                other.post(room.path(f"/styring/start/{room.activity}")),
                other.get(room.path("/ta-med")),
                other.post(room.path("/kast"), data={"sure": "1"}),
                other.post(room.path("/styring/folk/gjest")),
            ):
                assert answer.status_code in (401, 403), answer.request
            ear = socketio.test_client(room.app, flask_test_client=other)
            asked = {"room": room.public_id, "surface": "lead"}
            assert not ear.emit("enter", asked, callback=True)["ok"]
    for page in ("/styring", "/ta-med", "/kast"):
        said = lent.app.test_client().get(lent.path(page)).text
        assert "Åpne den personlige lenken din" in said
        assert "Prosessleder? Logg inn" in said
        assert "Bare for prosessledere" not in said
    assert "lånt av noen andre" in leader2.get(lent.path("/styring")).text


def test_only_those_who_are_in_the_room_read_along(
    lent: Lent, leader: FlaskClient, linked: Phone, stranger: FlaskClient
) -> None:
    [word] = lent.come()
    lent.start()
    inside, outside = (lent.host, lent.guests[word]), (stranger, leader, linked("ane"))
    for rest in ("/tavle", "/guide"):
        assert [client.get(lent.path(rest)).status_code for client in inside] == [200, 200]
        for client in outside:
            answer = client.get(lent.path(rest))
            assert answer.status_code == 403
            assert "Skriv romkoden på forsiden" in answer.text
    assert stranger.get(lent.path("/lerret")).status_code == 200, "another machine shows it"
    told = lent.app.test_client().get(lent.path("/hvem")).text
    assert "Lerretet kan åpnes av den som har adressen" in told
    lent.guests[word].post(lent.path("/gaa-ut"))
    assert lent.guests[word].get(lent.path("/tavle")).status_code == 403


def test_a_leader_neither_plans_nor_opens_its_day(lent: Lent, leader: FlaskClient) -> None:
    day = counts(lent.database)["gathering"]
    assert leader.get(f"/samling/{day}/kjoreplan").status_code == 404
    assert leader.post(f"/samling/{day}/aapne").status_code == 404
    for rest in ("/lukk", "/slett"):
        assert lent.host.post(lent.path(rest), data={"sure": "1"}).status_code == 404


def test_it_is_in_nothing_of_the_year(lent: Lent, leader: FlaskClient, linked: Phone) -> None:
    lent.come(3)
    led = lent.start()
    led.advance_to("fire")
    assert "Overlat fjernkontrollen" not in lent.host.get(lent.path("/styring")).text
    assert (
        lent.host.post(lent.path("/styring/overlat"), data={"participant": "1"}).status_code == 403
    )
    led.end()
    with lent.database.reading() as db:
        assert db.scalars(select(Attendance)).all() == []
    for page in (leader.get("/i-dag"), leader.get("/festival"), linked("ane").get("/mappe")):
        assert page.status_code == 200
        assert lent.public_id not in page.text
    remote = lent.host.get(lent.path("/styring")).text
    for absent in ("Samling 1", "samlingsnotat", "kjoreplan", "arbeidsmappene", "/lenke/"):
        assert absent not in remote


@pytest.mark.parametrize("method", ["ai_intervju", "disputing"])
def test_a_method_runs_whole_with_three(
    app: Flask, linked: Phone, database: Database, cast: Cast, clock: Clock, method: str
) -> None:
    lent = Lent(app, linked("pal"), database, cast, clock)
    lent.borrow(method)
    lent.come(3)
    play = Play(
        lent.start(),
        database,
        lent.public_id,
        list(lent.guests),
        lent.people,
        lambda word: lent.guests[word],
    )
    while not play.has_ended:
        for word in play.writers(3):
            play.write(word)
        for word in play.names:
            page = play.page(word).text_content()
            assert "arbeidsmapp" not in page.lower()
            assert "Navnet mitt" not in page
        assert app.test_client().get(lent.path("/lerret")).status_code == 200
        last = play.led.press("advance").__class__.__name__ != "Moved"
        if last:
            play.led.end()
    assert play.sent
    assert play.refused == []
    assert lent.host.get(lent.path("/ta-med"), headers=JSON).status_code == 200
