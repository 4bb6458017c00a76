"""Answers and copies without a name, as the tests give them and look for them."""

from typing import Any

from sqlalchemy import select

from facilitator.domain import contributions, copies, positions
from facilitator.domain.contributions import Sent
from facilitator.domain.running import process_of
from facilitator.models import Activity, Card, Distribution, Participant
from tests.support.lead import Led

SEVEN = ("ane", "hodan", "helge", "kasper", "anders", "ragnhild", "jonas")
PAIR = {"belief": "Ingen vil høre på meg", "new_belief": "Jeg kan spørre én om råd"}


def answer(led: Led, who: str, option: str = "Ja", reason: str = "", phase: str = "standpunkt"):
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        contributions.contribute(
            db,
            activity,
            process_of(activity).phase(phase),
            db.get_one(Participant, led.cast.people[who]),
            Sent({"0-option": option, "0-reason": reason}),
            led.clock(),
        )


def answers(led: Led, phase: str = "standpunkt") -> list[Card]:
    with led.database.reading() as db:
        wanted = select(Card).where(Card.activity_id == led.id, Card.phase_key == phase)
        return list(db.scalars(wanted.order_by(Card.id)))


def own(led: Led, who: str, phase: str = "standpunkt") -> dict[str, Any] | None:
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        person = db.get_one(Participant, led.cast.people[who])
        card = positions.own(db, activity, process_of(activity).phase(phase), person)
        return card.fields if card else None


def frozen(led: Led) -> dict[str, dict[str, int]]:
    with led.database.reading() as db:
        rows = db.scalars(select(Distribution).where(Distribution.activity_id == led.id))
        return {row.series: row.counts for row in rows}


def secret(led: Led) -> str | None:
    with led.database.reading() as db:
        return db.get_one(Activity, led.id).secret


def share(led: Led, secret: str, **fields: str) -> None:
    """A copy is offered to the board by somebody whom it does not say."""
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        copies.offer(db, activity, process_of(activity).phase("tavle"), PAIR | fields, secret)


def copies_on_board(led: Led) -> list[Card]:
    with led.database.reading() as db:
        wanted = select(Card).where(Card.activity_id == led.id, Card.withdraw_digest.is_not(None))
        return list(db.scalars(wanted.order_by(Card.id)))
