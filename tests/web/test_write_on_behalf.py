"""From paper: a prosessleder writes in what somebody without a phone has said yes to."""

import pytest
from sqlalchemy import select

from facilitator.models import Card
from tests.support.phones import JSON, NATIONAL_ID, STORY, pair_of_ane

YES = STORY | {"visibility": "pair", "agreed": "1"}


@pytest.fixture
def pair(start, phone, cast):
    led = start()
    led.advance_to("godkjenn")
    return pair_of_ane(led, phone, cast)


@pytest.fixture
def path(pair, cast):
    return f"/rom/{cast.public_id}/paa-vegne/{cast.ane}"


def stories(database):
    with database.reading() as db:
        return db.scalars(select(Card).where(Card.type == "story")).all()


def test_it_becomes_the_teller_s_own_approved_story(leader, path, database, cast, pair):
    assert leader.get(path).status_code == 200
    assert leader.post(path, data=YES).status_code == 303
    (card,) = stories(database)
    assert (card.owner_id, card.written_by_id) == (cast.ane, pair.writer.id)
    assert card.visibility == "pair"
    assert STORY["text"] in pair.teller.surface()


def test_the_leader_cannot_open_it_again(leader, path):
    leader.post(path, data=YES)
    assert STORY["text"] not in leader.get(path).text


def test_without_the_teller_s_yes_nothing_is_stored_and_all_is_kept(leader, path, database):
    answer = leader.post(path, data=STORY | {"visibility": "room"})
    assert answer.status_code == 422
    assert STORY["text"] in answer.text
    assert "har sagt ja" in answer.text
    assert stories(database) == []


def test_nothing_is_preselected(leader, path):
    assert " checked" not in leader.get(path).text
    answer = leader.post(path, data=STORY | {"agreed": "1"}, headers=JSON)
    assert set(answer.json["errors"]) == {"visibility"}


def test_a_repeated_post_makes_one_card_and_a_second_story_is_asked_about(leader, path, database):
    for _ in range(2):
        assert leader.post(path, data=YES | {"client_id": "c1"}).status_code == 303
    again = leader.post(path, data=YES | {"client_id": "c2"}, headers=JSON)
    assert again.status_code == 422
    assert len(stories(database)) == 1


def test_only_a_prosessleder(pair, path, stranger, database):
    for client in (pair.writer.client, pair.teller.client, stranger):
        assert client.get(path).status_code == 401
        assert client.post(path, data=YES).status_code == 401
    assert stories(database) == []


def test_only_for_somebody_who_is_in_the_room(leader, cast, pair):
    assert leader.get(f"/rom/{cast.public_id}/paa-vegne/{cast.oddvar}").status_code == 404


def test_a_fodselsnummer_is_refused_at_its_field(leader, path):
    answer = leader.post(path, data=YES | {"text": f"Nr. {NATIONAL_ID}"}, headers=JSON)
    assert set(answer.json["errors"]) == {"text"}
