"""Photos and files of a document: taken in by what they are, given out so that nothing runs."""

import io
import os

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from facilitator import housekeeping
from facilitator.domain import audit, practice, practice_files
from facilitator.domain.policies import Actor
from facilitator.domain.reviewing import Words
from facilitator.errors import NotFound
from facilitator.models import AuditEntry, DocumentFile, PracticeDocument
from tests.domain.test_document_files import PDF, docx
from tests.support import pictures
from tests.support.phones import NATIONAL_ID
from tests.web.test_practice_document import AT, JSON, WHOLE, ane, only

__all__ = ["ane"]


@pytest.fixture
def folder(settings):
    return settings.data_dir / "documents"


def send(client, raw=PDF, name="opplegg.pdf", **more):
    """Put together in memory: the client's own way leaves a file open for what is large."""
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(raw), name), **more})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(f"{AT}/fil", data=body, content_type=kind, headers=JSON)


def get(client, token):
    """Closed at once: what is streamed from the folder holds its file open until then."""
    with client.get(f"/mappe/dokument/fil/{token}", buffered=True) as answer:
        return answer


def files(database) -> list[DocumentFile]:
    with database.reading() as db:
        return list(db.scalars(select(DocumentFile).order_by(DocumentFile.id)))


def test_a_photo_comes_before_the_text_and_is_made_anew(ane, database, folder):
    answer = send(ane, pictures.lying_jpeg_with_place(), "IMG_1.jpg", client_id="en")
    assert answer.json["photo"] is True
    assert "Hva viser bildet?" in answer.json["html"]
    [file] = files(database)
    assert (file.kind, file.name) == ("photo", "IMG_1.jpg")
    kept = (folder / f"{file.token}.jpg").read_bytes()
    assert b"hjemme hos Ane" not in kept
    assert send(ane, pictures.jpeg(), "IMG_1.jpg", client_id="en").json["id"] == file.id
    assert len(list(folder.iterdir())) == 1
    shown = get(ane, file.token)
    assert shown.mimetype == "image/jpeg"
    assert shown.data == kept


def test_a_photo_is_told_of_before_it_is_handed_in(ane, database):
    send(ane, pictures.jpeg(), "bilde.jpg")
    number = files(database)[0].id
    errors = ane.post(f"{AT}/lever", data=WHOLE, headers=JSON).json["errors"]
    assert set(errors) == {f"alt-{number}", f"nobody-{number}"}
    said = WHOLE | {f"alt-{number}": "Ei gryte", f"nobody-{number}": "1", "text": ""}
    assert ane.post(f"{AT}/lever", data=said, headers=JSON).json["ok"]
    assert files(database)[0].alt == "Ei gryte"


