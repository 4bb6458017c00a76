"""A yes or a no to each thing, apart from the course; a no takes effect on the board at once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import (
    all_mine,
    cards,
    jobs,
    outdated,
    photo_files,
    photos,
    photos_on_cards,
)
from facilitator.domain.card_writing import Sent, put_rows
from facilitator.domain.policies import Actor
from facilitator.domain.running import process_of
from facilitator.models import Activity, AuditEntry, Card, Consent, Job, Participant
from facilitator.presentation.all_mine_blocks import rows_of
from tests.conftest import Clock
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.hung_up import TOKEN, hang_up
from tests.support.lead import Led
from tests.support.queries import counted

ADDRESS = f"/bilde/{TOKEN}.jpg"
JSON = {"Accept": "application/json"}


def say(client: Any, kind: str, answer: str) -> Any:
    return client.post(f"/mappe/samtykker/{kind}", data={"answer": answer}, headers=JSON)


@pytest.fixture
def ane(linked: Callable[[str], Any]) -> Any:
    return linked("ane")


@pytest.fixture
def card(
    start: Callable[..., Led], database: Database, settings: Settings, cast: Cast, clock: Clock
) -> int:
    """Ane's, with a photo, on the board."""
    led = start("veikart")
    led.advance_to("drom")
    prepared = photo_files.prepare(pictures.jpeg())
    photo_files.write(settings.data_dir / "photos", TOKEN, prepared.jpeg)
    return hang_up(database, led, cast, clock)


def test_each_is_off_until_it_is_said_yes_to_and_is_dated(
    ane: Any, database: Database, cast: Cast
) -> None:
    page = ane.get("/mappe/samtykker").text
    assert page.count("Ikke svart") == 3
    assert say(ane, "research", "ja").status_code == 200
    page = ane.get("/mappe/samtykker").text
    assert page.count("Ikke svart") == 2
    assert "Ja, 15. september 2027" in page
    with database.reading() as db:
        [row] = db.scalars(select(Consent))
        assert (row.kind, row.withdrawn_at) == ("research", None)
        assert "forskning" in row.text
        [entry] = db.scalars(select(AuditEntry).where(AuditEntry.verb == "consent"))
        assert (entry.about_id, entry.details) == (cast.ane, {"answer": "ja"})


def test_a_yes_is_taken_back_in_the_same_row_and_a_repeat_changes_nothing(
    ane: Any, database: Database, clock: Clock
) -> None:
    for answer in ("ja", "ja", "nei", "nei"):
        clock.tick(minutes=1)
        say(ane, "research", answer)
    with database.reading() as db:
        [row] = db.scalars(select(Consent))
        assert row.withdrawn_at is not None
        assert row.withdrawn_at > row.given_at
    assert "Nei, 15. september 2027" in ane.get("/mappe/samtykker").text


def test_what_one_takes_along_says_no_yes_that_was_never_said(
    ane: Any, database: Database, cast: Cast, clock: Clock
) -> None:
    say(ane, "photo", "nei")
    say(ane, "research", "ja")
    clock.tick(minutes=1)
    say(ane, "research", "nei")
    with database.reading() as db:
        mine = all_mine.collect(db, Actor(participant_id=cast.ane, whole_portfolio=True))
    found = {row.data["kind"]: row.data for row in mine.of("consent")}
    assert found["photo"]["given_at"] is None
    assert found["photo"]["withdrawn_at"] is not None
    assert found["research"]["given_at"] is not None
    told = {row.data["kind"]: dict(rows_of("consent", row)) for row in mine.of("consent")}
    assert "Sagt ja" not in told["photo"]
    assert {"Sagt ja", "Sagt nei"} <= told["research"].keys()


def test_what_is_no_answer_and_what_is_no_kind_is_refused(ane: Any) -> None:
    refused = ane.post("/mappe/samtykker/photo", data={"answer": "kanskje"})
    assert refused.status_code == 422
    assert "Velg ja eller nei." in refused.text
    assert say(ane, "alt", "ja").status_code == 404


def test_a_name_that_nobody_has_confirmed_answers_nothing(phone: Callable[[str], Any]) -> None:
    assert say(phone("ane"), "photo", "nei").status_code == 401


def test_a_no_takes_the_photos_off_the_board_at_once_for_all_but_the_owner(
    card: int, ane: Any, stranger: Any, leader: Any, cast: Cast, database: Database, facts: list
) -> None:
    board = f"/rom/{cast.public_id}/lerret"
    leader.post(f"/rom/{cast.public_id}/styring/kort/{card}/lys")
    assert TOKEN in stranger.get(board).text
    facts.clear()
    assert say(ane, "photo", "nei").status_code == 200
    assert any(getattr(fact, "card_id", None) == card for fact in facts), "open pages are told"
    page = stranger.get(board).text
    assert "En rolig morgen" in page
    assert TOKEN not in page
    assert [each.get(ADDRESS).status_code for each in (stranger, leader)] == [404, 404]
    assert ane.get(ADDRESS).status_code == 200
    assert TOKEN in ane.get("/mappe/samtykker").text
    with database.reading() as db:
        assert photos.alts(db, [TOKEN]) == {}


