"""Text on its way: who has it, when it changes hands, and what two writers at once get."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from facilitator.db import Database
from facilitator.domain import approval, drafts, retention, story_drafts
from facilitator.errors import Conflict, Invalid, NotAllowed
from facilitator.models import Activity, Card, Draft, Interview
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import STRENGTHS, Led
from tests.test_text import KINDS

FIRST = {"title": "Vi ventet", "text": "Jeg satte meg ned."}
SECOND = {"title": "Vi ventet", "text": "Jeg satte meg ned og ventet."}
THIRD = {"title": "Vi våget", "text": "Jeg satte meg ned. Da kom ordene."}


class Story:
    """One interview's story, written and edited from the phones of both."""

    def __init__(self, led: Led, database: Database) -> None:
        self.led, self.database = led, database
        self.teller = led.cast.ane
        self.interview, self.writer = led.told_by(self.teller)

    def save(
        self, who: int, fields: dict[str, str], version: int = 0, editor: str = ""
    ) -> tuple[int, dict[str, str]]:
        with self.database.transaction() as db:
            draft = story_drafts.save_story(
                db,
                db.get_one(Interview, self.interview),
                who,
                fields,
                version=version,
                editor=editor or f"form of {who}",
                now=self.led.clock(),
            )
            return draft.version, draft.fields

    def deliver(self, who: int) -> None:
        with self.database.transaction() as db:
            interview = db.get_one(Interview, self.interview)
            story_drafts.deliver(db, interview, who, self.led.clock())

    def kept(self) -> Draft | None:
        with self.database.reading() as db:
            return story_drafts.of_interview(db, db.get_one(Interview, self.interview))

    def at_teller(self) -> dict[str, str] | None:
        """What the teller has in Godkjenn."""
        with self.database.reading() as db:
            activity = db.get_one(Activity, self.led.id)
            draft = story_drafts.for_teller(db, activity, self.teller)
            return draft.fields if draft else None

    def settle(self, *, use: bool) -> None:
        with self.database.transaction() as db:
            interview = db.get_one(Interview, self.interview)
            approval.settle_late(db, interview, self.teller, use=use, known_strengths=STRENGTHS)


@pytest.fixture
def story(start: Callable[..., Led], database: Database) -> Story:
    led = start(present=["ane", "hodan"])
    led.advance_to("skriv_1")
    return Story(led, database)


def test_a_story_is_its_writers_until_it_is_handed_over(story: Story) -> None:
    story.save(story.writer, FIRST)
    assert story.at_teller() is None
    with pytest.raises(NotAllowed):
        story.save(story.teller, SECOND)
    with pytest.raises(NotAllowed):
        story.save(story.led.cast.helge, SECOND)


def test_delivering_gives_it_to_the_teller(story: Story) -> None:
    story.save(story.writer, FIRST)
    story.deliver(story.writer)
    assert story.at_teller() == FIRST


def test_only_the_writer_delivers(story: Story) -> None:
    story.save(story.writer, FIRST)
    with pytest.raises(NotAllowed):
        story.deliver(story.teller)


def test_in_godkjenn_the_teller_gets_the_last_saved_version(story: Story) -> None:
    """Also when the writer's phone is dead and nobody ever tapped «Gi til Ane»."""
    story.save(story.writer, FIRST)
    story.save(story.writer, SECOND, version=1)
    story.led.advance_to("godkjenn")
    assert story.at_teller() == SECOND


def test_what_the_writer_adds_before_the_teller_edits_simply_comes(story: Story) -> None:
    story.save(story.writer, FIRST)
    story.led.advance_to("godkjenn")
    story.save(story.writer, SECOND, version=1)
    assert story.at_teller() == SECOND


def test_text_that_first_comes_in_godkjenn_reaches_the_teller(story: Story) -> None:
    """The network was away while it was written."""
    story.led.advance_to("godkjenn")
    story.save(story.writer, FIRST)
    assert story.at_teller() == FIRST


def test_what_comes_after_the_teller_has_begun_lies_beside(story: Story) -> None:
    story.save(story.writer, FIRST)
    story.led.advance_to("godkjenn")
    story.save(story.teller, THIRD, version=1)
    story.save(story.writer, SECOND, version=1)
    kept = story.kept()
    assert kept is not None
    assert (kept.fields, kept.late) == (THIRD, SECOND)


@pytest.mark.parametrize(("use", "expected"), [(True, SECOND), (False, THIRD)])
def test_the_teller_takes_late_text_or_lets_it_lie(
    story: Story, use: bool, expected: dict[str, str]
) -> None:
    story.save(story.writer, FIRST)
    story.led.advance_to("godkjenn")
    story.save(story.teller, THIRD, version=1)
    story.save(story.writer, SECOND, version=1)
    for _ in range(2):
        story.settle(use=use)
        kept = story.kept()
        assert kept is not None
        assert (kept.fields, kept.late) == (expected, None)


def test_the_same_text_sent_again_is_nothing_new(story: Story) -> None:
    story.save(story.writer, FIRST)
    story.led.advance_to("godkjenn")
    story.save(story.teller, THIRD, version=1)
    story.save(story.writer, FIRST, version=1)
    kept = story.kept()
    assert kept is not None
    assert kept.late is None


def test_a_resend_after_approval_makes_no_new_draft(story: Story) -> None:
    story.save(story.writer, FIRST)
    story.led.advance_to("godkjenn")
    story.led.approve(story.teller, "pair", **FIRST)
    story.save(story.writer, FIRST, version=1)
    assert story.kept() is None


