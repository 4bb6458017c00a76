"""«Dette tar du med deg»: what the day has given one, and nothing of what is others'."""

import html

import pytest

from facilitator.domain import cards
from facilitator.models import Card
from tests.support.lead import Led
from tests.support.phones import EIGHT, Phone

SAW = "Jeg så mot da du gikk inn i det stille rommet."


@pytest.fixture
def day(start, cast, clock, database):
    """An AI-intervju with stories and root causes, a strength given to Ane, then utsjekk."""
    led = start(present=EIGHT)
    led.advance_to("godkjenn")
    led.stories = {}
    for name in EIGHT:
        led.write_story(cast.people[name])
        led.stories[name] = led.approve(
            cast.people[name], "cohort", title=f"Fortellingen til {name}"
        )
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Vi satte av tid")
    with database.transaction() as db:
        db.add(strength(led.id, cast.ane, cast.hodan, clock(), SAW, opened=True))
        db.add(strength(led.id, cast.ane, cast.helge, clock(), "Ennå ikke åpnet", opened=False))
    led.end()
    led.goodbye = Led(database, cast, clock).begin("utsjekk", EIGHT)
    return led


def strength(activity, owner, giver, now, evidence, *, opened):
    return Card(
        activity_id=activity,
        phase_key="gi",
        type="strength",
        fields={"strength_key": "humor", "evidence": evidence},
        owner_id=owner,
        author_id=giver,
        client_id=f"styrke-{evidence}",
        visibility="me",
        created_at=now,
        approved_at=now,
        opened_at=now if opened else None,
    )


def promise(day, phone, cast, name, what):
    day.goodbye.advance_to("skritt")
    answer = Phone(phone(name), cast).post(
        f"/bidrag/{day.goodbye.id}/skritt", **{"0-what": what, "0-when": "fredag"}
    )
    assert answer.status_code == 200


def at_the_end(day, phone, cast, name="ane"):
    while day.goodbye.press("advance").state.status != "ended":
        pass
    return Phone(phone(name), cast).surface()


def test_the_day_is_gathered_at_its_end(day, phone, cast):
    promise(day, phone, cast, "ane", "La barna velge lesestund")
    page = at_the_end(day, phone, cast)
    assert "Dette tar du med deg, Ane" in page
    for mine in ("Fortellingen til ane", SAW, "Humor", "La barna velge lesestund"):
        assert mine in page
    assert "Vi satte av tid" in page
    assert "Ennå ikke åpnet" not in page, "what is not opened is not yet one's own"


def test_the_stories_behind_ones_root_cause_are_named_with_those_of_ones_own_table(
    day, phone, cast
):
    page = at_the_end(day, phone, cast)
    table = next(group for group in day.groups("bord") if cast.ane in group)
    for name in EIGHT:
        here = f"fortalt av {name.title()}"
        if cast.people[name] in table and name != "ane":
            assert f"Fortellingen til {name}" in page
        if cast.people[name] not in table:
            assert here not in page, "another table's teller has ticked no name"


def test_a_story_that_is_taken_back_is_named_no_more(day, phone, cast):
    table = next(group for group in day.groups("bord") if cast.ane in group)
    other = next(n for n in EIGHT if cast.people[n] in table and n != "ane")
    day.change(day.stories[other], cards.withdraw, day.clock())
    assert f"Fortellingen til {other}" not in at_the_end(day, phone, cast)


def test_others_have_their_own(day, phone, cast):
    promise(day, phone, cast, "ane", "La barna velge lesestund")
    page = at_the_end(day, phone, cast, "oddvar")
    assert SAW not in page
    assert "La barna velge lesestund" not in page


def test_it_is_in_the_mappe_and_prints(day, phone, linked, cast):
    mappe = html.unescape(linked("ane").get("/mappe").text)
    address = f"/mappe/dag/{cast.gathering}"
    assert f'href="{address}"' in mappe
    page = html.unescape(linked("ane").get(address).text)
    assert SAW in page
    assert "data-print" in page


def test_nobody_else_opens_the_day(day, stranger, leader, cast):
    for client in (stranger, leader):
        assert client.get(f"/mappe/dag/{cast.gathering}").status_code == 403
    assert stranger.get("/mappe/dag/999").status_code == 403


def test_a_day_that_gave_nothing_on_paper_has_a_kind_word(start, phone, cast):
    led = start(process="utsjekk", present=["ane", "hodan"])
    led.end()
    assert "I dag lyttet du." in Phone(phone("ane"), cast).surface()


def test_an_answer_to_something_else_is_no_company(start, phone, cast):
    led = start(process="sosiale_ferdigheter", present=EIGHT)
    led.advance_to("overfor")
    fields = {"0-what": "Øve på SFO", "0-when": "tirsdag", "0-with_whom": "Barna velger leken"}
    Phone(phone("ane"), cast).post(f"/bidrag/{led.id}/overfor", **fields)
    led.end()
    goodbye = Led(led.database, cast, led.clock).begin("utsjekk", EIGHT)
    while goodbye.press("advance").state.status != "ended":
        pass
    page = Phone(phone("ane"), cast).surface()
    assert "Tirsdag. Barna velger leken" in page
    assert "sammen med Barna" not in page
