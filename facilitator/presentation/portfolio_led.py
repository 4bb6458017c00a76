"""What one has led, with its role and day, as the arbeidsmappe tells it."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.domain import led
from facilitator.domain.led import Led
from facilitator.presentation.dates import short_date
from facilitator.presentation.templating import spelled_out

ROLES = {
    led.REMOTE: "Du hadde fjernkontrollen.",
    led.BORROWED_ROOM: "Du lånte et rom og ledet dine egne.",
}


@dataclass(frozen=True, slots=True)
class LedLine:
    """«Innsjekk, samling 8», and «15. september 2027. Du hadde fjernkontrollen.»"""

    what: str
    about: str


def led_lines(found: Iterable[Led]) -> tuple[LedLine, ...]:
    return tuple(_line(one) for one in found)


def _line(one: Led) -> LedLine:
    name = spelled_out(one.process)
    what = f"{name}, samling {one.gathering}" if one.gathering else name
    return LedLine(what, f"{short_date(one.date)} {one.date.year}. {ROLES.get(one.role, '')}")
