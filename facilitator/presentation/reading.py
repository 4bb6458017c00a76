"""`/arbeidsmapper`: the queue, what was handed in, and the answer to it. For prosessledere."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from facilitator.domain import handed_in, portfolio_reviews, practice_content, reviewing
from facilitator.domain.handed_in import Edition, Handed
from facilitator.domain.practice_fields import safe_link
from facilitator.domain.reading import THE_SUMMARY, UNNAMED, Item, Waiting
from facilitator.domain.rooms import oslo_day
from facilitator.domain.summaries import word_count
from facilitator.models import Cohort
from facilitator.models.practice import ReviewEvent
from facilitator.presentation.cards import StrengthMark
from facilitator.presentation.dates import clock_time, short_date
from facilitator.presentation.made import KINDS, SUMMARY_TYPES, StateMark, state_mark
from facilitator.presentation.reading_changes import Piece, changes
from facilitator.presentation.strengths import marks_of
from facilitator.text import paragraphs

DID = {
    reviewing.HANDED_IN: "leverte",
    reviewing.DRAFT: "trakk tilbake",
    reviewing.NEEDS_MORE: "ba om litt mer",
    reviewing.ANSWERED: "leste og svarte",
    reviewing.APPROVED: "godkjente",
    portfolio_reviews.READY: "sa at mappa er klar",
    portfolio_reviews.UNDER_WAY: "tok mappa tilbake",
}
OPENED = "åpnet igjen"
NOTICED = "Det jeg la merke til"
WONDERS = "Det jeg gjerne vil vite mer om"
REASON = "Hvorfor"

Names = Mapping[str, str]
"""Key of a process → what it is called."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    kind: str
    id: int
    title: str
    name: str
    waited: str
    here: bool


@dataclass(frozen=True, slots=True)
class QueueView:
    """`next` and `previous` are the neighbours of what is open, going round."""

    on_us: tuple[QueueLine, ...]
    on_them: tuple[QueueLine, ...]
    next: QueueLine | None
    previous: QueueLine | None


def queue_view(waiting: Waiting, here: str = "") -> QueueView:
    on_us = tuple(_line(item, here) for item in waiting.on_us)
    on_them = tuple(replace(_line(item, here), waited="") for item in waiting.on_them)
    place = next((n for n, line in enumerate(on_us) if line.here), None)
    alone = len(on_us) < 2 and place is not None
    if not on_us or alone:
        return QueueView(on_us, on_them, None, None)
    after = on_us[0] if place is None else on_us[(place + 1) % len(on_us)]
    before = on_us[-1] if place is None else on_us[place - 1]
    return QueueView(on_us, on_them, after, before)


def _line(item: Item, here: str) -> QueueLine:
    return QueueLine(item.kind, item.id, item.title, item.name, waited(item.days), item.key == here)


def waited(days: int | None) -> str:
    """«ventet 12 dager»; nothing when it is not known since when."""
    if days is None:
        return ""
    if days < 1:
        return "kom i dag"
    return "ventet 1\u00a0dag" if days == 1 else f"ventet {days}\u00a0dager"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A photo or a file. `token` names it in its address."""

    token: str
    name: str
    alt: str
    size: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One edition as it is read."""

    title: str
    about: tuple[str, ...]
    """Short facts in a row: when it was practised, what it is, with which process."""
    paragraphs: tuple[str, ...]
    photos: tuple[FileLine, ...] = ()
    files: tuple[FileLine, ...] = ()
    link: str = ""
    marks: tuple[StrengthMark, ...] = ()
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierView:
    """An edition that a newer one has taken the place of."""

    handed_in: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class LogLine:
    who: str
    did: str
    when: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OneView:
    """What is in the middle of the page, and what may be done with it."""

    kind: str
    id: int
    person_id: int
    name: str
    first_name: str
    state: StateMark
    status: str
    handed_in: str
    paper: Paper
    earlier: tuple[EarlierView, ...]
    changed: tuple[Piece, ...]
    log: tuple[LogLine, ...]
    said: tuple[LogLine, ...]
    """The answers that have been given, for what is read over again."""
    seen: int
    actions: tuple[str, ...]
    approves: bool


