"""Two tables of a process that sorts cards in columns: Ane's, and the other one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from facilitator.db import Database
from facilitator.models import Card
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.support.phones import EIGHT, Phone, phone_of

WORDS = ("Gåmøtene på onsdager", "Runden med timeglass", "Kuttingen på suppedagen")


@dataclass
class Tables:
    """Ane has the pen; `mate` sits with her, `other` at the other table."""

    led: Led
    database: Database
    ane: Phone
    mate: Phone
    other: Phone
    group: int
    far: int

    def place(self, card: int, column: str, by: Phone | None = None, **more: Any) -> Any:
        path = f"/gruppe/{self.group}/sorter/kolonne/{card}"
        return (by or self.ane).post(path, column=column, **more)

    def add(self, text: str, column: str, row: int, by: Phone | None = None) -> Any:
        path = f"/gruppe/{self.group}/sorter/kolonne/nytt"
        return (by or self.ane).post(path, text=text, column=column, row=str(row))

    def finish(self, **fields: Any) -> Any:
        return self.ane.post(f"/gruppe/{self.group}/sorter/kolonne/ferdig", **fields)

    def cards(self, group: int = 0) -> list[Card]:
        """The table's cards, in the order they were made."""
        with self.database.reading() as db:
            wanted = select(Card).where(Card.group_id == (group or self.group)).order_by(Card.id)
            return list(db.scalars(wanted))

    def ids(self) -> list[int]:
        return [card.id for card in self.cards()]

    def lying(self) -> dict[str, str]:
        """Text → column of what lies on the board."""
        return {
            card.fields["text"]: card.fields.get("category") or ""
            for card in self.cards()
            if card.board_order is not None
        }


def two_tables(
    start: Callable[..., Led],
    phone: Callable[..., Any],
    cast: Cast,
    database: Database,
    *,
    until: str = "sorter",
) -> Tables:
    """Ane's table has said why three things worked, and the room is at the columns."""
    led = start(process="valuering", present=EIGHT)
    led.advance_to("hvorfor")
    own, far = led.group_of(cast.ane, "bord"), 0
    for group, people in zip(led.group_ids("bord"), led.groups("bord"), strict=True):
        if group != own:
            far, other = group, people[0]
        else:
            mate = next(person for person in people if person != cast.ane)
    tables = Tables(
        led,
        database,
        Phone(phone("ane"), cast, cast.ane),
        phone_of(phone, cast, mate),
        phone_of(phone, cast, other),
        own,
        far,
    )
    said = {f"{n}-text": text for n, text in enumerate(WORDS)}
    said |= {"0-why": "Vi snakker bedre når vi går", "0-more-0": "Ingen ser på klokka"}
    assert tables.ane.post(f"/gruppe/{own}/hvorfor/bidrag", **said).status_code == 200
    led.advance_to(until)
    return tables