def test_no_file_of_others_has_it_either_and_a_yes_brings_it_back(
    card: int, ane: Any, stranger: Any, leader: Any, cast: Cast
) -> None:
    leader.post(f"/rom/{cast.public_id}/styring/kort/{card}/lys")
    say(ane, "photo", "nei")
    assert TOKEN not in leader.get(f"/arbeidsmapper/{cast.ane}.html?kull=kull10").text
    say(ane, "photo", "ja")
    assert TOKEN in stranger.get(f"/rom/{cast.public_id}/lerret").text
    assert stranger.get(ADDRESS).status_code == 200


def test_a_large_file_that_lies_ready_with_it_is_over(
    card: int, ane: Any, database: Database, cast: Cast, clock: Clock
) -> None:
    with database.transaction() as db:
        ready = Job(token="t", kind="portfolios", title="Mapper", cohort_id=cast.cohort)
        ready.status, ready.asked_at, ready.ended_at = jobs.DONE, clock(), clock()
        db.add(ready)
    say(ane, "photo", "nei")
    with database.reading() as db:
        assert db.scalars(select(Job)).one().ended_at == outdated.OVER


def test_one_that_is_sent_after_the_no_lies_unseen_until_a_yes(
    card: int, ane: Any, stranger: Any, cast: Cast, database: Database
) -> None:
    say(ane, "photo", "nei")
    with database.transaction() as db:
        sent = db.get_one(Card, card)
        sent.fields = {"dream": "En ny morgen", "photo": TOKEN}
        photos_on_cards.attach(db, sent)
        cards.release(db, sent)
        assert "photo" not in sent.fields
    board = f"/rom/{cast.public_id}/lerret"
    assert TOKEN not in stranger.get(board).text
    say(ane, "photo", "ja")
    with database.reading() as db:
        assert db.get_one(Card, card).fields["photo"] == TOKEN


def test_the_night_s_tidying_leaves_a_photo_that_is_put_away(
    card: int, ane: Any, database: Database, settings: Settings, clock: Clock
) -> None:
    say(ane, "photo", "nei")
    clock.tick(days=3)
    with database.transaction() as db:
        photos.sweep(db, settings.data_dir / "photos", clock())
        assert photos.by_token(db, TOKEN) is not None


def test_no_new_photo_is_taken_in_from_one_who_has_said_no(
    card: int, ane: Any, cast: Cast, database: Database
) -> None:
    say(ane, "photo", "nei")
    with database.reading() as db:
        activity = db.get_one(Card, card).activity_id
    fields = {"activity": activity, "phase": "drom", "alt": "En vei", "no_people": "1"}
    refused = ane.post(f"/rom/{cast.public_id}/bilde", data=fields, headers=JSON)
    assert refused.status_code == 422
    assert "bildene dine ikke skal vises" in refused.json["errors"]["photo"]


WORDS = {"form": "verksted", "title": "Vist fram", "description": "Kom.", "version": "0"}


def test_a_no_takes_the_contribution_off_the_open_page(ane: Any, stranger: Any) -> None:
    ane.post("/mappe/festival", data=WORDS)
    ane.post("/mappe/festival/slipp", data={"version": "1"})
    assert "Vist fram" in stranger.get("/festivalen/kull10").text
    say(ane, "publication", "nei")
    assert "Vist fram" not in stranger.get("/festivalen/kull10").text
    again = ane.post("/mappe/festival/slipp", data={"version": "1"})
    assert again.status_code == 422
    assert "Samtykker" in again.text
    say(ane, "publication", "ja")
    assert ane.post("/mappe/festival/slipp", data={"version": "1"}).status_code == 303


def test_a_no_makes_open_cards_the_kull_s_and_none_is_opened_afterwards(
    card: int, ane: Any, database: Database, cast: Cast, clock: Clock
) -> None:
    def send() -> str:
        with database.transaction() as db:
            person = db.get_one(Participant, cast.ane)
            activity = db.get_one(Activity, db.get_one(Card, card).activity_id)
            rows, sent = {0: {"dream": "En åpen dør"}}, Sent({})
            phase = process_of(activity).phase("drom")
            [made] = put_rows(db, activity, phase, person, None, rows, "public", sent, clock())
            return made.visibility

    assert send() == "public"
    say(ane, "publication", "nei")
    with database.reading() as db:
        shown = db.scalars(select(Card.visibility).where(Card.owner_id == cast.ane))
        assert "public" not in set(shown)
    assert send() == "cohort"


def test_a_kursholder_sees_what_the_kull_has_said_and_nobody_else_does(
    ane: Any, leader: Any, leader2: Any, database: Database
) -> None:
    say(ane, "research", "ja")
    with counted(database) as sent:
        page = leader.get("/kull/samtykker?kull=kull10").text
    assert "Forskning: 1 av 36 har sagt ja." in page
    assert "Ane Havgløtt" in page
    assert len(sent) < 15, "36 people are not 36 queries"
    assert leader2.get("/kull/samtykker?kull=kull10").status_code == 403
