"""Who leads a kull: added, made kursholder, taken away; and a kull that is made and deleted."""

import pytest
from sqlalchemy import select

from facilitator.domain import cohort_logos, photo_files
from facilitator.models import Activity, Cohort, CohortLeader, Facilitator, Photo
from tests.support.cast import other_room

NEW = {"email": " Kari@Example.org ", "name": "Kari Nyland", "title": ""}


@pytest.fixture
def leads(database):
    def read(cohort: int) -> dict[str, bool]:
        with database.reading() as db:
            rows = db.execute(
                select(Facilitator.name, CohortLeader.is_owner)
                .join(CohortLeader, CohortLeader.facilitator_id == Facilitator.id)
                .where(CohortLeader.cohort_id == cohort)
            )
            return {name.split(" ")[0]: owner for name, owner in rows}

    return read


@pytest.fixture
def number(database):
    def find(name: str) -> int:
        with database.reading() as db:
            return db.scalar(select(Facilitator.id).where(Facilitator.name == name))

    return find


def test_a_new_prosessleder_gets_a_way_in(leader, leads, number, cast, app):
    for _ in range(2):
        assert leader.post("/kull/ledere", data=NEW).status_code == 303
    assert leads(cast.cohort) == {"Turid": True, "Aslak": False, "Noor": False, "Kari": False}
    kari = number("Kari Nyland")
    page = leader.post(f"/kull/ledere/{kari}/lenke")
    assert page.headers["Cache-Control"] == "no-store"
    address = page.text.partition('class="link-address">')[2].partition("<")[0]
    phone = app.test_client()
    token = address.rpartition("/")[2]
    assert phone.post(f"/lenke/{token}").location == "/i-dag"
    assert phone.get("/kull").status_code == 200
    assert phone.post("/kull/ledere", data=NEW).status_code == 403


def test_an_address_that_is_none_and_a_name_that_is_lacking(leader):
    answer = leader.post("/kull/ledere", data={"email": "kari", "name": "Kari Nyland"})
    assert answer.status_code == 422
    assert "Skriv en e-postadresse" in answer.text
    assert 'value="Kari Nyland"' in answer.text
    answer = leader.post("/kull/ledere", data={"email": "kari@example.org"})
    assert "Skriv også navnet." in answer.text


def test_no_link_is_shown_to_one_who_leads_more(leader, cast, database, clock):
    """Else a kursholder of one kull could sign in to another as its prosessleder."""
    with database.transaction() as db:
        other_room(db, cast, clock(), led_by=cast.aslak)
    assert leader.post(f"/kull/ledere/{cast.aslak}/lenke").status_code == 403
    assert leader.post(f"/kull/ledere/{cast.noor}/lenke").status_code == 200


def test_no_link_of_the_installations_owner_is_shown_to_a_kursholder(
    leader, cast, database, number
):
    """Anybody makes a kull and adds whom they like to it: that must lead nowhere."""
    with database.transaction() as db:
        db.add(Facilitator(name="Kari Nyland", email="kari@example.org", owns_installation=True))
    assert leader.post("/kull/ledere", data=NEW).status_code == 303
    path = f"/kull/ledere/{number('Kari Nyland')}/lenke"
    assert path not in leader.get("/kull/ledere").text
    assert leader.post(path).status_code == 403


def test_one_who_is_closed_out_is_no_other_kursholder(leader, leads, cast, database, clock):
    leader.post(f"/kull/ledere/{cast.aslak}/kursholder", data={"owns": "1"})
    with database.transaction() as db:
        db.get_one(Facilitator, cast.aslak).closed_at = clock()
    leader.post(f"/kull/ledere/{cast.turid}/kursholder")
    assert leads(cast.cohort)["Turid"]


def test_a_kull_never_loses_its_last_kursholder(leader, leads, cast):
    for path in ("kursholder", "bort"):
        page = leader.post(f"/kull/ledere/{cast.turid}/{path}", follow_redirects=True).text
        assert "Et kull må ha en kursholder." in page
    leader.post(f"/kull/ledere/{cast.aslak}/kursholder", data={"owns": "1"})
    leader.post(f"/kull/ledere/{cast.turid}/kursholder")
    assert leads(cast.cohort) == {"Turid": False, "Aslak": True, "Noor": False}
    assert leader.post(f"/kull/ledere/{cast.noor}/bort").status_code == 403


def test_one_who_is_taken_out_reads_nothing_more(leader, leader2, cast, facts):
    assert leader2.get("/notat/8?kull=kull10").status_code == 200
    leader.post(f"/kull/ledere/{cast.aslak}/bort")
    assert leader2.get("/notat/8?kull=kull10").status_code == 403
    assert leader2.get(f"/rom/{cast.public_id}/styring").status_code == 403
    assert "AccessEnded" in {type(fact).__name__ for fact in facts}
    assert leader.post(f"/kull/ledere/{cast.aslak}/bort").status_code == 404


