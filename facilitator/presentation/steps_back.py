"""A next step that comes back: what one wanted to try, and how one says it went."""

from dataclasses import dataclass

from facilitator.domain import commitments
from facilitator.models import Card


@dataclass(frozen=True, slots=True)
class StepBack:
    """Read by its owner alone."""

    card_id: int
    what: str
    when: str
    with_whom: str
    outcome: str
    line: str
    choices: tuple[tuple[str, str], ...]

    @property
    def details(self) -> str:
        """«Fredag, sammen med Hodan»."""
        whom = f"sammen med {self.with_whom}" if self.with_whom else ""
        details = ", ".join(filter(None, (self.when, whom)))
        return f"{details[:1].upper()}{details[1:]}"

    @property
    def said(self) -> str:
        return dict(self.choices).get(self.outcome, "")

    @property
    def answer(self) -> str:
        """«På vei: Vi begynte med én gruppe.»"""
        return f"{self.said}: {self.line}" if self.said and self.line else self.said


def step_back(card: Card) -> StepBack:
    """A next step as it stands, with what its owner has said of it since."""
    fields = card.fields
    return StepBack(
        card_id=card.id,
        what=str(fields.get("what") or ""),
        when=str(fields.get("when") or ""),
        with_whom=str(fields.get("with_whom") or ""),
        outcome=str(fields.get("outcome") or ""),
        line=str(fields.get("outcome_line") or ""),
        choices=tuple(commitments.OUTCOMES.items()),
    )


def answer_of(card: Card) -> str:
    """How one says it went, or nothing; also for cards that are no next step."""
    return step_back(card).answer if card.type == commitments.TYPE else ""
