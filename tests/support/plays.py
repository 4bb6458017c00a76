"""Playing a whole process as phones do: read the page, fill in its forms, press its button.

The robot knows no process and no address. Whatever a page asks for it answers with something
valid, and each text has a canary: a word that stands nowhere else and tells who may read it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import activities, groups, policies
from facilitator.models import Activity, Card, Draft
from facilitator.processes.schema import Phase
from tests.support.lead import Led

ROUNDS = 4
"""A screen may have several steps in one phase: take the pen, choose, write, say «Ferdig»."""
AWAY = ("trekk", "bort", "lapp/", "merker/", "bytt", "plass", "skjul", "klokke", "ta-opp", "gikk")
"""What takes something back, or is about the phone and not about the phase."""
DATE, NUMBER = "2027-10-06", "20"
TYPED = ("text", "search", "", "textarea")


@dataclass
class Refused:
    """A form that the app would not take, although it was filled in as the page asks."""

    where: str
    status: int
    said: str


@dataclass
class Play:
    """One process in one room. `browser` gives somebody's phone, made when it is asked for."""

    led: Led
    database: Database
    room: str
    names: list[str]
    people: dict[str, int]
    browser: Callable[[str], FlaskClient]
    sent: set[str] = field(default_factory=set)
    refused: list[Refused] = field(default_factory=list)
    _count: int = 0

    @property
    def phase(self) -> Phase:
        with self.database.reading() as db:
            return activities.phase_of(db.get_one(Activity, self.led.id))

    @property
    def has_ended(self) -> bool:
        with self.database.reading() as db:
            return db.get_one(Activity, self.led.id).status == "ended"

    def page(self, name: str, rest: str = "") -> lxml.html.HtmlElement:
        """A phone's page, which must be there."""
        answer = self.browser(name).get(f"/rom/{self.room}{rest}")
        assert answer.status_code == 200, f"{name} {rest}: {answer.status_code} {answer.location}"
        found = lxml.html.fromstring(answer.text)
        assert found.xpath("//h1"), (
            f"{name}: a page without a heading: {found.text_content()[:300]}"
        )
        return found

    def writers(self, most: int) -> list[str]:
        """One of each group that the phase has, and otherwise the first ones."""
        phase = self.phase
        with self.database.reading() as db:
            activity = db.get_one(Activity, self.led.id)
            made = groups.of_set(db, activity, phase.groups) if phase.groups else []
            tables = [[member.participant_id for member in g.members] for g in made]
        here = {self.people[name]: name for name in self.names}
        firsts = [[here[number] for number in table if number in here][:1] for table in tables]
        chosen = [name for first in firsts for name in first] + self.names
        return list(dict.fromkeys(chosen))[:most]

    def write(self, name: str) -> None:
        """Fill in everything that this phone asks for in the phase that is on."""
        done: set[str] = set()
        for _ in range(ROUNDS):
            form = next((f for f in self._forms(name) if _key(f) not in done), None)
            if form is None:
                return
            done.add(_key(form))
            self._submit(name, form)

    def _forms(self, name: str) -> Iterator[Any]:
        forms = [form for form in self.page(name).forms if _asks(form)]
        pens = [form for form in forms if (form.action or "").endswith("/penn")]
        # While somebody else writes one only reads along.
        return iter([f for f in forms if f not in pens] or pens)

    def _submit(self, name: str, form: Any) -> None:
        fields = self._fill(form)
        answer = self.browser(name).post(
            form.action, data=fields, headers={"Accept": "application/json"}
        )
        if answer.status_code >= 400:
            where = f"{self.phase.key}: {name} {form.action}"
            self.refused.append(Refused(where, answer.status_code, answer.text[:300]))

    def _fill(self, form: Any) -> dict[str, Any]:
        self._count += 1
        fields: dict[str, Any] = {}
        for box in form.inputs:
            name, kind = box.name, box.get("type", box.tag)
            if not name or kind == "file" or box.get("disabled") is not None:
                continue
            if kind == "hidden":
                fields[name] = box.get("value", "")
            elif kind in ("radio", "checkbox"):
                self._tick(fields, box)
            elif box.tag == "select":
                fields[name] = next((v for v in box.value_options if v), "")
            else:
                fields[name] = self._typed(box, kind)
        fields["client_id"] = f"spill-{self._count}"
        return fields | _pressed(form)

    def _tick(self, fields: dict[str, Any], box: Any) -> None:
        name, value = box.name, box.get("value", "on")
        if name in ("show_name", "named") or name.endswith("to_note"):
            return
        if box.get("type") == "radio" or "strength" in name or "card" in name:
            fields.setdefault(name, value)
        else:
            fields[name] = value

    def _typed(self, box: Any, kind: str) -> str:
        if kind == "date":
            return DATE
        if kind == "number" or box.get("placeholder") == "Antall":
            return NUMBER
        word = f"kanari{self._count}x{len(self.sent)}y"
        self.sent.add(word)
        return f"Jeg vil {word}"

    # --- what may be seen -----------------------------------------------------------------------

    def reserved(self) -> set[str]:
        """The canaries in what is for fewer than the room: cards, copies that wait, drafts."""
        with self.database.reading() as db:
            cards = list(db.scalars(select(Card).where(Card.activity_id == self.led.id)))
            drafts = db.scalars(select(Draft).where(Draft.activity_id == self.led.id))
            closed = [str(card.fields) for card in cards if not _is_open(card)]
            closed += [str(draft.fields) for draft in drafts]
            shown = " ".join(str(card.fields) for card in cards if _is_open(card))
        held = " ".join(closed)
        return {word for word in self.sent if word in held and word not in shown}


def _is_open(card: Card) -> bool:
    lies = card.withdrawn_at is None and card.hidden_at is None
    return lies and policies.on_board(card.visibility)


def _key(form: Any) -> str:
    return f"{form.get('id')} {form.action}"


def _asks(form: Any) -> bool:
    """Whether a form is there to be written in, or to take the pen for it."""
    action = form.action or ""
    if form.method != "POST" or any(word in action for word in AWAY):
        return False
    typed = any(
        box.name and box.get("type", box.tag) not in ("hidden", "submit", "button", "file")
        for box in form.inputs
    )
    return typed or action.endswith("/penn") or bool(form.xpath(".//button[@name]"))


def _pressed(form: Any) -> dict[str, str]:
    """The first button that says something by itself, such as a column."""
    button = next(iter(form.xpath(".//button[@name and @value]")), None)
    return {button.get("name"): button.get("value")} if button is not None else {}
