"""Making a process in a browser: what follows by itself, and what is never touched."""

import copy

import pytest

from facilitator.processes import editing as edit
from facilitator.processes import editing_lists as lists
from facilitator.processes import load_library, load_written, to_written
from facilitator.processes.editing_faults import look
from facilitator.processes.editing_form import head_values, phase_values
from facilitator.processes.editing_shape import EditRefused, keys_of, tidy

LIBRARY = load_library()
START = {
    "format": 1,
    "key": "finkampen",
    "name": "Finkampen",
    "minutes": 4,
    "purpose": "Finne ut hva som gjør en kamp fin.",
    "phases": [
        {
            "key": "inngang",
            "name": "Inngang",
            "kind": "intro",
            "minutes": 4,
            "prompts": ["Velkommen hit."],
        }
    ],
}


def library_raw(key: str) -> dict:
    return to_written(LIBRARY[key])


def build(*steps: tuple[str, dict[str, str]]) -> dict:
    """Phases after one another: (kind, what is written in its form)."""
    raw = copy.deepcopy(START)
    for kind, form in steps:
        made = edit.add_phase(raw, kind)
        raw = edit.change_phase(made.raw, made.phase, {"prompt-0": "Hva nå?"}).raw
        for name, value in form.items():
            raw = edit.change_phase(raw, made.phase, {name: value}).raw
    return raw


def phase(raw: dict, index: int) -> dict:
    return raw["phases"][index]


@pytest.mark.parametrize("key", LIBRARY)
def test_a_process_that_is_opened_and_saved_is_the_same(key: str):
    raw = library_raw(key)
    for place in keys_of(raw):
        shown = phase_values(tidy(raw), keys_of(raw).index(place))
        raw = edit.change_phase(raw, place, shown).raw
    raw = lists.change_head(raw, head_values(tidy(raw))).raw
    assert load_written(raw, key) == LIBRARY[key]
    assert look(raw) == ()


def test_a_method_made_from_nothing_is_sound():
    raw = build(
        ("solo", {"card": "insight"}),
        ("round", {"hand-tenk_selv": "1"}),
        ("group", {"name": "En fin kamp er …", "card": "insight", "count": "3", "minutes": "12"}),
        ("harvest", {}),
    )
    assert look(raw) == ()
    process = load_written(raw, "finkampen")
    assert process.minutes == sum(each.minutes for each in process.phases) == 4 + 4 + 18 + 12 + 5
    assert process.boards["tavle"].accepts == ("insight",)
    assert process.phase("gruppe").release.when == "on_submit"
    assert process.phase("gruppe").whose == "group"
    assert process.phase("hosting").projector.board == "tavle"
    assert process.phase("runde").hand[0].phase == "tenk_selv"
    assert {each.groups for each in process.phases[2:4]} == {"ringer"}


def test_a_key_is_made_of_the_name_and_stays():
    raw = build(("group", {"name": "På æresord, Øyvind!"}), ("group", {}), ("group", {}))
    assert keys_of(raw) == ["inngang", "gruppe", "gruppe_2", "gruppe_3"]
    renamed = edit.change_phase(raw, "gruppe", {"name": "Noe helt annet"}).raw
    assert keys_of(renamed) == keys_of(raw)


def test_what_the_room_may_read_lies_on_a_board_and_what_it_may_not_does_not():
    raw = build(("solo", {"card": "insight"}))
    assert "boards" not in raw
    raw = edit.change_phase(raw, "tenk_selv", {"visibility": "room"}).raw
    assert raw["boards"]["tavle"] == {"name": "Tavla", "accepts": ["insight"]}
    back = edit.change_phase(raw, "tenk_selv", {"visibility": "me"})
    assert "boards" not in back.raw
    assert "release" not in phase(back.raw, 1)
    assert "projector" not in phase(back.raw, 1)
    assert "den tavla er borte" in back.said[0]


def test_without_a_name_in_heaps_is_a_copy_of_what_may_be_read():
    raw = build(("solo", {"card": "story", "visibility": "me", "board": "+"}))
    release = phase(raw, 1)["release"]
    assert (release["form"], release["fields"]) == ("copy", ["title", "text"])
    assert look(raw) == ()
    raw = edit.change_phase(raw, "tenk_selv", {"f-text-on": ""}).raw
    assert phase(raw, 1)["release"]["fields"] == ["title"]
    assert look(raw) == ()


def test_groups_are_shared_made_and_put_together():
    raw = build(("pair", {}), ("group", {"together": "merge:par"}), ("round", {}))
    assert raw["groups"]["grupper"] == {"size": "4", "form": "merge", "from": "par"}
    assert phase(raw, 3)["groups"] == "grupper"
    assert phase(raw, 3)["size"] == "4"
    assert phase_values(raw, 3)["together"] == "same:gruppe"
    larger = edit.change_phase(raw, "gruppe", {"size": "4–6"}).raw
    assert phase(larger, 3)["size"] == "4-6"
    assert look(larger) == ()
    own = edit.change_phase(larger, "runde", {"together": "mix"}).raw
    assert phase(own, 3)["groups"] == "ringer"
    assert look(own) == ()


