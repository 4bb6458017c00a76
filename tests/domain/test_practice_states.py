"""The way of a practice document, by its owner's and its reader's verbs in any order."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain import practice, practice_content, reviewing
from facilitator.domain.practice import NotOpen
from facilitator.domain.practice_fields import Choices
from facilitator.domain.practice_writing import save
from facilitator.domain.reviewing import Words
from facilitator.errors import Invalid
from facilitator.models import Cohort, Participant, PracticeDocument

NOW = dt.datetime(2027, 9, 15, 7, tzinfo=dt.UTC)
SAID = Words("Jeg la merke til roen.", "Hva sa barna?", "Det mangler et bilde.")
ENGINE = create_engine("sqlite://")
Base.metadata.create_all(ENGINE)


def kull(session: Session, *, approves: bool) -> Participant:
    cohort = Cohort(
        key="k", name="K", period="", organiser="", focus_question="", seats=1,
        attendance_threshold=80, attendance_unit="day", min_approved_documents=2,
        approve_documents=approves,
    )  # fmt: skip
    session.add(cohort)
    session.flush()
    person = Participant(cohort_id=cohort.id, name="Siv Myrullseth")
    session.add(person)
    session.flush()
    return person


class Folder(RuleBasedStateMachine):
    """One person's documents; `seen` is what was known of each before the last step."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(ENGINE)
        self.person = kull(self.session, approves=True)
        self.hand_ins: dict[int, int] = {}
        self.logged: dict[int, int] = {}
        self.now = NOW
        self.write("Første")

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @property
    def documents(self) -> list[PracticeDocument]:
        return practice.documents_of(self.session, self.person.id)

    @property
    def approves(self) -> bool:
        return self.person.cohort.approve_documents

    def pick(self, number: int) -> PracticeDocument:
        return self.documents[number % len(self.documents)]

    def write(self, title: str) -> None:
        practice.write_document(
            self.session, self.person, title=title, date=NOW.date(), kind="text", text="Tekst"
        )

    @rule()
    def begin(self) -> None:
        if len(self.documents) < 4:
            self.write("Ny")

    @rule(number=st.integers(0, 3), text=st.sampled_from(["en", "to", "tre"]))
    def type(self, number: int, text: str) -> None:
        document = self.pick(number)
        before = practice_content.handed_in(document)
        fields = {"title": [document.title], "kind": ["text"], "text": [text]}
        try:
            save(
                self.session, document, fields, Choices(),
                version=document.version, editor="e", now=self.now,
            )  # fmt: skip
        except NotOpen:
            assert not reviewing.is_open(document.status)
        # What a prosessleder reads is what was handed in, whatever is typed since.
        assert practice_content.handed_in(document) == before

    @rule(number=st.integers(0, 3))
    def hand_in(self, number: int) -> None:
        document = self.pick(number)
        unchanged = document.editions and not practice_content.is_changed(document)
        answered = practice_content.is_answered_for_good(document) and unchanged
        twice = document.status == reviewing.HANDED_IN or answered
        try:
            practice.hand_in(self.session, document, self.now)
        except NotOpen:
            assert document.status == reviewing.APPROVED
        else:
            self.hand_ins[document.id] = self.hand_ins.get(document.id, 0) + (not twice)

    @rule(number=st.integers(0, 3))
    def withdraw(self, number: int) -> None:
        document = self.pick(number)
        waits = document.status == reviewing.HANDED_IN
        try:
            practice.withdraw(self.session, document, self.now)
        except NotOpen:
            assert document.status not in (reviewing.DRAFT, reviewing.HANDED_IN)
        else:
            self.hand_ins[document.id] = self.hand_ins.get(document.id, 0) - waits
            assert practice_content.handed_in(document) is None

    @rule(number=st.integers(0, 3), action=st.sampled_from(sorted(reviewing.READERS)))
    def read(self, number: int, action: str) -> None:
        document = self.pick(number)
        before = document.status
        try:
            practice.answer(self.session, document, action, SAID, by="Turid", now=self.now)
        except NotOpen:
            assert document.status == before
        else:
            assert before in (reviewing.HANDED_IN, reviewing.APPROVED)
            assert document.events[-1].by == "Turid"

    @rule(number=st.integers(0, 3))
    def renew(self, number: int) -> None:
        document = self.pick(number)
        if len(self.documents) >= 6:
            return
        try:
            made = practice.new_version(self.session, document, self.now)
        except NotOpen:
            assert document.status != reviewing.APPROVED
        else:
            again = practice.new_version(self.session, document, self.now)
            assert made is again
            assert made.replaces_id is not None

    @precondition(lambda self: len(self.documents) > 1)
    @rule(number=st.integers(0, 3))
    def remove(self, number: int) -> None:
        document = self.pick(number)
        number = document.id
        try:
            practice.remove(self.session, document)
        except NotOpen:
            assert document.status != reviewing.DRAFT
        else:
            self.hand_ins.pop(number, None)
            self.logged.pop(number, None)

    @rule()
    def other_rule(self) -> None:
        """The kull changes its mind about approving each document."""
        self.person.cohort.approve_documents = not self.approves

    @invariant()
    def an_edition_for_each_hand_in_that_stands(self) -> None:
        for document in self.documents:
            assert len(document.editions) == self.hand_ins.get(document.id, 0)
            assert [one.number for one in document.editions] == list(
                range(1, len(document.editions) + 1)
            )

    @invariant()
    def the_log_only_grows_and_ends_in_the_status(self) -> None:
        for document in self.documents:
            assert len(document.events) >= self.logged.get(document.id, 0)
            self.logged[document.id] = len(document.events)
            if document.events:
                assert document.events[-1].status == document.status
            else:
                assert document.status == reviewing.DRAFT

    @invariant()
    def a_kladd_is_read_by_nobody(self) -> None:
        for document in self.documents:
            hidden = practice_content.handed_in(document) is None
            assert hidden == (document.status == reviewing.DRAFT)

    @invariant()
    def of_a_document_and_its_versions_one_counts_at_most(self) -> None:
        documents = self.documents
        counting = practice.counting(documents, self.approves)
        assert all(reviewing.counts(one.status, approves=self.approves) for one in counting)
        of = {one.id: one.replaces_id for one in documents}
        first = []
        for one in counting:
            root = one.id
            while of[root] is not None:
                root = of[root]
            first.append(root)
        assert len(first) == len(set(first))


