"""From what a form sent to what the card keeps, and back: nothing is lost on the way."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import card_fields
from facilitator.errors import Invalid
from facilitator.processes.cards import card_types
from facilitator.processes.loader import load_library
from facilitator.processes.parts import CardSpec

SPECS = [
    phase.card
    for process in load_library().values()
    for phase in process.phases
    if phase.card is not None and phase.card.identity != "secret"
]
WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=12)
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)).map(dt.date.isoformat)


def spec(type: str, **more) -> CardSpec:
    """All of a type's fields."""
    known = card_types()[type]
    return CardSpec(type=type, fields=known.fields, **more)


def value_of(field, draw):
    """Something that the field keeps as it is."""
    least = max(field.min_items, 1)
    most = min(card_fields.items_limit(field), least + 2)
    if field.kind == "list":
        return draw(st.lists(WORDS, min_size=least, max_size=most))
    if field.kind == "steps":
        steps = st.fixed_dictionaries({"text": WORDS, "date": DATES})
        return draw(st.lists(steps, min_size=least, max_size=most))
    if field.kind == "choice":
        return draw(st.sampled_from([option.value for option in field.options] or [""]))
    tokens = st.text("abcXYZ019_-", min_size=1, max_size=30)
    kinds = {"photo": tokens, "date": DATES, "number": st.integers(0, 9999), "tick": st.booleans()}
    if field.kind in ("strengths", "links"):
        return "" if field.max_items == 1 and field.kind == "strengths" else []
    return draw(kinds.get(field.kind, WORDS))


@given(data=st.data(), chosen=st.sampled_from(SPECS))
def test_flattened_and_cleaned_a_card_is_what_it_was(data, chosen):
    rows = data.draw(st.integers(1, min(3, card_fields.most_rows(chosen))))
    cards = {
        row: {field.name: value_of(field, data.draw) for field in chosen.fields}
        for row in range(rows)
    }
    flat = card_fields.flatten(chosen, cards)
    begun = set(card_fields.rows_begun(chosen, flat))
    kept = {row: fields for row, fields in cards.items() if row in begun}
    assert card_fields.clean_rows(chosen, flat, draft=True) == kept


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=12))
def test_whatever_a_form_sends_it_is_cleaned_or_refused_with_words(flat):
    told = {}
    try:
        card_fields.clean_rows(spec("roadmap"), flat)
    except Invalid as invalid:
        told = invalid.errors
    assert all(told.values())


def test_every_fault_is_told_at_its_own_field():
    with pytest.raises(Invalid) as refused:
        card_fields.clean_rows(
            spec("contribution"),
            {
                "0-title": "x" * 81,
                "0-form": "foredrag",
                "0-minutes": "tjue",
                "0-hosts-0": "Ane",
                "0-hosts-3": "y" * 300,
            },
        )
    assert set(refused.value.errors) == {"0-title", "0-form", "0-minutes", "0-hosts-3"}


def test_a_list_says_which_line_holds_what_may_not_be_written():
    with pytest.raises(Invalid) as refused:
        card_fields.clean_rows(spec("skill"), {"0-name": "Vente", "0-steps-1": "13097248022"})
    assert "0-steps-1" in refused.value.errors


def test_an_empty_form_asks_for_what_is_needed_unless_it_is_a_draft():
    with pytest.raises(Invalid) as refused:
        card_fields.clean_rows(spec("idea"), {})
    assert list(refused.value.errors) == ["0-headline"]
    assert card_fields.clean_rows(spec("idea"), {}, draft=True) == {}


def test_rows_beyond_the_number_of_cards_are_not_read():
    chosen = spec("insight", count="1-2")
    flat = {f"{row}-text": f"Tanke {row}" for row in range(5)}
    assert list(card_fields.clean_rows(chosen, flat)) == [0, 1]


def test_an_undated_first_step_is_asked_for_its_date():
    steps = card_types()["roadmap"].field("steps")
    dated = CardSpec(type="roadmap", fields=(msgspec.structs.replace(steps, dates=1),))
    with pytest.raises(Invalid) as refused:
        card_fields.clean_rows(dated, {"0-steps-0-text": "Ringe", "0-steps-1-text": "Møtes"})
    assert list(refused.value.errors) == ["0-steps-0-date"]
