"""What one has from the samlinger, sorted three ways, and the portrait made of it."""

import datetime as dt

from facilitator.presentation.cards import CardView, StrengthMark, strength_marks
from facilitator.presentation.portfolio_portrait import portrait
from facilitator.presentation.portfolio_process import DayLine, ProcessView, StoryView
from facilitator.presentation.portfolio_sorted import (
    BY_DATE,
    BY_PROCESS,
    BY_STRENGTH,
    Section,
    sections,
)
from facilitator.presentation.portfolio_strengths import ReceivedStrength, StrengthsPart
from facilitator.processes.catalogue import FIRST, catalogue_or_first

CATALOGUE = catalogue_or_first(FIRST)
DAYS = {
    number: DayLine(10 + number, number, dt.date(2027, number, 5), f"Tema {number}")
    for number in (1, 2, 3)
}


def mark(key: str) -> StrengthMark:
    return strength_marks([key], CATALOGUE)[0]


def story(number: int, *keys: str, state: str = "") -> StoryView:
    card = CardView(
        id=number,
        version=1,
        type="story",
        type_name="",
        title=f"Fortelling {number}",
        text="",
        strengths=tuple(map(mark, keys)),
        hue="",
        teller=None,
        table=None,
        late=None,
        visibility="me",
    )
    return StoryView(card, "Bare jeg", state, "", "", "", "", named=False, threads=())


def given(number: int, key: str, sentence: str) -> ReceivedStrength:
    return ReceivedStrength(number, mark(key), sentence, "Hodan", on_map=True)


def process(
    day: int, name: str, *stories: StoryView, strengths: StrengthsPart | None = None
) -> ProcessView:
    return ProcessView(
        activity_id=day,
        name=name,
        theme="",
        day=DAYS[day],
        stories=stories,
        lines=(),
        answers={},
        listened=(),
        tables=(),
        board=None,
        marked=(),
        strengths=strengths,
    )


FOUND = [
    process(3, "Ring", story(1, "humor", "hap"), story(2)),
    process(2, "Jakt", strengths=StrengthsPart((given(7, "hap", "Du ventet."),), (mark("humor"),))),
    process(1, "Ring", story(3, "hap")),
]


def by(way: str) -> tuple[Section, ...]:
    return sections(FOUND, way, CATALOGUE)


def ids(section: Section) -> list[int]:
    return [story.card.id for part in section.parts for story in part.process.stories]


def test_by_date_the_newest_samling_is_first() -> None:
    days = by(BY_DATE)
    assert [one.heading for one in days] == [
        "Samling 3: Tema 3",
        "Samling 2: Tema 2",
        "Samling 1: Tema 1",
    ]
    assert [one.count for one in days] == ["2 fortellinger", "2 kort", "1 fortelling"]
    assert [one.farewell for one in days] == [13, 12, 11]


def test_a_passing_room_is_not_numbered() -> None:
    assert sections(FOUND[:1], BY_DATE, CATALOGUE, numbered=False)[0].heading == "Tema 3"


def test_by_process_each_says_which_samling_it_is_from() -> None:
    ring, jakt = by(BY_PROCESS)
    assert (ring.heading, jakt.heading) == ("Ring", "Jakt")
    assert [part.heading for part in ring.parts] == ["Samling 3, 5. mars", "Samling 1, 5. januar"]
    assert ids(ring) == [1, 2, 3]


def test_by_strength_each_story_stands_in_full_once_and_is_named_elsewhere() -> None:
    hope, humour, rest = by(BY_STRENGTH)
    assert (hope.heading, humour.heading) == ("Håp", "Humor")
    assert (ids(hope), ids(humour), ids(rest)) == ([3], [1], [2])
    assert hope.also == ((1, "Fortelling 1"),)
    received = [p.process.strengths for p in hope.parts if p.process.strengths]
    assert [card.sentence for part in received for card in part.received] == ["Du ventet."]


def test_whatever_it_is_sorted_by_nothing_is_lost_and_nothing_twice() -> None:
    for way in (BY_DATE, BY_PROCESS, BY_STRENGTH):
        assert sorted(number for one in by(way) for number in ids(one)) == [1, 2, 3]


def test_the_portrait_follows_the_catalogue_and_no_count() -> None:
    [group] = portrait(FOUND, CATALOGUE)
    hope, humour = group.strengths
    assert (group.name, hope.mark.name, humour.mark.name) == ("Transcendens", "Håp", "Humor")
    assert [(seen.sentence, seen.giver, seen.day) for seen in hope.seen] == [
        ("Du ventet.", "Hodan", "5. februar")
    ]
    assert (hope.kept, humour.kept) == (False, True)
    assert hope.stories == ((3, "Fortelling 3"), (1, "Fortelling 1"))


def test_a_story_that_was_taken_back_is_not_in_the_portrait() -> None:
    assert portrait([process(1, "Ring", story(1, "hap", state="withdrawn"))], CATALOGUE) == ()
