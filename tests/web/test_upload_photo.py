"""A photo beside a card: upright, small, without what the camera wrote; or a clear message."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import photo_files, photos
from facilitator.models import Photo
from tests.support import pictures
from tests.support.cast import Cast
from tests.support.lead import Led

Start = Callable[..., Led]
Phone = Callable[[str], Any]


@pytest.fixture
def led(start: Start) -> Led:
    led = start("veikart")
    led.advance_to("drom")
    return led


@pytest.fixture
def send(led: Led, phone: Phone, cast: Cast) -> Callable[..., Any]:
    """`send(raw, alt="…")` from Ane's phone; gives the answer."""

    def post(raw: bytes, who: str = "ane", name: str = "bilde.jpg", **fields: Any) -> Any:
        data = {
            "file": FileStorage(io.BytesIO(raw), name),
            "alt": "En vei med sju stasjoner",
            "no_people": "1",
            "activity": led.id,
            "phase": "drom",
            "client_id": "et-bilde",
        }
        sent = {key: value for key, value in (data | fields).items() if value is not None}
        boundary, body = encode_multipart(sent)
        return phone(who).post(
            f"/rom/{cast.public_id}/bilde",
            data=body,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers={"Accept": "application/json"},
        )

    return post


def kept(settings: Settings, token: str) -> Path:
    return photo_files.path_of(settings.data_dir / "photos", token)


def test_it_is_set_upright_and_what_the_camera_wrote_is_gone(
    send: Callable[..., Any], settings: Settings, database: Database
) -> None:
    answer = send(pictures.lying_jpeg_with_place())
    assert answer.status_code == 200
    assert answer.json["ok"] is True
    file = kept(settings, answer.json["token"])
    raw = file.read_bytes()
    with Image.open(file) as image:
        assert (image.format, image.size) == ("JPEG", (48, 64))
        assert not image.getexif()
        assert "comment" not in image.info
        assert image.getpixel((24, 8)) != pytest.approx((255, 255, 255), abs=20), "red is on top"
        assert image.getpixel((24, 56)) == pytest.approx((255, 255, 255), abs=20)
    assert b"Exif" not in raw
    assert b"Ane" not in raw
    assert file.stat().st_mode & 0o077 == 0
    with database.reading() as db:
        photo = db.scalars(select(Photo)).one()
        assert (photo.alt, photo.no_people) == ("En vei med sju stasjoner", True)
        assert (photo.width, photo.height) == (48, 64)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_phones_take_is_taken(send: Callable[..., Any], settings: Settings, form: str) -> None:
    answer = send(pictures.as_bytes(pictures.picture(), form), name="IMG_0001.dat")
    assert answer.status_code == 200
    with Image.open(kept(settings, answer.json["token"])) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (64, 48))


def test_what_is_clear_becomes_white_paper(send: Callable[..., Any], settings: Settings) -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    answer = send(pictures.as_bytes(clear, "PNG"))
    with Image.open(kept(settings, answer.json["token"])) as image:
        assert image.getpixel((10, 10)) == pytest.approx((255, 255, 255), abs=3)


def test_twelve_megabytes_become_small(send: Callable[..., Any], settings: Settings) -> None:
    raw = pictures.heavy_jpeg()
    assert len(raw) > 11_000_000
    answer = send(raw)
    assert answer.status_code == 200
    file = kept(settings, answer.json["token"])
    with Image.open(file) as image:
        assert image.size == (1600, 1200)
    assert file.stat().st_size < 1_500_000


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (pictures.PROGRAM, "ikke et bilde"),
        (pictures.SVG, "ikke et bilde"),
        (b"GIF89a" + bytes(40), "ikke et bilde"),
        (pictures.as_bytes(pictures.picture(400, 400))[:900], "skadet"),
        (pictures.as_bytes(pictures.picture(400, 400), "PNG")[:300], "skadet"),
        (pictures.bomb(), "flere punkter"),
        (b"", "Velg et bilde"),
    ],
)
def test_what_is_no_photo_is_told_at_the_field_and_nothing_is_kept(
    send: Callable[..., Any], settings: Settings, database: Database, raw: bytes, says: str
) -> None:
    answer = send(raw, name="ferie.jpg")
    assert answer.status_code == 422
    assert says in answer.json["errors"]["photo"]
    assert_nothing_kept(settings, database)


def assert_nothing_kept(settings: Settings, database: Database) -> None:
    folder = settings.data_dir / "photos"
    assert not folder.exists() or not list(folder.iterdir())
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Photo)) == 0


