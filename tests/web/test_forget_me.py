"""«Slett alt om meg» and «Rett opplysningene mine»: by oneself, and through a prosessleder."""

import dataclasses
import datetime as dt

import pytest

from facilitator import housekeeping
from facilitator.domain import erased_list, forgetting, retention
from facilitator.kept_copies import CopyPlan, Keep
from facilitator.models import AuditEntry, Cohort, DeletionWish, Participant
from tests.support.queries import counted

ASK = "/mappe/slett"
DETAILS = "/mappe/opplysninger"


def wishes(database):
    with database.reading() as db:
        return [(w.asked_by, w.cancelled_at is None) for w in db.query(DeletionWish)]


def test_one_sees_what_happens_wishes_it_and_changes_ones_mind(linked, database, cast, clock):
    client = linked("ane")
    page = client.get(ASK).text
    assert "Last ned alt mitt" in page
    assert "når vi ikke" in page
    assert "Ber du om det i dag" in page
    for _ in range(2):
        client.post(ASK)
    assert wishes(database) == [("Ane Havgløtt", True)]
    assert "Angre, behold alt mitt" in client.get("/mappe").text
    assert "Du ba om det" in client.get("/mappe").text
    assert client.post(f"{ASK}/angre").status_code == 303
    assert wishes(database) == [("Ane Havgløtt", False)]
    assert "Angre, behold" not in client.get("/mappe").text
    with database.reading() as db:
        assert {entry.about_id for entry in db.query(AuditEntry)} == {cast.ane}
        assert forgetting.due(db, clock() + dt.timedelta(days=forgetting.DAYS + 2)) == []


def test_late_in_the_evening_the_day_that_is_named_is_the_one_where_the_samlinger_are(
    app, linked, clock, tmp_path
):
    """In Oslo it is the 16th: fifteen days until it is deleted, and the copies' ten after that."""
    kept = CopyPlan(tmp_path, keep=Keep(10, 0, 0))
    app.config["SETTINGS"] = dataclasses.replace(app.config["SETTINGS"], copies=kept)
    clock.now = dt.datetime(2027, 9, 15, 22, 30, tzinfo=dt.UTC)
    assert "den siste senest mandag 11. oktober 2027" in linked("ane").get(ASK).text


def test_a_name_that_nobody_has_confirmed_deletes_and_corrects_nothing(phone, database):
    client = phone("ane")
    for method, address in (
        ("GET", ASK), ("POST", ASK), ("POST", f"{ASK}/angre"), ("GET", DETAILS), ("POST", DETAILS),
    ):  # fmt: skip
        assert client.open(address, method=method, data={"name": "Ny"}).status_code == 403
    assert wishes(database) == []


def test_a_prosessleder_says_who_has_asked(leader, linked, database, cast):
    address = f"/deltakere/liste/{cast.ane}/slett"
    assert "Hvem har bedt om det" in leader.get(address).text
    assert leader.post(address, data={"who": ""}).status_code == 422
    assert leader.post(address, data={"who": "Ane, 010190 10054"}).status_code == 422
    assert wishes(database) == []
    leader.post(address, data={"who": "Ane på telefon"})
    [(by, stands)] = wishes(database)
    assert stands
    assert by.endswith(", etter ønske fra Ane på telefon")
    assert "Ane" in leader.get("/deltakere/slettinger").text
    assert "etter ønske fra" in linked("ane").get("/mappe").text
    leader.post(f"{address}/angre")
    assert wishes(database)[0][1] is False


def test_the_list_takes_as_many_questions_for_many_as_for_one(leader, database, cast, clock):
    def asked() -> int:
        leader.get("/deltakere/slettinger")
        with counted(database) as sent:
            leader.get("/deltakere/slettinger")
        return len(sent)

    once = asked()
    with database.transaction() as db:
        for person in db.query(Participant).filter_by(cohort_id=cast.cohort).limit(12):
            db.add(DeletionWish(participant_id=person.id, asked_at=clock(), asked_by="x",
                                due_at=clock()))  # fmt: skip
    assert asked() == once


def test_what_is_wrong_about_oneself_is_put_right_and_logged(linked, database, cast):
    client = linked("ane")
    assert 'value="Ane Havgløtt"' in client.get(DETAILS).text
    refused = client.post(DETAILS, data={"name": "", "email": "ikke en adresse"})
    assert refused.status_code == 422
    assert "ikke en adresse" in refused.text
    client.post(DETAILS, data={"name": "Ane Havgløtt Lie", "email": "ane@vert.example"})
    client.post(DETAILS, data={"name": "Ane Havgløtt Lie", "email": "ane@vert.example"})
    with database.reading() as db:
        person = db.get_one(Participant, cast.ane)
        assert (person.name, person.email) == ("Ane Havgløtt Lie", "ane@vert.example")
        [entry] = db.query(AuditEntry).all()
        assert "Lie" not in repr((entry.what, entry.details))


def test_when_it_is_due_they_are_nobody_here(linked, database, cast, clock, tmp_path):
    client = linked("ane")
    client.post(ASK)
    clock.tick(days=forgetting.DAYS)
    assert housekeeping.forget_due(database, tmp_path, clock()) == 0
    clock.tick(days=1)
    assert housekeeping.forget_due(database, tmp_path, clock()) == 1
    assert client.get("/mappe").status_code in (401, 403)
    with database.reading() as db:
        assert db.get(Participant, cast.ane) is None


@pytest.mark.parametrize("days_left", [40, 20])
def test_a_mappe_says_when_it_goes_thirty_days_before(
    linked, leader, database, cast, clock, days_left
):
    with database.transaction() as db:
        retention.run(db, clock())
        cohort = db.get_one(Cohort, cast.cohort)
        for gathering in cohort.gatherings:
            gathering.date -= dt.timedelta(days=400)
        cohort.ends_on = clock().date() - dt.timedelta(days=183 - days_left)
    pages = [linked("ane").get("/mappe")]
    pages += [leader.get("/deltakere/slettinger"), leader.get("/arbeidsmapper")]
    for text in (page.text for page in pages):
        assert ("Utdanningen er over" in text) is (days_left < retention.WARNED)


def test_a_kull_that_is_deleted_is_written_down_by_its_number_alone(
    leader, database, cast, settings
):
    with database.reading() as db:
        name = db.get_one(Cohort, cast.cohort).name
    leader.post("/kull/slett", data={"name": name})
    [entry] = erased_list.read(settings.data_dir / erased_list.NAME)
    assert (entry.kind, entry.id) == ("cohort", cast.cohort)
    assert name not in (settings.data_dir / erased_list.NAME).read_text()
