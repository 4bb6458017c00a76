"""«Minner meg om …»: from a story one reads to one of one's own."""

import html

import pytest

from facilitator.domain import cards
from tests.support.phones import EIGHT, JSON, Phone

TITLE = {"ane": "Steinene på kanten", "hodan": "Lappene på døra"}


@pytest.fixture
def led(start):
    led = start(present=EIGHT)
    led.advance_to("godkjenn")
    for name in ("ane", "hodan"):
        led.write_story(led.cast.people[name])
    return led


@pytest.fixture
def stories(led, cast):
    return {
        name: led.approve(cast.people[name], "cohort", title=title, show_name=name == "hodan")
        for name, title in TITLE.items()
    }


def tie(client, stories, own="ane", other="hodan"):
    return client.post(f"/minner/{stories[other]}", data={"own": stories[own]}, headers=JSON)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_one_chooses_among_ones_own_and_the_board_says_so(led, phone, cast, stories):
    ane = phone("ane")
    choices = page(ane, f"/minner/{stories['hodan']}")
    assert TITLE["ane"] in choices
    assert tie(ane, stories).status_code == 200
    board = Phone(ane, cast).surface("/tavle")
    assert f'<q data-to="card-{stories["hodan"]}">{TITLE["hodan"]}</q>' in board
    assert f'<q data-to="card-{stories["ane"]}">{TITLE["ane"]}</q>' in board
    led.advance_to("hosting")
    assert f'<q data-to="card-{stories["ane"]}">' in Phone(ane, cast).surface("/lerret")


def test_it_stands_in_both_arbeidsmapper_with_the_names_that_may_stand(
    led, phone, linked, cast, stories
):
    tie(phone("ane"), stories)
    assert f"Hodans fortelling «{TITLE['hodan']}» minnet deg om denne." in page(
        linked("ane"), "/mappe"
    )
    hers = page(linked("hodan"), "/mappe")
    assert f"Denne minnet noen i kullet om «{TITLE['ane']}»." in hers, "Ane has ticked no name"


def test_the_saved_board_says_it_too(led, phone, linked, cast, stories):
    tie(phone("ane"), stories)
    led.end()
    mappe = page(linked("hodan"), "/mappe")
    address = mappe.split('class="board-link" href="')[1].split('"')[0]
    assert f'<q data-to="card-{stories["ane"]}">{TITLE["ane"]}</q>' in page(
        linked("hodan"), address
    )


def test_the_story_one_retells_leads_there_too(led, phone, cast, stories):
    led.advance_to("gjenfortell")
    _, writer = led.told_by(cast.hodan)
    name = next(name for name, known in cast.people.items() if known == writer)
    page = Phone(phone(name), cast).surface()
    assert f'<a class="card-reminds" href="/minner/{stories["hodan"]}">' in page


def test_no_number_of_threads_is_shown_anywhere(led, phone, cast, stories):
    tie(phone("ane"), stories)
    for address in ("/tavle", "/lerret"):
        assert "1 tråd" not in Phone(phone("ane"), cast).surface(address)
    assert "tråder" not in page(phone("ane"), f"/minner/{stories['hodan']}")


def test_without_a_choice_the_page_comes_again_with_what_to_do(led, phone, stories):
    answer = phone("ane").post(f"/minner/{stories['hodan']}", data={})
    assert answer.status_code == 422
    assert "Velg en av fortellingene dine." in html.unescape(answer.text)


def test_sent_twice_it_is_one_thread(led, phone, cast, stories):
    for _ in range(2):
        assert tie(phone("ane"), stories).status_code == 200
    assert page(phone("ane"), f"/minner/{stories['hodan']}").count("Ta bort tråden") == 1


def test_somebody_elses_story_cannot_be_tied(led, phone, stories):
    answer = phone("helge").post(
        f"/minner/{stories['hodan']}", data={"own": stories["ane"]}, headers=JSON
    )
    assert answer.status_code == 422
    assert "own" in answer.json["errors"]


@pytest.mark.parametrize("level", ["me", "pair", "group"])
def test_a_story_that_is_not_shared_with_one_is_not_there(led, phone, cast, stories, level):
    led.change(stories["hodan"], cards.set_visibility, level, led.clock())
    stranger_to_her = next(
        name
        for name in EIGHT
        if cast.people[name] != cast.hodan
        and all(cast.people[name] not in g for g in led.groups("par") if cast.hodan in g)
    )
    for answer in (
        phone(stranger_to_her).get(f"/minner/{stories['hodan']}"),
        tie(phone(stranger_to_her), stories, own="ane"),
    ):
        assert answer.status_code == 403
        assert TITLE["hodan"] not in html.unescape(answer.text)


def test_nobody_ties_without_being_somebody(led, stranger, leader, stories):
    for client in (stranger, leader):
        assert client.get(f"/minner/{stories['hodan']}").status_code == 403
        assert tie(client, stories).status_code == 403
