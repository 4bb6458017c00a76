"""«Slik bruker vi opplysningene dine»: what stands from the beginning, and what an owner writes."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import consents, privacy
from facilitator.models import AuditEntry, Setting
from tests.support.cast import Cast
from tests.support.phones import NATIONAL_ID

FORM = "/installasjon/personvern"


def test_the_page_stands_without_anybody_having_written_it(stranger: Any, cast: Cast) -> None:
    page = stranger.get("/personvern").text
    assert "SMART-senteret (demo) er behandlingsansvarlig" in page
    assert "Datatilsynet" in page
    assert "bygger ikke på samtykke" in page
    assert "Hvilke telefoner og nettlesere vi kjenner deg igjen på" in page
    assert "30 dager" in page
    assert "6 måneder" in page
    assert "Registeret over kompetansebevis" in page
    assert "Dette er ikke stedet. Følg rutinen på arbeidsplassen din." in page


def test_what_the_owner_writes_stands_on_the_page(
    owner: Any, stranger: Any, database: Database
) -> None:
    said = {
        "controller": "Fjordby kommune",
        "officer": "ombud@fjordby.example",
        "processors": "Lune Drift, Norge\nTrygg Lagring, Sverige",
        "basis": "Vi holder utdanningen etter vedtak.",
    }
    assert owner.post(FORM, data=said).status_code == 303
    page = stranger.get("/personvern").text
    assert "Fjordby kommune er behandlingsansvarlig" in page
    assert "ombud@fjordby.example" in page
    assert "<li>Trygg Lagring, Sverige</li>" in page
    assert "bygger ikke på samtykke" not in page
    with database.reading() as db:
        entries = db.scalars(select(AuditEntry).where(AuditEntry.verb == "settings")).all()
        assert {each.details["field"] for each in entries} == set(said)
        assert "Fjordby" not in str([each.details for each in entries])


def test_an_emptied_field_gets_its_usual_words_back(owner: Any, database: Database) -> None:
    owner.post(FORM, data={"basis": "Noe annet."})
    owner.post(FORM, data={"basis": ""})
    with database.reading() as db:
        assert privacy.texts(db)["basis"] == privacy.SPECS["basis"].usual


def test_the_words_of_a_consent_are_the_owner_s_and_are_kept_as_they_were_said_yes_to(
    owner: Any, linked: Callable[[str], Any], database: Database, cast: Cast
) -> None:
    owner.post(FORM, data={"consent_research": "Høgskolen kan spørre meg."})
    ane = linked("ane")
    assert "Høgskolen kan spørre meg." in ane.get("/mappe/samtykker").text
    ane.post("/mappe/samtykker/research", data={"answer": "ja"})
    owner.post(FORM, data={"consent_research": "Hvem som helst kan spørre meg."})
    with database.reading() as db:
        [row] = db.scalars(select(consents.Consent))
        assert row.text == "Høgskolen kan spørre meg."


def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    owner: Any, database: Database
) -> None:
    refused = owner.post(
        FORM, data={"contact": f"ring {NATIONAL_ID}", "basis": "Noe langt og godt."}
    )
    assert refused.status_code == 422
    assert "Dette ser ut som et fødselsnummer." in refused.text
    assert "Noe langt og godt." in refused.text
    with database.reading() as db:
        assert db.scalars(select(Setting).where(Setting.key.startswith("privacy"))).all() == []


def test_only_the_owner_of_the_installation_writes_it(
    leader: Any, stranger: Any, phone: Callable[[str], Any]
) -> None:
    assert leader.post(FORM, data={"contact": "Turid"}).status_code == 403
    assert stranger.get(FORM).status_code == 401
    assert phone("ane").get(FORM).status_code == 401


def test_it_is_found_wherever_something_is_asked_of_somebody(
    stranger: Any, phone: Callable[[str], Any], leader: Any, cast: Cast
) -> None:
    """Whoever scans the code on the wall never sees the front page."""
    link = '<a href="/personvern">'
    room = f"/rom/{cast.public_id}"
    for page in (
        "/",
        f"{room}/hvem",
        f"{room}/gjest",
        "/logg-inn",
        "/kontroll",
        "/festivalen/kull10",
    ):
        assert link in stranger.get(page).text, page
    by_code = phone("ane")
    for page in (f"{room}/meg", "/mappe"):
        assert link in by_code.get(page).text, page
    assert link in leader.get("/konto").text


def test_it_says_to_whom_to_object_and_what_is_kept_of_those_who_lead(
    owner: Any, stranger: Any, cast: Cast
) -> None:
    assert "Si fra til prosesslederen din." in stranger.get("/personvern").text
    owner.post(FORM, data={"contact": "Kari ved kurskontoret"})
    page = stranger.get("/personvern").text
    assert "Si fra til Kari ved kurskontoret." in page
    assert "Er du prosessleder?" in page
    assert "komme til alt som ligger der" in page
    assert "Inni filer og bilder leter ikke appen" in page
