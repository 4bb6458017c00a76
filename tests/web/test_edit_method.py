"""Writing an own method in the browser: saved as it comes, faults and all."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import methods
from facilitator.domain.policies import Actor
from facilitator.models import Method
from facilitator.processes import load_library
from tests.support.lead import oslo

JSON = {"Accept": "application/json"}


@dataclass
class Editor:
    """Somebody's editor of one method."""

    client: FlaskClient
    database: Database
    key: str

    def page(self, rest: str = "") -> str:
        answer = self.client.get(f"/metoder/{self.key}/rediger{rest}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, rest: str, /, revision: int | None = None, *, json: bool = True, **fields: str):
        seen = self.method.revision if revision is None else revision
        return self.client.post(
            f"/metoder/{self.key}/rediger/{rest}",
            data={"revision": str(seen), **fields},
            headers=JSON if json else {},
        )

    @property
    def method(self) -> Method:
        with self.database.reading() as db:
            found = db.scalars(select(Method).where(Method.key == self.key)).one()
            db.refresh(found, ["written"])
            return found

    @property
    def written(self) -> dict[str, Any]:
        return self.method.written

    def phase(self, key: str) -> dict[str, Any]:
        return next(phase for phase in self.written["phases"] if phase["key"] == key)


@pytest.fixture
def editor(linked, database: Database, cast) -> Editor:
    """Pål's copy of «Erfaringsdeling i ring», on his own phone."""
    with database.transaction() as db:
        actor = Actor(participant_id=cast.pal, whole_portfolio=True)
        like = load_library()["erfaringsdeling"]
        key = methods.begin(db, actor, oslo(9), like=like, name="Finkampen").key
    return Editor(linked("pal"), database, key)


def test_one_change_is_saved_and_the_rest_stays(editor: Editor):
    before = editor.written
    answer = editor.post("fase/runde", minutes="40")
    assert answer.json["ok"]
    assert answer.json["revision"] == 1
    assert editor.phase("runde")["minutes"] == 40
    assert editor.written["minutes"] == before["minutes"] + 4
    assert editor.phase("kort") == next(p for p in before["phases"] if p["key"] == "kort")
    assert 'value="40"' in editor.page("?fase=runde")


def test_the_same_again_changes_nothing(editor: Editor):
    editor.post("fase/runde", minutes="40")
    assert editor.post("fase/runde", minutes="40").json["revision"] == 1


def test_a_plain_form_without_script_comes_back_to_its_phase(editor: Editor):
    answer = editor.post("fase/runde", json=False, minutes="40")
    assert answer.status_code == 303
    assert answer.location.endswith("/rediger?fase=runde")


def test_what_is_wrong_is_kept_and_said_at_its_field_and_in_the_list(editor: Editor):
    editor.post("fase/runde", minutes="mange")
    page = editor.page("?fase=runde")
    assert re.search(r'id="runde-minutes"[^>]*value="mange"[^>]*aria-invalid="true"', page)
    assert 'id="runde-minutes-error" data-error-for="minutes">Skriv et helt tall.' in page
    assert re.search(r'href="[^"]*\?fase=runde#runde-minutes"', editor.page())
    assert "må rettes" in editor.page("?fase=kort")


def test_another_window_is_not_written_over_and_both_texts_are_shown(editor: Editor):
    editor.post("fase/runde", **{"prompt-0": "Fortell om en kamp."})
    late = {"prompt-0": "Fortell om en trening.", "minutes": "36"}
    answer = editor.post("fase/runde", 0, json=False, **late)
    assert answer.status_code == 409
    assert "endret i et annet vindu" in answer.text
    assert "Fortell om en trening.</textarea>" in answer.text
    assert "Her står det nå: «Fortell om en kamp.»." in answer.text
    assert editor.post("fase/runde", 0, **late).status_code == 409
    assert editor.phase("runde")["prompts"][0] == "Fortell om en kamp."
    assert editor.post("fase/runde", 1, **late).status_code == 200
    assert editor.phase("runde")["prompts"][0] == "Fortell om en trening."


def test_a_national_id_is_refused_at_its_field_and_never_kept(editor: Editor):
    number = "13097248022"
    answer = editor.post("fase/runde", **{"prompt-0": f"Spør {number}"})
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["prompt-0"]
    page = editor.post("fase/runde", json=False, **{"prompt-0": f"Spør {number}"})
    assert page.status_code == 422
    assert f"Spør {number}</textarea>" in page.text
    assert number not in str(editor.written)


def test_markup_is_text(editor: Editor):
    editor.post("om", name="<b>Finkampen</b>", purpose="<script>alert(1)</script>")
    page = editor.page()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Finkampen" in page


def test_a_phase_is_added_behind_the_one_that_is_shown(editor: Editor):
    answer = editor.post("ny", new_kind="solo", phase="inngang")
    assert answer.json["next"].endswith("?fase=tenk_selv")
    assert [phase["key"] for phase in editor.written["phases"]][:3] == [
        "inngang",
        "tenk_selv",
        "forbered",
    ]
    assert "Skriv det du spør om." in editor.page("?fase=tenk_selv")


def test_a_phase_is_moved_and_taken_out_and_put_back(editor: Editor):
    before = editor.written
    assert editor.post("fase/kort/flytt", to="up").status_code == 200
    assert [phase["key"] for phase in editor.written["phases"]][2] == "kort"
    editor.post("fase/kort/flytt", to="down")
    assert editor.written == before
    answer = editor.post("fase/forbered/fjern", json=False)
    assert answer.status_code == 200
    assert "Fasen er tatt ut." in answer.text
    assert "begynner nå med et tomt kort" in answer.text
    taken = re.search(r'name="taken" value="([^"]+)"', answer.text)[1]
    assert editor.post("angre", taken=taken).json["next"].endswith("?fase=forbered")
    assert editor.written == before


def test_undo_of_another_method_or_a_made_up_one_is_refused(editor: Editor, database, cast):
    taken = editor.post("fase/forbered/fjern").json["undo"]
    with database.transaction() as db:
        actor = Actor(participant_id=cast.pal, whole_portfolio=True)
        other = methods.begin(db, actor, oslo(9), like=None, name="En annen").key
    second = Editor(editor.client, database, other)
    assert second.post("angre", taken=taken).status_code == 422
    assert second.post("angre", taken="oppdiktet").status_code == 422
    assert len(second.written["phases"]) == 1


def test_a_field_without_a_name_is_refused_where_it_was_to_be_written(editor: Editor):
    answer = editor.post("fase/kort", do="field+", new_field=" ")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["new_field"])
    assert editor.post("fase/kort", do="field+", new_field="Hvor?").status_code == 200
    assert 'name="f-hvor-label"' in editor.page("?fase=kort")


