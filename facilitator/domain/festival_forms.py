"""The forms one takes part in the festival with, and what whoever does it is called. Pure.

The form's value and words are those of the card that is sent in from Festivalverksted; an own
form is kept in its owner's words.
"""

from functools import cache

from facilitator.processes.cards import card_types

ROLES = {
    "utstilling": "utstilling",
    "framforing": "framføring",
    "verksted": "verkstedholder",
    "vertskap": "vert",
    "prosessledelse": "prosessleder",
}
"""Form → the word for it in a list of people."""

_OTHER_WORDS = {
    "framføring": "framforing",
    "verkstedholder": "verksted",
    "vert": "vertskap",
    "prosessleder": "prosessledelse",
}


@cache
def forms() -> tuple[tuple[str, str, str], ...]:
    """(value, name, what it may be), in the card's order."""
    field = card_types()["contribution"].field("form")
    return tuple((o.value, o.label, o.help or "") for o in field.options) if field else ()


def known_form(said: str) -> str:
    """The form's value, however it is called; what is none of them is left as it is."""
    word = said.strip().lower()
    for value, name, _ in forms():
        if word in (value, name.lower()):
            return value
    return _OTHER_WORDS.get(word, said.strip())


def form_name(form: str) -> str:
    value = known_form(form)
    return next((name for known, name, _ in forms() if known == value), form)


def role_word(form: str) -> str:
    """«verkstedholder»; an own form in its own words."""
    return ROLES.get(known_form(form), form)
