"""Whose words are in «Last ned alt mitt», of what two or more have a part in."""

from typing import Any

import pytest

from facilitator.db import Database
from facilitator.domain import all_mine, cards, drafts
from facilitator.domain.all_mine import AllMine, Entry
from facilitator.domain.policies import Actor
from facilitator.models import Activity, ApartPair, AttendanceChange, Card, Gathering
from facilitator.models import CardMark as Mark
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led


@pytest.fixture
def led(start) -> Led:
    return start()


@pytest.fixture
def mine(database: Database):
    def collect(participant: int, **more: Any) -> AllMine:
        with database.reading() as db:
            actor = Actor(participant_id=participant, **{"whole_portfolio": True, **more})
            return all_mine.collect(db, actor)

    return collect


def only(found: AllMine, table: str, role: str) -> Entry:
    [entry] = [entry for entry in found.of(table) if entry.data["role"] == role]
    return entry


def add_card(database: Database, led: Led, clock: Clock, **more: Any) -> int:
    with database.transaction() as db:
        card = Card(**{
            "activity_id": led.id, "phase_key": "x", "type": "strength", "visibility": "me",
            "fields": {"evidence": "Jeg så at du ventet."}, "client_id": "gitt",
            "created_at": clock(), "approved_at": clock(), **more,
        })  # fmt: skip
        db.add(card)
        db.flush()
        return card.id


def test_a_story_on_its_way_is_the_writers_until_it_is_handed_over(led, cast, mine) -> None:
    led.advance_to("skriv_2")
    led.write_story(cast.ane)
    writer = led.told_by(cast.ane)[1]
    assert only(mine(writer), "draft", "writing").data["fields"]["title"] == "Vi våget å vente"
    coming = only(mine(cast.ane), "draft", "coming").data
    assert "fields" not in coming
    assert "late" not in coming
    led.advance_to("godkjenn")
    assert only(mine(cast.ane), "draft", "waiting").data["fields"]["title"] == "Vi våget å vente"
    given = only(mine(writer), "draft", "handed_on").data
    assert "fields" not in given
    assert given["with"] == "Ane"


@pytest.mark.parametrize(("visibility", "reads"), [("me", False), ("pair", True), ("cohort", True)])
def test_a_story_one_wrote_has_its_words_while_its_teller_shares_it(
    led, cast, mine, visibility, reads
) -> None:
    led.advance_to("skriv_2")
    led.write_story(cast.ane)
    led.advance_to("godkjenn")
    led.approve(cast.ane, visibility, thanks="Takk for at du lyttet.")
    own = only(mine(cast.ane), "card", "own").data
    assert own["fields"]["title"] == "Vi våget å vente"
    written = only(mine(led.told_by(cast.ane)[1]), "card", "written").data
    assert ("fields" in written) == reads
    assert (written["for"], written["thanks"]) == ("Ane", "Takk for at du lyttet.")


def test_what_is_withdrawn_is_its_owners_alone(led, cast, mine, clock) -> None:
    led.advance_to("skriv_2")
    led.write_story(cast.ane)
    led.advance_to("godkjenn")
    led.change(led.approve(cast.ane), cards.withdraw, clock())
    assert only(mine(cast.ane), "card", "own").data["withdrawn_at"] == clock()
    written = only(mine(led.told_by(cast.ane)[1]), "card", "written").data
    assert "Vi våget" not in repr(written)


def test_a_card_one_has_been_given_is_the_givers_until_it_is_opened(
    database, led, cast, mine, clock
) -> None:
    card = add_card(database, led, clock, owner_id=cast.ane, author_id=cast.hodan)
    assert only(mine(cast.ane), "card", "unopened").data.keys() >= {"type", "created_at"}
    assert "ventet" not in repr(mine(cast.ane).of("card")[0].data)
    assert only(mine(cast.hodan), "card", "given").data["for"] == "Ane"
    assert "ventet" in repr(only(mine(cast.hodan), "card", "given").data)
    with database.transaction() as db:
        db.get_one(Card, card).opened_at = clock()
    own = only(mine(cast.ane), "card", "own").data
    assert (own["given_by"], own["fields"]["evidence"]) == ("Hodan", "Jeg så at du ventet.")
    assert "ventet" not in repr(only(mine(cast.hodan), "card", "given").data)


