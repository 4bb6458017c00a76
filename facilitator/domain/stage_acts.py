"""What the invented people on a stage do: examples on the board, a pen that is taken.

Those at the first table are whose phones one looks at. They write when a phase is left, so that
their own form is empty while it is on and what they wrote lies at hand later. Some of the
others write at once, so that the board has something on it. What a phase will not take is left
out: a picture without examples is better than none.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    approval,
    choosing,
    contributions,
    given,
    giving,
    groups,
    interviews,
    pens,
    rings_middle,
    stage_texts,
    story_drafts,
)
from facilitator.domain.card_writing import Sent
from facilitator.domain.giving import Giving
from facilitator.errors import FacilitatorError
from facilitator.models import Activity, Group, Interview, Participant
from facilitator.processes.catalogue import catalogue_or_first
from facilitator.processes.schema import Phase

EXAMPLES = 4
"""So many of the others write."""

People = Sequence[Participant]


def enter(session: Session, activity: Activity, people: People, now: dt.datetime) -> None:
    """A phase has begun: the first table is ready to write, and others have written."""
    phase = activities.phase_of(activity)
    own = first_group(session, activity, phase)
    if own is not None and phase.kind == "round" and phase.phone_mode == "ring":
        rings_middle.lay(session, own, phase.key, own.people[0], now)
    if own is not None and phase.writes == "group" and phase.continues_as != "chosen":
        pens.take_pen(session, own, phase.key, own.people[0], now)
    if phase.release is not None or given.is_giving(phase):
        _write(session, activity, phase, _others(people, own), own, now)


def leave(session: Session, activity: Activity, people: People, now: dt.datetime) -> None:
    """A phase ends: now the first table has written too."""
    phase = activities.phase_of(activity)
    own = first_group(session, activity, phase)
    _write(session, activity, phase, own.people if own else people[:1], None, now)


def first_group(session: Session, activity: Activity, phase: Phase) -> Group | None:
    """Whose phones one looks at: of pairs one with two, where there is a trio as well."""
    if not phase.groups:
        return None
    found = groups.of_set(session, activity, phase.groups)
    return min(found, key=lambda group: (len(group.members) == 1, group.number), default=None)


def first_interview(session: Session, activity: Activity, phase: Phase) -> Interview | None:
    """The interview of the first pair in the phase's slot."""
    own = first_group(session, activity, phase)
    if own is None or phase.interview is None:
        return None
    slot = phase.interview.slot
    return next((i for i in interviews.of_group(session, own) if i.slot == slot), None)


def _others(people: People, own: Group | None) -> list[Participant]:
    at_table = {member.participant_id for member in own.members} if own else {people[0].id}
    return [person for person in people if person.id not in at_table]


def _write(
    session: Session,
    activity: Activity,
    phase: Phase,
    people: People,
    but: Group | None,
    now: dt.datetime,
) -> None:
    for number, act in enumerate(_acts(session, activity, phase, people, but, now)):
        with contextlib.suppress(FacilitatorError), session.begin_nested():
            act(number)


Act = Callable[[int], object]


def _acts(
    session: Session,
    activity: Activity,
    phase: Phase,
    people: People,
    but: Group | None,
    now: dt.datetime,
) -> Iterable[Act]:
    """What these people write in the phase, one after the other."""
    if phase.kind == "approve" or phase.interview is not None:
        return _tell(session, activity, phase, people, now)
    if phase.card is None:
        return ()
    if given.is_giving(phase):
        return _give(session, activity, phase, people, now)
    if phase.writes == "each":
        return _each(session, activity, phase, people, now)
    if phase.writes == "group" and phase.groups:
        made = groups.of_set(session, activity, phase.groups)
        mine = {person.id for person in people}
        sits = [g for g in made if g is not but and g.people and g.people[0].id in mine]
        return _tables(session, activity, phase, sits, now)
    return ()


