"""«Sist ville du prøve: …»: the next step comes back, and one says how it went, for oneself.

What is answered stays on the card of the next step, which only its owner reads. There is no
word for not having done it: things become something else, and that is an answer too.
"""

from sqlalchemy.orm import Session

from facilitator.domain import audiences, cards
from facilitator.domain.policies import Actor
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Card

OUTCOMES = {
    "done": "Gjort",
    "on_the_way": "På vei",
    "other": "Det ble til noe annet",
}
LINE_LIMIT = 200
TYPE = "commitment"


def answer(session: Session, card: Card, actor: Actor, outcome: str, line: str) -> None:
    """How it went, in one of three gentle words and a line; answered again, it is changed.

    Raises NotAllowed for everybody but the owner, Invalid without a choice.
    """
    if card.type != TYPE:
        raise NotFound
    cards.require_owner(session, card, actor)
    if outcome not in OUTCOMES:
        raise Invalid({"outcome": "Velg det som ligner mest."})
    card.fields = card.fields | {
        "outcome": outcome,
        "outcome_line": clean_line(line, "outcome_line", most=LINE_LIMIT),
    }
    session.flush()
    if actor.participant_id is not None:
        room_id = session.get_one(Activity, card.activity_id).room_id
        audiences.tell_person(session, room_id, actor.participant_id)
