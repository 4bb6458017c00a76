"""The kull's settings: changed by a kursholder, read by those who lead it, closed to others."""

import datetime as dt
import io

import pytest
from PIL import Image

from facilitator.domain import cohort_logos
from facilitator.models import Certificate, Cohort, CompetenceGoal, PracticeDocument
from tests.support.cast import other_room

ATTENDANCE = {"attendance_unit": "day", "attendance_threshold": "75", "late_entry": "from_entry"}


@pytest.fixture
def kept(database, cast):
    def read(*names):
        with database.reading() as db:
            cohort = db.get_one(Cohort, cast.cohort)
            return tuple(getattr(cohort, name) for name in names)

    return read


def test_a_section_is_saved_and_shown_again(leader, kept):
    answer = leader.post("/kull/del/oppmote", data=ATTENDANCE)
    assert answer.location == "/kull#oppmote"
    assert kept("attendance_unit", "attendance_threshold", "late_entry") == (
        "day", 75, "from_entry",
    )  # fmt: skip
    assert kept("attendance_includes_festival") == (False,)
    page = leader.get("/kull").text
    assert 'value="day" checked' in page
    assert "Nå er kravet 1 av 1 hele dager." in page


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(leader, kept):
    form = {**ATTENDANCE, "attendance_threshold": "åtti", "attendance_unit": "week"}
    answer = leader.post("/kull/del/oppmote", data=form)
    assert answer.status_code == 422
    assert "Skriv et helt tall fra 1 til 100." in answer.text
    assert 'value="åtti"' in answer.text
    assert 'value="from_entry" checked' in answer.text
    assert kept("attendance_unit", "attendance_threshold") == ("half_day", 80)


def test_a_birth_number_is_refused_in_a_name(leader, kept):
    form = {"name": "Kull 01010112377", "period": "2026/2027"}
    answer = leader.post("/kull/del/kullet", data=form)
    assert answer.status_code == 422
    assert "Dette ser ut som et fødselsnummer" in answer.text
    assert kept("name") == ("Kull 10",)


@pytest.mark.parametrize(
    ("section", "form", "name", "value"),
    [
        ("dokumenter", {"min_approved_documents": "4", "document_deadline": "", "reading": "whole",
                        "answer_days": "10"}, "approve_documents", False),
        ("oppsummering", {"summary_least": "400", "summary_most": "900"}, "summary_most", 900),
        ("bevis", {"certificate_prefix": "10", "certificate_practised": "AI-intervju",
                   "signer1": "Turid Vidsyn", "title1": "prosessleder"},
         "certificate_signers", [{"name": "Turid Vidsyn", "title": "prosessleder"}]),
        ("styrker", {"catalogue": "via24"}, "catalogue", "via24"),
    ],
)  # fmt: skip
def test_each_section(leader, kept, section, form, name, value):
    assert leader.post(f"/kull/del/{section}", data=form).status_code == 303
    assert kept(name) == (value,)


@pytest.mark.parametrize(
    ("section", "form", "said"),
    [
        ("oppsummering", {"summary_least": "900", "summary_most": "400"}, "det største"),
        ("bevis", {"certificate_practised": "x", "title1": "rektor"}, "Skriv også navnet."),
        ("bevis", {"certificate_practised": "x", "certificate_prefix": "10/"}, "tall og bokstaver"),
        ("dokumenter", {"document_deadline": "29.9.27"}, "Skriv datoen slik"),
        ("styrker", {"catalogue": "finnes-ikke"}, "Velg en av mulighetene."),
    ],
)
def test_what_does_not_go(leader, section, form, said):
    answer = leader.post(f"/kull/del/{section}", data=form)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_prosessleder_who_is_no_kursholder_reads_it_only(leader2, kept):
    page = leader2.get("/kull").text
    assert "kull-pair" not in page  # in a <dl> a line is one box of its own
    assert "Dette gjør kursholderen" in page
    assert "15 av" in page or "2 av 2 halve dager" in page
    assert 'action="/kull/del' not in page
    assert leader2.post("/kull/del/oppmote", data=ATTENDANCE).status_code == 403
    assert leader2.post("/kull/maal", data={"goal": "Nytt"}).status_code == 403
    assert kept("attendance_threshold") == (80,)