def test_taking_out_the_pairs_mends_the_groups_that_were_made_of_them_and_says_so():
    raw = build(("pair", {}), ("group", {"together": "merge:par"}))
    gone = edit.remove_phase(raw, "par")
    assert gone.raw["groups"] == {"grupper": {"size": "4", "form": "mix"}}
    assert "blir nå blandet på nytt" in gone.said[0]
    assert gone.phase == "gruppe"
    assert look(gone.raw) == ()


def test_what_pointed_at_a_phase_that_is_taken_out_is_said():
    raw = library_raw("erfaringsdeling")
    gone = edit.remove_phase(raw, "forbered")
    assert len(gone.said) == 3
    assert "continues" not in gone.raw["phases"][2]
    assert look(gone.raw) == ()
    load_written(gone.raw, "x")


def test_a_merge_before_its_pairs_is_a_fault_at_its_own_field():
    raw = build(("pair", {}), ("group", {"together": "merge:par"}))
    (spot,) = look(edit.move_phase(raw, "gruppe", 0).raw)
    assert (spot.phase, spot.field) == (0, "together")
    assert "flytt fasen" in spot.said


def test_what_is_typed_stays_and_the_fault_is_at_its_field():
    raw = build(("solo", {"minutes": "ti", "card": "insight", "count": "mange"}))
    assert phase(raw, 1)["minutes"] == "ti"
    spots = {spot.field: spot for spot in look(raw)}
    assert set(spots) == {"minutes", "count"}
    assert (spots["minutes"].phase, spots["minutes"].said) == (1, "Skriv et helt tall.")
    raw = edit.change_phase(raw, "tenk_selv", {"minutes": "10"}).raw
    (spot,) = look(raw)
    assert (spot.phase, spot.field) == (1, "count")
    assert spot.said == "Skriv et tall, eller to med strek imellom, som 4–6."
    mended = edit.change_phase(raw, "tenk_selv", {"count": "1–3"}).raw
    assert phase(mended, 1)["card"] == {"type": "insight", "count": "1-3"}
    assert (mended["minutes"], look(mended)) == (14, ())


def test_a_turn_that_does_not_fit_says_how_long_it_takes():
    raw = build(("round", {}))
    raw = lists.do(raw, "runde", "step+", {}).raw
    raw = edit.change_phase(raw, "runde", {"step-0-minutes": "4,5"}).raw
    (spot,) = look(raw)
    assert (spot.phase, spot.field) == (1, "minutes")
    assert "27 minutter" in spot.said


def test_steps_and_their_prompts_come_and_go_together():
    raw = library_raw("erfaringsdeling")
    raw = lists.do(raw, "runde", "step+", {}).raw
    assert len(raw["phases"][2]["prompts"]) == len(raw["phases"][2]["turn"]) == 3
    raw = lists.do(raw, "runde", "step-:1", {}).raw
    assert [step["name"] for step in raw["phases"][2]["turn"]] == ["Fortell", "Steg 3"]
    raw = lists.do(raw, "runde", "step-:0", {}).raw
    raw = lists.do(raw, "runde", "step-:0", {}).raw
    assert "turn" not in raw["phases"][2]
    assert "prompt_mode" not in raw["phases"][2]


def test_fields_of_a_card_are_renamed_left_out_and_added():
    raw = build(("solo", {"card": "story"}))
    raw = edit.change_phase(
        raw,
        "tenk_selv",
        {
            "f-title-label": "Overskrift",
            "f-strengths-on": "",
            "f-named-on": "",
            "f-text-max": "200",
        },
    ).raw
    raw = lists.do(raw, "tenk_selv", "field+", {"new_field": "Hvor var dere?"}).raw
    raw = edit.change_phase(raw, "tenk_selv", {"f-hvor_var_dere-kind": "choice"}).raw
    assert [spot.field for spot in look(raw)] == ["f-hvor_var_dere-options"]
    raw = edit.change_phase(raw, "tenk_selv", {"f-hvor_var_dere-options": "Ute\nInne"}).raw
    assert look(raw) == ()
    assert phase(raw, 1)["card"]["fields"] == [
        {"name": "title", "label": "Overskrift"},
        {"name": "text", "max": 200},
        {
            "name": "hvor_var_dere",
            "label": "Hvor var dere?",
            "kind": "choice",
            "options": [{"value": "ute", "label": "Ute"}, {"value": "inne", "label": "Inne"}],
        },
    ]
    raw = lists.do(raw, "tenk_selv", "field-:hvor_var_dere", {}).raw
    back = {"f-title-label": "Tittel", "f-text-max": "1500", "f-strengths-on": "1"}
    raw = edit.change_phase(raw, "tenk_selv", back | {"f-named-on": "1"}).raw
    assert phase(raw, 1)["card"] == {"type": "story"}


