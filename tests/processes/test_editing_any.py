"""Whatever an author does, the method can be used or each fault has a place in the form."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.processes import editing as edit
from facilitator.processes import editing_lists as lists
from facilitator.processes import load_library, load_written, to_written
from facilitator.processes.editing_faults import REST, look
from facilitator.processes.editing_form import head_values, phase_values
from facilitator.processes.editing_kinds import WORDS
from facilitator.processes.editing_shape import EditRefused, Raw, keys_of, tidy

LIBRARY = load_library()
TYPED = [
    "",
    "0",
    "3",
    "2,5",
    "5000",
    "4–6",
    "mix",
    "self",
    "all",
    "x" * 1600,
    "{tema}",
    "1",
    "\x00 ",
]
CHOSEN = [
    "me",
    "group",
    "room",
    "choose",
    "each",
    "listeners",
    "story",
    "insight",
    "copy",
    "+",
    *WORDS,
]
BUTTONS = ["prompt+", "prompt-:0", "step+", "step-:0", "field+", "field-:text", "field-:title"]

place = st.integers(0, 13)
act = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(list(WORDS)), place),
    st.tuples(st.just("remove"), place, place),
    st.tuples(st.just("move"), place, place),
    st.tuples(st.just("press"), st.sampled_from(BUTTONS), place),
    st.tuples(st.just("type"), st.tuples(place, st.sampled_from(TYPED + CHOSEN)), place),
    st.tuples(st.just("head"), st.tuples(place, st.sampled_from(TYPED)), place),
    st.tuples(st.just("setting"), st.sampled_from(["setting+", "setting-:0"]), place),
    st.tuples(st.just("share"), place, place),
)


def play(raw: Raw, what: str, how: object, where: int) -> Raw:
    keys = keys_of(tidy(raw))
    key = keys[where % len(keys)]
    if what == "add":
        return edit.add_phase(raw, str(how), key).raw
    if what == "remove":
        return edit.remove_phase(raw, key).raw
    if what == "move":
        return edit.move_phase(raw, key, int(how)).raw
    if what == "press":
        return lists.do(raw, key, str(how), {"new_field": "Hvor?"}).raw
    if what == "setting":
        return lists.do_head(raw, str(how), {"new_setting": "Tema"}).raw
    if what == "share":
        other = keys[int(how) % len(keys)]
        return edit.change_phase(raw, key, {"together": f"same:{other}", "continues": other}).raw
    number, text = how
    values = head_values(tidy(raw)) if what == "head" else None
    if values is not None:
        return lists.change_head(raw, {list(values)[number % len(values)]: text}).raw
    values = phase_values(tidy(raw), keys.index(key))
    return edit.change_phase(raw, key, {list(values)[number % len(values)]: text}).raw


@settings(max_examples=150)
@given(st.sampled_from(sorted(LIBRARY)), st.lists(act, max_size=9))
def test_every_fault_has_its_place(key: str, acts: list):
    raw = to_written(LIBRARY[key])
    for what, how, where in acts:
        with contextlib.suppress(EditRefused):
            raw = play(raw, what, how, where)
    spots = look(raw)
    if not spots:
        load_written(raw, key)
    for spot in spots:
        shown = head_values(raw) if spot.phase is None else phase_values(raw, spot.phase)
        assert spot.field in shown or (spot.field == REST and spot.said), spot
        assert spot.said
        assert spot.field != REST or spot.path, spot


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "key",
                        "name",
                        "kind",
                        "card",
                        "type",
                        "fields",
                        "turn",
                        "hand",
                        "release",
                        "board",
                        "groups",
                        "prompts",
                        "projector",
                        "lines",
                        "mark",
                        "choices",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_a_file_with_any_rubbish_in_a_phase_can_be_opened(rubbish: object):
    raw = {
        "key": "x",
        "name": "X",
        "minutes": 1,
        "purpose": "y",
        "phases": [rubbish, {"name": "To"}],
    }
    made = tidy(raw)
    assert tidy(made) == made
    for index in range(len(made["phases"])):
        phase_values(made, index)
    assert look(raw)