def test_text_that_comes_after_approval_waits_for_the_tellers_yes(story: Story) -> None:
    story.save(story.writer, FIRST)
    story.led.advance_to("godkjenn")
    card = story.led.approve(story.teller, "room", **FIRST)
    story.save(story.writer, SECOND, version=1)
    with story.database.reading() as db:
        assert db.get_one(Card, card).fields["text"] == FIRST["text"]
    story.settle(use=True)
    with story.database.reading() as db:
        assert db.get_one(Card, card).fields["text"] == SECOND["text"]
        assert db.scalar(select(func.count()).select_from(Card)) == 1
    assert story.kept() is None


def test_a_form_never_meets_a_conflict_with_itself(story: Story) -> None:
    """A save whose answer was lost is sent again, built on the version it knew."""
    story.save(story.writer, FIRST, version=0, editor="a")
    assert story.save(story.writer, SECOND, version=0, editor="a") == (2, SECOND)


def test_a_repeated_save_changes_nothing(story: Story) -> None:
    once = story.save(story.writer, FIRST, version=0, editor="a")
    assert story.save(story.writer, FIRST, version=0, editor="a") == once
    assert story.save(story.writer, FIRST, version=0, editor="b") == once


def test_two_forms_at_once_both_keep_their_text(story: Story) -> None:
    story.save(story.writer, FIRST, version=0, editor="phone")
    with pytest.raises(Conflict) as refused:
        story.save(story.writer, SECOND, version=0, editor="tablet")
    assert (refused.value.current, refused.value.version) == (FIRST, 1)
    kept = story.kept()
    assert kept is not None
    assert kept.fields == FIRST


def test_a_form_that_has_seen_the_others_text_goes_on_from_there(story: Story) -> None:
    story.save(story.writer, FIRST, version=0, editor="phone")
    assert story.save(story.writer, SECOND, version=1, editor="tablet") == (2, SECOND)


def test_a_fodselsnummer_is_refused_and_what_was_saved_stays(story: Story) -> None:
    story.save(story.writer, FIRST)
    with pytest.raises(Invalid) as refused:
        story.save(story.writer, {**SECOND, "text": KINDS["D-nummer"]}, version=1)
    assert set(refused.value.errors) == {"text"}
    kept = story.kept()
    assert kept is not None
    assert kept.fields == FIRST


def test_a_draft_is_not_cut_where_a_card_would_be(story: Story) -> None:
    long = {"title": "å" * 200, "text": "ø" * 5000}
    assert story.save(story.writer, long)[1] == long
    with pytest.raises(Invalid):
        story.save(story.writer, {"text": "ø" * 12_001}, version=1)


def own(led: Led, scope: str, fields: dict[str, str], now: dt.datetime) -> int:
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        return drafts.save_own(
            db, activity, led.cast.ane, scope, fields, version=0, editor="a", now=now
        ).version


@pytest.mark.parametrize("scope", ["story:1", "group:rotarsaker", "note", ""])
def test_a_note_cannot_be_saved_as_something_else(
    start: Callable[..., Led], clock: Clock, scope: str
) -> None:
    led = start(present=["ane", "hodan"])
    with pytest.raises(NotAllowed):
        own(led, scope, {"text": "x"}, clock())


def test_a_note_is_told_to_nobody(start: Callable[..., Led], clock: Clock, facts: list) -> None:
    led = start(present=["ane", "hodan"])
    facts.clear()
    assert own(led, "note:tenk", {"text": "bare mitt"}, clock()) == 1
    assert facts == []


@pytest.mark.parametrize(("days", "left"), [(13, {"story", "note"}), (15, {"note"}), (31, set())])
def test_unapproved_stories_go_after_14_days_and_notes_after_30(
    story: Story, cast: Cast, clock: Clock, days: int, left: set[str]
) -> None:
    story.save(story.writer, FIRST)
    own(story.led, "note:tenk", {"text": "bare mitt"}, clock())
    clock.tick(days=days)
    with story.database.transaction() as db:
        retention.run(db, clock())
    with story.database.reading() as db:
        assert {scope.split(":")[0] for scope in db.scalars(select(Draft.scope))} == left


def test_a_yes_before_the_story_is_given_is_refused(
    database: Database, cast: Cast, clock: Clock, start: Callable[..., Led]
) -> None:
    led = start()
    led.advance_to("skriv_1")
    teller = led.interviews()[0][1]
    led.write_story(teller, "Halvferdig", "Vi satt i")
    with pytest.raises(NotAllowed):
        led.approve(teller, "cohort")
    with database.reading() as db:
        assert db.scalars(select(Draft)).one().fields["title"] == "Halvferdig"


def test_what_the_writer_added_unseen_outlives_the_yes(
    database: Database, cast: Cast, clock: Clock, start: Callable[..., Led]
) -> None:
    led = start()
    led.advance_to("skriv_1")
    interview_id, teller, writer = led.interviews()[0]
    led.write_story(teller, "Lappene", "Første setning.")
    led.advance_to("godkjenn")

    def save(person: int, text: str) -> None:
        with database.transaction() as db:
            story_drafts.save_story(
                db,
                db.get_one(Interview, interview_id),
                person,
                {"title": "Lappene", "text": text, "strengths": []},
                version=1,
                editor=str(person),
                now=clock(),
            )

    save(teller, "Min egen første setning.")
    save(writer, "Første setning. Og en til.")
    led.approve(teller, "cohort")
    with database.reading() as db:
        assert db.scalars(select(Draft)).one().fields["text"] == "Første setning. Og en til."