Folder.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_in_any_order = Folder.TestCase


@pytest.fixture
def siv():
    with Session(ENGINE) as session:
        yield kull(session, approves=True)


def written(person: Participant, **more) -> PracticeDocument:

    session = Session.object_session(person)
    assert session is not None
    fields = {"title": "Suppedagen", "date": NOW.date(), "kind": "text", "text": "Gryta"}
    return practice.write_document(session, person, **(fields | more))


def test_the_old_one_counts_until_the_new_is_approved(siv):
    session = Session.object_session(siv)
    old = written(siv, status="godkjent")
    new = practice.new_version(session, old, NOW)
    assert practice.counting([old, new], approves=True) == [old]
    practice.hand_in(session, new, NOW)
    assert practice.counting([old, new], approves=True) == [old]
    practice.answer(session, new, "approve", Words(), by="Turid", now=NOW)
    assert practice.counting([old, new], approves=True) == [new]
    practice.answer(session, new, "reopen", SAID, by="Turid", now=NOW)
    assert practice.counting([old, new], approves=True) == [old]
    with pytest.raises(NotOpen, match="nyere versjon"):
        practice.answer(session, old, "reopen", SAID, by="Turid", now=NOW)


def test_a_middle_version_that_is_opened_again_gives_no_place_to_the_first(siv):
    session = Session.object_session(siv)
    first = written(siv, status="godkjent")
    second = practice.new_version(session, first, NOW)
    second.status = "godkjent"
    third = practice.new_version(session, first, NOW)
    third.status, second.status = "godkjent", "kladd"
    documents = [first, second, third]
    assert practice.counting(documents, approves=True) == [third]
    practice.remove(session, second)
    assert third.replaces_id == first.id
    assert practice.counting([first, third], approves=True) == [third]


def test_an_answer_that_asks_for_more_says_it_in_two_parts(siv):
    session = Session.object_session(siv)
    document = written(siv)
    practice.hand_in(session, document, NOW)
    with pytest.raises(Invalid) as refused:
        practice.answer(session, document, "ask_more", Words(), by="Turid", now=NOW)
    assert set(refused.value.errors) == {"noticed", "wonders"}
    practice.answer(session, document, "ask_more", SAID, by="Turid Vidsyn", now=NOW)
    event = document.events[-1]
    assert (event.by, event.noticed, event.wonders) == (
        "Turid Vidsyn",
        SAID.noticed,
        SAID.wonders,
    )
    with pytest.raises(NotOpen):
        practice.answer(session, document, "approve", Words(), by="Aslak", now=NOW)


def test_without_approval_it_is_read_and_answered_and_counts(siv):
    session = Session.object_session(siv)
    siv.cohort.approve_documents = False
    document = written(siv)
    practice.hand_in(session, document, NOW)
    with pytest.raises(NotOpen):
        practice.answer(session, document, "approve", Words(), by="Turid", now=NOW)
    practice.answer(session, document, "answer", Words("Fint"), by="Turid", now=NOW)
    assert document.status == "besvart"
    assert practice.counting([document], approves=False) == [document]
    assert practice.counting([document], approves=True) == []
