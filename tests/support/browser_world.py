"""What one browser test knows of its kull and its open room, and does through the server.

Setting the stage goes straight to the database through the app's verbs; whatever a test is
about goes through the server, since only there it is told to the screens.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from facilitator.domain import access, activities, devices, groups, interviews, links, rooms
from facilitator.models import (
    Activity,
    Card,
    Draft,
    Facilitator,
    Interview,
    Participant,
    Room,
)
from facilitator.processes.loader import load_library
from tests.support.browser_http import Caller
from tests.support.browser_server import SECRET, LiveServer
from tests.support.sample_settings import sample_settings

STORY = "Jeg satte meg ned og ventet. Da kom ordene, ett for ett, og resten av flokken lyttet."


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass
class World:
    """Ids and addresses of one test's kull; `press` and `caller` act through the server."""

    server: LiveServer
    cohort: int = 0
    key: str = ""
    gathering: int = 0
    number: int = 8
    room: int = 0
    public_id: str = ""
    code: str = ""
    ahead: dt.timedelta = dt.timedelta()
    """How far the server's clock has been moved on."""
    activity: int = 0
    people: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    leaders: dict[str, int] = field(default_factory=dict)
    _cookies: dict[str, str] = field(default_factory=dict)
    _callers: dict[str, Caller] = field(default_factory=dict)

    # --- addresses and cookies ----------------------------------------------------------------

    def address(self, page: str = "") -> str:
        """`address("lerret")`; the phone's page without a name."""
        tail = f"/{page}" if page else ""
        return f"{self.server.url}/rom/{self.public_id}{tail}"

    def cookie(self, who: str, url: str = "") -> dict[str, str]:
        """A cookie of the phone that has claimed this name, or of the leader's device.

        The same name is the same device: two screens of hers, or a screen and a caller.
        """
        if who not in self._cookies:
            self._cookies[who] = _signed(self._device(who))
        return {"name": "facilitator", "value": self._cookies[who], "url": url or self.server.url}

    def _device(self, who: str) -> str:
        there = now() + self.ahead
        with self.server.database.transaction() as db:
            device, secret = devices.new_device(db, there)
            if who in self.leaders:
                leader = db.get_one(Facilitator, self.leaders[who])
                links.use(db, device, links.issue(db, there, facilitator=leader), there)
            else:
                room = db.get_one(Room, self.room)
                person = db.get_one(Participant, self.people[who])
                access.claim_by_code(db, device, room, person, there)
        return secret

    def link(self, who: str) -> str:
        """A fresh personal link."""
        with self.server.database.transaction() as db:
            if who in self.leaders:
                token = links.issue(
                    db, now(), facilitator=db.get_one(Facilitator, self.leaders[who])
                )
            else:
                token = links.issue(
                    db, now(), participant=db.get_one(Participant, self.people[who])
                )
        return f"{self.server.url}/lenke/{token}"

    def caller(self, who: str) -> Caller:
        """Somebody who writes over plain HTTP, without a browser."""
        if who not in self._callers:
            self._callers[who] = Caller(self.server.url, self.cookie(who)["value"])
        return self._callers[who]

    # --- leading --------------------------------------------------------------------------------

    def begin(
        self,
        present: Iterable[str] = (),
        theme: str = "Samarbeid",
        process: str = "ai_intervju",
        settings: dict[str, str] | None = None,
    ) -> None:
        """Those named are in the room, and the process is on in its first phase."""
        with self.server.database.transaction() as db:
            room = db.get_one(Room, self.room)
            for name in present:
                rooms.join(db, room, self.people[name], now())
            chosen = load_library()[process]
            filled = sample_settings(chosen) | {"theme": theme} | (settings or {})
            self.activity = activities.plan(
                db, room, chosen, now(), theme=theme, settings=filled
            ).id
        self.press("start")

    def press(self, verb: str, by: str = "turid") -> None:
        """A leader's press, through the server, on the step that is on now."""
        place = f"start/{self.activity}" if verb == "start" else WORDS[verb]
        answer = self.caller(by).post(
            f"/rom/{self.public_id}/styring/{place}", {"seen": self.seen()}
        )
        assert answer.status == 200, answer

    def seen(self) -> str:
        with self.server.database.reading() as db:
            return f"{self.activity}:{db.get_one(Activity, self.activity).step}"

    def phase(self) -> str:
        with self.server.database.reading() as db:
            return activities.phase_of(db.get_one(Activity, self.activity)).key

    def advance_to(self, phase_key: str) -> None:
        for _ in range(20):
            if self.phase() == phase_key:
                return
            self.press("advance")
        raise AssertionError(f"there is no phase {phase_key}")

    # --- what is stored -------------------------------------------------------------------------

    def reading(self) -> Any:
        return self.server.database.reading()

    def interview(self, *, teller: str = "", writer: str = "") -> tuple[int, str, str]:
        """(interview, teller, writer) of the one somebody tells or writes in."""
        keys = {number: key for key, number in self.people.items()}
        with self.reading() as db:
            for row in db.scalars(select(Interview).where(Interview.activity_id == self.activity)):
                names = keys[row.teller_id], keys[row.interviewer_id]
                if teller in ("", names[0]) and writer in ("", names[1]):
                    return row.id, *names
        raise AssertionError("no such interview")

    def find_activity(self) -> None:
        """The activity that somebody started on the remote."""
        with self.reading() as db:
            self.activity = db.get_one(Room, self.room).activity_id or 0

    def pairs(self) -> list[tuple[int, str, str]]:
        """(slot, teller, asker) of every interview."""
        keys = {number: key for key, number in self.people.items()}
        with self.reading() as db:
            rows = db.scalars(select(Interview).where(Interview.activity_id == self.activity))
            return sorted((r.slot, keys[r.teller_id], keys[r.interviewer_id]) for r in rows)

    def first_pair(self) -> tuple[str, str]:
        """Who tells first and who asks, in the first pair."""
        keys = {number: key for key, number in self.people.items()}
        with self.reading() as db:
            activity = db.get_one(Activity, self.activity)
            pair = groups.of_set(db, activity, "par")[0]
            first = next(i for i in interviews.of_group(db, pair) if i.slot == 1)
            return keys[first.teller_id], keys[first.interviewer_id]

    def approve(self, teller: str, level: str = "cohort", **story: str) -> int:
        """Somebody says yes to a story from a phone that no test looks at; gives the card."""
        interview_id, _, _ = self.interview(teller=teller)
        fields = {"title": f"Fortellingen til {teller}", "text": STORY, "visibility": level}
        answer = self.caller(teller).post(
            f"/rom/{self.public_id}/fortelling/{interview_id}/godkjenn",
            fields | {"client_id": f"approve-{teller}-{interview_id}"} | story,
        )
        assert answer.status == 200, answer
        card: int = answer.body["id"]
        return card

    def cards(self, kind: str = "story") -> list[dict[str, Any]]:
        with self.reading() as db:
            rows = db.scalars(
                select(Card)
                .where(Card.activity_id == self.activity, Card.type == kind)
                .order_by(Card.id)
            )
            return [dict(card.fields) | {"id": card.id, "level": card.visibility} for card in rows]

    def drafts(self, person: str) -> list[dict[str, Any]]:
        with self.reading() as db:
            rows = db.scalars(
                select(Draft).where(
                    Draft.activity_id == self.activity, Draft.writer_id == self.people[person]
                )
            )
            return [dict(draft.fields) | {"scope": draft.scope} for draft in rows]


WORDS = {
    "advance": "videre", "back": "tilbake", "extend": "ett-minutt", "pause": "pause",
    "resume": "fortsett", "end": "avslutt", "undo": "angre",
}  # fmt: skip


@cache
def _signer() -> Any:
    app = Flask("cookies")
    app.secret_key = SECRET
    return SecureCookieSessionInterface().get_signing_serializer(app)


def _signed(secret: str) -> str:
    value: str = _signer().dumps({"device": secret, "_permanent": True})
    return value
