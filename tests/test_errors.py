"""What a person is told when something goes wrong: bokmål, calm, and never an exclamation."""

import inspect

import pytest

from facilitator import errors
from facilitator.errors import (
    Conflict,
    FacilitatorError,
    Invalid,
    MustWait,
    PenTaken,
    TooManyGuesses,
)

MADE = {
    "Conflict": Conflict({"title": "Den andre"}, 3),
    "Invalid": Invalid({"title": "Gi den en tittel."}),
    "MustWait": MustWait("Vent ett minutt, og prøv igjen.", 60),
    "PenTaken": PenTaken("Hodan"),
    "TooManyGuesses": TooManyGuesses(130),
}
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, FacilitatorError)
]


def made(kind: type[FacilitatorError]) -> FacilitatorError:
    return MADE.get(kind.__name__) or kind()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_words_and_a_status(kind: type[FacilitatorError]) -> None:
    error = made(kind)
    assert 400 <= error.status < 500
    assert error.message
    assert error.message[0].isupper()
    assert error.message[-1] in ".…"
    assert "!" not in error.message
    assert str(error) == error.message


def test_a_conflict_carries_what_stands_there() -> None:
    conflict = made(Conflict)
    assert isinstance(conflict, Conflict)
    assert (conflict.current, conflict.version) == ({"title": "Den andre"}, 3)


def test_bad_input_names_its_fields_and_says_the_first() -> None:
    invalid = Invalid({"title": "Gi den en tittel.", "text": "Skriv noe først."})
    assert invalid.message == "Gi den en tittel."
    assert set(invalid.errors) == {"title", "text"}
    assert Invalid({}).message == Invalid.message


def test_the_wait_after_many_wrong_codes_is_said_in_whole_minutes() -> None:
    assert "ett minutt" in TooManyGuesses(20).message
    assert "3 minutter" in TooManyGuesses(130).message
