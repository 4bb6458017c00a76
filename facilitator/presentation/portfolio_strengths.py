"""Strengths in the arbeidsmappe: what others have seen, with their words, and what one keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitator.domain import closed
from facilitator.domain.running import process_of
from facilitator.models import Activity, Card
from facilitator.presentation.cards import StrengthMark, card_view
from facilitator.presentation.pick_strengths import is_picking


@dataclass(frozen=True, slots=True)
class ReceivedStrength:
    """A card one has been given, with the giver's first name as it was said in the room."""

    id: int
    mark: StrengthMark | None
    sentence: str
    giver: str
    on_map: bool


@dataclass(frozen=True, slots=True)
class StrengthsPart:
    received: tuple[ReceivedStrength, ...]
    kept: tuple[StrengthMark, ...]

    def __bool__(self) -> bool:
        return bool(self.received or self.kept)


def is_strength(activity: Activity, card: Card) -> bool:
    """Given by somebody, or picked for oneself: it stands among the strengths."""
    return closed.is_given(card) or _picked(activity, card) is not None


def _picked(activity: Activity, card: Card) -> bool | None:
    """Whether a strength picked for oneself is one to keep; None for other cards."""
    if not card.fields.get("strength_key") or closed.is_given(card):
        return None
    phase = next((p for p in process_of(activity).phases if p.key == card.phase_key), None)
    if phase is None or not is_picking(phase):
        return None
    return phase.keeps == "owner"


def strengths_part(
    activity: Activity, own: Iterable[Card], givers: Mapping[int, str]
) -> StrengthsPart:
    received: list[ReceivedStrength] = []
    kept: list[StrengthMark] = []
    for card in own:
        if closed.is_given(card):
            received.append(_received(card, givers))
        elif card.withdrawn_at is None and _picked(activity, card):
            kept += card_view(card).strengths
    return StrengthsPart(tuple(received), tuple(kept))


def _received(card: Card, givers: Mapping[int, str]) -> ReceivedStrength:
    view = card_view(card)
    return ReceivedStrength(
        id=card.id,
        mark=view.strengths[0] if view.strengths else None,
        sentence=view.text,
        giver=givers.get(card.id, ""),
        on_map=card.withdrawn_at is None,
    )
