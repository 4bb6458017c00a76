"""`/bevis`: a kursholder issues to one or to all who are ready, and everybody else may not."""

import datetime as dt
import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from facilitator.domain import cohort_logos
from facilitator.models import Certificate, Cohort, Participant
from tests.support.certificates import FESTIVAL_DAY, make_ready, plan_festival
from tests.support.queries import counted

READY = ("ane", "hodan", "helge")


@pytest.fixture
def year(database, cast, clock):
    """The festival's evening: three are ready, Kasper only has the festival left."""
    clock.now = dt.datetime.combine(FESTIVAL_DAY, dt.time(8), dt.UTC)
    with database.transaction() as db:
        plan_festival(db, cast)
        for name in READY:
            make_ready(db, cast, cast.people[name], clock())
        make_ready(db, cast, cast.kasper, clock(), took_part=False)


def ask(client, cast, *names, **form):
    people = [str(cast.people[name]) for name in names]
    return client.post("/bevis/utsted", data={"person": people, **form})


def issued(database):
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Certificate))


def test_the_register_shows_who_is_where_in_few_queries(year, leader, database):
    with counted(database) as sent:
        page = leader.get("/bevis").text
    ready = page[page.index("Klare for bevis") : page.index("Bare festivalen gjenstår")]
    assert all(name in ready for name in ("Ane Havgløtt", "Hodan", "Helge"))
    assert "Kasper" in page[page.index("Bare festivalen") : page.index("Ikke ennå")]
    assert "mangler" not in page.lower()
    assert len(sent) <= 20


def test_all_who_are_ready_in_one_press_and_again_nothing_more(year, leader, cast, database):
    for _ in range(2):
        answer = ask(leader, cast, *READY)
        assert answer.status_code == 303
    assert issued(database) == 3
    page = leader.get("/bevis").text
    assert "3 har gyldig bevis" in page
    assert "10-003" in page


def test_one_who_is_not_ready_is_told_kindly_and_the_others_get_theirs(
    year, leader, cast, database
):
    answer = leader.post(
        "/bevis/utsted",
        data={"person": [str(cast.ane), str(cast.amina)]},
        headers={"Accept": "application/json"},
    ).get_json()
    assert [each["number"] for each in answer["made"]] == ["10-001"]
    assert answer["refused"][0]["why"].startswith("Amina er nesten i mål. Dette gjenstår: ")
    assert issued(database) == 1


def test_only_the_festival_left_is_prepared_and_never_issued(year, leader, cast, database):
    ask(leader, cast, "kasper")
    assert issued(database) == 0
    ask(leader, cast, "kasper", what="prepare")
    assert "Ikke gyldig ennå" in leader.get("/bevis").text
    assert leader.post("/filer", data={"what": "prepared"}).status_code == 303
    assert leader.post("/filer", data={"what": "certificates"}).status_code == 404


def test_nobody_ticked_is_said(year, leader):
    refused = ask(leader, None, what="issue")
    assert refused.status_code == 422
    assert "Velg minst én person først." in refused.text


def test_a_paper_whose_code_leads_nowhere_is_warned_of(year, leader, leader2):
    assert "PUBLIC_URL" in leader.get("/bevis").text
    assert "PUBLIC_URL" not in leader2.get("/bevis").text


def test_other_prosessledere_see_it_and_do_not_issue(year, leader2, cast, database):
    page = leader2.get("/bevis").text
    assert "Kursholderen i kullet utsteder" in page
    assert '<button class="ds-button">Utsted' not in page
    assert ask(leader2, cast, "ane").status_code == 403
    assert issued(database) == 0


def test_nobody_else_comes_near(year, leader, stranger, phone, cast, database):
    ask(leader, cast, "ane")
    for client in (stranger, phone("ane")):
        for address in ("/bevis", "/bevis/1", "/bevis/1.pdf"):
            assert client.get(address).status_code == 401
        assert ask(client, cast, "hodan").status_code == 401
    assert issued(database) == 1


def test_one_as_page_and_as_pdf_with_what_it_was_issued_on(year, leader, cast):
    ask(leader, cast, "ane")
    page = leader.get("/bevis/1").text
    assert "har gjennomført SMART Trenerutdanning, kull 10" in page
    assert "Oppsummeringen er godkjent." in page
    assert "Laget 20. oktober 2027 av Turid Vidsyn" in page
    assert leader.get("/bevis/1.pdf").data.startswith(b"%PDF-")
    assert leader.get("/bevis/99").status_code == 404


def test_markup_in_a_name_is_text(year, leader, cast, database):
    with database.transaction() as db:
        db.get_one(Participant, cast.ane).name = "<script>x</script> O'Åse"
    ask(leader, cast, "ane")
    assert "<script>x" not in leader.get("/bevis/1").text
    assert leader.get("/bevis/1.pdf").status_code == 200


def test_the_organisers_logo_stands_on_it(year, leader, cast, database, settings):
    token = cohort_logos.new_token()
    raw = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(raw, "PNG")
    cohort_logos.write(settings.data_dir, token, raw.getvalue())
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).logo = token
    ask(leader, cast, "ane")
    assert 'src="/bevis/1/logo.png"' in leader.get("/bevis/1").text
    assert leader.get("/bevis/1/logo.png").mimetype == "image/png"
    assert leader.get("/bevis/1.pdf").status_code == 200


CORRECTION = {"name": "Ane Vik", "title": "Å slippe taket", "role": "som vert", "reason": "Navnet"}


def test_a_correction_makes_a_new_one_and_keeps_the_old(year, leader, cast, database):
    ask(leader, cast, "ane")
    for _ in range(2):
        assert leader.post("/bevis/1/rett", data=CORRECTION).status_code == 303
    assert issued(database) == 2
    page = leader.get("/bevis/2").text
    assert "10-001" in page
    assert "Erstattet" in page
    assert "Rett noe på beviset" not in leader.get("/bevis/1").text
    assert leader.get("/bevis/1.pdf").status_code == 404


def test_a_correction_that_says_too_little_keeps_what_was_typed(year, leader, cast, database):
    ask(leader, cast, "ane")
    refused = leader.post("/bevis/1/rett", data=CORRECTION | {"reason": ""})
    assert refused.status_code == 422
    assert 'value="Ane Vik"' in refused.text
    assert "Skriv kort hva som er rettet." in refused.text
    assert leader.post("/bevis/1/trekk", data={"why": ""}).status_code == 422
    assert issued(database) == 1


def test_withdrawing_needs_a_reason_and_a_kursholder(year, leader, leader2, cast):
    ask(leader, cast, "ane")
    assert leader2.post("/bevis/1/trekk", data={"why": "Feil"}).status_code == 403
    assert leader2.post("/bevis/1/rett", data=CORRECTION).status_code == 403
    assert leader.post("/bevis/1/trekk", data={"why": "Utstedt for tidlig"}).status_code == 303
    assert "Utstedt for tidlig" in leader.get("/bevis/1").text
    assert "Ane Havgløtt" in leader.get("/bevis").text.split("Utstedt")[0], "ready again"
