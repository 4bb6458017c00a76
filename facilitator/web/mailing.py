"""Sending letters: recorded, sent beside the loop that everybody shares, and settled."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from facilitator.domain import letters as records
from facilitator.mail import Mailer, Message
from facilitator.models import Cohort
from facilitator.presentation import retention_letters
from facilitator.presentation.retention_letters import KullLetters
from facilitator.web import context

NO_SERVER = "E-post er ikke satt opp her. Kopier teksten, og send den på din egen måte."
NO_ADDRESS = "Vi har ingen e-postadresse ennå."
UNDER_WAY = "Den er på vei."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter as the prosessleder has seen it. `about` is a word of domain/letters.py."""

    participant_id: int
    to: str
    subject: str
    body: str
    about: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a letter; `fault` says in bokmål why it did not go."""

    participant_id: int
    to: str
    fault: str = ""

    @property
    def ok(self) -> bool:
        return not self.fault


def can_send() -> bool:
    """Whether there is a server to send through. Otherwise a page gives a text to copy."""
    return current_app.config["MAIL"] is not None


def about_deletion(db: Session, cohort: Cohort) -> KullLetters | None:
    """How the letters about mapper that go soon stand in a kull; None while none do."""
    return retention_letters.for_kull(db, cohort, context.now(), can_send=can_send())


def send(letters: Sequence[Outgoing], client_id: str) -> tuple[Sent, ...]:
    """Send each, one for each person and press; a repeated press sends only what did not go.

    Call it outside a transaction. The order is that of `letters`.
    """
    mailer: Mailer | None = current_app.config["MAIL"]
    if mailer is None:
        return tuple(Sent(each.participant_id, each.to, NO_SERVER) for each in letters)
    press = client_id or secrets.token_hex(16)
    addressed = {each.participant_id: each for each in letters if each.to.strip()}
    due = _recorded(addressed, press)
    chosen = [addressed[person] for person in due]
    messages = [Message(each.to, each.subject, each.body) for each in chosen]
    faults = current_app.config["RUN_IN_THREAD"](mailer.send, messages) if messages else []
    with context.transaction() as db:
        records.settle(db, dict(zip(due.values(), faults, strict=True)), context.now())
        outcome = {
            person: letter.fault or ("" if letter.sent_at else UNDER_WAY)
            for person, letter in records.of_press(db, press, addressed).items()
        }
    return tuple(
        Sent(each.participant_id, each.to, outcome.get(each.participant_id, NO_ADDRESS))
        for each in letters
    )


def _recorded(addressed: dict[int, Outgoing], press: str) -> dict[int, int]:
    """The letters to be sent now: their ids in the record, by participant."""
    due: dict[int, int] = {}
    with context.transaction() as db:
        by = context.current_actor(db).name
        for about in dict.fromkeys(each.about for each in addressed.values()):
            people = [person for person, each in addressed.items() if each.about == about]
            begun = records.begin(
                db, people, about=about, by=by, client_id=press, now=context.now()
            )
            due |= {person: letter.id for person, letter in begun.items()}
    return due
