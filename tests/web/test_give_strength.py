"""Giving somebody in one's ring a strength, with what one saw; closed until it is received."""

import pytest
from sqlalchemy import select, update

from facilitator.models import Card, Draft
from tests.support.phones import NATIONAL_ID, Phone
from tests.support.strengths import SAW, ring_of

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")


@pytest.fixture
def led(start):
    led = start(process="styrkeidentifisering", present=SIX)
    led.advance_to("jakt")
    return led


@pytest.fixture
def ring(led, phone):
    return ring_of(led, phone)


def cards(database):
    with database.reading() as db:
        found = db.scalars(select(Card).where(Card.type == "strength").order_by(Card.id))
        return [(c.author_id, c.owner_id, c.fields.get("evidence")) for c in found]


def test_the_phone_says_what_the_ring_does_now(ring):
    ane = ring.phones[0]
    assert "Fortell om et øyeblikk" in ane.surface()
    assert "Tur 1 av 3" in ane.surface()
    ring.step("gi")
    page = ane.surface()
    assert "Gi ett eller to kort" in page
    assert 'name="receiver"' in page
    assert page.count('type="radio" id="strength-') == 24


def test_a_card_is_given_with_what_it_is_built_on(ring, database):
    assert ring.give(1, 0).status_code == 200
    assert cards(database) == [(ring.ids[1], ring.ids[0], SAW)]
    assert SAW in ring.phones[1].surface()


def test_without_a_sentence_it_is_refused_beside_the_field(ring, database):
    answer = ring.give(1, 0, when="", strength="")
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"when", "strength"}
    assert "Jeg så … da du …" in answer.json["errors"]["when"]
    assert cards(database) == []


def test_nothing_typed_is_lost_without_script(ring, cast):
    page = ring.phones[1].submit(
        f"/gruppe/{ring.group}/jakt/gi", receiver=ring.ids[0], strength="", saw="roen", when="satt"
    )
    assert page.status_code == 422
    assert 'value="roen"' in page.text
    assert "satt</textarea>" in page.text
    assert "Velg én styrke." in page.text
    assert f'value="{ring.ids[0]}" data-receiver' in page.text


def test_a_national_id_stays_on_the_phone(ring, database):
    answer = ring.give(1, 0, when=f"skrev {NATIONAL_ID}")
    assert answer.status_code == 422
    assert (list(answer.json["errors"]), cards(database)) == (["when"], [])


def test_the_same_post_twice_is_one_card(ring, database):
    for _ in range(3):
        assert ring.give(1, 0).status_code == 200
    assert len(cards(database)) == 1


def test_a_third_card_to_the_same_is_refused(ring):
    for n in range(2):
        assert ring.give(1, 0, client_id=f"k{n}").status_code == 200
    answer = ring.give(1, 0, client_id="k2")
    assert answer.status_code == 422
    assert "to kort" in answer.json["errors"]["receiver"]


def test_somebody_outside_the_ring_gives_nothing(led, ring, phone, cast, database):
    outside = next(p for name, p in cast.people.items() if name in SIX and p not in ring.ids)
    name = next(n for n, p in cast.people.items() if p == outside)
    other = Phone(phone(name), cast, outside)
    fields = {"receiver": ring.ids[0], "strength": "klokskap", "when": "ventet"}
    assert other.post(f"/gruppe/{ring.group}/jakt/gi", **fields).status_code == 403
    assert ring.give(1, 0, receiver=outside).status_code == 422
    assert cards(database) == []


def test_a_closed_card_is_in_nobodys_answer_but_the_givers(ring, led, phone, cast, leader):
    ring.give(1, 0)
    ring.step("gi")
    everybody = {name: Phone(phone(name), cast) for name in SIX}
    for pages in ("", "/tavle"):
        for name, who in everybody.items():
            reads = SAW in who.surface(pages)
            assert reads is (cast.people[name] == ring.ids[1] and not pages)
    for name, who in everybody.items():
        assert (SAW in who.client.get("/mappe").text) is False, name
    for page in ("/styring", "/lerret", "/tavle"):
        assert SAW not in leader.get(f"/rom/{cast.public_id}{page}").text


def test_the_receivers_page_does_not_even_name_the_closed_card(ring, database):
    ring.give(1, 0)
    with database.transaction() as db:
        card = db.scalar(select(Card.id))
        db.execute(update(Card).where(Card.id == card).values(id=987654))
    ring.step("gi")
    for page in ("", "/tavle"):
        assert "987654" not in ring.phones[0].surface(page)
    assert "987654" in ring.phones[1].surface()


def test_the_giver_may_take_it_back_while_it_is_closed(ring, database):
    ring.give(1, 0)
    with database.reading() as db:
        card = db.scalar(select(Card.id))
    assert ring.phones[0].post(f"/styrkekort/{card}/ta-tilbake").status_code == 403
    assert ring.phones[2].post(f"/styrkekort/{card}/ta-tilbake").status_code == 404
    assert ring.phones[1].post(f"/styrkekort/{card}/ta-tilbake").status_code == 200
    assert cards(database) == []


def test_what_is_being_written_is_kept_and_gone_when_given(ring, database):
    path = f"/kladd/gi/{ring.group}/jakt"
    kept = {"receiver": ring.ids[0], "strength": "humor", "saw": "", "when": "lo", "version": 0}
    assert ring.phones[1].post(path, **kept).json["version"] == 1
    page = ring.phones[1].surface()
    assert "lo</textarea>" in page
    assert "lo</textarea>" not in ring.phones[0].surface()
    ring.give(1, 0)
    with database.reading() as db:
        assert db.scalars(select(Draft)).all() == []


def test_late_cards_come_through_at_once(led, ring):
    led.advance_to("mine")
    assert ring.give(1, 0).status_code == 200
    assert SAW in ring.phones[0].surface()


def test_the_remote_has_counts_for_each_trio_and_no_word(ring, leader, cast):
    ring.give(1, 0)
    page = leader.get(f"/rom/{cast.public_id}/styring").text
    assert "1 kort gitt" in page
    assert "ventet til barna" not in page


@pytest.mark.parametrize("present", [SIX[:2], SIX[:4], SIX[:5]])
def test_two_four_and_five_have_their_rings_too(start, phone, present, cast):
    led = start(process="styrkeidentifisering", present=present)
    led.advance_to("jakt")
    for ids in led.groups("trioer"):
        name = next(n for n, p in cast.people.items() if p == ids[0])
        ring = ring_of(led, phone, name)
        assert ring.give(1, 0).status_code == 200
        ring.step("motta")
        assert f"Tur 1 av {len(ids)}" in ring.phones[1].surface() or len(ids) == 2
