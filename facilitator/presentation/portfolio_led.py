"""What one has led with the remote in one's own hand, as the arbeidsmappe tells it."""

from collections.abc import Iterable

from facilitator.domain.portfolio_parts import Portfolio
from facilitator.models import Handover


def led_lines(mappe: Portfolio, led: Iterable[Handover]) -> tuple[str, ...]:
    """«Innsjekk, samling 8»: each once, where the room is open to the reader."""
    found = [mappe.frames[h.activity_id] for h in led if h.activity_id in mappe.frames]
    names = (f"{f.process}, samling {f.activity.room.gathering.number}" for f in found)
    return tuple(dict.fromkeys(names))
