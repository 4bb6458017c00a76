"""Changing a phase of a process in the kjøreplan: minutes, prompts, shrinking and a note."""

import pytest

from facilitator.models import RunSheetItem
from facilitator.processes.loader import load_library, validate
from tests.support.plans import Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


def test_a_minute_and_a_prompt_are_changed_for_this_day_alone(plan: Plan):
    (item,) = plan.fill("erfaringsdeling")
    fields = {"minutes": "10", "shrink_to": "5", "prompt_0": "Hva går igjen hos dere?"}
    assert plan.post(f"punkt/{item}/fase/igjen", fields).status_code == 404
    key = next(p.key for p in load_library()["erfaringsdeling"].phases if p.shrink_to)
    answer = plan.post(f"punkt/{item}/fase/{key}", {**fields, "note": "Bare ett ord."})
    assert answer.status_code == 200
    kept = plan.item(item)
    phase = kept["process"].phase(key)
    assert (phase.minutes, phase.shrink_to) == (10, 5)
    assert phase.prompts == ("Hva går igjen hos dere?",)
    assert kept["notes"] == {key: "Bare ett ord."}
    assert kept["minutes"] == load_library()["erfaringsdeling"].minutes + 2
    assert load_library()["erfaringsdeling"].phase(key).minutes == 8


def test_an_emptied_field_takes_its_prompt_away_and_one_more_adds_one(plan: Plan):
    (item,) = plan.fill("ai_intervju")
    fields = {"minutes": "15", "prompt_0": "Fortell.", "prompt_1": " ", "prompt_6": "Hva nå?"}
    assert plan.post(f"punkt/{item}/fase/intervju_1", fields).status_code == 200
    assert plan.item(item)["process"].phase("intervju_1").prompts == ("Fortell.", "Hva nå?")


def test_every_prompt_has_a_field_of_its_own_and_there_is_an_empty_one(plan: Plan):
    (item,) = plan.fill("ai_intervju")
    page = plan.page(f"?punkt={item}&fase=intervju_1")
    assert "Hva gjorde du som fikk betydning?" in page
    assert 'name="prompt_6"' in page
    assert 'name="prompt_7"' not in page


def test_shorter_interviews_make_the_slots_of_a_trio_shorter(plan: Plan):
    (item,) = plan.fill("ai_intervju")
    for key in ("intervju_1", "intervju_2"):
        fields = {"minutes": "10", "prompt_0": "Fortell."}
        assert plan.post(f"punkt/{item}/fase/{key}", fields).status_code == 200
    process = plan.item(item)["process"]
    assert process.trio.talk == 6.5
    assert process.minutes == 80
    assert validate(process) == []


def test_a_phase_that_was_shortened_all_it_may_be_stands_in_nobodys_way(plan: Plan):
    (item,) = plan.fill("erfaringsdeling")
    process = plan.item(item)["process"]
    shrinking = next(phase for phase in process.phases if phase.shrink_to)
    other = next(phase for phase in process.phases if phase.kind == "intro")
    with plan.database.transaction() as db:
        kept = db.get_one(RunSheetItem, item)
        phases = [dict(phase) for phase in kept.process["phases"]]
        for phase in phases:
            if phase["key"] == shrinking.key:
                phase["minutes"] = shrinking.shrink_to
        kept.process = {**kept.process, "phases": phases}
    fields = {"minutes": str(other.minutes), "prompt_0": "Velkommen hit."}
    assert plan.post(f"punkt/{item}/fase/{other.key}", fields).status_code == 200
    assert plan.item(item)["process"].phase(shrinking.key).minutes == shrinking.shrink_to


def test_a_round_too_short_for_a_full_ring_says_how_long_it_must_be(plan: Plan):
    (item,) = plan.fill("erfaringsdeling")
    key = next(p.key for p in load_library()["erfaringsdeling"].phases if p.kind == "round")
    prompts = load_library()["erfaringsdeling"].phase(key).prompts
    fields = {f"prompt_{n}": text for n, text in enumerate(prompts)} | {"minutes": "20"}
    answer = plan.post(f"punkt/{item}/fase/{key}", fields)
    assert answer.status_code == 422
    assert "minst 36 minutter" in answer.json["errors"]["minutes"]
    assert "Kuttes aldri" in plan.page(f"?punkt={item}&fase={key}")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "9999"}, "minutes"),
        ({"minutes": "tre"}, "minutes"),
        ({"prompt_0": ""}, "prompt_0"),
        ({"prompt_0": "Hva med {dato}?"}, "prompt_0"),
        ({"prompt_0": "a" * 1501}, "prompt_0"),
        ({"prompt_1": "Ring 13097248022"}, "prompt_1"),
        ({"note": "Ring 13097248022"}, "note"),
        ({"shrink_to": "12"}, "shrink_to"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(plan: Plan, fields, field):
    (item,) = plan.fill("ai_intervju")
    whole = {"minutes": "12", "prompt_0": "Hva går igjen?"} | fields
    answer = plan.post(f"punkt/{item}/fase/rotarsaker", whole)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert plan.item(item)["process"] == load_library()["ai_intervju"]


def test_a_plain_form_gets_back_all_that_was_typed(plan: Plan):
    (item,) = plan.fill("ai_intervju")
    fields = {"minutes": "tolv", "prompt_0": "<i>Hva</i> går igjen?", "note": "Langsomt."}
    answer = plan.post(f"punkt/{item}/fase/rotarsaker", fields, script=False)
    assert answer.status_code == 422
    assert "&lt;i&gt;Hva&lt;/i&gt; går igjen?" in answer.text
    assert "Langsomt." in answer.text
    assert 'value="tolv"' in answer.text


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_phase_of_every_process_can_be_saved_as_it_stands(plan: Plan, key):
    """The fields are filled with what is kept; saving them changes nothing."""
    (item,) = plan.fill(key)
    for phase in load_library()[key].phases:
        assert plan.page(f"?punkt={item}&fase={phase.key}")
        fields = {f"prompt_{n}": text for n, text in enumerate(phase.prompts)}
        fields |= {"minutes": str(phase.minutes), "shrink_to": str(phase.shrink_to or "")}
        assert plan.post(f"punkt/{item}/fase/{phase.key}", fields).status_code == 200, phase.key
    assert plan.item(item)["process"] == load_library()[key]
