"""The way of a summary and of the whole mappe, by their owner's and readers' verbs in any order."""

import datetime as dt

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain import handed_in, portfolio_reviews, practice, reviewing, summaries
from facilitator.domain.handed_in import AnsweredMeanwhile
from facilitator.domain.reviewing import Words
from facilitator.domain.summaries import Closed, Typed
from facilitator.errors import Conflict, Invalid, NotFound
from facilitator.models import Cohort, Participant

NOW = dt.datetime(2027, 9, 15, 7, tzinfo=dt.UTC)
WORDS = (Words(), Words("Jeg la merke til roen.", "Hva sa barna?", "Et navn må ut."))
ENGINE = create_engine("sqlite://")
Base.metadata.create_all(ENGINE)


class Mappe(RuleBasedStateMachine):
    """One person's. `handed` is the text of each edition that others may read."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(ENGINE)
        cohort = Cohort(
            key="k", name="K", period="", organiser="", focus_question="", seats=1,
            attendance_threshold=80, attendance_unit="day", min_approved_documents=1,
        )  # fmt: skip
        self.person = Participant(cohort=cohort, name="Siv Myrullseth")
        self.session.add(self.person)
        self.session.flush()
        self.handed: list[str] = []
        self.logged = 0
        summaries.write(
            self.session, self.person, Typed("a", "T", "x"), version=0, editor="e", now=NOW
        )
        practice.write_document(
            self.session, self.person, title="D", date=NOW.date(), kind="text", text="Tekst",
            status="godkjent",
        )  # fmt: skip

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @property
    def summary(self):
        return summaries.summary_of(self.session, self.person.id)

    @rule(text=st.sampled_from(["en", "to", ""]), editor=st.sampled_from("ef"), stale=st.booleans())
    def write(self, text: str, editor: str, stale: bool) -> None:
        before, version = self.summary.text, self.summary.version
        theirs = self.summary.editor != editor
        try:
            summaries.write(
                self.session, self.person, Typed("a", "T", text),
                version=version - 1 if stale else version, editor=editor, now=NOW,
            )  # fmt: skip
        except Closed:
            assert not reviewing.is_open(self.summary.status)
        except Conflict:
            assert stale
            assert theirs
            assert self.summary.text == before

    @rule()
    def hand_in(self) -> None:
        was = self.summary.status
        try:
            summaries.hand_in(self.session, self.person, NOW)
        except Closed:
            assert was == reviewing.APPROVED
        except Invalid:
            assert not self.summary.text
        else:
            if was != reviewing.HANDED_IN:
                self.handed.append(self.summary.text)

    @rule()
    def withdraw(self) -> None:
        was = self.summary.status
        try:
            summaries.withdraw(self.session, self.person, NOW)
        except Closed:
            assert was not in (reviewing.HANDED_IN, reviewing.DRAFT)
        else:
            if was == reviewing.HANDED_IN:
                self.handed.pop()

    @rule(
        action=st.sampled_from(sorted(reviewing.READERS | reviewing.OWNERS)),
        words=st.sampled_from(WORDS),
        late=st.booleans(),
        by=st.sampled_from(["Turid", "Aslak"]),
    )
    def answer(self, action: str, words: Words, late: bool, by: str) -> None:
        summary, was = self.summary, self.summary.status
        known = len(summary.events)
        try:
            handed_in.answer(
                self.session, summary, action, words, seen=known - late, by=by, now=NOW
            )
        except AnsweredMeanwhile:
            assert late or reviewing.step(was, action) is None or action in reviewing.OWNERS
        except Invalid:
            assert words == WORDS[0]
        if len(self.summary.events) > known:
            assert self.summary.status == reviewing.step(was, action)
            assert not late

    @rule(
        action=st.sampled_from(sorted(portfolio_reviews.OWNERS | portfolio_reviews.READERS)),
        words=st.sampled_from(WORDS),
    )
    def act(self, action: str, words: Words) -> None:
        review = portfolio_reviews.find(self.session, self.person.id)
        was = portfolio_reviews.status_of(review)
        try:
            after = portfolio_reviews.act(
                self.session, self.person, action, by="Noor", now=NOW, words=words
            )
        except (Conflict, Invalid):
            review = portfolio_reviews.find(self.session, self.person.id)
            assert portfolio_reviews.status_of(review) == was
        else:
            assert after.status in (was, portfolio_reviews.step(was, action, enough=True))

    @invariant()
    def readers_read_what_was_handed_in_and_nothing_since(self) -> None:
        try:
            found = handed_in.handed_summary(self.summary)
        except NotFound:
            assert self.summary.status == reviewing.DRAFT
            return
        assert [edition.content["text"] for edition in found.editions] == self.handed

    @invariant()
    def the_log_only_grows_and_ends_where_it_stands(self) -> None:
        events = self.summary.events
        assert len(events) >= self.logged
        self.logged = len(events)
        if events:
            assert events[-1].status == self.summary.status


Mappe.TestCase.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
TestSummary = Mappe.TestCase
