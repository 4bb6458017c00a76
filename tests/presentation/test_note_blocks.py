"""What each kind of board leaves in the note's tree, and what of the tree leaves the page."""

from types import SimpleNamespace
from typing import Any

import pytest

from facilitator.domain.harvests import Harvest
from facilitator.domain.strength_map import StrengthMap
from facilitator.models import Card, Group
from facilitator.presentation import note_answers, note_strengths, note_words
from facilitator.presentation.content import (
    Bullets,
    CardBlock,
    Figure,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
)
from facilitator.presentation.note import headings
from facilitator.processes.loader import load_library
from tests.documents.notes import note

GIVEN = StrengthMap({"humor": 1, "nysgjerrighet": 3}, givers=5, threshold=5)


def harvest(process: str, **more: Any) -> Harvest:
    cohort = SimpleNamespace(catalogue="via24")
    room = SimpleNamespace(gathering=SimpleNamespace(cohort=cohort))
    activity: Any = SimpleNamespace(room=room, materials={}, id=1)
    return Harvest(activity, load_library()[process], (), 0, 0, **more)


def card(number: int, type: str = "root_cause", table: int = 0, **fields: Any) -> Card:
    group = Group(number=table) if table else None
    made = Card(id=number, type=type, fields=fields, phase_key="", board="", show_name=False)
    made.group = group
    return made


def test_the_map_is_drawn_and_said_in_the_order_of_the_catalogue() -> None:
    made = note_strengths.blocks(harvest("styrkeidentifisering", maps={"kart": GIVEN}))
    assert [type(block) for block in made] == [Subheading, Figure, Paragraph, Bullets]
    figure, lines = made[1], made[3]
    assert isinstance(figure, Figure)
    assert isinstance(lines, Bullets)
    assert "4 kortene" in figure.alt
    assert lines.items == (
        "Visdom og kunnskap: nysgjerrighet (tre kort)",
        "Transcendens: humor (ett kort)",
    )


def test_below_its_threshold_a_map_says_nothing() -> None:
    few = StrengthMap({"humor": 4}, givers=4, threshold=5)
    assert note_strengths.blocks(harvest("styrkeidentifisering", maps={"kart": few})) == []


def test_answers_are_drawn_and_stand_in_a_table() -> None:
    fallen = {"fordeling": {"before": {"Ja": 3, "Nei": 2}, "after": {"Ja": 5}}}
    made = note_answers.blocks(harvest("moralsk_resonnering", fallen=fallen))
    assert [type(block) for block in made] == [Subheading, Figure, Table]
    figure, table = made[1], made[2]
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    assert figure.alt == "Svarene, med én prikk for hvert. Ja: 3 før, 5 nå; Nei: 2 før, 0 nå."
    assert table.heads == ("Svar", "Før", "Nå")
    assert table.rows == (("Ja", "3", "5"), ("Nei", "2", "0"))


def test_short_cards_are_listed_by_table_and_new_ones_marked() -> None:
    found = harvest("ai_intervju", fresh=frozenset({3}))
    cards = [card(2, table=2, text="To"), card(1, table=1, text="En"), card(3, table=2, text="Ny")]
    assert note_words.by_table(found, cards, note_words.line) == [
        Bullets(("En",), "Bord 1"),
        Bullets(("To", "Ny"), "Bord 2", (1,)),
    ]


def test_cards_of_several_fields_stand_whole_with_their_photo() -> None:
    found = harvest("ideverksted", alts={"tok": "En malt benk"})
    made = note_words.by_table(
        found,
        [
            card(2, "prototype", 2, headline="Sti", children="De valgte den"),
            card(1, "prototype", 1, headline="Benk", who=["Elevrådet", "Vi"], photo="tok"),
        ],
        note_words.line,
        level=3,
    )
    assert made == [
        CardBlock(
            1, "Benk", "", (("Hvem prøver?", ("Elevrådet", "Vi")),),
            Picture("photos/tok.jpg", "En malt benk"), None, ("Bord 1",), 3,
        ),
        CardBlock(
            2, "Sti", "", (("Hvordan har barn og unge vært med?", ("De valgte den",)),),
            None, None, ("Bord 2",), 3,
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("token", ["", "ukjent"])
def test_a_photo_that_nobody_has_said_what_shows_is_not_there(token: str) -> None:
    assert note_words.picture(harvest("ideverksted"), card(1, "prototype", photo=token)) is None


def test_the_files_say_nothing_of_what_is_new_or_was_taken_out() -> None:
    made = note(
        Subheading("Rotårsaker"),
        Bullets(("En", "To"), "Bord 1", (1,)),
        Subheading("Fra fortellingene"),
        Quote(1, "Ute", "Tatt ut.", None, dropped=True),
        Subheading("Samlet"),
        Subheading("Enda en", 3),
        Quote(2, "Inne", "Står.", None, is_new=True),
        Subheading("Tom"),
    )
    assert made.document().sections[0].blocks == (
        Subheading("Rotårsaker"),
        Bullets(("En", "To"), "Bord 1"),
        Subheading("Samlet"),
        Subheading("Enda en", 3),
        Quote(2, "Inne", "Står.", None),
    )


def test_a_story_told_where_none_was_asked_for_is_quoted_like_any_other() -> None:
    found = harvest("styrkeidentifisering")
    story, given = card(1, "story"), card(2, "strength")
    story.phase_key = given.phase_key = "jakt"
    assert (found.note_of(story), found.note_of(given)) == ("quotes", "none")


def test_a_process_that_was_done_twice_is_told_apart_by_what_it_was_about() -> None:
    done = [harvest("innsjekk"), harvest("valuering"), harvest("innsjekk")]
    for found, theme in zip(done, ("Morgen", "Året", ""), strict=True):
        found.activity.theme = theme
    assert headings(done) == ["Innsjekk: Morgen", "Valuering", "Innsjekk"]
