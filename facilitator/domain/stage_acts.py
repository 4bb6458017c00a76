"""What the invented people on a stage do: examples on the board, a pen that is taken.

Those at the first table are whose phones one looks at. They write when a phase is left, so that
their own form is empty while it is on and what they wrote lies at hand later. Some of the
others write at once, so that the board has something on it. What a phase will not take is left
out: a picture without examples is better than none.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    approval,
    card_fields,
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
    teams,
)
from facilitator.domain.card_writing import Sent
from facilitator.domain.giving import Giving
from facilitator.errors import FacilitatorError
from facilitator.models import Activity, Group, Interview, Participant
from facilitator.processes.catalogue import catalogue_or_first
from facilitator.processes.schema import Phase

EXAMPLES = 4
"""So many of the others write."""
ROWS = 2
"""So many cards a table writes, where it may write several."""

People = Sequence[Participant]


def enter(session: Session, activity: Activity, people: People, now: dt.datetime) -> None:
    """A phase has begun: the first table is ready to write, and others have written."""
    phase = activities.phase_of(activity)
    _team_up(session, activity, people)
    own = first_group(session, activity, phase)
    if own is not None and phase.kind == "round" and phase.phone_mode == "ring":
        rings_middle.lay(session, own, phase.key, own.people[0], now)
    if own is not None and phase.writes == "group" and phase.continues_as != "chosen":
        pens.take_pen(session, own, phase.key, own.people[0], now)
    if phase.release is not None or given.is_giving(phase):
        _write(session, activity, phase, _others(people, own), own, now)


def _team_up(session: Session, activity: Activity, people: People) -> None:
    """Where people choose for themselves, some join the one who sits beside them."""
    key = teams.chosen_now(activity)
    for person, other in zip(people[1::2], people[0::2], strict=False) if key else ():
        mine = groups.group_of(session, activity, key, other.id)
        if mine is not None and len(mine.members) == 1:
            with contextlib.suppress(FacilitatorError), session.begin_nested():
                teams.join(session, activity, person, mine.id)


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
    for act in _acts(session, activity, phase, people, but, now):
        with contextlib.suppress(FacilitatorError), session.begin_nested():
            act()


Act = Callable[[], object]


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


def _sent(activity: Activity, phase: Phase, number: int, rows: int, now: dt.datetime) -> Sent:
    spec = contributions.spec_of(phase)
    flat: dict[str, Any] = {}
    for row in range(min(rows, card_fields.most_rows(spec))):
        flat |= stage_texts.filled(
            spec,
            number * rows + row,
            row=row,
            options=contributions.options_of(activity, phase),
            strengths=_strengths(activity),
            today=now.date(),
        )
    wide = "room" if "room" in contributions.choices(phase) else contributions.choices(phase)[-1]
    token = f"eksempel-{phase.key}-{number}"
    return Sent(flat, visibility=wide, agreed=True, secret=token, token=token)


def _strengths(activity: Activity) -> list[str]:
    catalogue = catalogue_or_first(activity.room.gathering.cohort.catalogue)
    return [strength.key for strength in catalogue.strengths]


def _each(
    session: Session, activity: Activity, phase: Phase, people: People, now: dt.datetime
) -> Iterator[Act]:
    # A distribution is shown only when enough have answered; of the rest a few are enough.
    count = len(people) if phase.card and phase.card.identity == "secret" else EXAMPLES
    for number, person in enumerate(people[:count]):
        sent = _sent(activity, phase, number, 1, now)
        yield partial(contributions.contribute, session, activity, phase, person, sent, now)


def _tables(
    session: Session, activity: Activity, phase: Phase, tables: list[Group], now: dt.datetime
) -> Iterator[Act]:
    for number, group in enumerate(tables[:EXAMPLES]):
        person = group.people[0]
        place = (session, activity, phase, group, person)
        if phase.continues_as == "chosen":
            brought = choosing.candidates(*place)
            yield from (partial(choosing.choose, *place, card.id, now) for card in brought[:1])
        else:
            sent = _sent(activity, phase, number, ROWS, now)
            yield partial(contributions.contribute_group, *place, sent, now)


def _give(
    session: Session, activity: Activity, phase: Phase, people: People, now: dt.datetime
) -> Iterator[Act]:
    keys = _strengths(activity)
    for number, giver in enumerate(people):
        group = groups.group_of(session, activity, phase.groups, giver.id)
        if group is None or len(group.people) < 2:
            continue
        at_table = [person.id for person in group.people]
        receiver = at_table[(at_table.index(giver.id) + 1) % len(at_table)]
        strength = keys[number * 5 % len(keys)]
        card = Giving(receiver, strength, "", stage_texts.SEEN, f"eksempel-{giver.id}")
        yield partial(giving.give, session, activity, phase, group, giver, card, now)


def _tell(
    session: Session, activity: Activity, phase: Phase, people: People, now: dt.datetime
) -> Iterator[Act]:
    told = {person.id for person in people}
    writes = phase.interview is not None and phase.interview.part == "write"
    found = islice(_interviews(session, activity, told), EXAMPLES)
    for number, interview in enumerate(found):
        if phase.kind == "approve":
            yield partial(_approve, session, phase, interview, number, now)
        elif phase.interview and writes and interview.slot == phase.interview.slot:
            yield partial(_write_story, session, interview, number, now)


def _interviews(session: Session, activity: Activity, told: set[int]) -> Iterator[Interview]:
    """Those in which one of these people tells."""
    keys = {p.groups for p in activities.process_of(activity).phases if p.interview}
    for key in sorted(keys):
        for group in groups.of_set(session, activity, key):
            found = interviews.of_group(session, group)
            yield from (interview for interview in found if interview.teller_id in told)


def _write_story(session: Session, interview: Interview, number: int, now: dt.datetime) -> None:
    story_drafts.save_story(
        session,
        interview,
        interview.interviewer_id,
        stage_texts.story(number),
        version=0,
        editor="",
        now=now,
    )


def _approve(
    session: Session, phase: Phase, interview: Interview, number: int, now: dt.datetime
) -> None:
    approval.approve_story(
        session,
        interview,
        interview.teller_id,
        stage_texts.story(number),
        visibility="room",
        show_name=False,
        thanks="",
        phase_key=phase.key,
        known_strengths=frozenset(),
        client_id=f"eksempel-{interview.id}",
        now=now,
    )