def _sent(activity: Activity, phase: Phase, number: int, now: dt.datetime) -> Sent:
    spec = contributions.spec_of(phase)
    catalogue = catalogue_or_first(activity.room.gathering.cohort.catalogue)
    flat = stage_texts.filled(
        spec,
        number,
        options=contributions.options_of(activity, phase),
        strengths=[strength.key for strength in catalogue.strengths],
        today=now.date(),
    )
    wide = "room" if "room" in contributions.choices(phase) else contributions.choices(phase)[-1]
    token = f"eksempel-{phase.key}-{number}"
    return Sent(flat, visibility=wide, agreed=True, secret=token, token=token)


def _each(
    session: Session, activity: Activity, phase: Phase, people: People, now: dt.datetime
) -> Iterator[Act]:
    # A distribution is shown only when enough have answered; of the rest a few are enough.
    count = len(people) if phase.card and phase.card.identity == "secret" else EXAMPLES
    for person in people[:count]:
        yield lambda number, person=person: contributions.contribute(  # type: ignore[misc]
            session, activity, phase, person, _sent(activity, phase, number, now), now
        )


def _tables(
    session: Session, activity: Activity, phase: Phase, tables: list[Group], now: dt.datetime
) -> Iterator[Act]:
    for group in tables[:EXAMPLES]:
        person = group.people[0]
        if phase.continues_as == "chosen":
            brought = choosing.candidates(session, activity, phase, group, person)
            for card in brought[:1]:
                yield lambda _, group=group, person=person, card=card: choosing.choose(  # type: ignore[misc]
                    session, activity, phase, group, person, card.id, now
                )
            continue
        yield lambda number, group=group, person=person: contributions.contribute_group(  # type: ignore[misc]
            session, activity, phase, group, person, _sent(activity, phase, number, now), now
        )


def _give(
    session: Session, activity: Activity, phase: Phase, people: People, now: dt.datetime
) -> Iterator[Act]:
    catalogue = catalogue_or_first(activity.room.gathering.cohort.catalogue)
    keys = [strength.key for strength in catalogue.strengths]
    for giver in people:
        group = groups.group_of(session, activity, phase.groups, giver.id)
        if group is None or len(group.people) < 2:
            continue
        place = [person.id for person in group.people].index(giver.id)
        receiver = group.people[(place + 1) % len(group.people)]
        yield lambda number, group=group, giver=giver, receiver=receiver: giving.give(  # type: ignore[misc]
            session, activity, phase, group, giver,
            Giving(receiver.id, keys[number * 5 % len(keys)], "", stage_texts.SEEN,
                   f"eksempel-{giver.id}"),
            now,
        )  # fmt: skip


def _tell(
    session: Session, activity: Activity, phase: Phase, people: People, now: dt.datetime
) -> Iterator[Act]:
    told = {person.id for person in people}
    for interview in islice(_interviews(session, activity, told), EXAMPLES):
        if phase.kind == "approve":
            yield lambda n, i=interview: _approve(session, activity, phase, i, n, now)  # type: ignore[misc]
        elif phase.interview and phase.interview.part == "write":
            if interview.slot == phase.interview.slot:
                yield lambda n, i=interview: _write_story(session, i, n, now)  # type: ignore[misc]


def _interviews(session: Session, activity: Activity, told: set[int]) -> Iterator[Interview]:
    keys = {p.groups for p in activities.process_of(activity).phases if p.interview}
    for key in sorted(keys):
        for group in groups.of_set(session, activity, key):
            found = interviews.of_group(session, group)
            yield from (interview for interview in found if interview.teller_id in told)


def _write_story(session: Session, interview: Interview, number: int, now: dt.datetime) -> None:
    story_drafts.save_story(
        session, interview, interview.interviewer_id, stage_texts.story(number),
        version=0, editor="", now=now,
    )  # fmt: skip


def _approve(
    session: Session,
    activity: Activity,
    phase: Phase,
    interview: Interview,
    number: int,
    now: dt.datetime,
) -> None:
    approval.approve_story(
        session, interview, interview.teller_id, stage_texts.story(number), visibility="room",
        show_name=False, thanks="", phase_key=phase.key, known_strengths=frozenset(),
        client_id=f"eksempel-{interview.id}", now=now,
    )  # fmt: skip
