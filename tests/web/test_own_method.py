"""The library of methods on the web: begun, saved, shared, put in a kjøreplan, deleted."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.db import Database
from facilitator.models import Activity, Method, RunSheet
from tests.support.cast import Cast, other_room
from tests.support.lead import oslo

Linked = Callable[[str], FlaskClient]


@pytest.fixture
def pal(linked: Linked) -> FlaskClient:
    return linked("pal")


def begin(client: FlaskClient, name: str = "Finkampen", like: str = "erfaringsdeling") -> str:
    """Copied, and saved as an edition; gives the key."""
    answer = client.post("/metoder/ny-metode", data={"name": name, "like": like})
    key = answer.location.split("/")[2]
    assert answer.location == f"/metoder/{key}/rediger"
    client.post(f"/metoder/{key}/utgave")
    return key


def text(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_a_copy_says_what_it_grew_from_and_who_made_it(pal: FlaskClient, cast: Cast) -> None:
    page = text(pal, f"/metoder/{begin(pal)}")
    assert f"Laget av {cast.names['pal']}." in page
    assert "«Erfaringsdeling i ring»" in page
    assert "Utgave 1" in page


def test_nothing_typed_is_lost_when_it_is_refused(pal: FlaskClient) -> None:
    answer = pal.post("/metoder/ny-metode", data={"name": "x" * 81, "like": "veikart"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "x" * 81 in page
    assert 'value="veikart" selected' in page
    assert "det er plass til 80" in page


def test_a_name_is_text_wherever_it_is_shown(pal: FlaskClient) -> None:
    key = begin(pal, "<b>Fin</b> «kamp»")
    for path in ("/metoder", f"/metoder/{key}", f"/metoder/{key}/slett", "/metoder/ny-metode"):
        page = text(pal, path)
        assert "<b>Fin</b>" not in page
        assert "&lt;b&gt;Fin&lt;/b&gt;" in page


def test_what_is_shared_is_found_by_those_it_is_shared_with(
    pal: FlaskClient, linked: Linked, leader: FlaskClient
) -> None:
    key = begin(pal)
    ane = linked("ane")
    text(ane, f"/metoder/{key}", 404)
    pal.post(f"/metoder/{key}/del", data={"scope": "cohort"})
    assert "Finkampen" in text(ane, "/metoder")
    assert "Finkampen" in text(leader, "/metoder?sok=FINKAMP")
    assert "Ingen metoder passer" in text(leader, "/metoder?sok=finkamp+.*")
    for verb in ("utgave", "slett", "del"):
        answer = ane.post(f"/metoder/{key}/{verb}", data={"sure": "1", "scope": "all"})
        assert answer.status_code == 403


def test_it_is_put_in_the_kjoreplan_and_the_room_like_any_other(
    pal: FlaskClient, leader: FlaskClient, database: Database, cast: Cast
) -> None:
    key = begin(pal)
    plan = f"/samling/{cast.gathering}/kjoreplan"
    room = f"/rom/{cast.public_id}/prosess"
    for path, data in ((plan + "/punkt", {"version": 0}), (room, {})):
        answer = leader.post(path, data={"process": key, "title": "Finkampen", **data})
        assert answer.status_code in (404, 422)
    pal.post(f"/metoder/{key}/del", data={"scope": "cohort"})
    listed = text(leader, f"{plan}?vis=legg-til")
    assert "Finkampen" in listed
    assert cast.names["pal"] in listed
    assert f"Finkampen – {cast.names['pal']}" in text(leader, "/i-dag")
    assert f"Laget av {cast.names['pal']}" in text(leader, f"/rom/{cast.public_id}/styring")
    added = {"process": key, "title": "Finkampen", "version": 0}
    assert leader.post(plan + "/punkt", data=added).status_code == 303
    assert leader.post(room, data={"process": key, "start": "1"}).status_code == 303
    assert pal.post(f"/metoder/{key}/slett", data={"sure": "1"}).status_code == 303
    with database.reading() as db:
        activity = db.scalars(select(Activity)).one()
        assert (activity.process["key"], activity.status) == (key, "running")
        sheet = db.scalars(select(RunSheet)).one()
        assert sheet.items[0].process["credit"] == cast.names["pal"]
    text(pal, f"/metoder/{key}", 404)


def test_another_kulls_kjoreplan_does_not_offer_it(
    pal: FlaskClient, leader: FlaskClient, database: Database, cast: Cast
) -> None:
    key = begin(pal)
    pal.post(f"/metoder/{key}/del", data={"scope": "cohort"})
    with database.transaction() as db:
        gathering = other_room(db, cast, oslo(9), led_by=cast.turid).gathering_id
    plan = f"/samling/{gathering}/kjoreplan"
    assert "Finkampen" not in text(leader, f"{plan}?vis=legg-til")
    added = {"process": key, "title": "Finkampen", "version": 0}
    assert leader.post(plan + "/punkt", data=added).status_code == 404


def test_editions_are_saved_once_and_taken_up_again(pal: FlaskClient, database: Database) -> None:
    key = begin(pal)
    pal.post(f"/metoder/{key}/utgave")
    with database.transaction() as db:
        method = db.scalars(select(Method)).one()
        assert method.version == 1
        method.written = {**method.written, "purpose": "Noe helt annet"}
        revision = method.revision
    asks = pal.post(f"/metoder/{key}/utgave/1/ta-fram", data={"revision": revision})
    assert "blir borte" in text(pal, asks.location)
    with database.reading() as db:
        assert db.scalars(select(Method)).one().written["purpose"] == "Noe helt annet"
    sure = {"revision": revision, "sure": "1"}
    assert pal.post(f"/metoder/{key}/utgave/1/ta-fram", data=sure).status_code == 303
    assert pal.post(f"/metoder/{key}/utgave/1/ta-fram", data=sure).status_code == 409
    with database.reading() as db:
        assert "mønstre" in db.scalars(select(Method)).one().written["purpose"]


def test_faults_are_named_where_they_stand(pal: FlaskClient, database: Database) -> None:
    key = begin(pal)
    with database.transaction() as db:
        method = db.scalars(select(Method)).one()
        phases = [dict(phase) for phase in method.written["phases"]]
        phases[2]["minutes"] = "mange"
        method.written = {**method.written, "phases": phases}
    answer = pal.post(f"/metoder/{key}/utgave")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Fase 3 «Runde», minuttene: Skriv et helt tall." in page
    assert "må rettes før den kan lagres" in page


def test_it_is_deleted_only_when_one_is_sure(pal: FlaskClient, database: Database) -> None:
    key = begin(pal)
    assert "Slette «Finkampen»?" in pal.post(f"/metoder/{key}/slett").get_data(as_text=True)
    with database.reading() as db:
        assert db.scalars(select(Method)).one().key == key
    pal.post(f"/metoder/{key}/slett", data={"sure": "1"})
    assert pal.post(f"/metoder/{key}/slett", data={"sure": "1"}).status_code == 404


def test_the_apps_own_are_read_and_copied_but_never_changed(pal: FlaskClient) -> None:
    page = text(pal, "/metoder/ai_intervju")
    assert "AI-intervju i par (anerkjennende intervju)" in page
    assert "Tema: «Tema»" in page
    for verb in ("utgave", "slett", "del"):
        answer = pal.post(f"/metoder/ai_intervju/{verb}", data={"scope": "all", "sure": "1"})
        assert answer.status_code == 404


def test_a_name_claimed_by_code_is_told_how_the_library_is_opened(
    phone: Callable[[str], FlaskClient], stranger: FlaskClient
) -> None:
    assert "personlige lenken" in text(phone("pal"), "/metoder", 403)
    page = text(stranger, "/metoder", 401)
    assert "Åpne den personlige lenken din, så kommer du inn" in page
    assert "Bare for prosessledere" not in page