def test_what_goes_with_a_press_is_saved_too(editor: Editor):
    editor.post("fase/inngang", do="prompt+", **{"prompt-0": "Vel møtt."})
    assert editor.phase("inngang")["prompts"] == ["Vel møtt.", ""]


def test_an_edition_is_saved_when_nothing_is_wrong(editor: Editor):
    editor.post("fase/runde", minutes="3")
    answer = editor.post("utgave", json=False)
    assert answer.status_code == 422
    assert "Turene trenger 36 minutter" in answer.text
    editor.post("fase/runde", minutes="36")
    assert editor.post("utgave").json["notice"].startswith("Utgave 1 er lagret.")
    assert editor.method.version == 1
    assert "Lagre utgave" not in editor.page()


def test_only_the_owner_edits(editor: Editor, leader, linked, stranger, phone, database):
    editor.post("utgave")
    with database.transaction() as db:
        db.scalars(select(Method)).one().scope = "all"
    statuses = {
        "leader": (leader, 403),
        "another": (linked("ane"), 403),
        "by code": (phone("hodan"), 403),
        "stranger": (stranger, 401),
    }
    for who, (client, status) in statuses.items():
        theirs = Editor(client, database, editor.key)
        assert client.get(f"/metoder/{editor.key}/rediger").status_code == status, who
        assert theirs.post("fase/runde", minutes="40").status_code == status, who
        assert theirs.post("fase/runde/fjern").status_code == status, who
    assert editor.phase("runde")["minutes"] == 36


def test_a_built_in_method_is_not_edited(editor: Editor):
    assert editor.client.get("/metoder/ai_intervju/rediger").status_code == 404


def test_a_phase_that_is_gone_says_so(editor: Editor):
    answer = editor.post("fase/finnes_ikke", minutes="3")
    assert answer.status_code == 422
    assert "ikke her lenger" in answer.json["message"]


def test_a_draft_that_is_hardly_a_method_can_be_opened_and_mended(editor: Editor, database):
    with database.transaction() as db:
        db.scalars(select(Method)).one().written = {
            "key": editor.key,
            "name": "Finkampen",
            "purpose": "Prøve",
            "farge": "blå",
            "phases": [],
        }
    assert "drop:farge" in editor.page()
    editor.post("om", do="drop:farge")
    assert "En prosess må ha minst én fase." in editor.page()
    editor.post("ny", new_kind="intro")
    editor.post("fase/inngang", **{"prompt-0": "Vel møtt."})
    assert editor.post("utgave").status_code == 200


@pytest.mark.parametrize("key", ["ai_intervju", "moralsk_resonnering", "styrkeidentifisering"])
def test_every_phase_of_what_is_most_special_has_a_form(key: str, linked, database, cast):
    with database.transaction() as db:
        actor = Actor(participant_id=cast.pal, whole_portfolio=True)
        copy = methods.begin(db, actor, oslo(9), like=load_library()[key], name="Kopi").key
    editor = Editor(linked("pal"), database, copy)
    before = editor.written
    for phase in before["phases"]:
        page = editor.page(f"?fase={phase['key']}")
        form = dict(re.findall(r'name="(f-[^"]+|name|minutes)"[^>]*value="([^"]*)"', page))
        assert form["minutes"] == str(phase["minutes"])
        assert "field-error" in page
    assert editor.written == before


def test_a_phase_that_is_gone_from_an_address_is_said_calmly(editor: Editor):
    page = editor.page("?fase=finnesikke")
    assert re.search(r"data-press-status>Fasen finnes ikke lenger\.", page)
    assert 'id="om-name"' in page
    assert "finnes ikke lenger" not in editor.page("?fase=runde")


def test_what_no_list_knows_is_shown_and_cannot_be_chosen(editor: Editor, database):
    with database.transaction() as db:
        method = db.scalars(select(Method)).one()
        phases = [
            {**phase, "kind": "galleri"} if phase["key"] == "kort" else phase
            for phase in method.written["phases"]
        ]
        method.written = {**method.written, "phases": phases}
    page = editor.page("?fase=kort")
    assert '<option value="galleri" selected disabled hidden>Ukjent: «galleri»</option>' in page
    editor.post("fase/kort", name="Et kort")
    assert editor.phase("kort")["kind"] == "galleri"
    editor.post("fase/kort", kind="solo")
    assert "galleri" not in editor.page("?fase=kort")


def test_at_twelve_questions_it_says_so(editor: Editor):
    for _ in range(12):
        editor.post("fase/inngang", do="prompt+")
    page = editor.page("?fase=inngang")
    assert "Tolv spørsmål er det meste." in page
    assert "Ett spørsmål til" not in page