# --- the top line --------------------------------------------------------------------------------


def test_the_top_line_lets_one_choose_among_ones_kull(leader, leader2, cast, database, clock):
    assert "brand-menu" not in leader.get("/kull").text
    with database.transaction() as db:
        other_room(db, cast, clock(), led_by=cast.turid)
    page = leader.get("/kull/ledere?kull=kull10").text
    assert 'href="/kull/ledere?kull=kull10" aria-current="true"' in page
    assert 'href="/kull/ledere?kull=kull11"' in page
    assert 'href="/deltakere?kull=kull10"' in page
    assert 'href="/i-dag?kull=kull11"' in leader.get(f"/samling/{cast.gathering}/kjoreplan").text
    leader.get("/kull?kull=kull11")
    assert 'href="/i-dag?kull=kull11" aria-current="true"' in leader.get("/metoder").text
    assert leader.get("/kull?kull=finnes-ikke").status_code == 404
    assert "Kull 11" not in leader2.get("/kull").text


# --- a kull is made and deleted ------------------------------------------------------------------


def test_a_new_kull_is_made_once_and_its_maker_is_kursholder(leader2, database, cast, leads):
    form = {"name": "Kull 11", "period": "2027/2028", "like": "kull10", "extent": "alt"}
    assert "Hele året" in leader2.get("/kull/ny").text
    for _ in range(2):
        assert leader2.post("/kull/ny", data=form).location == "/kull/samlinger?kull=kull-11"
    assert leader2.get("/kull/logg?kull=kull-11").text.count("laget et nytt kull") == 1
    with database.reading() as db:
        (made,) = db.scalars(select(Cohort).where(Cohort.name == "Kull 11"))
    assert leads(made.id) == {"Aslak": True}
    assert "onsdag 13. september 2028" in leader2.get("/kull/samlinger?kull=kull-11").text


def test_what_is_typed_of_a_new_kull_is_not_lost(leader):
    form = {"name": "Kull 11", "period": "", "extent": "tomt", "like": "kull10", "count": "9"}
    answer = leader.post("/kull/ny", data=form)
    assert answer.status_code == 422
    assert "Skriv perioden" in answer.text
    assert "Skriv hvem som arrangerer." in answer.text
    assert 'value="Kull 11"' in answer.text


def test_another_kull_is_no_pattern(leader, database, cast, clock):
    with database.transaction() as db:
        other_room(db, cast, clock())
    form = {"name": "Kull 12", "period": "2027/2028", "like": "kull11", "extent": "alt"}
    assert leader.post("/kull/ny", data=form).status_code == 403


def test_who_leads_nothing_is_shown_how_a_kull_is_made(leader2, leader, cast, leads, database):
    leader.post(f"/kull/ledere/{cast.aslak}/bort")
    assert leader2.get("/kull").location == "/kull/ny"
    form = {"name": "Kull 11", "period": "2027/2028", "organiser": "Senteret"}
    assert leader2.post("/kull/ny", data=form).status_code == 303
    assert "Senteret" in leader2.get("/kull").text


def test_a_kull_is_deleted_by_its_kursholder_who_writes_its_name(
    leader, leader2, start, database, cast, clock, settings
):
    led = start(present=["ane", "hodan"])
    folder, token = settings.data_dir, "et-bilde-som-er-langt"
    photo_files.write(folder / photo_files.FOLDER, token, b"et bilde")
    cohort_logos.write(folder, "en-logo-som-er-lang", b"en logo")
    with database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        db.add(Photo(
            token=token, owner_id=cast.ane, activity_id=activity.id, width=1, height=1, alt="",
            uploaded_at=clock(), client_id="et trykk",
        ))  # fmt: skip
        db.get_one(Cohort, cast.cohort).logo = "en-logo-som-er-lang"
    assert "36 personer" in leader.get("/kull/slett").text
    assert leader2.post("/kull/slett", data={"name": "Kull 10"}).status_code == 403
    answer = leader.post("/kull/slett", data={"name": "Kull 1"})
    assert answer.status_code == 422
    assert "Skriv navnet på kullet" in answer.text
    assert leader.post("/kull/slett", data={"name": "kull 10"}).location == "/i-dag"
    with database.reading() as db:
        assert db.scalars(select(Cohort)).all() == []
        assert len(db.scalars(select(Facilitator)).all()) == 3
    assert list(folder.rglob("*.jpg")) + list(folder.rglob("*.png")) == []
    assert leader.post("/kull/slett", data={"name": "Kull 10"}).status_code == 404
