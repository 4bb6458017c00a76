"""One who plays: a phone with a temper. Reads its page, and does what it asks in its own time."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field

from facilitator.rehearsal import filling, reading
from facilitator.rehearsal.filling import Deck
from facilitator.rehearsal.habits import Habit, habit_for
from facilitator.rehearsal.reading import Form, Page
from facilitator.rehearsal.wire import Answer, Wire

LATER = 240.0
"""Seconds until one looks at the phone again when nothing has called for it."""
TRIES = 2
"""How often a form is tried that was not taken."""
PEN = "take-pen"
HALF = 0.5
"""Where in the writing of something long it is saved as it stands."""


@dataclass
class Begun:
    """Something half written: its form, all that is to be in it, and whether half is saved."""

    form: Form
    filled: filling.Filling
    saved: bool = False


@dataclass
class Person:
    """`due` is when the phone is looked at next, in the rehearsal's own seconds."""

    number: int
    room: str
    wire: Wire
    deck: Deck
    chance: random.Random
    due: float = 0.0
    temper: float = 1.0
    writes: bool = True
    jar: dict[str, str] = field(default_factory=dict)
    joined: bool = False
    heard: dict[str, int] = field(default_factory=dict)
    step: str = ""
    plan: dict[str, float] = field(default_factory=dict)
    begun: dict[str, Begun] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    skipped: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    stuck: bool = False
    """The thing to do now was not taken: then one takes the pen and mends it."""
    sent: int = 0

    @classmethod
    def make(cls, number: int, room: str, wire: Wire, deck: Deck, seed: int) -> "Person":
        """Most are quick or middling, some are slow, and now and then one never writes."""
        chance = random.Random(seed * 1000 + number)
        temper = min(2.2, max(0.6, chance.lognormvariate(0.0, 0.4)))
        return cls(
            number=number,
            room=room,
            wire=wire,
            deck=deck,
            chance=chance,
            temper=temper,
            writes=number % 19 != 11,
            due=chance.uniform(1.0, 20.0 + number),
        )

    # --- coming in ------------------------------------------------------------------------------

    def join(self, now: float, taken: set[str]) -> None:
        """The QR code's address, and then a name on the list. `taken`: names of the others.

        Somebody who is here may have lost their phone: when no other name is left, that one
        is tried as well, and the server says whether it is free.
        """
        answer = self.wire.get(self.jar, f"/rom/{self.room}/hvem")
        self.due = now + 5.0
        if answer.status in (302, 303):
            self.joined = True
            return
        page = reading.read(answer.text)
        others = [(value, has) for value, _, has in page.names if value not in taken]
        free = [value for value, has in others if not has] or [value for value, _ in others]
        form = next((form for form in page.forms if form.action.endswith("/hvem")), None)
        if not answer.is_well or form is None or not free:
            self.due = now + 60.0
            return
        name = self.chance.choice(free)
        taken.add(name)
        hidden = [(each.name, each.value) for each in form.fields if each.kind == "hidden"]
        told = self.wire.post(self.jar, form.action, [*hidden, ("participant", name)])
        self.joined = told.is_well
        self.due = now + self.chance.uniform(2.0, 8.0)

    # --- being there ----------------------------------------------------------------------------

    def called(self, now: float, soon: float) -> None:
        """Something has happened that the phone would have shown."""
        self.due = min(self.due, now + self.chance.uniform(1.0, soon) * self.temper)

    def visit(self, now: float, *, hurried: bool = False) -> None:
        """Look at the phone; do the one thing whose time has come."""
        answer = self.wire.get(self.jar, f"/rom/{self.room}", **{"X-Snapshot": "1"})
        if answer.status in (302, 303, 403):
            self.joined = False
            self.due = now + 5.0
            return
        if not answer.is_well:
            self.due = now + 30.0
            return
        page = reading.read(answer.text)
        self.heard |= page.heard
        if page.step != self.step:
            self._moved_on(page)
        asked = [form for form in page.forms if self._will(form, hurried)]
        for form in asked:
            self.plan.setdefault(form.id, now + self._first_wait(form, page))
        coming = min(asked, key=lambda form: self.plan[form.id], default=None)
        if coming is None:
            self.due = now + LATER
        elif self.plan[coming.id] > now:
            self.due = self.plan[coming.id]
        else:
            self._do(coming, now)
            self.due = now + self.chance.uniform(2.0, 6.0)

    def _moved_on(self, page: Page) -> None:
        """The page is about something else. What was half written is sent as it is, as the
        bar on a real phone lets one do."""
        self.step = page.step
        for begun in self.begun.values():
            if begun.saved:
                self._send(begun.form.action, begun.filled.fields)
        self.plan.clear()
        self.begun.clear()
        self.done.clear()
        self.skipped.clear()
        self.stuck = False

    def _will(self, form: Form, hurried: bool) -> bool:
        habit = habit_for(form)
        if not habit.does or (form.folded and not (hurried and habit.unfolds)):
            return False
        if habit.main and not form.main and not (self.stuck and habit.form == PEN):
            return False
        if form.id in self.skipped or self.refused[form.id] >= TRIES:
            return False
        if self.done[form.id] >= (habit.times if form.again else 1):
            return False
        if habit.most and self.done[habit.form] >= habit.most:
            return False
        return form.id in self.plan or self._takes_part(form, habit)

    def _takes_part(self, form: Form, habit: Habit) -> bool:
        typed = any(each.kind in filling.TYPED for each in form.fields)
        if (typed and not self.writes) or self.chance.random() > habit.chance:
            self.skipped.add(form.id)
            return False
        return True

    def _first_wait(self, form: Form, page: Page) -> float:
        """What is long is saved half-way, so its first time comes early."""
        whole = habit_for(form).wait(page.left, self.chance.random(), self.temper)
        return whole * HALF if form.draft_url and not form.is_jot else whole

    # --- doing ----------------------------------------------------------------------------------

    def _do(self, form: Form, now: float) -> None:
        before = self.begun.get(form.id)
        filled = filling.fill(
            form,
            self.deck,
            self.chance,
            dt.datetime.now(dt.UTC).date(),
            before.filled.texts if before else None,
        )
        if form.draft_url and not form.is_jot and before is None and filled.is_long:
            self.begun[form.id] = Begun(form, filled)
            self._save_half(form, filled)
            self.plan[form.id] = now + self.chance.uniform(10.0, 40.0) * self.temper
            return
        self.begun.pop(form.id, None)
        answer = self._send(form.action, filled.fields)
        self._note(form, answer, now)

    def _save_half(self, form: Form, filled: filling.Filling) -> None:
        answer = self._send(form.draft_url, filled.half())
        version = answer.json().get("version")
        if answer.is_well and isinstance(version, int):
            begun = self.begun[form.id]
            begun.saved = True
            begun.filled.fields = [
                (name, str(version) if name == "version" else value)
                for name, value in begun.filled.fields
            ]

    def _send(self, action: str, fields: list[tuple[str, str]]) -> Answer:
        """Each sending has an id of its own, so that a repeated one is harmless."""
        self.sent += 1
        own = [(name, value) for name, value in fields if name != "client_id"]
        client_id = f"oving-{self.number}-{self.chance.getrandbits(40):x}"
        return self.wire.post(self.jar, action, [*own, ("client_id", client_id)])

    def _note(self, form: Form, answer: Answer, now: float) -> None:
        habit = habit_for(form)
        if not answer.is_well:
            self.refused[form.id] += 1
            self.stuck = self.stuck or form.main
            self.plan[form.id] = now + self.chance.uniform(15.0, 40.0)
            return
        self.done[form.id] += 1
        self.done[habit.form] += form.id != habit.form
        self.plan[form.id] = now + self.chance.uniform(15.0, 45.0) * self.temper
