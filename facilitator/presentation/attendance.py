"""Oppmøte in words and marks: how a half day stands, how somebody stands, one person's year."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import standing as standings
from facilitator.domain.standing import Day, Known, Standing
from facilitator.models import Cohort, Participant
from facilitator.models.cohort import FROM_ENTRY
from facilitator.presentation.dates import short_date

HALVES = {"forenoon": "formiddagen", "afternoon": "ettermiddagen"}
WHEN = {"forenoon": "før lunsj", "afternoon": "etter lunsj"}
STATUS = {
    "met": "Oppfylt",
    "agreed": "Avtalt",
    "on_track": "På god vei",
    "needs_rest": "Trenger resten",
    "needs_agreement": "Trenger en avtale",
}
STATUS_MARKS = {"met": "full", "agreed": "full", "needs_agreement": "talk"}
STATES = {
    "there": "til stede",
    "away": "ikke til stede",
    "proposed": "foreslått",
    "unsaid": "ikke bekreftet ennå",
    "coming": "kommer",
    "cancelled": "avlyst",
    "outside": "før oppmøtet teller",
}
NOT_CONFIRMED = "Ikke bekreftet ennå"
UNITS = {"half_day": ("halv dag", "halve dager"), "day": ("dag", "dager")}

NEEDS_NEXT = "Du trenger hele neste samling for å nå kravet. Si fra hvis det blir vanskelig."
NEEDS_REST = "Du trenger resten av samlingene for å nå kravet. Si fra hvis det blir vanskelig."
NEEDS_TALK = "Kravet kan ikke nås uten en avtale. Ta en prat med prosesslederen."


@dataclass(frozen=True, slots=True)
class HalfMark:
    """One half of a samling. `state` is a key of STATES."""

    half: str
    state: str

    @property
    def when(self) -> str:
        return WHEN[self.half]

    @property
    def words(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class DayMark:
    """A samling in somebody's year, with the same in words for who does not see the marks."""

    gathering_id: int
    number: int
    name: str
    date: dt.date
    halves: tuple[HalfMark, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PersonYear:
    """One person's year. `mark` and `status` are those of the kull's overview."""

    days: tuple[DayMark, ...]
    standing: Standing
    status: str
    mark: str
    sentences: tuple[str, ...]
    """To the person, in the second person."""


def person_year(
    session: Session, cohort: Cohort, participant_id: int, today: dt.date
) -> PersonYear:
    """For the person's own page and for the desk. Who has confirmed what is not in it."""
    person = session.get_one(Participant, participant_id)
    records = standings.records_of_one(session, cohort, participant_id)
    known = records.known[participant_id]
    stands = standings.compute(
        standings.rules_of(cohort),
        records.days,
        known,
        standings.agreed_with(session, participant_id),
        person.entry_id,
        today,
    )
    return PersonYear(
        days=day_marks(cohort, records.days, known, person.entry_id, today),
        standing=stands,
        status=status_words(stands),
        mark=status_mark(stands),
        sentences=sentences(stands),
    )


def day_marks(
    cohort: Cohort, days: tuple[Day, ...], known: Known, entry: int | None, today: dt.date
) -> tuple[DayMark, ...]:
    first = next((day for day in days if day.id == entry), None)
    outside = cohort.late_entry == FROM_ENTRY
    return tuple(_day_mark(cohort, day, known, first, today, outside) for day in days)


def _day_mark(
    cohort: Cohort, day: Day, known: Known, first: Day | None, today: dt.date, outside: bool
) -> DayMark:
    left_out = outside and first is not None and (day.date, day.number) < (first.date, first.number)
    halves = tuple(
        HalfMark(half, _state(day, half, known, first, today, left_out)) for half in day.halves
    )
    return DayMark(day.id, day.number, named(cohort, day), day.date, halves, _in_words(halves))


def _state(
    day: Day, half: str, known: Known, first: Day | None, today: dt.date, left_out: bool
) -> str:
    if day.cancelled:
        return "cancelled"
    if left_out:
        return "outside"
    state = standings.mark(day, half, known, first, today)
    proposed = known.get((day.id, half), False) is None
    return "proposed" if proposed and state in ("unsaid", "coming") else state


def _in_words(halves: tuple[HalfMark, ...]) -> str:
    """«hele dagen», «bare før lunsj», or what there is to say of each half."""
    states = {half.state for half in halves}
    if len(states) == 1:
        state = halves[0].state
        return "hele dagen" if state == "there" and len(halves) > 1 else STATES[state]
    if states == {"there", "away"}:
        return f"bare {next(half.when for half in halves if half.state == 'there')}"
    return ", ".join(f"{half.when}: {half.words}" for half in halves)


def named(cohort: Cohort, day: Day) -> str:
    """As it begins a line: «Samling 8»."""
    return cohort.festival_name if day.is_festival else f"Samling {day.number}"


def units(standing: Standing, count: int) -> str:
    """«én halv dag», «15 halve dager»."""
    one, many = UNITS[standing.unit]
    return f"én {one}" if count == 1 else f"{count} {many}"


def count_words(standing: Standing) -> str:
    """«13 av 16»: of what has been held, never of a whole year in the middle of it."""
    return f"{standing.attended} av {standing.so_far}" if standing.so_far else "–"


def status_words(standing: Standing) -> str:
    """«Ikke bekreftet ennå» where only lists that nobody has confirmed stand in the way."""
    missing = standing.required - standing.attended
    if standing.status == "needs_rest" and missing > standing.remaining:
        return NOT_CONFIRMED
    return STATUS[standing.status]


def status_mark(standing: Standing) -> str:
    """`full`, `half`, `open` or `talk`."""
    if standing.so_far == 0 and standing.status == "on_track":
        return "open"
    return STATUS_MARKS.get(standing.status, "half")


def requirement(standing: Standing) -> str:
    return f"Kravet er {standing.required} av {units(standing, standing.total)}."


def sentences(standing: Standing) -> tuple[str, ...]:
    """What is said to the person: how it stands, then what one must do about it."""
    if standing.so_far == 0:
        said = [requirement(standing) if standing.total else "Samlingene er ikke lagt inn ennå."]
    else:
        so_far = units(standing, standing.so_far)
        said = [
            f"Du har vært med på {standing.attended} av {so_far} så langt.",
            f"Kravet er {standing.required} av {standing.total}.",
        ]
    if standing.unconfirmed:
        said.append(unconfirmed(standing))
    return (*said, *_what_now(standing))


def unconfirmed(standing: Standing) -> str:
    return f"{units(standing, standing.unconfirmed).capitalize()} er ikke bekreftet ennå."


def _what_now(standing: Standing) -> tuple[str, ...]:
    if standing.status == "agreed" and standing.agreed is not None:
        return (f"Dere gjorde en avtale {short_date(standing.agreed.on)}.",)
    if standing.status == "needs_agreement":
        return (NEEDS_TALK,)
    if status_words(standing) != STATUS["needs_rest"]:
        return ()
    one_samling = 2 if standing.unit == "half_day" else 1
    return (NEEDS_NEXT if standing.remaining <= one_samling else NEEDS_REST,)
