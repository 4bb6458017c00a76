"""All who play in one rehearsal, with their own clock: ten times as fast, or standing still."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from facilitator.rehearsal.filling import Deck
from facilitator.rehearsal.person import Person
from facilitator.rehearsal.wire import NoAnswer, Wire

GIVES_UP = 60.0
"""Seconds without any answer, and they go home."""
PULSE, QUICK_PULSE = 3.0, 1.0
NAP = 0.25
MOVED, CALLED = 12.0, 18.0
"""Within how many seconds one looks up when the room moves, and when the group does."""


class Over(Exception):
    """The rehearsal has been thrown away, or has no use for us."""


@dataclass
class Crowd:
    wire: Wire
    room: str
    key: str
    people: int
    sleep: Callable[[float], None] = time.sleep
    seed: int = 0
    speed: int = 0
    now: float = 0.0
    step: str = ""
    everybody: list[Person] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    _jar: dict[str, str] = field(default_factory=dict)
    _token: str = ""

    def __post_init__(self) -> None:
        seed = self.seed or sum(self.room.encode())
        deck = Deck(random.Random(seed))
        self.everybody = [
            Person.make(number, self.room, self.wire, deck, seed) for number in range(self.people)
        ]

    def play(self) -> None:
        """Until it is over, or nobody answers."""
        last = next_pulse = time.monotonic()
        while True:
            real = time.monotonic()
            self.now += (real - last) * self.speed
            last = real
            try:
                if real >= next_pulse:
                    self.pulse()
                    next_pulse = real + (QUICK_PULSE if self.speed > 1 else PULSE)
                if not self.act():
                    self.sleep(NAP)
            except NoAnswer:
                if time.monotonic() - self.wire.last_answer > GIVES_UP:
                    raise
                self.sleep(1.0)
            except Over:
                return

    def act(self) -> bool:
        """Let the one whose turn it is look at the phone. False when nobody has anything to do."""
        person = min(self.everybody, key=lambda each: each.due)
        if not self.speed or person.due > self.now:
            return False
        if person.joined:
            person.visit(self.now, hurried=self.speed > 1)
        else:
            person.join(self.now, self.taken)
        return True

    def pulse(self) -> None:
        """Say that we are here, and hear how fast we are and what has changed."""
        if not self._token:
            self._token = str(self.wire.get(self._jar, "/csrf").json().get("token", ""))
        answer = self.wire.post(
            self._jar,
            f"/rom/{self.room}/oving/puls",
            [("csrf_token", self._token)],
            **{"X-Crowd": self.key},
        )
        if answer.status in (401, 403, 404, 410):
            raise Over
        if answer.status == 400:
            self._token = ""  # a new secret on the server: ask for a new token
        if answer.is_well:
            self._hear(answer.json())

    def _hear(self, told: dict[str, object]) -> None:
        speed, step, heard = told.get("speed"), told.get("step"), told.get("heard")
        self.speed = speed if isinstance(speed, int) else 0
        if isinstance(step, str) and step != self.step:
            self.step = step
            for person in self.everybody:
                person.called(self.now, MOVED)
        if isinstance(heard, dict):
            for person in self.everybody:
                self._call(person, heard)

    def _call(self, person: Person, heard: dict[str, int]) -> None:
        """Not the room's own revision: that is raised by every word that is counted."""
        fresh = {
            name: heard[name]
            for name, known in person.heard.items()
            if not name.startswith(("room:", "board:")) and heard.get(name, 0) > known
        }
        if fresh:
            person.heard |= fresh
            person.called(self.now, CALLED)