def one_view(handed: Handed, cohort: Cohort, names: Names) -> OneView:
    papers = [_paper(edition, cohort, names) for edition in handed.editions]
    lines = log_lines(handed.events)
    before = handed.editions[-2].content if len(handed.editions) > 1 else None
    summary = handed.kind != "dokument"
    return OneView(
        kind=handed.kind,
        id=handed.person.id if summary else handed.what.id,
        person_id=handed.person.id,
        name=handed.person.name,
        first_name=handed.person.first_name,
        state=state_mark(handed.status),
        status=handed.status,
        handed_in=day(handed.now.at),
        paper=papers[-1],
        earlier=tuple(
            EarlierView(day(edition.at), paper)
            for edition, paper in zip(handed.editions[:-1], papers[:-1], strict=True)
        ),
        changed=changes(_text(before), _text(handed.now.content)) if before else (),
        log=lines,
        said=tuple(line for line in lines if line.said),
        seen=len(handed.events),
        actions=handed_in.open_actions(handed.what),
        approves=summary or cohort.approve_documents,
    )


def _text(content: Mapping[str, Any]) -> str:
    return str(content.get("text") or "")


def _paper(edition: Edition, cohort: Cohort, names: Names) -> Paper:
    content = edition.content
    files = content.get("files", ())
    return Paper(
        title=content.get("title") or (UNNAMED if "kind" in content else THE_SUMMARY),
        about=tuple(filter(None, _about(content, names))),
        paragraphs=paragraphs(_text(content)),
        photos=tuple(_file(one) for one in files if one["kind"] == practice_content.PHOTO),
        files=tuple(_file(one) for one in files if one["kind"] != practice_content.PHOTO),
        link=safe_link(content.get("link") or ""),
        marks=marks_of(cohort, content.get("strengths", ())),
        goals=tuple(goal.text for goal in cohort.goals if goal.id in content.get("goals", ())),
    )


def _about(content: Mapping[str, Any], names: Names) -> Iterable[str]:
    """Of a document, or of a summary: what it is about and how long it is."""
    if "kind" not in content:
        yield SUMMARY_TYPES.get(content.get("type") or "", "")
        yield words_line(word_count(content.get("text"))) if content.get("text") else ""
        return
    practised = practice_content.date_of(dict(content))
    yield f"{short_date(practised)} {practised.year}" if practised else ""
    yield KINDS.get(content.get("kind") or "", "")
    key = content.get("process") or ""
    yield names.get(key, "")


def words_line(count: int) -> str:
    return "ett ord" if count == 1 else f"{spaced(count)} ord"


def spaced(number: int) -> str:
    """«1 600»."""
    return f"{number:,}".replace(",", "\u00a0")


def _file(one: Mapping[str, Any]) -> FileLine:
    return FileLine(
        token=one["token"],
        name=one.get("name") or "",
        alt=one.get("alt") or "",
        size=size_line(int(one.get("size") or 0)),
        width=int(one.get("width") or 0),
        height=int(one.get("height") or 0),
    )


def size_line(size: int) -> str:
    if size < 100_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def day(moment: dt.datetime | None) -> str:
    """«3. juni 2027» in Oslo."""
    if moment is None:
        return ""
    there = oslo_day(moment)
    return f"{short_date(there)} {there.year}"


def log_lines(events: Sequence[ReviewEvent]) -> tuple[LogLine, ...]:
    """The way so far, the newest first."""
    return tuple(_log_line(event) for event in reversed(events))


def _log_line(event: ReviewEvent) -> LogLine:
    asks = event.status == portfolio_reviews.UNDER_WAY and event.wonders
    did = DID[reviewing.NEEDS_MORE] if asks else DID.get(event.status, event.status)
    said = ((NOTICED, event.noticed), (WONDERS, event.wonders), (REASON, event.reason))
    return LogLine(
        who=event.by,
        did=OPENED if event.reason else did,
        when=f"{day(event.at)} kl.\u00a0{clock_time(event.at)}",
        said=tuple((label, text) for label, text in said if text),
    )
