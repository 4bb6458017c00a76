"""Questions about a text, never a block: does a first name of the kull stand in it?"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Participant
from facilitator.text import names_in

NEUTRAL = "en kollega"


@dataclass(frozen=True, slots=True)
class NameHint:
    """A first name that stands in the text. `own`: it is the teller's, so «jeg» fits."""

    name: str
    own: bool

    @property
    def question(self) -> str:
        if self.own:
            return "Fornavnet ditt står i teksten. Vil du skrive «jeg» i stedet?"
        return f"Fornavnet {self.name} står i teksten. Vil du bruke et nøytralt ord?"

    @property
    def words(self) -> tuple[str, ...]:
        """What one tap can put in its place."""
        return ("jeg", NEUTRAL) if self.own else (NEUTRAL,)


def first_names(session: Session, teller: Participant, text: str) -> tuple[NameHint, ...]:
    """The first names of the teller's kull that stand in the text as whole words."""
    if not text:
        return ()
    names = session.scalars(
        select(Participant.name).where(Participant.cohort_id == teller.cohort_id)
    )
    known = sorted({name.split(" ")[0] for name in names if name})
    found = [NameHint(name, own=name == teller.first_name) for name in names_in(text, known)]
    return tuple(sorted(found, key=lambda hint: not hint.own))
