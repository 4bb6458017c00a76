"""The editor of a method as plain forms: Enter saves, and every button takes the text along."""

import lxml.html
import pytest

from tests.web.test_edit_method import Editor, editor

__all__ = ["editor"]


@pytest.mark.parametrize("address", ["", "?fase=runde", "?fase=kort"])
def test_enter_presses_a_button_that_only_saves(editor: Editor, address: str):
    page = lxml.html.fromstring(editor.page(address))
    form = page.xpath("//form[@data-autosave]")[0]
    own = page.xpath("//button[@form=$id] | //form[@id=$id]//button", id=form.get("id"))
    first = own[0]
    assert first.text == "Lagre"
    assert first.get("name") is None
    assert first.get("formaction") is None
    assert first.get("tabindex") == "-1"


@pytest.mark.parametrize(
    ("rest", "pressed"),
    [
        ("fase/runde/flytt", {"to": "up"}),
        ("ny", {"new_kind": "solo"}),
        ("fase/inngang/fjern", {}),
        ("utgave", {}),
    ],
)
def test_what_is_typed_goes_along_with_every_button(editor: Editor, rest: str, pressed: dict):
    typed = {"phase": "runde", "kind": "round", "prompt-0": "Fortell om en fin kamp."}
    assert editor.post(rest, json=False, **typed, **pressed).status_code in (200, 303)
    assert editor.phase("runde")["prompts"][0] == "Fortell om en fin kamp."


def test_what_is_typed_is_kept_also_when_the_edition_is_not(editor: Editor):
    answer = editor.post("utgave", json=False, phase="runde", minutes="3")
    assert answer.status_code == 422
    assert editor.phase("runde")["minutes"] == 3
    assert editor.method.version == 0


def test_what_may_not_be_kept_is_said_at_its_field_whatever_was_pressed(editor: Editor):
    typed = {"phase": "runde", "prompt-0": "Spør 13097248022"}
    for rest, pressed in (("fase/runde/flytt", {"to": "up"}), ("utgave", {})):
        answer = editor.post(rest, json=False, **typed, **pressed)
        assert answer.status_code == 422
        assert "Spør 13097248022</textarea>" in answer.text
    assert "13097248022" not in str(editor.written)


def test_a_new_field_is_added_by_enter_too(editor: Editor):
    editor.post("fase/kort", json=False, phase="kort", new_field="Hvor?")
    editor.post("om", json=False, phase="", new_setting="Idrett")
    assert "Hvor?" in str(editor.phase("kort")["card"])
    assert editor.written["settings"][-1]["label"] == "Idrett"


def test_what_is_typed_is_put_back_with_a_phase_that_was_taken_out(editor: Editor):
    taken = editor.post("fase/runde/fjern", phase="runde", minutes="41").json["undo"]
    editor.post("angre", taken=taken)
    assert editor.phase("runde")["minutes"] == 41
