"""A group lays its cards in columns: one press one card, live, and nothing is ever lost."""

import pytest

from tests.support.remote import Remote
from tests.support.sorted_cards import WORDS, Tables, two_tables


@pytest.fixture
def tables(start, phone, cast, database) -> Tables:
    return two_tables(start, phone, cast, database)


def test_a_card_goes_to_the_projector_when_it_is_laid_and_not_before(
    tables, leader, database, cast
):
    remote = Remote(leader, database, cast)
    assert WORDS[0] not in remote.projector()
    assert WORDS[0] not in remote.page()
    assert tables.place(tables.ids()[0], "deepen").status_code == 200
    seen = remote.projector()
    assert seen.index("Gå dypere") < seen.index(WORDS[0]) < seen.index("La vokse")
    assert WORDS[1] not in seen


def test_a_card_is_moved_and_the_same_press_twice_is_one(tables):
    first = tables.ids()[0]
    tables.place(first, "keep")
    version = tables.cards()[0].version
    assert tables.place(first, "keep").status_code == 200
    assert tables.cards()[0].version == version
    assert tables.place(first, "grow").status_code == 200
    assert tables.lying() == {WORDS[0]: "grow"}


def test_each_card_has_its_buttons_and_what_lies_is_pressed(tables):
    tables.place(tables.ids()[0], "keep")
    page = tables.ane.surface()
    assert page.count('name="column" value="keep"') == 4  # three cards and the new one
    assert page.count('value="keep" aria-pressed="true"') == 1
    assert "Vi snakker bedre når vi går" in page
    assert "Ingen ser på klokka" in page


def test_only_the_pen_lays_cards_and_the_others_read_along(tables):
    first = tables.ids()[0]
    tables.place(first, "keep")
    refused = tables.place(first, "grow", by=tables.mate)
    assert refused.status_code == 409
    assert "Ane har pennen" in refused.json["message"]
    along = tables.mate.surface()
    assert WORDS[0] in along
    assert "Ane har pennen" in along
    assert 'name="column"' not in along
    tables.mate.post(f"/gruppe/{tables.group}/sorter/penn")
    assert tables.place(first, "grow", by=tables.mate).status_code == 200


def test_another_table_neither_lays_nor_reads_what_has_no_column(tables):
    first = tables.ids()[0]
    assert tables.place(first, "keep", by=tables.other).status_code == 403
    assert WORDS[0] not in tables.other.surface()
    path = f"/gruppe/{tables.far}/sorter/kolonne/{first}"
    assert tables.other.post(path, column="keep").status_code == 404
    assert tables.lying() == {}


def test_a_column_that_is_not_there_is_refused(tables):
    answer = tables.place(tables.ids()[0], "bin")
    assert answer.status_code == 422
    assert answer.json["errors"] == {"column": "Velg en av kolonnene."}


def test_a_new_card_goes_straight_into_a_column_and_once(tables):
    for _ in range(2):
        assert tables.add("En kjøkkenhage ved SFO", "grow", 3).status_code == 200
    assert tables.lying() == {"En kjøkkenhage ved SFO": "grow"}
    assert tables.add("Malte steiner", "keep", 3).status_code == 200
    assert len(tables.cards()) == 5


def test_a_new_card_needs_words_and_keeps_what_was_typed(tables):
    tables.ane.post(f"/gruppe/{tables.group}/sorter/penn")
    answer = tables.add("", "keep", 3)
    assert answer.json["errors"] == {"text": "Skriv noe først."}
    long = "Gå " * 200
    page = tables.ane.submit(
        f"/gruppe/{tables.group}/sorter/kolonne/nytt", text=long, column="keep", row="3"
    )
    assert page.status_code == 422
    assert long.strip() in page.text
    assert "det er plass til 300" in page.text


def test_ready_lays_the_rest_as_not_settled_and_says_who_keeps_it(tables):
    tables.place(tables.ids()[0], "keep")
    assert tables.finish(keep="1").status_code == 200
    assert tables.lying() == {WORDS[0]: "keep", WORDS[1]: "", WORDS[2]: ""}
    assert {card.visibility for card in tables.cards()} == {"cohort"}
    assert "Kortene deres ligger på tavla" in tables.mate.surface()


def test_a_group_that_says_no_has_its_cards_on_the_board_today_only(tables):
    tables.place(tables.ids()[0], "keep")
    tables.finish(keep="")
    assert {card.visibility for card in tables.cards()} == {"room"}
    tables.place(tables.ids()[0], "grow")
    assert {card.visibility for card in tables.cards()} == {"room"}


def test_what_a_group_did_not_come_to_is_not_settled_when_the_room_goes_on(tables):
    tables.place(tables.ids()[0], "keep")
    tables.led.press("advance")
    assert tables.lying() == {WORDS[0]: "keep", WORDS[1]: "", WORDS[2]: ""}


def test_a_group_that_never_began_keeps_its_cards_to_itself(tables, leader, database, cast):
    tables.led.press("advance")
    assert tables.lying() == {}
    assert len(tables.cards()) == 3
    assert WORDS[0] not in Remote(leader, database, cast).projector()


def test_late_presses_are_taken_until_the_room_closes(tables):
    tables.place(tables.ids()[0], "keep")
    tables.led.press("advance")
    assert tables.place(tables.ids()[0], "grow").status_code == 200
    assert tables.lying()[WORDS[0]] == "grow"


def test_the_note_has_one_list_for_each_column(tables, leader):
    tables.place(tables.ids()[0], "keep")
    tables.finish(keep="1")
    tables.led.end()
    note = leader.get("/notat/8").text
    part = note[note.index("Tre kolonner") :]
    assert part.index("Ta vare på") < part.index(WORDS[0]) < part.index("Uavklart")
    assert part.count(WORDS[0]) == 1
    assert "Vi snakker bedre når vi går" in part
