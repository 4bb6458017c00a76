"""The arbeidsmapper: documents with what was said of them, summaries, and festival roles.

The data counts more documents than it has texts for. Those without text become entries with
a title from the samling they followed, a date in the weeks after it, and their status.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from facilitator.demo.data import DocumentData, OverviewData
from facilitator.demo.kull import Kull
from facilitator.domain import festival, practice, reviewing, summaries
from facilitator.domain.reviewing import Words
from facilitator.models import PracticeDocument
from facilitator.text import first_sentence

AFTER_GATHERING = dt.timedelta(days=14)
TO_BE_READ = dt.timedelta(days=5)
STILL_IN_TIME = dt.timedelta(days=12)


def load_folders(kull: Kull) -> None:
    for item in kull.data.practice_documents:
        _load_document(kull, item)
    for overview in kull.data.portfolio_overview:
        _load_untold(kull, overview)
        _load_contribution(kull, overview)
    _load_summaries(kull)


def _load_document(kull: Kull, item: DocumentData) -> None:
    document = practice.write_document(
        kull.session,
        kull.people[item.participant],
        key=f"demo-{item.id}",
        title=item.title,
        date=kull.moved(item.date),
        kind=item.kind,
        text=item.text,
        process_key=item.process,
        strengths=item.strengths,
    )
    if item.status != "kladd":
        practice.hand_in(kull.session, document, _handed_in(kull, item))
    if item.reviewed_by:
        _answer(kull, document, item, item.reviewed_by)


def _handed_in(kull: Kull, item: DocumentData) -> dt.datetime:
    """The evening it was practised; what still waits has not waited longer than is promised."""
    day = kull.moved(item.date)
    if item.status == reviewing.HANDED_IN:
        day = max(day, kull.today - STILL_IN_TIME)
    return kull.at(day, "18:00")


def _answer(kull: Kull, document: PracticeDocument, item: DocumentData, reader: str) -> None:
    said = item.comment or ""
    asks = item.status == reviewing.NEEDS_MORE
    practice.answer(
        kull.session,
        document,
        "ask_more" if asks else "approve",
        _in_two_parts(said) if asks else Words(noticed=said),
        by=kull.leaders[reader].name,
        now=kull.at(min(kull.moved(item.date) + TO_BE_READ, kull.today), "08:00"),
    )


def _in_two_parts(said: str) -> Words:
    """What was noticed stands first, what the reader wonders about after it."""
    noticed = first_sentence(said)
    return Words(noticed, said.removeprefix(noticed).strip())


def _load_untold(kull: Kull, overview: OverviewData) -> None:
    """The documents that are only counted, oldest and approved first."""
    told = [d for d in kull.data.practice_documents if d.participant == overview.participant]
    places = _places(kull, Counter(item.gathering_before for item in told))
    known = Counter(item.status for item in told)
    for status, count in _statuses(overview):
        for _ in range(count - known[status]):
            number, date = next(places)
            document = practice.write_document(
                kull.session,
                kull.people[overview.participant],
                title=f"Praksisdokument etter samling {number}",
                date=date,
                kind="text",
                text=None,
                status=status,
            )
            if status != reviewing.DRAFT:
                waits = status == reviewing.HANDED_IN
                latest = kull.today - (TO_BE_READ if waits else STILL_IN_TIME)
                day = latest + dt.timedelta(days=number % 4) if waits else min(date, latest)
                document.handed_in_at = kull.at(day, "18:00")


def _statuses(overview: OverviewData) -> list[tuple[str, int]]:
    return [
        ("godkjent", overview.approved),
        ("trenger_mer", overview.needs_more),
        ("levert", overview.submitted),
        ("kladd", overview.draft),
    ]


def _places(kull: Kull, taken: Counter[int]) -> Iterator[tuple[int, dt.date]]:
    """Samlinger that no document follows yet, then a second round, a week later each time."""
    past = [(item.number, kull.moved(item.date)) for item in kull.past_gatherings()]
    for weeks in range(8):
        for number, date in past:
            if taken[number]:
                taken[number] -= 1
            else:
                yield number, date + AFTER_GATHERING + dt.timedelta(weeks=weeks)


def _load_contribution(kull: Kull, overview: OverviewData) -> None:
    if overview.festival_role:
        person = kull.people[overview.participant]
        festival.contribute(kull.session, person, overview.festival_role)


def _load_summaries(kull: Kull) -> None:
    told = {item.participant: item for item in kull.data.summaries}
    for place, overview in enumerate(kull.data.portfolio_overview):
        if overview.summary_status is None:
            continue
        item = told.get(overview.participant)
        summary = summaries.write_summary(
            kull.session,
            kull.people[overview.participant],
            type=item.type if item else None,
            title=item.title if item else None,
            text=item.excerpt if item else None,
            status=overview.summary_status,
        )
        if summary.status != reviewing.DRAFT:
            summary.handed_in_at = kull.at(kull.today - dt.timedelta(days=1 + place % 9), "20:00")
