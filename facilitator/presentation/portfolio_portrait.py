"""The strength portrait: over the whole year, what others saw, in their words, and what one keeps.

By the groups of the kull's catalogue and its own order. Nothing is counted and nothing is first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from facilitator.presentation.cards import StrengthMark
from facilitator.presentation.dates import short_date
from facilitator.presentation.portfolio_process import ProcessView
from facilitator.processes.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody has seen: their sentence, their first name, and from which day."""

    sentence: str
    giver: str
    day: str


@dataclass(frozen=True, slots=True)
class Portrayed:
    """One strength. `kept`: one has picked it oneself. `stories`: card and title of one's own."""

    mark: StrengthMark
    seen: tuple[Seen, ...]
    kept: bool
    stories: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PortraitGroup:
    name: str
    hue: str
    strengths: tuple[Portrayed, ...]


@dataclass(slots=True)
class _Gathered:
    mark: StrengthMark
    seen: list[Seen] = field(default_factory=list)
    kept: bool = False
    stories: list[tuple[int, str]] = field(default_factory=list)


def portrait(found: Sequence[ProcessView], catalogue: Catalogue) -> tuple[PortraitGroup, ...]:
    """`found`: the newest samling first; what was seen is told from the beginning of the year."""
    gathered: dict[str, _Gathered] = {}
    for process in reversed(found):
        for mark, seen in _seen(process):
            gathered.setdefault(mark.key, _Gathered(mark)).seen.append(seen)
        for mark in process.strengths.kept if process.strengths else ():
            gathered.setdefault(mark.key, _Gathered(mark)).kept = True
        for story in process.stories:
            if story.state == "withdrawn":
                continue
            for mark in story.card.strengths:
                told = (story.card.id, story.card.title)
                gathered.setdefault(mark.key, _Gathered(mark)).stories.append(told)
    groups = (
        PortraitGroup(
            virtue.name,
            virtue.hue,
            tuple(
                _portrayed(gathered[strength.key])
                for strength in catalogue.of(virtue)
                if strength.key in gathered
            ),
        )
        for virtue in catalogue.virtues
    )
    return tuple(group for group in groups if group.strengths)


def _seen(process: ProcessView) -> Iterable[tuple[StrengthMark, Seen]]:
    if process.strengths is None:
        return
    for card in process.strengths.received:
        if card.mark is not None:
            yield card.mark, Seen(card.sentence, card.giver, short_date(process.day.date))


def _portrayed(found: _Gathered) -> Portrayed:
    return Portrayed(found.mark, tuple(found.seen), found.kept, tuple(found.stories))
