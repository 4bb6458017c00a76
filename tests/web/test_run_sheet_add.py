"""Putting something into the kjøreplan: a process, a break, faglig påfyll, something else."""

import pytest

from facilitator.processes.loader import load_library
from tests.support.plans import Plan


@pytest.fixture
def plan(leader, database, cast) -> Plan:
    return Plan.of(leader, database, cast)


def test_an_empty_plan_offers_the_whole_library(plan: Plan):
    page = plan.page()
    assert "Planen er tom ennå" in page
    for process in load_library().values():
        assert process.name in page
    assert "AI-intervju i par (anerkjennende intervju)" in page


def test_a_process_comes_in_with_its_theme_its_question_and_a_note(plan: Plan):
    answer = plan.post(
        "punkt",
        {
            "process": "en_to_fire_alle",
            "title": "1-2-4-alle",
            "setting_question": "Når er vi på vårt beste?",
            "note": "Ta tida selv.",
            "never_cut": "1",
        },
    )
    assert answer.status_code == 200
    item = plan.item(int(answer.json["next"].split("punkt=")[1]))
    assert item["settings"] == {"question": "Når er vi på vårt beste?"}
    assert item["notes"] == {"": "Ta tida selv."}
    assert item["never_cut"]
    assert item["process"].name == "1-2-4-alle"
    assert "Spørsmål: Når er vi på vårt beste?" in plan.page()


def test_the_question_may_be_found_later_and_the_list_says_so(plan: Plan):
    plan.fill("en_to_fire_alle", "moralsk_resonnering")
    page = plan.page()
    assert "Fyll inn spørsmål før dere starter" in page
    assert "Fyll inn dilemma før dere starter" in page


def test_a_dilemma_is_chosen_from_a_list_with_title_and_first_line(plan: Plan):
    page = plan.page("?prosess=moralsk_resonnering")
    assert "Bildet i foreldregruppa – En kollega har tatt et nydelig bilde" in page
    ok = {"process": "moralsk_resonnering", "setting_dilemma": "turen_som_koster"}
    assert plan.post("punkt", ok).status_code == 200
    assert "Dilemma: Turen som koster" in plan.page()
    wrong = {"process": "moralsk_resonnering", "setting_dilemma": "finnes_ikke"}
    assert "setting_dilemma" in plan.post("punkt", wrong).json["errors"]


def test_breaks_and_talks_come_in_with_planned_times(plan: Plan):
    plan.fill("innsjekk")
    plan.post("punkt", {"nytt": "lunsj", "title": "Lunsj", "minutes": "45", "never_cut": "1"})
    plan.post(
        "punkt",
        {"nytt": "faglig", "title": "Positiv dynamikk", "minutes": "20", "shrink_to": "10",
         "text": "Om gode sirkler.", "link": "https://eksempel.example/sirkler"},
    )  # fmt: skip
    assert plan.titles == ["Innsjekk", "Lunsj", "Positiv dynamikk"]
    page = plan.page()
    assert "<time>09.15</time>" in page
    assert "<time>10.00</time>" in page
    assert "kan krympe til 10" in page
    assert "kuttes aldri" in page
    assert "09.00–10.20" in page
    talk = plan.page(f"?punkt={plan.ids[-1]}")
    assert 'href="https://eksempel.example/sirkler" target="_blank" rel="noopener' in talk


def test_it_can_stand_after_another_point(plan: Plan):
    first, _ = plan.fill("innsjekk", "utsjekk")
    plan.post("punkt", {"nytt": "pause", "title": "Pause", "minutes": "15", "after": str(first)})
    assert plan.titles == ["Innsjekk", "Pause", "Utsjekk"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "9999"}, "minutes"),
        ({"minutes": "et kvarter"}, "minutes"),
        ({"minutes": "٢"}, "minutes"),
        ({"minutes": ""}, "minutes"),
        ({"title": " "}, "title"),
        ({"title": "a" * 81}, "title"),
        ({"title": "Møt 13097248022"}, "title"),
        ({"text": "fnr 13097248022"}, "text"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "data:text/html,hei"}, "link"),
        ({"link": "//eksempel.example"}, "link"),
        ({"link": "https://"}, "link"),
        ({"link": "https://kari:passord@eksempel.example"}, "link"),
        ({"shrink_to": "20"}, "shrink_to"),
        ({"shrink_to": "10", "never_cut": "1"}, "shrink_to"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_put_in(plan: Plan, fields, field):
    whole = {"nytt": "faglig", "title": "Et foredrag", "minutes": "20"} | fields
    answer = plan.post("punkt", whole)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert plan.titles == []


def test_a_plain_form_gets_the_page_again_with_all_that_was_typed(plan: Plan):
    fields = {"nytt": "faglig", "title": "Om håp", "minutes": "tjue", "text": "Første avsnitt."}
    answer = plan.post("punkt", fields, script=False)
    assert answer.status_code == 422
    for typed in ("Om håp", "tjue", "Første avsnitt."):
        assert typed in answer.text
    assert "Skriv minuttene som et helt tall fra 1 til 480." in answer.text


def test_markup_in_a_title_is_text(plan: Plan):
    plan.post("punkt", {"nytt": "annet", "title": "<b>Sang</b>", "minutes": "5"})
    page = plan.page()
    assert "&lt;b&gt;Sang&lt;/b&gt;" in page
    assert "<b>Sang" not in page


def test_a_process_that_has_left_the_library_is_a_clear_page(plan: Plan):
    answer = plan.post("punkt", {"process": "trolldom"})
    assert answer.status_code == 404
    assert "ikke i biblioteket lenger" in answer.json["message"]
    page = plan.client.get(f"{plan.address}?prosess=trolldom")
    assert page.status_code == 404
    assert plan.post("punkt", {"nytt": "trylling"}).status_code == 422


def test_a_repeated_press_puts_it_in_once(plan: Plan):
    fields = {"nytt": "pause", "title": "Pause", "minutes": "15"}
    assert plan.post("punkt", fields, version=0).status_code == 200
    assert plan.post("punkt", fields, version=0).status_code == 409
    assert plan.titles == ["Pause"]


def test_a_day_that_runs_long_is_said_calmly(plan: Plan):
    plan.fill(*[("Arbeid", 120)] * 3, ("Mer arbeid", 60))
    page = plan.page()
    assert "Planen går 30 minutter over 15.30." in page