def test_more_than_fifteen_megabytes_is_said_at_the_field(
    send: Callable[..., Any], settings: Settings, database: Database
) -> None:
    answer = send(bytes(15_000_001))
    assert answer.status_code == 422
    assert "15 MB" in answer.json["errors"]["photo"]
    answer = send(bytes(16_000_000))
    assert answer.status_code == 413
    assert "15 MB" in answer.json["errors"]["photo"]
    assert_nothing_kept(settings, database)


def test_no_other_route_takes_so_much(led: Led, phone: Phone, cast: Cast) -> None:
    answer = phone("ane").post(f"/rom/{cast.public_id}/klar", data={"phase": "x" * 1_100_000})
    assert answer.status_code == 413


def test_of_a_stranger_no_more_is_taken_in_than_a_form(stranger: FlaskClient, cast: Cast) -> None:
    answer = stranger.post(
        f"/rom/{cast.public_id}/bilde",
        data=bytes(2_000_000),
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 403


def test_one_says_what_it_shows_and_that_nobody_can_be_recognised(
    send: Callable[..., Any], settings: Settings, database: Database
) -> None:
    answer = send(pictures.PROGRAM, alt=" ", no_people=None)
    assert set(answer.json["errors"]) == {"alt", "no_people", "photo"}, "all of it at once"
    assert "Bilder av barn kan vi ikke ta imot" in answer.json["errors"]["no_people"]
    assert "fødselsnummer" in send(pictures.jpeg(), alt="Ola 13097248022").json["message"]
    assert_nothing_kept(settings, database)
    assert send(pictures.jpeg(), no_people=None, adults="1").status_code == 200
    with database.reading() as db:
        assert db.scalars(select(Photo.no_people)).one() is False


def test_the_same_upload_again_is_the_same_photo(
    send: Callable[..., Any], settings: Settings
) -> None:
    first, second = send(pictures.jpeg()).json, send(pictures.jpeg()).json
    assert first["token"] == second["token"]
    assert len(list((settings.data_dir / "photos").iterdir())) == 1
    assert send(pictures.jpeg(), who="hodan").status_code == 403, "another's id is not theirs"


def test_only_for_a_card_that_takes_one_and_for_a_group_of_ones_own(
    send: Callable[..., Any], led: Led, cast: Cast, settings: Settings, database: Database
) -> None:
    assert send(pictures.jpeg(), phase="forste").status_code == 404
    assert send(pictures.jpeg(), phase="finnes-ikke").status_code == 404
    theirs = led.group_of(cast.hodan, "lag")
    if theirs != led.group_of(cast.ane, "lag"):
        assert send(pictures.jpeg(), group=theirs).status_code == 403
    assert_nothing_kept(settings, database)
    assert send(pictures.jpeg(), group=led.group_of(cast.ane, "lag")).status_code == 200


def test_a_stranger_sends_nothing(
    led: Led, stranger: Any, cast: Cast, settings: Settings, database: Database
) -> None:
    data = {"file": (io.BytesIO(pictures.jpeg()), "b.jpg"), "alt": "En vei", "no_people": "1",
            "activity": led.id, "phase": "drom"}  # fmt: skip
    assert stranger.post(f"/rom/{cast.public_id}/bilde", data=data).status_code == 403
    assert_nothing_kept(settings, database)


def test_opening_a_photo_is_done_in_the_thread_that_the_server_gives(
    send: Callable[..., Any], app: Flask
) -> None:
    done: list[str] = []

    def beside(work: Callable[..., Any], *arguments: Any) -> Any:
        done.append(work.__name__)
        return work(*arguments)

    app.config["RUN_IN_THREAD"] = beside
    assert send(pictures.jpeg()).status_code == 200
    assert done == ["prepare", "write"]


def test_there_is_an_end_to_how_many_one_may_add_and_a_room_may_hold(
    send: Callable[..., Any], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for a guest who sends in a loop. What was sent before is answered all the same."""
    raw, files = pictures.as_bytes(pictures.picture()), settings.data_dir / "photos"
    monkeypatch.setattr(photos, "MOST_FROM_ONE", 1)
    monkeypatch.setattr(photos, "MOST_IN_A_ROOM", 2)
    assert send(raw, client_id="en").status_code == 200
    more = send(raw, client_id="to")
    assert (more.status_code, more.json["errors"]) == (422, {"photo": photos.ENOUGH_FROM_ONE})
    assert send(raw, client_id="en").status_code == 200
    assert send(raw, who="amina", client_id="tre").status_code == 200
    full = send(raw, who="hodan", client_id="fire")
    assert full.json["errors"] == {"photo": photos.ENOUGH_IN_A_ROOM}
    assert len(list(files.glob("*.jpg"))) == 2
