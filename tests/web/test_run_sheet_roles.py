"""The kjøreplan is for prosessledere, and the addresses of others' plans say nothing."""

import pytest

from tests.support.plans import Plan

TAILS = ("punkt", "punkt/{item}", "punkt/{item}/fase/inngang", "punkt/{item}/flytt",
         "punkt/{item}/fjern", "angre", "start", "kopier")  # fmt: skip


@pytest.mark.parametrize("tail", TAILS)
def test_only_a_leader_changes_the_plan(leader, phone, stranger, database, cast, tail):
    mine = Plan.of(leader, database, cast)
    (item,) = mine.fill("ai_intervju")
    for client in (phone("ane"), stranger):
        theirs = Plan.of(client, database, cast)
        fields = {"nytt": "pause", "title": "Pause", "minutes": "15", "taken": "x", "to": "up"}
        assert theirs.post(tail.format(item=item), fields).status_code == 401
        assert client.get(theirs.address).status_code == 401
    assert mine.titles == ["AI-intervju i par"]
    assert mine.version == 1


def test_a_samling_that_is_none_is_not_found(leader, database, cast):
    nowhere = Plan(leader, database, 4711)
    assert leader.get(nowhere.address).status_code == 404
    data = {"version": "0", "nytt": "pause", "title": "Pause", "minutes": "15"}
    assert leader.post(f"{nowhere.address}/punkt", data=data).status_code == 404


def test_an_item_of_another_samling_is_not_found(leader, database, cast):
    mine = Plan.of(leader, database, cast)
    mine.fill("innsjekk")
    assert leader.get(f"{mine.address}?punkt=4711").status_code == 404
    assert mine.post("punkt/4711", {"title": "Hei"}).status_code == 404


def test_reading_the_page_makes_nothing(leader, database, cast):
    from facilitator.models import RunSheet

    Plan.of(leader, database, cast).page()
    with database.reading() as db:
        assert db.query(RunSheet).count() == 0


def test_the_start_page_shows_the_day_and_leads_to_the_plan(leader, database, cast):
    mine = Plan.of(leader, database, cast)
    assert "Lag kjøreplanen" in leader.get("/i-dag").text
    mine.fill("innsjekk", ("Lunsj", 45))
    page = leader.get("/i-dag").text
    assert "<time>09.15</time>" in page
    assert "Lunsj" in page
    assert f'href="{mine.address}"' in page
