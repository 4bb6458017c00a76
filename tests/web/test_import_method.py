"""A method goes out as a file and comes in again; what is wrong with one is said in the form."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from facilitator.db import Database
from facilitator.models import Method
from facilitator.processes import dump_process, load_library, load_process

RING = dump_process(load_library()["erfaringsdeling"])
FIN = RING.replace('"erfaringsdeling"', '"fin"').replace("Erfaringsdeling i ring", "<i>Fin</i>")
FAULTY = FIN.replace("minutes = 36", "minutes = 35")
HERE = "/metoder/hent-inn"


@pytest.fixture
def pal(linked: Callable[[str], FlaskClient]) -> FlaskClient:
    return linked("pal")


def send(client: FlaskClient, data: bytes | str, **fields: str) -> tuple[int, str]:
    """A file; gives the status, and the page or where it leads."""
    raw = data.encode() if isinstance(data, str) else data
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(raw), "fin.toml"), **fields})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = client.post(HERE, data=body, content_type=kind)
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def paste(client: FlaskClient, text: str, **fields: str) -> tuple[int, str]:
    answer = client.post(HERE, data={"text": text, **fields})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def test_what_goes_out_comes_in_as_the_same(pal: FlaskClient) -> None:
    assert send(pal, b"\xef\xbb\xbf" + FIN.encode()) == (303, "/metoder/fin")
    answer = pal.get("/metoder/fin.toml")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="fin.toml"')
    assert answer.content_type == "application/toml; charset=utf-8"
    assert answer.get_data(as_text=True) == dump_process(load_process(FIN, ""))
    assert pal.get("/metoder/fin.toml?utgave=1").status_code == 200
    assert pal.get("/metoder/fin.toml?utgave=2").status_code == 404
    page = pal.get("/metoder/fin").get_data(as_text=True)
    assert "&lt;i&gt;Fin&lt;/i&gt;" in page
    assert "<i>Fin" not in page


def test_the_same_file_twice_is_asked_about(pal: FlaskClient, database: Database) -> None:
    paste(pal, FIN)
    status, page = send(pal, FIN)
    assert status == 409
    assert "Denne er her fra før" in page
    assert "&lt;i&gt;Fin" in page.split("<textarea")[1]
    with database.reading() as db:
        assert [method.key for method in db.scalars(select(Method))] == ["fin"]
    assert paste(pal, FIN, som="ny") == (303, "/metoder/fin_2")


def test_a_key_that_is_taken_is_asked_about(pal: FlaskClient) -> None:
    status, page = paste(pal, RING.replace("Høre om", "Lytte til"))
    assert status == 409
    assert "en annen metode med samme nøkkel" in page
    assert paste(pal, RING.replace("Høre om", "Lytte til"), som="ny")[1].endswith("deling_2")


def test_a_file_with_a_fault_is_taken_in_as_a_draft(pal: FlaskClient) -> None:
    status, page = send(pal, FAULTY)
    assert status == 422
    assert "«fin.toml» kan ikke hentes inn" in page
    assert "Minuttene: Det står 65 minutter, men fasene er 64." in page
    assert "minutes = 35" in page.split("<textarea")[1]
    assert paste(pal, FAULTY, som="kladd") == (303, "/metoder/fin/rediger")
    page = pal.get("/metoder/fin").get_data(as_text=True)
    assert "Dette må rettes" in page
    assert "Prøv i et rom" not in page
    assert pal.get("/metoder/fin.toml").status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x" * 5_000_000, "Fila er 5,0 MB. En metode kan være 200 kB."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Dette er ikke en metodefil"),
        (b"", "Det er ingenting i fila."),
        (FIN.encode() + b'[[phases]]\nkey = "x"\n' * 500, "506 faser er for mange"),
        (FIN.replace("format = 1", "format = 3").encode(), "nyere utgave"),
    ],
)
def test_a_file_that_is_no_use_is_said_to_be(pal: FlaskClient, data: bytes, words: str) -> None:
    status, page = send(pal, data, text="Det jeg limte inn")
    assert status == 422
    assert words in page
    assert "«fin.toml»" in page
    assert "Ta den inn som utkast" not in page


def test_pasted_text_stays_however_long(pal: FlaskClient, database: Database) -> None:
    status, page = paste(pal, FIN + "# " + "lang " * 300_000)
    assert status == 422
    assert "for stor" in page
    assert "lang lang" in page.split("<textarea")[1]
    with database.reading() as db:
        assert db.scalars(select(Method)).all() == []


def test_what_is_beyond_all_measure_gets_the_form_again(pal: FlaskClient) -> None:
    status, page = send(pal, b"x" * 12_500_000)
    assert status == 413
    assert "altfor stort" in page
    assert 'name="file"' in page


def test_nothing_at_all_is_said_at_the_field(pal: FlaskClient) -> None:
    assert "Velg en fil, eller lim inn teksten." in paste(pal, " ")[1]


def test_only_those_who_may_use_the_library_send_much(
    phone: Callable[[str], FlaskClient], stranger: FlaskClient
) -> None:
    assert send(phone("pal"), FIN)[0] == 403
    assert send(stranger, FIN)[0] == 401
    assert send(stranger, b"x" * 5_000_000)[0] in (401, 413)
