"""«Dette gjenstår»: what is done, whose turn it is, and in which words."""

import datetime as dt

import pytest

from facilitator.domain.portfolio_reviews import APPROVED, READY, Progress
from facilitator.models import Cohort, FestivalContribution, Summary
from facilitator.presentation import left

COHORT = Cohort(
    approve_documents=True,
    answer_days=10,
    festival_name="Vårfesten",
    document_deadline=dt.date(2027, 10, 1),
    summary_deadline=dt.date(2027, 10, 6),
)
ANSWERING = Cohort(approve_documents=False, answer_days=10)


@pytest.mark.parametrize(
    ("progress", "cohort", "mark", "text"),
    [
        (Progress(6), COHORT, "open", "0 av 6 er godkjent. Lever innen 1. oktober."),
        (
            Progress(6, counting=4, handed_in=1, needs_more=1),
            COHORT,
            "turn",
            "4 av 6 er godkjent, 1 er levert, 1 trenger mer. Lever innen 1. oktober.",
        ),
        (Progress(6, counting=7), COHORT, "done", "7 er godkjent."),
        (Progress(3, counting=2), ANSWERING, "open", "2 av 3 er lest og besvart."),
    ],
)
def test_documents_by_what_the_kull_asks_for(
    progress: Progress, cohort: Cohort, mark: str, text: str
) -> None:
    item = left._documents(progress, cohort)
    assert (item.mark, item.text) == (mark, text)


@pytest.mark.parametrize(
    ("progress", "mark"),
    [
        (Progress(6, counting=6), "turn"),
        (Progress(6, counting=5), "open"),
        (Progress(6, counting=6, portfolio=READY), "open"),
        (Progress(6, counting=6, portfolio=APPROVED), "done"),
    ],
)
def test_enough_documents_alone_approve_nothing(progress: Progress, mark: str) -> None:
    assert left._whole(progress, COHORT).mark == mark


@pytest.mark.parametrize(
    ("summary", "mark", "begins"),
    [
        (None, "open", "Ikke begynt ennå. Lever innen 6. oktober."),
        (Summary(status="kladd", text="ett to tre"), "turn", "Du har en kladd på 3 ord."),
        (Summary(status="levert"), "open", "Levert. Takk for at du deler. Du får svar innen 10"),
        (Summary(status="trenger_mer"), "turn", "Nesten i mål."),
        (Summary(status="godkjent"), "done", "Godkjent."),
    ],
)
def test_the_summary_in_each_state(summary: Summary | None, mark: str, begins: str) -> None:
    item = left._summary(summary, COHORT)
    assert item.mark == mark
    assert item.text.startswith(begins)


def test_taking_part_is_said_when_it_is_confirmed() -> None:
    mine = FestivalContribution(form="vertskap")
    assert left._festival(None, COHORT).text == "Ikke valgt ennå."
    assert left._festival(mine, COHORT).mark == "open"
    mine.took_part_at = dt.datetime(2027, 10, 20, tzinfo=dt.UTC)
    item = left._festival(mine, COHORT)
    assert (item.mark, item.text) == ("done", "Du har bidratt på Vårfesten.")
