"""Filling in a form as the page asks, with invented texts that suit its fields."""

import datetime as dt
import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from facilitator.rehearsal.reading import Field, Form

FILE = Path(__file__).with_name("texts.toml")
ROW = re.compile(r"^(\d+)-")
ITEM = re.compile(r"-(\d+)(?:-(?:text|date))?$")
NUMBERED = re.compile(r"^(\w+?)_(\d+)$")
TYPED = ("text", "textarea", "search")
MANY_MEANINGS = ("name", "title", "what", "when", "steps", "text")
"""Names of fields that mean one thing on one card and another on the next."""
SHOWN = {"form", "audience", "minutes", "about", "hosts"}
"""A title beside one of these is not a story's."""
ITEMS = 3
"""How many lines of a list, or of cards that a group writes, are filled in."""
WIDTHS = {"me": 1, "pair": 1, "group": 4, "room": 8, "cohort": 6}
"""How often each circle of readers is chosen for what is one's own."""


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    names: tuple[str, ...]
    labels: tuple[str, ...]
    texts: tuple[str, ...]


@cache
def load() -> tuple[tuple[tuple[str, str], ...], tuple[Kind, ...]]:
    """The stories (title and text), and the kinds of other texts."""
    raw = tomllib.loads(FILE.read_text("utf-8"))
    stories = tuple((row["title"], row["text"]) for row in raw["story"])
    kinds = tuple(
        Kind(row["key"], tuple(row["names"]), tuple(row["labels"]), tuple(row["texts"]))
        for row in raw["kind"]
    )
    return stories, kinds


@dataclass
class Deck:
    """The texts that one rehearsal shares: each is dealt out once before any is dealt twice."""

    random: random.Random
    _left: dict[str, list[int]] = field(default_factory=dict)

    def _next(self, key: str, size: int) -> int:
        if not self._left.get(key):
            self._left[key] = self.random.sample(range(size), size)
        return self._left[key].pop()

    def story(self) -> tuple[str, str]:
        stories, _ = load()
        return stories[self._next("story", len(stories))]

    def text(self, kind: Kind, most: int = 0) -> str:
        for _ in kind.texts:
            found = kind.texts[self._next(kind.key, len(kind.texts))]
            if not most or len(found) <= most:
                return found
        return min(kind.texts, key=len)[: most or None]


def base_name(name: str) -> str:
    """`0-steps-2-text` → `steps`, `line_1` → `line`, `text` → `text`."""
    bare = ITEM.sub("", ROW.sub("", name))
    numbered = NUMBERED.match(bare)
    return numbered.group(1) if numbered else bare


def kind_for(each: Field) -> Kind:
    """By the field's name, then by the words over it, and at last by how much it takes."""
    _, kinds = load()
    name, label = base_name(each.name), each.label.lower()
    for kind in kinds:
        if name in kind.names and name not in MANY_MEANINGS:
            return kind
    for kind in kinds:
        if any(word in label for word in kind.labels):
            return kind
    for kind in kinds:
        if name in kind.names:
            return kind
    short = "word" if (each.most and each.most <= 60) or each.kind != "textarea" else "insight"
    return next(kind for kind in kinds if kind.key == short)


