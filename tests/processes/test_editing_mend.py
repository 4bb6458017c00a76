"""All that is wrong is said at once, and a sound phase can be shown among unfinished ones."""

import pytest

from facilitator.processes import editing as edit
from facilitator.processes import load_library, to_written
from facilitator.processes.editing_faults import look
from facilitator.processes.editing_mend import drawable
from facilitator.processes.editing_shape import Raw, phases_of, tidy

KEY = "erfaringsdeling"


@pytest.fixture
def raw() -> Raw:
    return tidy(to_written(load_library()[KEY]))


def said(raw: Raw) -> set[tuple[int | None, str]]:
    return {(spot.phase, spot.field) for spot in look(raw)}


def test_nothing_is_wrong_where_nothing_is(raw: Raw):
    assert look(raw) == ()


def test_a_field_that_cannot_be_read_hides_nothing(raw: Raw):
    phases = phases_of(raw)
    phases[0] |= {"minutes": "", "prompts": [""], "name": ""}
    phases[1] |= {"kind": "galleri"}
    phases[2] |= {"minutes": "-3"}
    phases[3]["prompts"] = [""]
    raw["name"] = ""
    assert said(raw) == {
        (None, "name"),
        (0, "minutes"),
        (0, "prompt-0"),
        (0, "name"),
        (1, "kind"),
        (2, "minutes"),
        (3, "prompt-0"),
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Skriv hvor mange minutter."),
        ("0", "Skriv et helt tall mellom 1 og 480."),
        ("-3", "Skriv et helt tall mellom 1 og 480."),
        ("\u22123", "Skriv et helt tall mellom 1 og 480."),
        ("481", "Skriv et helt tall mellom 1 og 480."),
        ("999999", "Skriv et helt tall mellom 1 og 480."),
        ("ti", "Skriv et helt tall."),
    ],
)
def test_minutes_are_asked_for_in_words(raw: Raw, typed: str, words: str):
    edited = edit.change_phase(raw, phases_of(raw)[0]["key"], {"minutes": typed}).raw
    assert [spot.said for spot in look(edited)] == [words]


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_phase_can_be_shown_while_all_others_are_unfinished(key: str):
    whole = tidy(to_written(load_library()[key]))
    for index, phase in enumerate(phases_of(whole)):
        broken = tidy(whole)
        for place, other in enumerate(phases_of(broken)):
            if place != index:
                other |= {"prompts": [""], "minutes": "", "name": ""}
        shown = drawable(broken, index)
        assert shown.phases[index].prompts == tuple(phase["prompts"])
        assert shown.phases[index].kind == phase["kind"]
