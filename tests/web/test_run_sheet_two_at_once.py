"""Two leaders change the same kjøreplan: no text is lost, and none is overwritten unseen."""

import pytest

from tests.support.plans import Plan


@pytest.fixture
def turid(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


@pytest.fixture
def aslak(leader2, database, cast) -> Plan:
    return Plan.of(leader2, database, cast)


def test_the_second_is_told_and_keeps_what_was_typed(turid: Plan, aslak: Plan):
    (item,) = turid.fill("ai_intervju")
    seen = turid.version
    turid.post(f"punkt/{item}", {"theme": "Da det snudde"}, version=seen)
    answer = aslak.post(f"punkt/{item}", {"theme": "Da vi lo"}, version=seen, script=False)
    assert answer.status_code == 409
    assert "endret av en annen i mellomtiden" in answer.text
    assert 'value="Da vi lo"' in answer.text
    assert "Her står det nå: «Da det snudde»." in answer.text
    assert turid.item(item)["theme"] == "Da det snudde"
    assert f'name="version" value="{turid.version}"' in answer.text


def test_after_having_seen_it_the_second_may_save(turid: Plan, aslak: Plan):
    (item,) = turid.fill("ai_intervju")
    seen = turid.version
    turid.post(f"punkt/{item}", {"theme": "Da det snudde"}, version=seen)
    assert aslak.post(f"punkt/{item}", {"theme": "Da vi lo"}, version=seen).status_code == 409
    assert aslak.post(f"punkt/{item}", {"theme": "Da vi lo"}).status_code == 200
    assert turid.item(item)["theme"] == "Da vi lo"


@pytest.mark.parametrize("tail", ["flytt", "fjern", "fase/rotarsaker"])
def test_every_change_is_held_against_what_was_seen(turid: Plan, aslak: Plan, tail):
    item, _ = turid.fill("ai_intervju", ("Pause", 15))
    seen = turid.version
    turid.post("start", {"begins": "08.30"}, version=seen)
    fields = {"to": "down", "minutes": "5", "prompt_0": "Hva?"}
    assert aslak.post(f"punkt/{item}/{tail}", fields, version=seen).status_code == 409
    assert turid.titles == ["AI-intervju i par", "Pause"]


def test_the_remotes_hear_of_a_change(turid: Plan, facts, cast):
    (item,) = turid.fill(("Pause", 15))
    facts.clear()
    turid.post(f"punkt/{item}", {"title": "Kaffe", "minutes": "15"})
    assert [fact.audience for fact in facts] == [f"lead:{cast.room}"]
