"""A greeting before it is sent: the text for all, and exactly what each will get."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.orm import Session

from facilitator.domain import cockpit, letters, reminders
from facilitator.domain.cockpit import Line
from facilitator.domain.rooms import oslo_day
from facilitator.models import Cohort
from facilitator.presentation.cockpit import by_name


@dataclass(frozen=True, slots=True)
class Written:
    """One text for all of them. `press` names the page, so that it is sent once."""

    subject: str
    body: str
    press: str

    @property
    def client_id(self) -> str:
        """Another text from the same page is another letter; the same text never is."""
        return reminders.digest(self.press, self.subject, self.body)


@dataclass(frozen=True, slots=True)
class LetterView:
    """What one person will get. `seen` names it as it is shown here."""

    id: int
    name: str
    email: str
    subject: str
    text: str
    included: bool
    recent: str
    seen: str

    @property
    def mailto(self) -> str:
        """Opens the reader's own e-mail with the letter in it."""
        text = self.text.replace("\n", "\r\n")
        return f"mailto:{quote(self.email)}?subject={quote(self.subject)}&body={quote(text)}"


@dataclass(frozen=True, slots=True)
class SentView:
    """What became of one letter; `said` in words."""

    id: int
    name: str
    email: str
    said: str
    ok: bool


def lines_for(
    session: Session, cohort: Cohort, ids: Collection[int], now: dt.datetime
) -> list[Line]:
    """Those asked for, by name. Who is not in the kull is passed by."""
    wanted = set(ids)
    return by_name(
        line for line in cockpit.lines_of(session, cohort, now) if line.person.id in wanted
    )


def letters_for(
    session: Session,
    cohort: Cohort,
    lines: Sequence[Line],
    written: Written,
    now: dt.datetime,
    included: Collection[int] | None = None,
) -> tuple[LetterView, ...]:
    """Each as it will be sent. `included` are those still ticked; None before anybody has said.

    Who has just been written to is not ticked beforehand, unless it is to that one alone.
    """
    last = letters.last_reminded(session, cohort.id)
    found = []
    for line in lines:
        person = line.person
        days = reminders.days_ago(last.get(person.id), now)
        values = reminders.values_for(line, cohort, oslo_day(now))
        subject = reminders.filled(written.subject, values)
        text = reminders.filled(written.body, values)
        ticked = person.id in included if included is not None else _at_first(days, lines)
        found.append(
            LetterView(
                id=person.id,
                name=person.name,
                email=person.email or "",
                subject=subject,
                text=text,
                included=ticked,
                recent=_recent(days),
                seen=reminders.digest(person.email or "", subject, text),
            )
        )
    return tuple(found)


def _at_first(days: int | None, lines: Sequence[Line]) -> bool:
    return days is None or len(lines) == 1


def _recent(days: int | None) -> str:
    if days is None:
        return ""
    when = {0: "det siste døgnet", 1: "for en dag siden"}.get(days, f"for {days} dager siden")
    return f"Fikk en hilsen {when}."


def unseen(found: Sequence[LetterView], seen: Mapping[int, str]) -> bool:
    """Whether something ticked would be sent otherwise than it was shown."""
    return any(each.seen != seen.get(each.id) for each in found if each.included)
