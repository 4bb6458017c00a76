"""«Enheter og lenker»: seen by the one it is about and the kull's prosessledere, and taken back."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from facilitator.domain import links, rooms
from facilitator.models import AuditEntry, Claim, PersonalLink
from facilitator.server import WithoutTokens
from tests.support.queries import counted

MINE = "/mappe/enheter"


@pytest.fixture
def person_page(cast):
    return f"/deltakere/liste/{cast.ane}"


def row(database, of):
    """The newest link that is there."""
    with database.reading() as db:
        wanted = select(PersonalLink).where(PersonalLink.participant_id == of)
        return db.scalar(wanted.order_by(PersonalLink.id.desc()))


def claim_of(database, of, how):
    with database.reading() as db:
        return db.scalar(select(Claim).where(Claim.participant_id == of, Claim.how == how))


def shown_link(answer):
    return "/lenke/" + answer.text.split("/lenke/")[1].split("<")[0]


def test_one_sees_devices_and_links_with_who_made_them(linked, leader, cast):
    client = linked("ane")
    leader.post(f"/deltakere/lenker/{cast.ane}")
    page = client.get(MINE)
    assert page.headers["Cache-Control"] == "no-store"
    assert "Denne" in page.text
    assert "Kjent med personlig lenke." in page.text
    assert "av Turid" in page.text
    assert "Ikke brukt ennå. Gjelder til" in page.text


def test_a_name_that_nobody_has_confirmed_sees_nothing(phone, stranger, leader):
    for client, status in ((phone("ane"), 401), (stranger, 401), (leader, 403)):
        assert client.get(MINE).status_code == status
        assert client.post("/mappe/lenker/bort").status_code == status
        assert client.post("/mappe/lenker/ny").status_code == status


def test_a_link_that_is_taken_back_opens_nothing_and_says_so(linked, app, database, cast):
    client = linked("ane")
    address = shown_link(client.post("/lenke"))
    fresh = row(database, cast.ane)
    for _ in range(2):
        assert client.post(f"/mappe/lenker/{fresh.id}/bort").location.endswith(MINE)
    other = app.test_client()
    for answer in (other.get(address), other.post(address)):
        assert answer.status_code == 410
        assert "Be prosesslederen om en ny" in answer.text
    assert client.get("/mappe").status_code == 200
    with database.reading() as db:
        ended = select(AuditEntry.what).where(AuditEntry.what == links.TAKEN_BACK)
        assert len(db.scalars(ended).all()) == 1


def test_a_link_of_ones_own_is_spoken_of_to_oneself(linked, leader, cast):
    own = linked("ane").post("/mappe/lenker/ny").text
    assert "telefonen du vil bruke" in own
    assert "La Ane skanne" not in own
    assert "La Ane skanne" in leader.post(f"/deltakere/lenker/{cast.ane}").text


def test_renewing_ends_the_old_ones_and_no_device(linked, leader, app, cast):
    client = linked("ane")
    old = shown_link(leader.post(f"/deltakere/lenker/{cast.ane}"))
    new = shown_link(client.post("/mappe/lenker/ny"))
    assert app.test_client().get(old).status_code == 410
    assert app.test_client().get(new).status_code == 200
    assert client.get(MINE).status_code == 200
    assert "Tidligere lenker" in client.get(MINE).text


def test_no_page_with_a_token_in_its_address_tells_it_on(stranger, linked, app):
    """Neither to the next page, nor to a cache: also when it is used, unknown or leads on."""
    address = shown_link(linked("ane").post("/lenke"))
    answers = [stranger.get(address), stranger.post(address)]
    answers += [app.test_client().get(each) for each in (address, "/lenke/finnes-ikke")]
    assert [each.status_code for each in answers] == [200, 303, 410, 404]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_no_line_of_a_log_holds_a_token():
    line = logging.LogRecord(
        "eventlet", logging.ERROR, "", 0, "GET %s failed", ("/lenke/abC-1_x?a=1",), None
    )
    assert WithoutTokens("%(message)s").format(line) == "GET /lenke/…?a=1 failed"


def test_the_example_for_nginx_keeps_no_log_of_addresses():
    text = Path("docs/operations.md").read_text("utf-8")
    example = text[text.index("```nginx") :]
    assert "access_log off;" in example[: example.index("```\n")]


def test_all_are_taken_back_by_a_prosessleder(leader, app, cast, person_page):
    found = [shown_link(leader.post(f"/deltakere/lenker/{cast.ane}")) for _ in range(2)]
    assert "Ta tilbake alle" in leader.get(person_page).text
    answer = leader.post(f"/deltakere/lenker/{cast.ane}/bort")
    assert answer.location.endswith(f"{person_page}#tilgang")
    assert [app.test_client().get(each).status_code for each in found] == [410, 410]


def test_somebody_elses_link_or_device_is_not_there(linked, leader, database, cast):
    hodan, ane = linked("hodan"), linked("ane")
    theirs, claim = row(database, cast.hodan), claim_of(database, cast.hodan, "link")
    assert ane.post(f"/mappe/lenker/{theirs.id}/bort").status_code == 404
    assert ane.post(f"{MINE}/{claim.id}/bort").status_code == 404
    assert leader.post(f"/deltakere/lenker/{cast.ane}/{theirs.id}/bort").status_code == 404
    assert leader.post(f"/deltakere/enheter/{cast.ane}/{claim.id}/bort").status_code == 404
    assert hodan.get(MINE).status_code == 200


def test_a_device_that_is_taken_off_is_nobody(linked, database, cast):
    lost, here = linked("ane"), linked("ane")
    with database.reading() as db:
        first = db.scalars(select(Claim.id).where(Claim.participant_id == cast.ane)).first()
    for _ in range(2):
        assert here.post(f"{MINE}/{first}/bort").status_code == 303
    assert lost.get("/mappe").status_code == 403
    assert here.get("/mappe").status_code == 200


@pytest.mark.parametrize(("mine", "here"), [("", 1), ("no", 0)])
def test_not_mine_takes_what_was_done_there_along(
    phone, leader, database, cast, person_page, mine, here
):
    """A name that somebody tapped by mistake: they were in the room, and the person was not."""
    phone("ane")
    claim = claim_of(database, cast.ane, "code")
    assert "Ikke min" not in leader.get(person_page).text
    answer = leader.post(f"/deltakere/enheter/{cast.ane}/{claim.id}/bort", data={"mine": mine})
    assert answer.status_code == 303
    with database.reading() as db:
        assert rooms.count_present(db, cast.room) == here


def test_the_leader_takes_a_phone_off_and_sees_whose_kull_it_is(
    phone, leader, database, cast, person_page
):
    client = phone("ane")
    page = leader.get(person_page).text
    assert "ikke bekreftet" in page
    claim = claim_of(database, cast.ane, "code")
    assert leader.post(f"/deltakere/enheter/{cast.ane}/{claim.id}/bort").status_code == 303
    assert "Hvem er du?" in client.get(f"/rom/{cast.public_id}/hvem").text


def test_the_number_of_queries_does_not_grow(linked, leader, database, cast, person_page):
    client = linked("ane")
    for address, by in ((MINE, client), (person_page, leader)):
        by.get(address)
        with counted(database) as few:
            by.get(address)
        for _ in range(6):
            client.post("/lenke")
            linked("ane")
        with counted(database) as many:
            by.get(address)
        assert len(many) == len(few) < 25, many
