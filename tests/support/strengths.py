"""A ring that gives each other strengths, as tests lead it. Ane, Hodan and Helge sit together."""

from dataclasses import dataclass
from typing import Any

from facilitator.domain import groups
from facilitator.models import Activity
from tests.support.lead import Led
from tests.support.phones import Phone

PHASE = "jakt"
SAW = "Jeg så klokskap da du ventet til barna var klare."


@dataclass
class Ring:
    """One trio of a running styrkejakt; `phones` by participant id, in the ring's order."""

    led: Led
    group: int
    phones: list[Phone]

    @property
    def ids(self) -> list[int]:
        return [phone.id for phone in self.phones]

    def give(self, giver: int, to: int, **fields: Any) -> Any:
        """The ring's member number `giver` gives number `to` a card."""
        sent = {
            "receiver": self.ids[to],
            "strength": "klokskap",
            "saw": "",
            "when": "ventet til barna var klare",
            "client_id": f"kort-{giver}-{to}",
        }
        path = f"/gruppe/{self.group}/{PHASE}/gi"
        return self.phones[giver].post(path, **(sent | fields))

    def step(self, name: str) -> None:
        """Lets the clock of the ring's first turn run until the step (four, three, one minute)."""
        clock: Any = self.led.clock
        clock.tick(minutes={"gi": 4.5, "motta": 7.2}[name])


def ring_of(led: Led, phone: Any, name: str = "ane", set_key: str = "trioer") -> Ring:
    cast = led.cast
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        group = groups.group_of(db, activity, set_key, cast.people[name])
        assert group is not None
        ids = [member.participant_id for member in group.members]
        group_id = group.id
    names = {number: key for key, number in cast.people.items()}
    return Ring(led, group_id, [Phone(phone(names[i]), cast, i) for i in ids])
