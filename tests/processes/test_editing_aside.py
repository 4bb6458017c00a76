"""A card that was taken away has its own fields again when it comes back."""

from facilitator.processes import editing as edit
from facilitator.processes import editing_lists as lists
from facilitator.processes import load_library, load_written, to_written
from facilitator.processes.editing_faults import look
from facilitator.processes.editing_shape import ASIDE, Raw, without_aside


def with_own_field() -> Raw:
    raw = edit.settled(to_written(load_library()["erfaringsdeling"])).raw
    raw = edit.change_phase(raw, "kort", {"f-text-label": "Hva skjedde?"}).raw
    return lists.do(raw, "kort", "field+", {"new_field": "Hvor?"}).raw


def card(raw: Raw) -> Raw:
    return next(phase for phase in raw["phases"] if phase["key"] == "kort").get("card", {})


def change(raw: Raw, **form: str) -> Raw:
    return edit.change_phase(raw, "kort", form).raw


def test_no_card_and_the_same_again_is_as_it_was():
    raw = with_own_field()
    gone = change(raw, card="")
    assert not card(gone)
    assert card(change(gone, card=card(raw)["type"])) == card(raw)


def test_another_type_and_back_and_a_walk_and_back():
    raw = with_own_field()
    other = change(raw, card="insight" if card(raw)["type"] != "insight" else "story")
    assert "Hvor?" not in str(card(other))
    assert card(change(other, card=card(raw)["type"])) == card(raw)
    back = change(change(raw, kind="gallery"), kind="group")
    assert "Hvor?" in str(card(change(back, card=card(raw)["type"])))


def test_what_is_put_away_is_no_part_of_the_method_and_goes_with_its_phase():
    gone = change(with_own_field(), card="")
    assert ASIDE in gone
    assert look(gone) == ()
    load_written(without_aside(gone), "metoden")
    assert ASIDE not in edit.remove_phase(gone, "kort").raw
