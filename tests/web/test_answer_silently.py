"""Stille standpunkt: an answer given in silence, changed until it is shown, kept nowhere else."""

import pytest

from tests.support.nameless import SEVEN, answer, answers, own
from tests.support.phones import NATIONAL_ID, Phone

QUESTION = "Bør du be kollegaen om å fjerne bildet?"


@pytest.fixture
def led(start):
    led = start(process="moralsk_resonnering", present=SEVEN)
    led.advance_to("standpunkt")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


def send(phone, led, phase="standpunkt", **fields):
    fields = {f"0-{name}": value for name, value in fields.items()}
    return phone.post(f"/bidrag/{led.id}/{phase}", **fields)


def test_the_question_is_asked_with_its_answers_and_nothing_is_chosen(ane):
    page = ane.surface()
    assert QUESTION in page
    for option in ("Ja", "Nei", "Usikker"):
        assert f'value="{option}"' in page
    assert "checked" not in page
    assert "data-draft-url" not in page


def test_an_answer_is_taken_and_shown_to_oneself_alone(ane, led, phone, cast):
    assert send(ane, led, option="Ja", reason="Barnet kan ikke si nei.").status_code == 200
    assert "Svaret ditt er med." in ane.surface()
    assert "Barnet kan ikke si nei." in ane.surface()
    hodan = Phone(phone("hodan"), cast)
    assert "Barnet kan ikke si nei." not in hodan.surface()


def test_sent_twice_and_changed_it_is_one_answer(ane, led):
    for option in ("Ja", "Ja", "Nei"):
        assert send(ane, led, option=option).status_code == 200
    assert len(answers(led)) == 1
    assert own(led, "ane")["option"] == "Nei"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "0-option"),
        ({"option": "Kanskje"}, "0-option"),
        ({"option": "Ja", "reason": NATIONAL_ID}, "0-reason"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(ane, led, fields, name):
    refused = send(ane, led, **fields)
    assert refused.status_code == 422
    assert list(refused.json["errors"]) == [name]
    assert answers(led) == []


def test_without_script_what_was_typed_stands_there_again(ane, led):
    refused = ane.submit(f"/bidrag/{led.id}/standpunkt", **{"0-reason": "Barnet kan ikke si nei."})
    assert refused.status_code == 422
    assert "Barnet kan ikke si nei." in refused.text
    assert "Velg ett av svarene." in refused.text


def test_the_server_keeps_no_draft_of_it(ane, led):
    refused = ane.post(f"/kladd/kort/{led.id}/standpunkt", **{"0-reason": "hemmelig"})
    assert refused.status_code == 404


def test_whoever_comes_after_the_counts_is_told_kindly_and_loses_nothing(ane, led):
    for who in SEVEN[1:6]:
        answer(led, who)
    led.press("advance")
    refused = send(ane, led, option="Nei", reason="Jeg ville vente.")
    assert refused.status_code == 422
    assert refused.json["errors"] == {
        "0-option": "Fordelingen er vist. Svaret ditt teller i neste runde."
    }
    again = ane.submit(
        f"/bidrag/{led.id}/standpunkt", **{"0-option": "Nei", "0-reason": "Jeg ville vente."}
    )
    assert "Jeg ville vente." in again.text


def test_gone_back_to_one_sees_that_the_answer_stands(ane, led):
    for who in SEVEN[:5]:
        answer(led, who)
    led.press("advance")
    led.press("back")
    assert "Fordelingen er vist" in ane.surface()
    assert "Endre svaret" not in ane.surface()


def test_the_room_counts_and_nobody_is_named(ane, led, leader, cast):
    send(ane, led, option="Ja")
    projector = leader.get(ane.path("/lerret")).text
    assert "<b>1 av 7</b> har svart" in projector
    assert QUESTION in projector
    remote = leader.get(ane.path("/styring")).text
    assert "<b>1 av 7</b> har svart" in remote