def test_another_kull_is_closed(leader, database, cast, clock):
    with database.transaction() as db:
        other_room(db, cast, clock())
    assert leader.get("/kull?kull=kull11").status_code == 403
    assert leader.post("/kull/del/oppmote?kull=kull11", data=ATTENDANCE).status_code == 403


# --- kompetansemål -------------------------------------------------------------------------------


def goals(database, cast) -> list[tuple[int, str]]:
    with database.reading() as db:
        return [(goal.id, goal.text) for goal in db.get_one(Cohort, cast.cohort).goals]


def test_goals_are_added_reworded_and_moved(leader, database, cast):
    for text in ("Lede en ring", "Stille åpne spørsmål", "Lede en ring"):
        leader.post("/kull/maal", data={"goal": text})
    (first, _), (second, _) = goals(database, cast)
    leader.post(f"/kull/maal/{second}", data={f"goal-{second}": "Stille gode spørsmål"})
    leader.post(f"/kull/maal/{second}/flytt", data={"to": "opp"})
    leader.post(f"/kull/maal/{second}/flytt", data={"to": "opp"})
    assert goals(database, cast) == [(second, "Stille gode spørsmål"), (first, "Lede en ring")]
    assert leader.post(f"/kull/maal/{first}", data={f"goal-{first}": ""}).status_code == 422
    leader.post(f"/kull/maal/{first}/fjern")
    assert [text for _, text in goals(database, cast)] == ["Stille gode spørsmål"]


def test_a_goal_that_a_document_names_stays(leader, database, cast):
    with database.transaction() as db:
        goal = CompetenceGoal(cohort_id=cast.cohort, position=0, text="Lede en ring")
        db.add(goal)
        db.flush()
        db.add(PracticeDocument(
            participant_id=cast.ane, title="En ring", kind="text", status="kladd", goals=[goal.id]
        ))  # fmt: skip
        number = goal.id
    page = leader.post(f"/kull/maal/{number}/fjern", follow_redirects=True).text
    assert "så det blir stående" in page
    assert goals(database, cast) == [(number, "Lede en ring")]


# --- the logo ------------------------------------------------------------------------------------


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 300), "teal").save(out, kind)
    return out.getvalue()


def put(client, body: bytes, name: str = "logo.png"):
    return client.post("/kull/logo", data={"logo": (io.BytesIO(body), name)})


def test_a_logo_is_made_anew_shown_and_taken_away(leader, stranger, kept, settings):
    assert put(leader, picture("JPEG"), "logo.jpg").status_code == 303
    (token,) = kept("logo")
    served = stranger.get(f"/kull/logo/{token}.png")
    assert served.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(served.data)).size == (900, 225)
    put(leader, picture("PNG"))
    assert not cohort_logos.path_of(settings.data_dir, token).exists()
    (token,) = kept("logo")
    leader.post("/kull/logo/bort")
    assert kept("logo") == (None,)
    assert stranger.get(f"/kull/logo/{token}.png").status_code == 404
    assert list((settings.data_dir / cohort_logos.FOLDER).iterdir()) == []


