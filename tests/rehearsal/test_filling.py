"""Forms are filled in as the page asks, with texts that suit."""

import datetime as dt
import random
from typing import Any

from facilitator.rehearsal import filling
from facilitator.rehearsal.filling import Deck, Filling
from facilitator.rehearsal.reading import Field, Form

TODAY = dt.date(2027, 9, 14)


def filled(*fields: Field, seed: int = 1, **more: Any) -> Filling:
    chance = random.Random(seed)
    form = Form("card-1", "/send", list(fields), **more)
    return filling.fill(form, Deck(chance), chance, TODAY)


def sent(*fields: Field, **more: Any) -> dict[str, str]:
    return dict(filled(*fields, **more).fields)


def texts(key: str) -> tuple[str, ...]:
    _, kinds = filling.load()
    return next(kind.texts for kind in kinds if kind.key == key)


def test_a_story_has_the_title_and_the_text_of_the_same_one() -> None:
    found = sent(Field("title", "textarea"), Field("text", "textarea", label="Fortellingen"))
    stories, _ = filling.load()
    assert (found["title"], found["text"]) in stories


def test_a_title_that_was_sent_before_gets_its_own_text() -> None:
    title, text = filling.load()[0][5]
    found = sent(Field("0-title", "text", value=title), Field("0-text", "textarea"))
    assert found["0-text"] == text


def test_words_suit_the_field_by_its_label_and_its_name() -> None:
    when = sent(Field("when", "textarea", label="da du"))["when"]
    day = sent(Field("0-when", "text", label="Når?"))["0-when"]
    cause = sent(Field("line_0", "textarea", label="Rotårsak 1"))["line_0"]
    word = sent(Field("0-text", "text", label="Ordet ditt", most=60))["0-text"]
    assert when in texts("evidence")
    assert day in texts("when")
    assert cause in texts("cause")
    assert word in texts("word")


def test_what_stands_there_already_stays() -> None:
    found = sent(
        Field("version", "hidden", value="4"),
        Field("text", "textarea", value="Dette skrev Hodan."),
        Field("visibility", "radio", value="me"),
        Field("visibility", "radio", value="room", checked=True),
    )
    assert found == {"version": "4", "text": "Dette skrev Hodan.", "visibility": "room"}


def test_what_was_thought_of_is_the_same_the_second_time_and_half_of_it_before() -> None:
    first = filled(Field("title", "text"), Field("text", "textarea"))
    half = dict(first.half())["text"]
    assert first.is_long
    assert first.texts["text"].startswith(half)
    form = Form("card-1", "/send", [Field("title", "text"), Field("text", "textarea", value=half)])
    chance = random.Random(9)
    again = filling.fill(form, Deck(chance), chance, TODAY, first.texts)
    assert dict(again.fields)["text"] == first.texts["text"]


def test_no_text_is_longer_than_the_field_takes_and_dates_lie_ahead() -> None:
    _, kinds = filling.load()
    for kind in kinds:
        found = sent(Field(f"0-{kind.names[0]}" if kind.names else "0-x", "text", most=40))
        assert all(len(value) <= 40 for value in found.values())
    date = sent(Field("0-test_date", "date"))["0-test_date"]
    assert dt.date.fromisoformat(date) > TODAY


def test_strengths_are_few_and_different() -> None:
    boxes = [Field("strengths", "checkbox", value=str(n)) for n in range(24)]
    chosen = [value for name, value in filled(*boxes, ticks_at_most=5).fields]
    assert 1 <= len(set(chosen)) == len(chosen) <= 5


def test_a_text_is_dealt_to_everybody_before_it_comes_again() -> None:
    deck = Deck(random.Random(3))
    stories, _ = filling.load()
    dealt = [deck.story() for _ in stories]
    assert len(set(dealt)) == len(stories)
    assert len({title for title, _ in stories}) == len(stories)
