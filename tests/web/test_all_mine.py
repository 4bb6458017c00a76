"""«Last ned alt mitt»: the page, and the ZIP that one gets."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from facilitator.config import Settings
from facilitator.db import Base, Database
from facilitator.domain import drafts, photo_files
from facilitator.models import Activity, DocumentFile, Photo, PracticeDocument
from tests.conftest import Clock
from tests.domain.test_document_files import PDF
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.lead import Led

PAGE, ADDRESS = "/mappe/alt-mitt", "/mappe/alt-mitt.zip"
PHOTO, PAPER, LOST = (
    "bildetsomanelavedforst12",
    "papiretsomanelaved123456",
    "papiretsomerborte1234567",
)
PEOPLE = Callable[[str], FlaskClient]


def fetched(client: FlaskClient) -> zipfile.ZipFile:
    with client.get(ADDRESS, buffered=True) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert 'filename="alt-mitt.zip"' in answer.headers["Content-Disposition"]
        assert answer.content_length == len(answer.get_data())
        return zipfile.ZipFile(io.BytesIO(answer.get_data()))


def tables(packed: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(packed.read("alt-mitt.json"))["tables"]
    return found


@pytest.fixture
def led(start: Callable[..., Led], database: Database, cast: Cast, clock: Clock) -> Led:
    """Ane has a note, a photo, and a document with two files, of which one is gone."""
    led = start()
    with database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        drafts.save_own(db, activity, cast.ane, "note:tenk", {"text": "Om <å> vente 🌱"},
                        version=0, editor="t", now=clock())  # fmt: skip
        db.add(Photo(token=PHOTO, owner_id=cast.ane, activity_id=led.id, alt="En vei: mot havet",
                     width=60, height=40, client_id="p", uploaded_at=clock()))  # fmt: skip
        document = PracticeDocument(participant_id=cast.ane, title="Suppedagen", kind="text",
                                    text="Vi kokte suppe.", status="kladd")  # fmt: skip
        document.files = [
            DocumentFile(
                token=token,
                kind="pdf",
                name=f"{name}.pdf",
                size=9,
                position=place,
                added_at=clock(),
            )
            for place, (token, name) in enumerate(((PAPER, "Opplegg"), (LOST, "Borte")))
        ]
        db.add(document)
    return led


@pytest.fixture
def folder(settings: Settings) -> None:
    prepared = photo_files.prepare(pictures.jpeg())
    photo_files.write(settings.data_dir / "photos", PHOTO, prepared.jpeg)
    (settings.data_dir / "documents").mkdir()
    (settings.data_dir / "documents" / f"{PAPER}.pdf").write_bytes(PDF)


def test_one_gets_a_page_the_data_and_the_files(led, linked: PEOPLE, folder) -> None:
    packed = fetched(linked("ane"))
    assert packed.testzip() is None
    assert sorted(packed.namelist()) == [
        "LES-MEG.txt",
        "alt-mitt.html",
        "alt-mitt.json",
        "bilder/01 En vei mot havet.jpg",
        "filer/01 Opplegg.pdf",
    ]
    assert packed.read("filer/01 Opplegg.pdf") == PDF
    page = packed.read("alt-mitt.html").decode()
    assert "Om &lt;å&gt; vente 🌱" in page
    assert "Vi kokte suppe." in page
    told = tables(packed)
    assert told["draft"][0]["fields"] == {"text": "Om <å> vente 🌱"}
    assert told["photo"][0]["file"] == "bilder/01 En vei mot havet.jpg"
    assert "filer/02 Borte.pdf" in packed.read("LES-MEG.txt").decode()


def test_no_file_is_called_what_it_is_called_in_the_data_folder(
    led, linked: PEOPLE, folder
) -> None:
    packed = fetched(linked("ane"))
    everything = b"".join(packed.read(name) for name in packed.namelist())
    for token in (PHOTO, PAPER, LOST):
        assert token.encode() not in everything
        assert not [name for name in packed.namelist() if token in name]


def test_nothing_of_anes_is_in_somebody_elses(led, linked: PEOPLE, folder) -> None:
    packed = fetched(linked("hodan"))
    everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert "Suppedagen" not in everything
    assert "vente 🌱" not in everything
    assert packed.namelist() == ["alt-mitt.html", "alt-mitt.json", "LES-MEG.txt"]


def test_a_phone_that_came_by_the_code_gets_what_was_written_there(
    led, phone: PEOPLE, database, cast, clock, folder
) -> None:
    """Whoever took the name in the room has the room; the year waits for the personal link."""
    client = phone("ane")
    assert "Åpne arbeidsmappa med den personlige lenken din" in client.get(PAGE).text
    told = tables(fetched(client))
    assert told["draft"][0]["fields"] == {"text": "Om <å> vente 🌱"}
    assert told["photo"][0]["alt"] == "En vei: mot havet"
    assert told["participant"][0].keys() == {"name", "cohort", "organiser"}
    assert not told.keys() & {"practice_document", "attendance", "claim", "personal_link"}


def test_a_guest_gets_the_samling_they_were_at(led, stranger, cast) -> None:
    stranger.post(f"/rom/{cast.public_id}/gjest", data={"name": "Gry Gjestad"})
    assert "Du var gjest på én samling" in stranger.get(PAGE).text
    told = tables(fetched(stranger))
    assert told["participant"][0]["name"] == "Gry Gjestad"
    assert told["participant"][0]["guest_on"] == "2027-09-15"
    assert len(told["presence"]) == 1


@pytest.mark.parametrize("address", [PAGE, ADDRESS])
def test_it_is_for_those_it_is_about(leader, app, address) -> None:
    assert leader.get(address).status_code == 403
    assert app.test_client().get(address).status_code == 403


def test_the_page_says_what_is_in_it_and_leads_to_it(led, linked: PEOPLE) -> None:
    client = linked("ane")
    page = client.get(PAGE).text
    assert f'href="{ADDRESS}"' in page
    assert "Andres fortellinger. De tilhører den som fortalte." in page
    assert f'href="{PAGE}"' in client.get("/mappe").text


def test_it_writes_nothing_and_gives_the_same_again(
    led, linked: PEOPLE, folder, database, settings
) -> None:
    client = linked("ane")

    def counts() -> dict[str, int | None]:
        with database.reading() as db:
            made = Base.metadata.sorted_tables
            return {t.name: db.scalar(select(func.count()).select_from(t)) for t in made}

    before, kept = counts(), sorted(path.name for path in settings.data_dir.iterdir())
    first, second = fetched(client), fetched(client)
    assert {n: first.read(n) for n in first.namelist()} == {
        n: second.read(n) for n in second.namelist()
    }
    assert counts() == before
    assert sorted(path.name for path in settings.data_dir.iterdir()) == kept