@dataclass
class Filling:
    """A filled form. `texts` is what was thought of, so that it is the same the second time."""

    fields: list[tuple[str, str]]
    texts: dict[str, str]

    @property
    def is_long(self) -> bool:
        return sum(len(text) for text in self.texts.values()) > 60

    def half(self) -> list[tuple[str, str]]:
        """As it is in the middle of the writing."""
        cut = {name: text[: max(1, len(text) // 2)] for name, text in self.texts.items()}
        return [(name, cut.get(name, value)) for name, value in self.fields]


def fill(
    form: Form,
    deck: Deck,
    chance: random.Random,
    today: dt.date,
    before: dict[str, str] | None = None,
) -> Filling:
    """What a person would send. `before` is what the same person began to write here."""
    return _Filler(form, deck, chance, today, dict(before or {})).done()


class _Filler:
    def __init__(
        self,
        form: Form,
        deck: Deck,
        chance: random.Random,
        today: dt.date,
        before: dict[str, str],
    ) -> None:
        self.form, self.deck, self.chance, self.today = form, deck, chance, today
        self.texts = before
        self.fields: list[tuple[str, str]] = []
        names = {base_name(each.name) for each in form.fields if each.kind in TYPED}
        all_names = {base_name(each.name) for each in form.fields}
        self.story = None if before else self._story(names, bool(all_names & SHOWN))
        self.rows = 1 if chance.random() < 0.4 else 2

    def _story(self, names: set[str], shown: bool) -> tuple[str, str] | None:
        """The one whose title stands here already, or a new one where a story is asked for."""
        if "title" not in names or shown:
            return None
        stories, _ = load()
        titles = [each.value for each in self.form.fields if base_name(each.name) == "title"]
        told = next((story for story in stories if story[0] in titles), None)
        return told or self.deck.story()

    def done(self) -> Filling:
        ticked: dict[str, list[Field]] = {}
        for each in self.form.fields:
            if each.kind in ("radio", "checkbox"):
                ticked.setdefault(each.name, []).append(each)
            elif each.kind == "hidden":
                self.fields.append((each.name, each.value))
            elif each.kind not in ("file", "submit", "button"):
                self._write(each)
        for name, group in ticked.items():
            chosen = self._radio(name, group) if group[0].kind == "radio" else self._ticks(group)
            self.fields += [(name, value) for value in chosen]
        if self.form.buttons:
            places = [b for b in self.form.buttons if b[1]] or self.form.buttons
            self.fields.append(self.chance.choice(places))
        return Filling(self.fields, self.texts)

    def _write(self, each: Field) -> None:
        if each.kind == "select":
            value = self.chance.choice(each.options) if each.options else ""
        elif each.kind == "date":
            value = each.value or (
                (self.today + dt.timedelta(days=self.chance.randint(5, 25))).isoformat()
                if self._is_asked(each)
                else ""
            )
        elif each.kind == "number":
            value = each.value or str(self.chance.choice((20, 25, 30, 45)))
        else:
            value = self._text(each)
        self.fields.append((each.name, value))

    def _is_asked(self, each: Field) -> bool:
        """The first cards of several, and the first lines of a list."""
        row = ROW.match(each.name)
        item = ITEM.search(each.name) or NUMBERED.match(each.name)
        if row and int(row.group(1)) > self.rows:
            return False
        return item is None or int(item.groups()[-1]) < ITEMS

    def _text(self, each: Field) -> str:
        if each.name in self.texts:
            return self.texts[each.name]
        if each.value or not self._is_asked(each):
            return each.value
        self.texts[each.name] = value = self._thought(each)
        return value

    def _thought(self, each: Field) -> str:
        name = base_name(each.name)
        if self.story is not None and name in ("title", "text"):
            return self.story[0 if name == "title" else 1][: each.most or None]
        if name == "thanks" and self.chance.random() < 0.6:
            return ""
        return self.deck.text(kind_for(each), each.most)

    def _radio(self, name: str, group: list[Field]) -> list[str]:
        held = [each.value for each in group if each.checked]
        if held:
            return held[:1]
        values = [each.value for each in group]
        if base_name(name) == "visibility":
            weights = [WIDTHS.get(value, 1) for value in values]
            return self.chance.choices(values, weights)
        return [self.chance.choice(values)]

    def _ticks(self, group: list[Field]) -> list[str]:
        held = [each.value for each in group if each.checked]
        if held:
            return held
        if len(group) == 1:
            named = base_name(group[0].name) in ("show_name", "named")
            return [group[0].value] if self.chance.random() < (0.4 if named else 0.9) else []
        most = min(self.form.ticks_at_most or 3, len(group), 5)
        count = min(most, self.chance.choice((1, 2, 2, 3)))
        return [each.value for each in self.chance.sample(group, count)]
