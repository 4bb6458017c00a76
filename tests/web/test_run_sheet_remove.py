"""Taking a point out of the kjøreplan, and putting it back as it was."""

import re

import pytest

from tests.support.plans import Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


def taken_from(page: str) -> str:
    found = re.search(r'name="taken" value="([^"]+)"', page)
    assert found, "there is no way back"
    return found[1]


def test_it_is_gone_and_comes_back_where_it_stood_with_all_that_was_changed(plan: Plan):
    _, item, _ = plan.fill("innsjekk", "ai_intervju", "utsjekk")
    plan.post(f"punkt/{item}/fase/rotarsaker", {"minutes": "20", "prompt_0": "Hva går igjen?"})
    before = plan.item(item)
    answer = plan.post(f"punkt/{item}/fjern", script=False)
    assert answer.status_code == 200
    assert plan.titles == ["Innsjekk", "Utsjekk"]
    assert "«AI-intervju i par» er tatt ut." in answer.text
    back = plan.post("angre", {"taken": taken_from(answer.text)})
    assert plan.titles == ["Innsjekk", "AI-intervju i par", "Utsjekk"]
    assert plan.item(int(back.json["next"].split("punkt=")[1])) == before


def test_the_last_one_may_go_too(plan: Plan):
    (item,) = plan.fill(("Pause", 15))
    answer = plan.post(f"punkt/{item}/fjern", script=False)
    assert "Planen er tom ennå" in answer.text
    plan.post("angre", {"taken": taken_from(answer.text)})
    assert plan.titles == ["Pause"]


def test_putting_it_back_twice_gives_one(plan: Plan):
    (item,) = plan.fill(("Pause", 15))
    token = taken_from(plan.post(f"punkt/{item}/fjern", script=False).text)
    seen = plan.version
    plan.post("angre", {"taken": token}, version=seen)
    plan.post("angre", {"taken": token}, version=seen)
    assert plan.titles == ["Pause"]


@pytest.mark.parametrize("token", ["", "tull", "W10.abc"])
def test_what_the_server_has_not_signed_is_not_put_in(plan: Plan, token):
    plan.fill("innsjekk")
    assert plan.post("angre", {"taken": token}).status_code == 422
    assert plan.titles == ["Innsjekk"]


def test_taking_out_what_is_gone_is_a_clear_answer(plan: Plan):
    (item,) = plan.fill(("Pause", 15))
    plan.post(f"punkt/{item}/fjern", script=False)
    answer = plan.post(f"punkt/{item}/fjern")
    assert answer.status_code == 404
    assert "ikke i kjøreplanen lenger" in answer.json["message"]
