"""The way of a whole arbeidsmappe, and which documents count."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import portfolio_reviews as whole
from facilitator.domain import practice
from facilitator.domain.reviewing import Words
from facilitator.errors import Conflict, Invalid
from facilitator.models import Cohort, Participant

NOW = dt.datetime(2027, 9, 15, 7, tzinfo=dt.UTC)
ACTIONS = sorted(whole.OWNERS | whole.READERS)


@dataclass(frozen=True)
class Doc:
    id: int
    status: str
    replaces_id: int | None = None


@given(st.sampled_from(whole.STATUSES), st.sampled_from(ACTIONS), st.booleans())
def test_nothing_is_approved_or_said_to_be_ready_with_too_few(status, action, enough):
    after = whole.step(status, action, enough=enough)
    assert after in (None, *whole.STATUSES)
    if after in (whole.READY, whole.APPROVED):
        assert enough
    if status == whole.APPROVED:
        assert after is None or action == "reopen"


@given(st.lists(st.sampled_from(ACTIONS), max_size=8))
def test_only_a_prosessleder_leaves_what_is_approved_and_only_by_opening_it(actions):
    status = whole.UNDER_WAY
    for action in actions:
        after = whole.step(status, action, enough=True)
        if status == whole.APPROVED and after:
            assert action in whole.READERS
        status = after or status


def test_of_a_document_and_its_newer_versions_one_counts():
    both = [Doc(1, "godkjent"), Doc(2, "godkjent", 1)]
    assert [one.id for one in whole.counting(both, approves=True)] == [2]
    renewing = [Doc(1, "godkjent"), Doc(2, "levert", 1)]
    assert [one.id for one in whole.counting(renewing, approves=True)] == [1]
    far = [Doc(1, "godkjent"), Doc(2, "trenger_mer", 1), Doc(3, "godkjent", 2)]
    assert [one.id for one in whole.counting(far, approves=True)] == [3]


def test_what_is_read_and_answered_counts_only_where_each_is_not_approved():
    read = [Doc(1, "besvart"), Doc(2, "levert")]
    assert whole.counting(read, approves=True) == []
    assert [one.id for one in whole.counting(read, approves=False)] == [1]


@pytest.fixture
def siv(db, cast):
    """Somebody in a kull that asks for two documents, one of which is approved."""
    db.get_one(Cohort, cast.cohort).min_approved_documents = 2
    person = db.get_one(Participant, cast.siv)
    document(db, person, "godkjent")
    return person


def document(db, person, status):
    made = practice.write_document(
        db, person, title="Et dokument", date=NOW.date(), kind="text", text="Tekst", status=status
    )
    made.handed_in_at = NOW - dt.timedelta(days=2)
    return made


def act(db, person, action, by="Turid Vidsyn", **more):
    return whole.act(db, person, action, by=by, now=NOW, **more)


def test_it_waits_for_enough_documents_and_then_for_an_act(db, siv, cast):
    with pytest.raises(Invalid) as caught:
        act(db, siv, "ready", by=siv.name)
    assert "Det trengs 2" in caught.value.errors["portfolio"]
    document(db, siv, "godkjent")
    assert whole.of_person(db, siv).portfolio == whole.UNDER_WAY
    act(db, siv, "ready", by=siv.name)
    act(db, siv, "ready", by=siv.name)
    progress = whole.of_cohort(db, siv.cohort)[siv.id]
    assert (progress.portfolio, progress.counting, progress.waiting_since) == ("klar", 2, NOW)
    assert len(act(db, siv, "approve").events) == 2


def test_a_page_that_is_older_than_the_log_approves_nothing(db, siv):
    document(db, siv, "godkjent")
    act(db, siv, "ready", by=siv.name)
    with pytest.raises(Conflict):
        act(db, siv, "approve", seen=0)
    act(db, siv, "approve", seen=1)


def test_it_is_opened_again_with_a_reason(db, siv):
    document(db, siv, "godkjent")
    act(db, siv, "approve")
    with pytest.raises(Invalid) as caught:
        act(db, siv, "reopen", by="Aslak Nordfjeld")
    assert list(caught.value.errors) == ["reason"]
    review = act(db, siv, "reopen", by="Aslak Nordfjeld", words=Words(reason="Et bilde må ut."))
    assert (review.status, review.events[-1].reason) == (whole.UNDER_WAY, "Et bilde må ut.")


def test_how_far_each_has_come_is_told_of_the_kull_alone(db, siv, cast):
    document(db, siv, "levert")
    document(db, siv, "trenger_mer")
    found = whole.of_cohort(db, siv.cohort)
    mine = found[siv.id]
    assert (mine.counting, mine.handed_in, mine.needs_more, mine.lacks) == (1, 1, 1, 1)
    assert mine.waiting_since == NOW - dt.timedelta(days=2)
    assert found[cast.ane] == whole.Progress(needed=2)
    siv.place = "left"
    db.flush()
    assert siv.id not in whole.of_cohort(db, siv.cohort)
