"""A next step that comes back: what one wanted to try, and how one says it went."""

from dataclasses import dataclass

from facilitator.domain import commitments
from facilitator.models import Card
from facilitator.presentation.cards import specs_of
from facilitator.processes.cards import card_types


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
    company: bool = True
    """Whether `with_whom` names people; a process may ask for something else there."""

    @property
    def details(self) -> str:
        """«Fredag, sammen med Hodan»; «Fredag. De velger leken» where something else was asked."""
        whom = f"sammen med {self.with_whom}" if self.with_whom and self.company else self.with_whom
        details = (", " if self.company else ". ").join(filter(None, (self.when, whom)))
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
        company=_asks_for_company(card),
    )


def _asks_for_company(card: Card) -> bool:
    """Whether the phase asked with the words of the card type itself."""
    usual = {spec.name: spec.label for spec in card_types()[commitments.TYPE].fields}
    asked = {spec.name: spec.label for spec in specs_of(card)}
    return asked.get("with_whom", usual["with_whom"]) == usual["with_whom"]


def answer_of(card: Card) -> str:
    """How one says it went, or nothing; also for cards that are no next step."""
    return step_back(card).answer if card.type == commitments.TYPE else ""
