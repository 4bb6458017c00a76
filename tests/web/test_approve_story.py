"""A reads, mends, chooses who may read it, and says yes. Nothing is preselected."""

import pytest
from sqlalchemy import select

from facilitator.models import Card
from tests.support.phones import STORY, pair_of_ane


@pytest.fixture
def pair(start, phone, cast):
    led = start(present=("ane", "hodan", "helge", "kasper", "ragnhild", "anders"))
    led.advance_to("skriv_1")
    pair = pair_of_ane(led, phone, cast)
    led.write_story(cast.ane, **{k: STORY[k] for k in ("title", "text")})
    led.advance_to("godkjenn")
    return pair


def stories(database):
    with database.reading() as db:
        return db.scalars(select(Card).where(Card.type == "story")).all()


def test_the_last_saved_version_is_the_teller_s_also_when_it_was_not_given(pair):
    page = pair.teller.surface()
    assert STORY["text"] in page
    assert "lyttet og skrev for deg" in page
    assert "Kan noen kjenne igjen et barn" in page


def test_nothing_is_preselected_and_a_choice_is_asked_for(pair, database):
    assert " checked" not in pair.teller.get().text
    refused = pair.teller.post(pair.approving, **STORY)
    assert refused.status_code == 422
    assert refused.json["errors"] == {"visibility": "Velg hvem som får lese den."}
    assert stories(database) == []


def test_approved_is_approved_with_all_that_was_said(pair, database, cast):
    answer = pair.teller.post(
        pair.approving, **STORY, visibility="cohort", show_name="1", thanks="Takk for ørene"
    )
    assert answer.status_code == 200
    (card,) = stories(database)
    assert (card.owner_id, card.written_by_id) == (cast.ane, pair.writer.id)
    assert (card.visibility, card.show_name, card.thanks) == ("cohort", True, "Takk for ørene")
    assert "Godkjent." in pair.teller.surface()


def test_a_tap_that_is_repeated_makes_one_card(pair, database):
    for _ in range(3):
        pair.teller.post(pair.approving, **STORY, visibility="pair", client_id="c1")
    assert len(stories(database)) == 1


def test_said_yes_to_on_two_pages_it_is_one_story_and_the_latest_word_counts(pair, database):
    pair.teller.post(pair.approving, **STORY, visibility="cohort", client_id="c1")
    pair.teller.post(pair.approving, **STORY, visibility="me", client_id="c2")
    assert [card.visibility for card in stories(database)] == ["me"]


def test_before_the_yes_it_stands_on_no_other_phone(pair):
    pair.writer.post(pair.giving, **STORY)
    for phone in (pair.writer, pair.outsider):
        assert STORY["text"] not in phone.surface()


def test_nobody_says_yes_for_another(pair, leader, database):
    for phone in (pair.writer, pair.outsider):
        assert phone.post(pair.approving, **STORY, visibility="cohort").status_code == 403
        assert phone.get(pair.own_page).status_code == 403
    path = pair.teller.path(pair.approving)
    assert leader.post(path, data=STORY | {"visibility": "cohort"}).status_code == 403
    assert stories(database) == []


def test_a_yes_after_the_phase_is_as_good(pair, database):
    pair.led.advance_to("hosting")
    assert pair.teller.post(pair.approving, **STORY, visibility="room").status_code == 200
    assert len(stories(database)) == 1


def test_the_teller_s_editing_is_kept_as_it_is_typed(pair):
    fields = STORY | {"text": "Mine egne ord.", "visibility": "group", "thanks": "Tusen takk"}
    assert pair.teller.post(pair.writing, **fields, version=1, editor="a").status_code == 200
    page = pair.teller.surface()
    assert "Mine egne ord." in page
    assert "Tusen takk" in page


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ane satte seg ned.", "Fornavnet ditt står i teksten."),
        ("Så kom Kasper inn.", "Fornavnet Kasper står i teksten."),
        ("Anemonene blomstret.", None),
    ],
)
def test_first_names_of_the_kull_are_pointed_out_and_never_block(pair, text, question):
    pair.teller.post(pair.writing, title="T", text=text, version=1, editor="a")
    page = pair.teller.surface()
    assert (question in page) if question else ("Fornavnet" not in page)
    answer = pair.teller.post(pair.approving, title="T", text=text, visibility="pair")
    assert answer.status_code == 200


def test_without_a_text_the_teller_waits_or_writes_it(pair, phone, cast):
    other = next(i for i in pair.led.interviews() if i[1] == pair.outsider.id)
    page = pair.outsider.surface()
    assert "har ikke skrevet noe ennå. Du kan skrive den selv." in page
    path = f"/kladd/fortelling/{other[0]}"
    own = pair.outsider.post(path, title="Min", text="Skrevet selv.", version=0, editor="a")
    assert own.status_code == 200
    assert "Skrevet selv." in pair.outsider.surface()


def test_without_script_all_that_was_typed_stands_there_again(pair):
    refused = pair.teller.submit(pair.approving, title="", text="Står her.", visibility="group")
    assert refused.status_code == 422
    assert "Gi den en tittel." in refused.text
    assert "Står her." in refused.text
    assert 'value="group" data-label="Godkjenn for gruppa mi" checked' in refused.text
