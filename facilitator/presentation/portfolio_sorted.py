"""Everything from the samlinger, sorted by date, by process or by strength.

Whatever it is sorted by, each thing stands in full once: forms and anchors are its own. Nothing
is ordered by how much there is of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from facilitator.presentation.cards import StrengthMark
from facilitator.presentation.dates import long_date, short_date
from facilitator.presentation.portfolio_process import ProcessView, StoryView
from facilitator.presentation.portfolio_strengths import StrengthsPart
from facilitator.processes.catalogue import Catalogue

BY_DATE, BY_PROCESS, BY_STRENGTH = "dato", "prosess", "styrke"
WAYS = ((BY_DATE, "Samling"), (BY_PROCESS, "Prosess"), (BY_STRENGTH, "Styrke"))


@dataclass(frozen=True, slots=True)
class Part:
    """A process on a day, under the heading it has where it stands."""

    heading: str
    process: ProcessView


@dataclass(frozen=True, slots=True)
class Section:
    """`count` says how much it holds; `farewell` is the samling whose day it is, or 0."""

    anchor: str
    heading: str
    about: str
    count: str
    parts: tuple[Part, ...]
    mark: StrengthMark | None = None
    farewell: int = 0
    also: tuple[tuple[int, str], ...] = ()
    """Stories that stand under another strength, with their cards."""


def sections(
    found: Sequence[ProcessView], way: str, catalogue: Catalogue, *, numbered: bool = True
) -> tuple[Section, ...]:
    """`found`: newest samling first. `numbered`: whether a samling is one of several."""
    if way == BY_PROCESS:
        return tuple(_by_process(found))
    if way == BY_STRENGTH:
        return tuple(_by_strength(found, catalogue))
    return tuple(_by_date(found, numbered))


def _grouped(
    found: Iterable[ProcessView], key: Callable[[ProcessView], str]
) -> dict[str, list[ProcessView]]:
    groups: dict[str, list[ProcessView]] = {}
    for process in found:
        groups.setdefault(key(process), []).append(process)
    return groups


def _by_date(found: Sequence[ProcessView], numbered: bool) -> Iterator[Section]:
    for processes in _grouped(found, lambda process: str(process.day.id)).values():
        day = processes[0].day
        yield Section(
            anchor=f"samling-{day.number}",
            heading=f"Samling {day.number}: {day.theme}" if numbered else day.theme,
            about=long_date(day.date).capitalize(),
            count=counted(processes),
            parts=tuple(Part(_named(process), process) for process in processes),
            farewell=day.id if numbered else 0,
        )


def _named(process: ProcessView) -> str:
    return f"{process.name}: {process.theme}" if process.theme else process.name


def _by_process(found: Sequence[ProcessView]) -> Iterator[Section]:
    """The process one was in last comes first."""
    for n, (name, processes) in enumerate(_grouped(found, lambda p: p.name).items()):
        yield Section(
            anchor=f"prosess-{n + 1}",
            heading=name,
            about="",
            count=counted(processes),
            parts=tuple(Part(_from(process, process.theme), process) for process in processes),
        )


def _from(process: ProcessView, about: str) -> str:
    """«Samling 8, 15. september: Samarbeid»."""
    when = f"Samling {process.day.number}, {short_date(process.day.date)}"
    return f"{when}: {about}" if about else when


def _by_strength(found: Sequence[ProcessView], catalogue: Catalogue) -> Iterator[Section]:
    """In the catalogue's order; what bears no strength comes last."""
    known = {mark.key: mark for process in found for mark in _marks(process)}
    for virtue in catalogue.virtues:
        for strength in catalogue.of(virtue):
            if strength.key in known:
                yield _of_strength(found, known[strength.key])
    rest = [part for process in found if not (part := _without(process)).is_empty]
    if rest:
        yield Section(
            anchor="uten-styrke",
            heading="Resten fra samlingene",
            about="Det som ikke er knyttet til en styrke.",
            count=counted(rest),
            parts=tuple(Part(_from(process, process.name), process) for process in rest),
        )


def _of_strength(found: Sequence[ProcessView], mark: StrengthMark) -> Section:
    own = [part for process in found if not (part := _only(process, mark)).is_empty]
    also = [
        (story.card.id, story.card.title)
        for process in found
        for story in process.stories
        if mark.key in [each.key for each in story.card.strengths[1:]]
    ]
    return Section(
        anchor=f"styrke-{mark.key}",
        heading=mark.name,
        about=mark.virtue,
        count=counted(own),
        parts=tuple(Part(_from(process, process.name), process) for process in own),
        mark=mark,
        also=tuple(also),
    )


def _marks(process: ProcessView) -> Iterator[StrengthMark]:
    for story in process.stories:
        yield from story.card.strengths
    if process.strengths:
        yield from process.strengths.kept
        yield from (card.mark for card in process.strengths.received if card.mark)


def _first(story: StoryView) -> str:
    return story.card.strengths[0].key if story.card.strengths else ""


def _only(process: ProcessView, mark: StrengthMark) -> ProcessView:
    """What bears the strength, a story by the first it was given."""
    return replace(
        _emptied(process),
        stories=tuple(story for story in process.stories if _first(story) == mark.key),
        strengths=_strengths(process, mark.key),
    )


def _strengths(process: ProcessView, key: str) -> StrengthsPart | None:
    part = process.strengths
    if part is None:
        return None
    return StrengthsPart(
        tuple(card for card in part.received if (card.mark.key if card.mark else "") == key),
        tuple(mark for mark in part.kept if mark.key == key),
    )


def _without(process: ProcessView) -> ProcessView:
    return replace(
        process,
        stories=tuple(story for story in process.stories if not _first(story)),
        strengths=_strengths(process, ""),
    )


def _emptied(process: ProcessView) -> ProcessView:
    return replace(
        process,
        stories=(),
        lines=(),
        listened=(),
        tables=(),
        board=None,
        marked=(),
        roads=(),
        changes=(),
        strengths=None,
    )


def counted(found: Iterable[ProcessView]) -> str:
    """«2 fortellinger, 5 kort»: what lies there, of whoever's hand."""
    stories = others = 0
    for process in found:
        stories += len(process.stories)
        others += len(process.lines) + len(process.listened) + len(process.roads)
        others += sum(len(table.lines) + len(table.cards) for table in process.tables)
        others += sum(len(marked.cards) for marked in process.marked)
        if process.strengths:
            others += len(process.strengths.received) + len(process.strengths.kept)
    told = f"{stories} fortelling{'er' if stories != 1 else ''}" if stories else ""
    return ", ".join(filter(None, (told, f"{others} kort" if others else "")))