def test_a_new_field_without_a_name_is_refused_at_its_field():
    raw = build(("solo", {"card": "story"}))
    with pytest.raises(EditRefused) as refused:
        lists.do(raw, "tenk_selv", "field+", {"new_field": "  "})
    assert refused.value.field == "new_field"


def test_in_a_round_those_who_listen_write_and_nobody_else_picks_the_readers():
    raw = build(("round", {"card": "insight", "writes": "each"}))
    assert (phase(raw, 1)["writes"], phase(raw, 1)["whose"]) == ("listeners", "group")
    (spot,) = look(edit.change_phase(raw, "runde", {"visibility": "choose"}).raw)
    assert spot.field == "visibility"


def test_another_kind_takes_what_suits_it_along():
    raw = build(("solo", {"card": "insight"}), ("round", {}))
    raw = edit.change_phase(raw, "tenk_selv", {"kind": "group"}).raw
    assert (phase(raw, 1)["size"], phase(raw, 1)["groups"]) == ("4-6", "grupper")
    assert look(raw) == ()
    walk = edit.change_phase(raw, "tenk_selv", {"kind": "gallery"})
    assert "card" not in phase(walk.raw, 1)
    assert walk.said[0] == "Kortet er tatt bort, siden ingen skriver i denne fasen nå."
    assert look(walk.raw) == ()


@pytest.mark.parametrize(("kind", "key"), [("harvest", "hosting"), ("gallery", "vandring")])
def test_a_phase_for_looking_shows_the_board_there_is_also_when_it_comes_later(kind: str, key: str):
    after = build(("group", {"card": "insight"}), (kind, {}))
    before = build(("group", {}), (kind, {}))
    assert "projector" not in phase(before, 2)
    before = edit.change_phase(before, "gruppe", {"card": "insight"}).raw
    for raw in (after, before):
        assert look(raw) == ()
        shown = load_written(raw, "finkampen").phase(key)
        assert (shown.projector.show, shown.board, shown.phone_mode) == ("board", "tavle", "read")


def test_what_an_author_has_chosen_to_show_stays_when_more_boards_come():
    raw = build(("group", {"card": "insight"}), ("harvest", {"shows": "prompt"}))
    raw = edit.change_phase(raw, "gruppe", {"board": "+"}).raw
    assert "projector" not in phase(raw, 2)


def test_without_a_board_a_phase_for_looking_says_what_it_waits_for():
    assert "Ingen kort er lagt på en tavle ennå" in edit.add_phase(START, "gallery").said[0]
    assert edit.add_phase(build(("group", {"card": "insight"})), "gallery").said == ()


def test_a_copied_interview_stays_whole_when_its_words_are_changed():
    raw = library_raw("ai_intervju")
    raw = edit.change_phase(raw, "intervju_1", {"prompt-0": "Fortell om en kamp."}).raw
    process = load_written(raw, "x")
    assert (
        process.phase("intervju_1").interview
        == LIBRARY["ai_intervju"].phase("intervju_1").interview
    )
    assert process.trio == LIBRARY["ai_intervju"].trio


def test_shorter_interviews_make_the_time_of_three_shorter():
    raw = library_raw("ai_intervju")
    for key in ("intervju_1", "intervju_2"):
        raw = edit.change_phase(raw, key, {"minutes": "10"}).raw
    assert raw["trio"]["talk"] == 6.5
    assert look(raw) == ()


def test_a_variable_that_nobody_fills_in_is_said_where_it_stands():
    raw = build(("solo", {"prompt-0": "Tema: {tema}"}))
    (spot,) = look(raw)
    assert (spot.phase, spot.field) == (1, "prompt-0")
    raw = lists.do_head(raw, "setting+", {"new_setting": "Tema"}).raw
    assert look(raw) == ()
    assert raw["settings"] == [{"key": "tema", "label": "Tema"}]


def test_what_has_no_field_can_be_taken_away():
    raw = library_raw("sosiale_ferdigheter")
    raw = lists.do(raw, "vis", "drop:phases[3].mark", {}).raw
    assert "mark" not in phase(raw, 3)
    assert look(raw) == ()


def test_the_last_phase_cannot_be_taken_out():
    with pytest.raises(EditRefused):
        edit.remove_phase(START, "inngang")


def test_nothing_is_changed_in_place():
    raw = library_raw("erfaringsdeling")
    before = copy.deepcopy(raw)
    edit.change_phase(raw, "runde", {"minutes": "3", "kind": "solo"})
    edit.remove_phase(raw, "forbered")
    assert raw == before
