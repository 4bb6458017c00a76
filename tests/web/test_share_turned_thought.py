"""Til tavla: only before and now, only for those who press, and nothing of who did."""

import html

import pytest
from sqlalchemy import select

from facilitator.models import Card, Copy, Draft, Ready
from tests.support.nameless import PAIR, copies_on_board
from tests.support.phones import NATIONAL_ID, Phone

FORM = {"0-belief": PAIR["belief"], "0-new_belief": PAIR["new_belief"], "agreed": "1"}
WRITTEN = {
    "0-situation": "Jeg sa noe i et møte.",
    "0-belief": PAIR["belief"],
    "0-consequence": "Jeg ble stille.",
}


@pytest.fixture
def led(start):
    led = start(process="disputing")
    led.advance_to("situasjon")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


@pytest.fixture
def at_board(led, ane):
    """Ane has written A to E, and the room asks."""
    ane.post(f"/bidrag/{led.id}/situasjon", **WRITTEN)
    led.advance_to("snu")
    turned = {**WRITTEN, "0-dispute": "To kom bort.", "0-new_belief": PAIR["new_belief"]}
    assert ane.post(f"/bidrag/{led.id}/snu", **turned).status_code == 200
    led.advance_to("tavle")
    return ane


def share(phone, led, secret, **fields):
    return phone.post(f"/bidrag/{led.id}/tavle", **FORM | {"board_secret": secret} | fields)


def rows(database, table):
    with database.reading() as db:
        return list(db.scalars(select(table)))


def test_the_steps_have_their_letters_and_only_the_writer_reads(ane, led, phone, cast):
    page = ane.surface()
    assert "Bare det et kamera kunne sett." in page
    assert 'aria-hidden="true">A</span>' in page
    ane.post(f"/bidrag/{led.id}/situasjon", **WRITTEN)
    assert "Jeg sa noe i et møte." in ane.surface()
    assert "Jeg sa noe i et møte." not in Phone(phone("hodan"), cast).surface()


def test_the_thought_is_at_hand_in_the_pair_also_when_it_was_not_sent(ane, led, phone, cast):
    ane.post(f"/kladd/kort/{led.id}/situasjon", **WRITTEN, version=0)
    led.advance_to("disputer")
    page = ane.surface()
    assert PAIR["belief"] in page
    assert "Hva ville du sagt til en god kollega?" in page
    for name in ("hodan", "helge", "kasper"):
        assert PAIR["belief"] not in Phone(phone(name), cast).surface()


def test_what_was_only_a_draft_becomes_part_of_the_card(ane, led, database):
    ane.post(f"/kladd/kort/{led.id}/situasjon", **WRITTEN, version=0)
    led.advance_to("snu")
    page = ane.surface()
    assert "Jeg sa noe i et møte." in page
    turned = {**WRITTEN, "0-new_belief": PAIR["new_belief"]}
    ane.post(f"/bidrag/{led.id}/snu", **turned)
    [card] = rows(database, Card)
    assert card.fields["situation"] == "Jeg sa noe i et møte."
    assert rows(database, Draft) == []


def test_the_page_shows_exactly_what_would_be_shown(at_board):
    page = at_board.surface()
    assert PAIR["belief"] in page
    assert PAIR["new_belief"] in page
    assert "Jeg sa noe i et møte." not in page
    assert "To kom bort." not in page
    assert "Ordlyden kan kjennes igjen av deg selv og dem du viser den til." in page
    assert "checked" not in page


def test_a_yes_offers_a_copy_and_leaves_the_card_as_it_was(at_board, led, database):
    [before] = rows(database, Card)
    assert share(at_board, led, "s" * 32).status_code == 200
    [after] = rows(database, Card)
    assert (before.fields, before.phase_key, before.approved_at, before.version) == (
        after.fields, after.phase_key, after.approved_at, after.version
    )  # fmt: skip
    assert after.visibility == "me"
    [copy] = rows(database, Copy)
    assert copy.fields == PAIR


def test_who_has_said_yes_is_kept_nowhere(at_board, led, database):
    share(at_board, led, "s" * 32)
    assert not [ready for ready in rows(database, Ready) if ready.phase_key == "tavle"]
    assert rows(database, Draft) == []
    assert at_board.post(f"/kladd/kort/{led.id}/tavle", **FORM).status_code == 404
    assert at_board.surface().count("Kortet ditt er gitt til tavla") == 1  # for script to show


def test_words_may_be_changed_for_the_board_alone(at_board, led, database):
    share(at_board, led, "s" * 32, **{"0-belief": "Ingen hører"})
    [copy] = rows(database, Copy)
    assert copy.fields["belief"] == "Ingen hører"
    [card] = rows(database, Card)
    assert card.fields["belief"] == PAIR["belief"]


@pytest.mark.parametrize(
    "fields",
    [
        {"agreed": ""},
        {"board_secret": ""},
        {"0-belief": ""},
        {"0-new_belief": f"Ring {NATIONAL_ID}"},
    ],
)
def test_without_a_yes_or_with_a_fault_nothing_is_offered(at_board, led, database, fields):
    refused = share(at_board, led, "s" * 32, **fields)
    assert refused.status_code == 422
    assert rows(database, Copy) == []


def test_three_lie_on_the_board_as_pairs(at_board, led, stranger):
    for number in range(3):
        share(at_board, led, f"secret{number}")
    page = html.unescape(stranger.get(at_board.path("/lerret")).text)
    assert page.count('<span class="turned-word">Før</span>') == 3
    assert "<dt>Før</dt><dd>Ingen vil høre på meg</dd>" in at_board.surface("/tavle")


def test_pressed_twice_it_is_one(at_board, led, database):
    for _ in range(3):
        share(at_board, led, "s" * 32)
    assert len(rows(database, Copy)) == 1


def test_after_the_end_nothing_is_taken_since_it_would_come_alone(at_board, led, database):
    led.end()
    refused = share(at_board, led, "s" * 32)
    assert refused.status_code == 403
    assert "arbeidsmappa" in refused.json["message"]
    assert rows(database, Copy) == []
    assert copies_on_board(led) == []


def test_without_script_the_thank_you_page_can_take_it_back(at_board, led, database):
    sent = at_board.submit(f"/bidrag/{led.id}/tavle", **FORM, board_secret="fra-siden")
    assert sent.status_code == 200
    assert "Denne siden er det eneste stedet du kan ta det bort fra." in sent.text
    assert 'name="secret" value="fra-siden-0"' in sent.text
    assert len(rows(database, Copy)) == 1
    assert at_board.submit(f"/kopi/{led.id}/trekk", secret="fra-siden-0").status_code == 303
    assert rows(database, Copy) == []


def test_the_note_has_the_pairs_and_the_questions_for_children(at_board, led, leader):
    for number in range(3):
        share(at_board, led, f"secret{number}")
    led.advance_to("overfor")
    at_board.post(f"/bidrag/{led.id}/overfor", **{"0-text": "Hva ville bamsen din sagt?"})
    led.end()
    page = html.unescape(leader.get("/notat/8").text)
    assert f'<th scope="row">{PAIR["belief"]}</th><td>{PAIR["new_belief"]}</td>' in page
    assert "Spørsmål barn forstår" in page
    assert "Hva ville bamsen din sagt?" in page
    assert "Jeg sa noe i et møte." not in page
    assert PAIR["belief"] in leader.get("/notat/8.md").text