def test_what_a_table_made_is_all_of_theirs_and_nobody_elses(led, cast, mine) -> None:
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Vi tok oss tid")
    table = next(group for group in led.groups("bord") if cast.ane in group)
    for person in table:
        made = only(mine(person), "card", "group").data
        assert made["fields"]["text"] == "Vi tok oss tid"
        assert made["sent_by_you"] == (person == cast.ane)
    assert mine(cast.siv).of("card") == []


def test_a_private_mark_is_the_markers_and_has_the_cards_title_while_it_is_read(
    database, led, cast, mine
) -> None:
    led.advance_to("skriv_2")
    led.write_story(cast.ane)
    led.advance_to("godkjenn")
    card = led.approve(cast.ane)
    with database.transaction() as db:
        db.add(Mark(activity_id=led.id, phase_key="x", person_id=cast.siv, card_id=card))
    assert [entry.data["card_title"] for entry in mine(cast.siv).of("card_mark")] == [
        "Vi våget å vente"
    ]
    assert mine(cast.ane).of("card_mark") == []
    led.change(card, cards.set_visibility, "me", led.clock())
    assert "card_title" not in mine(cast.siv).of("card_mark")[0].data


def test_ikke_sammen_is_not_told_to_either_of_the_two(database, cast, mine, led) -> None:
    first, second = sorted((cast.ane, cast.siv))
    with database.transaction() as db:
        db.add(ApartPair(gathering_id=cast.gathering, first_id=first, second_id=second))
    assert "apart_pair" not in mine(cast.ane).parts
    assert "Siv" not in repr(
        [entry.data for part in mine(cast.ane).parts.values() for entry in part]
    )


def test_who_one_sat_with_is_told_from_when_it_began(database, led, cast, mine) -> None:
    together = [entry.data["with"] for entry in mine(cast.ane).of("group_member")]
    assert [len(names) for names in together] == [len(g) - 1 for g in _groups(led, cast.ane)]
    with database.transaction() as db:
        db.get_one(Activity, led.id).started_at = None
    assert not any(entry.data["with"] for entry in mine(cast.ane).of("group_member"))
    assert not any(entry.data["with"] for entry in mine(cast.ane).of("interview"))


def _groups(led: Led, person: int) -> list[list[int]]:
    return [g for key in ("par", "bord") for g in led.groups(key) if person in g]


def test_a_name_that_nobody_has_confirmed_has_one_room(
    database, led, cast: Cast, mine, clock
) -> None:
    """Also of that name, only what the room knows: no address, no oppmøte, no devices."""
    with database.transaction() as db:
        drafts.save_own(db, db.get_one(Activity, led.id), cast.ane, "note:tenk",
                        {"text": "Mitt eget"}, version=0, editor="t", now=clock())  # fmt: skip
    part = mine(cast.ane, whole_portfolio=False)
    assert not part.whole
    assert part.parts.keys() == {"participant"}
    assert mine(cast.ane).parts.keys() >= {"attendance", "draft", "participant"}


def test_a_change_of_where_one_came_in_is_told_by_the_samlings_number(
    database, cast, mine, clock
) -> None:
    with database.transaction() as db:
        number = str(db.get_one(Gathering, cast.gathering).id)
        db.add(AttendanceChange(cohort_id=cast.cohort, participant_id=cast.ane, what="entry",
                                before="", after=number, at=clock(), by="Turid",
                                press="p"))  # fmt: skip
    [change] = mine(cast.ane).of("attendance_change")
    assert (change.data["before"], change.data["after"]) == ("", "8")
