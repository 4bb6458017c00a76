"""The log: what is opened, fetched, changed and deleted is noted, and who may read it."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.domain import audit, audit_reading
from facilitator.models import AuditEntry, Cohort, CohortLeader, Facilitator
from facilitator.presentation import audit as shown
from tests.support.lists import sheets_of, words_of
from tests.support.queries import counted
from tests.web.test_read_and_answer import hand_in

__all__ = ["hand_in"]


@pytest.fixture
def noted(database):
    """The log so far, as (verb, what, about, details), oldest first; sign-ins left out."""

    def read():
        with database.reading() as db:
            rows = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
            return [
                (row.verb, row.what, row.about_id, row.details)
                for row in rows
                if row.verb not in (audit.SIGNED_IN, audit.LINK)
            ]

    return read


def test_opening_somebodys_mappe_is_noted_once_for_each_look(leader, cast, noted, clock):
    for _ in range(2):
        assert leader.get(f"/arbeidsmapper/{cast.ane}").status_code == 200
    assert noted() == [(audit.OPENED, "arbeidsmappa", cast.ane, {})]
    clock.tick(minutes=16)
    leader.get(f"/arbeidsmapper/{cast.ane}")
    assert len(noted()) == 2


def test_a_page_that_is_made_is_given_also_when_it_cannot_be_noted(
    leader, cast, noted, monkeypatch, caplog
):
    def fails(*_: object, **__: object) -> None:
        raise LookupError("whatever it may be")

    monkeypatch.setattr(audit, "note", fails)
    assert leader.get(f"/arbeidsmapper/{cast.ane}").status_code == 200
    assert "not noted: reading.person" in caplog.text
    assert noted() == []


def test_each_document_that_is_read_is_noted_also_the_one_that_lies_open_in_the_queue(
    leader, hand_in, cast, noted
):
    longest, next_one = hand_in("siv", days=12), hand_in("siv", days=3)
    leader.get("/arbeidsmapper")
    for number in (longest, next_one, next_one):
        leader.get(f"/arbeidsmapper/dokument/{number}")
    assert noted() == [
        (audit.OPENED, "et praksisdokument", cast.siv, {"document": longest}),
        (audit.OPENED, "et praksisdokument", cast.siv, {"document": next_one}),
    ]


def test_a_file_is_noted_with_its_form_and_a_refused_one_is_not(leader, stranger, cast, noted):
    assert leader.get(f"/arbeidsmapper/{cast.ane}.docx").status_code == 200
    assert leader.get("/oppmote.docx").status_code == 404
    assert stranger.get("/oppmote.xlsx").status_code == 401
    assert leader.get("/oppmote.xlsx").status_code == 200
    assert noted() == [
        (audit.EXPORTED, "arbeidsmappa", cast.ane, {"as": "docx"}),
        (audit.EXPORTED, "oppmøtelista", None, {"as": "xlsx"}),
    ]


def test_a_change_that_is_refused_leaves_nothing(leader, noted):
    assert leader.post("/kull/maal", data={"goal": ""}).status_code == 422
    assert noted() == []
    assert leader.post("/kull/maal", data={"goal": "Lede en ring"}).status_code == 303
    assert noted() == [(audit.SETTINGS, "læringsmålene", None, {})]


def test_what_is_refused_an_hour_later_leaves_nothing_either(leader, cast, noted, clock):
    """That the device was used is then written too, and is no change of anything."""
    for address in ("/kull/maal", f"/rom/{cast.public_id}/slett"):
        clock.tick(minutes=90)
        assert leader.post(address, data={"goal": ""}).status_code in (303, 422)
    assert noted() == []


def test_a_press_that_changes_nothing_leaves_nothing(leader, cast, noted):
    for _ in range(2):
        address = f"/kull/ledere/{cast.aslak}/kursholder"
        assert leader.post(address, data={"owns": "1"}).status_code == 303
    assert noted() == [(audit.ROLE, "Aslak Rundebord er kursholder", None, {})]
    assert leader.post("/kull/logo/bort").status_code == 303
    assert len(noted()) == 1


def test_what_is_done_from_a_room_or_a_samling_stands_in_its_kulls_log(leader, cast, database):
    assert leader.get(f"/samling/{cast.gathering}/oppmoteark.pdf").status_code == 200
    assert leader.post(f"/rom/{cast.public_id}/slett", data={"sure": "1"}).status_code == 303
    with database.reading() as db:
        told = select(AuditEntry.what, AuditEntry.cohort_id).order_by(AuditEntry.id)
        assert db.execute(
            told.where(AuditEntry.verb.in_((audit.EXPORTED, audit.DELETED)))
        ).all() == [
            ("et oppmøteark", cast.cohort),
            ("et rom med kortene i det", cast.cohort),
        ]


def test_links_that_are_copied_are_each_noted_and_no_text_is_said_to_be_changed(
    leader, cast, database
):
    sent = {"subject": "Lenke", "body": "Hei {fornavn} {lenke}", "person": str(cast.ane)}
    assert leader.post("/deltakere/lenker/tekster", data=sent).status_code == 200
    with database.reading() as db:
        rows = db.execute(select(AuditEntry.verb, AuditEntry.about_id)).all()
    assert [tuple(row) for row in rows if row.verb != audit.SIGNED_IN][-1] == (audit.LINK, cast.ane)
    assert audit.SETTINGS not in [row.verb for row in rows]


def test_the_log_says_it_in_sentences_by_day(leader, cast, clock):
    leader.get(f"/arbeidsmapper/{cast.ane}")
    page = leader.get("/kull/logg").text
    assert "I dag" in page
    assert "åpnet arbeidsmappa til Ane Havgløtt" in page
    assert "i 90 dager" in page


def test_the_log_is_narrowed_by_who_what_whom_and_when(leader, cast, database):
    leader.get(f"/arbeidsmapper/{cast.ane}")
    leader.get("/oppmote.xlsx")
    with database.reading() as db:
        turid = db.scalar(
            select(AuditEntry.facilitator_id).where(AuditEntry.what == "oppmøtelista")
        )

    def shown(query):
        page = leader.get(f"/kull/logg?{query}").text
        return "åpnet arbeidsmappa" in page, "hentet ut oppmøtelista" in page

    assert shown("") == (True, True)
    assert shown(f"om={cast.ane}") == (True, False)
    assert shown("hva=exported") == (False, True)
    assert shown(f"hvem={turid}") == (True, True)
    assert shown("hvem=deltakere") == (False, False)
    assert shown("fra=2099-01-01") == (False, False)
    assert shown("hvem=x&hva=y&om=z&fra=w&eldre=q") == (True, True)
    assert leader.get("/kull/logg?fra=2027-02-02&til=2027-02-01").status_code == 422


def test_a_long_log_comes_in_pages_and_asks_the_same_few_questions(leader, cast, database, clock):
    with database.transaction() as db:
        leader_id = db.scalar(select(CohortLeader.facilitator_id))
        for number in range(130):
            at = clock() - dt.timedelta(hours=number)
            db.add(AuditEntry(at=at, by="Turid", what=f"nr {number}.", facilitator_id=leader_id,
                              verb="changed", about_id=cast.ane, cohort_id=cast.cohort,
                              details={}))  # fmt: skip
    with counted(database) as many:
        page = leader.get("/kull/logg").text
    assert page.count("<time>") == 100
    older = page.partition("eldre=")[2].partition('"')[0]
    with counted(database) as few:
        assert leader.get(f"/kull/logg?eldre={older}").text.count("<time>") == 30
    assert len(many) == len(few)


def test_a_file_that_holds_the_newest_alone_says_so(leader, cast, monkeypatch):
    monkeypatch.setattr(audit_reading, "MOST_IN_A_FILE", 1)
    monkeypatch.setattr(shown, "MOST_IN_A_FILE", 1)
    leader.get(f"/arbeidsmapper/{cast.ane}")
    leader.get("/oppmote.xlsx")
    book = str(sheets_of(leader.get("/kull/logg.xlsx").data))
    assert "nyeste linjene" in book
    assert "åpnet arbeidsmappa" not in book


def test_the_log_is_fetched_as_excel_and_pdf_and_that_is_noted_too(leader, cast, noted):
    leader.get(f"/arbeidsmapper/{cast.ane}")
    book = sheets_of(leader.get("/kull/logg.xlsx?hva=opened").data)
    lines = [str(row[2]) for row in next(iter(book.values())) if row[2]]
    assert len([line for line in lines if "åpnet arbeidsmappa til Ane Havgløtt" in line]) == 1
    assert "til Ane Havgløtt" in words_of(leader.get("/kull/logg.pdf").data)
    assert noted()[-1] == (audit.EXPORTED, "denne loggen", None, {"as": "pdf"})
    assert leader.get("/kull/logg.docx").status_code == 404


def test_only_a_kursholder_reads_the_log_and_the_owner_reads_it_without_names(
    leader, cast, database, phone, stranger
):
    leader.get(f"/arbeidsmapper/{cast.ane}")
    assert (
        stranger.get("/kull/logg").status_code == phone("ane").get("/kull/logg").status_code == 401
    )
    assert leader.get("/installasjon/logg").status_code == 403
    with database.transaction() as db:
        for row in db.scalars(select(CohortLeader)):
            row.is_owner = False
        turid = db.scalar(select(AuditEntry.facilitator_id).where(AuditEntry.verb == "opened"))
        db.get_one(Facilitator, turid).owns_installation = True
    assert leader.get("/kull/logg").status_code == 403
    assert "Ane Havgløtt" in leader.get("/installasjon/logg").text, "of a kull that one leads"
    with database.transaction() as db:
        for row in db.scalars(select(CohortLeader).where(CohortLeader.facilitator_id == turid)):
            db.delete(row)
    page = leader.get("/installasjon/logg").text
    assert "åpnet arbeidsmappa til en deltaker" in page
    assert "Ane Havgløtt" not in page
    assert "Ane Havgløtt" not in str(sheets_of(leader.get("/installasjon/logg.xlsx").data))


def test_one_sees_who_has_opened_ones_own(leader, linked, cast):
    mine = linked("ane")
    assert "Ingen har åpnet noe av ditt ennå." in mine.get("/mappe/hvem").text
    leader.get(f"/arbeidsmapper/{cast.ane}")
    leader.get(f"/arbeidsmapper/{cast.amina}")
    mine.get("/mappe/alt-mitt.zip")
    page = mine.get("/mappe/hvem").text
    assert page.count("åpnet arbeidsmappa di") == 1
    assert "At noen leser tavla, blir ikke notert." in page
    assert page.count("<time>") == 1, "what one has fetched oneself is not others' doing"
    assert 'href="/mappe/hvem"' in mine.get("/mappe").text


def test_one_sees_that_everybodys_mapper_were_fetched_at_once(linked, cast, database, clock):
    with database.transaction() as db:
        for title, kind in (("36 arbeidsmapper", "portfolios"), ("8 samlingsnotater", "notes")):
            db.add(AuditEntry(at=clock(), by="Turid", verb=audit.EXPORTED, what=title,
                              cohort_id=cast.cohort, details={"kind": kind}))  # fmt: skip
    page = linked("ane").get("/mappe/hvem").text
    assert "Turid hentet ut 36 arbeidsmapper, også din" in page
    assert "samlingsnotater" not in page


def test_a_kull_that_is_deleted_stays_in_the_log_by_name(leader, database, noted):
    with database.reading() as db:
        name = db.scalar(select(Cohort.name))
    leader.post("/kull/slett", data={"name": name})
    assert (audit.DELETED, name, None, {}) in noted()