def test_a_kompetansebevis_keeps_the_logo_it_was_issued_with(leader, kept, settings, database):
    put(leader, picture("PNG"))
    (token,) = kept("logo")
    today = dt.date(2027, 10, 20)
    with database.transaction() as db:
        db.add(Certificate(
            number="10-001", code="ABCDEFGHJK", name="Ane", programme="SMART",
            cohort_name="Kull 10", dated=today, status="valid", content={"logo": token},
            issued_by="Turid", issued_at=dt.datetime(2027, 10, 20, tzinfo=dt.UTC),
        ))  # fmt: skip
    put(leader, picture("JPEG"))
    assert kept("logo") != (token,)
    assert cohort_logos.path_of(settings.data_dir, token).exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "Velg en bildefil først."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG eller JPEG"),
        (picture("PNG")[:200], "PNG eller JPEG"),
        (picture("GIF"), "PNG eller JPEG"),
    ],
)
def test_what_is_no_logo(leader, kept, body, said):
    answer = put(leader, body)
    assert answer.status_code == 422
    assert said in answer.text
    assert kept("logo") == (None,)


def test_a_logo_is_the_kursholders_to_choose(leader2, kept):
    assert put(leader2, picture("PNG")).status_code == 403
    assert kept("logo") == (None,)


# --- two who write at once -----------------------------------------------------------------------


@pytest.fixture
def shown(leader):
    """What a section's form was drawn with: the marks of its fields."""

    def read(path: str = "/kull", after: str = 'id="oppmote"') -> str:
        form = leader.get(path).text.partition(after)[2]
        return form.partition('name="seen" value="')[2].partition('"')[0]

    return read


def test_what_another_tab_has_saved_is_not_written_over(leader, kept, shown):
    seen = shown()
    leader.post("/kull/del/oppmote", data={**ATTENDANCE, "seen": seen})
    mine = {**ATTENDANCE, "attendance_threshold": "90", "attendance_unit": "half_day"}
    answer = leader.post("/kull/del/oppmote", data={**mine, "seen": seen})
    assert answer.status_code == 422
    assert "Nå står det «75»" in answer.text
    assert 'value="90"' in answer.text
    assert kept("attendance_threshold") == (75,)
    # The unit was untouched in the second tab, and stands as the first one has set it.
    assert 'value="day" checked' in answer.text
    again = answer.text.partition('id="oppmote"')[2].partition('name="seen" value="')[2]
    form = {**mine, "attendance_unit": "day", "seen": again.partition('"')[0]}
    assert leader.post("/kull/del/oppmote", data=form).status_code == 303
    assert kept("attendance_threshold", "attendance_unit") == (90, "day")


def test_two_fields_of_a_section_are_both_kept(leader, kept, shown):
    seen = shown()
    same = {"attendance_unit": "half_day", "attendance_includes_festival": "1"}
    before = {
        **same, "attendance_threshold": "80", "late_entry": "whole_year", "seen": seen,
    }  # fmt: skip
    leader.post("/kull/del/oppmote", data={**before, "attendance_threshold": "75"})
    leader.post("/kull/del/oppmote", data={**before, "late_entry": "from_entry"})
    assert kept("attendance_threshold", "late_entry") == (75, "from_entry")
    assert kept("attendance_includes_festival") == (True,)


def test_a_goal_and_a_samling_are_not_written_over_either(leader, database, cast, shown):
    leader.post("/kull/maal", data={"goal": "Leder en runde"})
    with database.reading() as db:
        goal = db.get_one(Cohort, cast.cohort).goals[0].id
    seen = shown("/kull", f'id="maal-{goal}"')
    for text, status in (("Leder en ring", 303), ("Leder to ringer", 422)):
        form = {f"goal-{goal}": text, "seen": seen}
        assert leader.post(f"/kull/maal/{goal}", data=form).status_code == status
    path = f"/kull/samlinger/{cast.gathering}"
    seen = shown(path, "<form class")
    form = {"date": "2027-09-15", "halves": "both", "place": "", "seen": seen}
    assert leader.post(path, data={**form, "theme": "Veikart"}).status_code == 303
    answer = leader.post(path, data={**form, "theme": "Dilemma"})
    assert answer.status_code == 422
    assert "Nå står det «Veikart»" in answer.text
    assert 'value="Dilemma"' in answer.text