def test_a_file_is_only_ever_given_out_to_be_saved(ane, database):
    send(ane, PDF, "Møte uke 20.pdf")
    [file] = files(database)
    answer = get(ane, file.token)
    head = answer.headers
    assert answer.data == PDF
    assert head["Content-Type"] == "application/octet-stream"
    assert head["Content-Disposition"].startswith("attachment;")
    assert head["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in head["Content-Security-Policy"]


def test_what_cannot_be_taken_in_is_told_at_the_field_and_keeps_the_text(ane, database, folder):
    for raw, name in (
        (pictures.PROGRAM, "opplegg.pdf"),
        (pictures.SVG, "bilde.jpg"),
        (docx({"word/vbaProject.bin": b"x"}), "opplegg.docx"),
        (PDF, f"{NATIONAL_ID}.pdf"),
        (b"", ""),
    ):
        answer = send(ane, raw, name)
        assert answer.status_code == 422
        assert set(answer.json["errors"]) == {"file"}
    plain = ane.post(f"{AT}/fil", data=WHOLE | {"file": (io.BytesIO(b"MZ"), "x.pdf")})
    assert plain.status_code == 422
    assert "Vi kuttet gulrot sammen." in plain.text
    assert only(database).text == "Vi kuttet gulrot sammen."
    assert files(database) == []
    assert not folder.exists() or not list(folder.iterdir())


def test_twenty_megabytes_fit_and_more_do_not(ane, database):
    heavy = b"%PDF-1.7\n" + b" " * 19_900_000 + b"%%EOF"
    assert send(ane, heavy).status_code == 200
    assert send(ane, heavy + b" " * 400_000).status_code == 413
    assert ane.post(f"{AT}/lagre", data={"text": "x" * 1_100_000}).status_code == 413
    assert len(files(database)) == 1


def test_there_is_room_for_ten(ane, database):
    for number in range(10):
        assert send(ane, PDF, f"{number}.pdf").status_code == 200
    assert "plass til 10" in send(ane).json["errors"]["file"]
    assert len(files(database)) == 10


def test_prosessledere_read_it_when_it_is_handed_in(ane, linked, leader, stranger, database, cast):
    send(ane)
    [file] = files(database)

    def asked(*clients):
        return [get(client, file.token).status_code for client in clients]

    assert asked(ane, leader, linked("hodan"), stranger) == [200, 404, 404, 404]
    ane.post(f"{AT}/lever", data=WHOLE)
    with leader.get(
        f"/mappe/dokument/fil/{file.token}", headers={"Range": "bytes=0-"}, buffered=True
    ) as whole:
        assert whole.status_code == 206
    with database.reading() as db:
        looks = db.scalars(select(AuditEntry.details).where(AuditEntry.verb == audit.OPENED)).all()
        assert looks == [{"file": file.id}], "who asks for a part of it has it too"
    assert asked(leader, linked("hodan")) == [200, 404]
    elsewhere = Actor(facilitator_id=cast.turid, leads=frozenset({cast.cohort + 1}))
    with database.reading() as db, pytest.raises(NotFound):
        practice_files.for_reader(db, file.token, elsewhere)
    ane.post(f"{AT}/trekk")
    assert asked(leader) == [404]


def test_what_is_taken_out_stays_with_the_edition_that_shows_it(
    ane, leader, database, clock, folder
):
    send(ane, PDF, "a.pdf")
    first = files(database)[0]
    ane.post(f"{AT}/lever", data=WHOLE)
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        practice.answer(db, document, "ask_more", Words("a", "b"), by="Turid", now=clock())
    assert ane.post(f"{AT}/fil/{first.id}/bort").status_code == 303
    assert "a.pdf" not in ane.get(AT).text
    assert get(leader, first.token).status_code == 200
    send(ane, PDF, "b.pdf")
    second = files(database)[1]
    for _ in range(2):
        assert ane.post(f"{AT}/fil/{second.id}/bort").status_code == 303
    assert [file.id for file in files(database)] == [first.id]
    assert [path.name for path in folder.iterdir()] == [f"{first.token}.pdf"]


def test_a_new_version_has_files_of_its_own_and_a_kladd_takes_its_own_along(
    ane, database, clock, folder
):
    send(ane)
    ane.post(f"{AT}/lever", data=WHOLE)
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        practice.answer(db, document, "approve", Words(), by="Turid", now=clock())
    made = ane.post(f"{AT}/ny-versjon").location
    old, new = files(database)
    assert get(ane, new.token).data == PDF
    ane.post(f"{made}/slett")
    assert [path.name for path in folder.iterdir()] == [f"{old.token}.pdf"]


def test_what_nothing_names_is_tidied_away(ane, database, folder, clock):
    send(ane)
    [file] = files(database)
    left = folder / f"{'x' * 24}.pdf"
    left.write_bytes(PDF)
    for path in folder.iterdir():
        os.utime(path, (clock().timestamp(), clock().timestamp()))
    clock.tick(hours=2)
    assert housekeeping.tidy_documents(database, folder, clock()) == 1
    assert [path.name for path in folder.iterdir()] == [f"{file.token}.pdf"]
