"""The samlingsnotat: made of the day's records, for prosessledere, without names."""

import datetime as dt

import pytest

from facilitator.domain import boards, cards
from facilitator.models import Activity, Gathering
from tests.support.cast import TODAY, other_room
from tests.support.queries import counted

PRESENT = ["ane", "hodan", "helge", "kasper"]


@pytest.fixture
def led(start):
    return start(present=PRESENT)


def test_it_exists_the_minute_the_activity_ends(led, leader, cast, database):
    with database.transaction() as db:
        db.get_one(Gathering, cast.gathering).between_task = "Gjennomfør ett AI-intervju hjemme."
        following = Gathering(
            cohort_id=cast.cohort,
            number=9,
            date=TODAY + dt.timedelta(days=35),
            theme="Festival",
            place="x",
            is_festival=True,
        )
        db.add(following)
    led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille. Så kom ordene.")
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Ble værende lenge nok")
    before = leader.get("/notat/8").text
    assert "Lappene på døra" not in before
    assert "så snart den første prosessen er avsluttet" in before
    led.end()
    page = leader.get("/notat/8").text
    for words in (
        "Sosial innovasjon",
        "Samling 8",
        "Onsdag 15. september 2027",
        "4 til stede",
        "Hvordan kan vi sammen",
        "09.00–09.00 AI-intervju i par (anerkjennende intervju)",
        "Formål: Finne det som gir liv",
        "2 par intervjuet hverandre.",
        "Rotårsaker til suksess",
        "Bord 1",
        "Ble værende lenge nok",
        "«Først ble det stille.»",
        "Lappene på døra",
        "Gjennomfør ett AI-intervju hjemme.",
        "SMART-festivalen, onsdag 20. oktober 2027",
    ):
        assert words in page
    assert "Så kom ordene" not in page


def test_what_has_ended_is_shown_while_another_runs(start, leader, cast):
    first = start(present=PRESENT)
    first.approve(cast.ane, title="Fra den første")
    first.end()
    second = start(present=PRESENT, theme="Mot")
    second.approve(cast.hodan, title="Fra den andre", client_id="b")
    page = leader.get("/notat/8").text
    assert "Fra den første" in page
    assert "Fra den andre" not in page


def test_no_name_unless_ticked(led, leader, cast):
    led.approve(cast.ane, title="Uten navn")
    led.approve(cast.hodan, title="Med navn", show_name=True)
    led.end()
    page = leader.get("/notat/8").text
    assert f"Fortalt av {cast.names['hodan']}" in page
    for name in ("ane", "helge", "kasper"):
        assert cast.names[name] not in page


@pytest.mark.parametrize("ending", ["", ".md"])
def test_nothing_narrower_than_the_board_and_nothing_hidden(led, leader, cast, clock, ending):
    led.approve(cast.ane, "me", title="Bare min")
    led.approve(cast.hodan, "group", title="Bare gruppas")
    hidden = led.approve(cast.helge, title="Skjult av lederen")
    led.write_story(cast.kasper, title="En kladd", text="Uferdig kladdetekst")
    led.change(hidden, cards.hide, clock())
    led.end()
    page = leader.get(f"/notat/8{ending}").text
    for secret in ("Bare min", "Bare gruppas", "Skjult av lederen", "En kladd", "Uferdig"):
        assert secret not in page


def test_withdrawn_later_is_gone_from_the_note(led, leader, cast, clock):
    card = led.approve(cast.ane, title="Trekkes etterpå")
    led.end()
    assert "Trekkes etterpå" in leader.get("/notat/8").text
    led.change(card, cards.withdraw, clock())
    for ending in ("", ".md"):
        assert "Trekkes etterpå" not in leader.get(f"/notat/8{ending}").text


def test_the_counts_are_those_of_the_board(led, leader, linked, cast, database):
    led.approve(cast.ane, "cohort")
    led.approve(cast.hodan, "cohort")
    led.approve(cast.helge, "room")
    led.approve(cast.kasper, "me")
    led.end()
    line = "3 fortellinger på tavla. 2 er lagret i mappene, 1 ble vist bare i dag."
    assert line in leader.get("/notat/8").text
    with database.reading() as db:
        activity = db.get_one(Activity, led.id)
        assert len(boards.lying(db, activity)) == 3
        board = boards.saved_for(db, cast.ane)[0]
        assert board.today_only == 1
        assert sum(len(found) for _, found in boards.saved_cards(db, board)) == 2


def test_clusters_stand_as_the_board_showed_them(led, leader, cast, database):
    led.approve(cast.ane, title="Den løse")
    chosen = [led.approve(cast.hodan, title="Første"), led.approve(cast.helge, title="Andre")]
    with database.transaction() as db:
        boards.gather(db, db.get_one(Activity, led.id), chosen, "Å våge")
    led.end()
    page = leader.get("/notat/8").text
    places = [page.index(words) for words in ("Å våge", "Første", "Andre", "Den løse")]
    assert places == sorted(places)


def test_stories_that_wait_are_counted_and_left_out(led, leader, cast):
    led.write_story(cast.ane, title="Ikke godkjent ennå")
    led.advance_to("godkjenn")
    led.end()
    page = leader.get("/notat/8").text
    assert "Én fortelling venter på fortelleren og er ikke med." in page
    assert "Ikke godkjent ennå" not in page


@pytest.mark.parametrize("ending", ["", ".md", ".docx"])
def test_only_leaders_read_it(led, leader, leader2, phone, linked, stranger, cast, ending):
    led.approve(cast.ane, title="Et særskilt ord")
    led.end()
    for client in (phone("hodan"), linked("ane"), stranger):
        answer = client.get(f"/notat/8{ending}")
        assert answer.status_code == 401
        assert "Et særskilt ord" not in answer.text
    for client in (leader, leader2):
        assert client.get(f"/notat/8{ending}").status_code == 200


def test_a_day_that_is_not_there(leader):
    assert leader.get("/notat/77").status_code == 404
    assert leader.get("/notat/8?kull=ukjent").status_code == 404


def test_another_kull_by_its_key(leader, database, cast, clock):
    with database.transaction() as db:
        other_room(db, cast, clock(), led_by=cast.turid)
    assert "Å se det som lever" in leader.get("/notat/1?kull=kull11").text


def test_another_kull_is_read_by_its_own_prosessledere_alone(leader, database, cast, clock):
    with database.transaction() as db:
        other_room(db, cast, clock())
    assert leader.get("/notat/1?kull=kull11").status_code == 403
    assert "Sosial innovasjon" in leader.get("/notat/8?kull=kull10").text


def test_the_queries_do_not_grow_with_the_cards(led, leader, database, cast):
    leader.get("/notat/8")
    for n, name in enumerate(PRESENT):
        if n == 1:
            led.end()
            with counted(database) as few:
                leader.get("/notat/8")
            led.press("undo")
        led.approve(cast.people[name], client_id=name)
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "En", "To", "Tre", "Fire")
    led.end()
    with counted(database) as many:
        leader.get("/notat/8")
    assert len(many) == len(few) <= 20, "\n".join(many)
