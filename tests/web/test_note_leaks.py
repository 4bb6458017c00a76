"""What must not be in any file of the note is looked for in all of them, byte by byte.

Each secret is a word that stands nowhere else. Files are taken apart: what is packed in a DOCX
or a workbook, every stream of a PDF with its text as it is read, and pictures inside a page.
"""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from facilitator.domain import cards, drafts, leader_notes
from facilitator.models import Activity, Card, Photo
from tests.support.cast import Cast
from tests.support.lead import Led, person_of
from tests.support.run_sheet import lay, still_item

ENDINGS = ("pdf", "docx", "html", "md", "json", "xlsx")
PEOPLE = ["ane", "hodan", "helge", "kasper", "ragnhild", "anders", "bjornar", "oddvar"]
TALK = "Faglig påfyll om 4D"


def taken_apart(body: bytes) -> str:
    """All that a file holds, as text and as bytes, whatever it is packed in."""
    return "\n".join(part.decode("utf-8", "replace") for part in parts(body))


def parts(body: bytes) -> Iterator[bytes]:
    yield body
    if body[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(body))
        for name in archive.namelist():
            yield name.encode()
            yield from parts(archive.read(name))
    elif body[:5] == b"%PDF-":
        yield from paper(body)
    else:
        for packed in re.findall(rb"base64,([A-Za-z0-9+/=]+)", body):
            yield base64.b64decode(packed)


def paper(body: bytes) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(body) as opened:
        for page in opened:
            yield page.get_textpage().get_text_range().encode()
        yield repr(opened.get_metadata_dict()).encode()
    with pikepdf.open(io.BytesIO(body)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                yield item.read_raw_bytes()
                yield b"" if "/DCTDecode" in str(item.get("/Filter")) else item.read_bytes()
            else:
                yield str(item).encode() if isinstance(item, pikepdf.String) else b""


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    return start(present=PEOPLE)


def photo(folder: Path, word: str) -> None:
    """A picture with words in all the places where a camera writes some."""
    (folder / "photos").mkdir(exist_ok=True)
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = f"beskrevet {word}", f"fotograf {word}"
    image = Image.new("RGB", (40, 30), "green")
    image.save(folder / "photos" / f"tok{word}.jpg", exif=exif, comment=f"merknad {word}".encode())


def stick(led: Led, folder: Path, card_id: int, owner: int, word: str) -> None:
    """The photo on the card, with its words."""
    photo(folder, word)
    with led.database.transaction() as db:
        card = db.get_one(Card, card_id)
        db.add(
            Photo(
                token=f"tok{word}", owner_id=owner, activity_id=led.id, card_id=card.id,
                alt=f"alt {word}", no_people=True, width=40, height=30, client_id=word,
                uploaded_at=led.clock(),
            )
        )  # fmt: skip
        card.fields = card.fields | {"photo": f"tok{word}"}


@pytest.fixture
def told(led: Led, cast: Cast, settings: Any, clock: Any) -> Led:
    """A day with something of everything; zqno… may be nowhere, zqyes… must be everywhere."""
    title, text = "zqyes1 Lappene på døra", "zqyes2 Det ble stille. zqno1 Så kom mer."
    led.approve(cast.ane, title=title, text=text, show_name=True)
    led.approve(cast.hodan, "me", title="zqno2", text="zqno3")
    led.approve(cast.helge, "pair", title="zqno4", text="zqno5")
    led.approve(cast.kasper, "group", title="zqno6", text="zqno7")
    hidden = led.approve(cast.ragnhild, title="zqno8", text="zqno9")
    gone = led.approve(cast.anders, title="zqno10", text="zqno11")
    led.approve(cast.bjornar, title="zqno12", text="zqno13", thanks="zqno14")
    led.write_story(cast.oddvar, title="zqno15", text="zqno16")
    led.advance_to("rotarsaker")
    cause = led.causes(cast.ane, "zqyes3 Ble værende lenge nok")[0]
    stick(led, settings.data_dir, cause, cast.ane, "zqyes4")
    stick(led, settings.data_dir, hidden, cast.ragnhild, "zqno17")
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        leader_notes.of_phase(db, activity.room, "rotarsaker", "zqno18")
        person = person_of(db, cast.hodan)
        drafts.save_own(
            db, activity, person.id, "note:tenk", {"text": "zqno19"},
            version=0, editor="e", now=clock(),
        )  # fmt: skip
        talk = still_item("talk", TALK, 20, notes={"": "zqno20"}, link="https://zqno21.example")
        talk.started_at = clock()
        lay(db, cast.gathering, talk)
    led.end()
    led.change(hidden, cards.hide, clock())
    led.change(gone, cards.withdraw, clock())
    return led


def dropped(led: Led, leader: Any, cast: Cast) -> None:
    with led.database.reading() as db:
        wanted = select(Card.id).where(Card.owner_id == cast.bjornar, Card.type == "story")
        card = db.scalars(wanted).one()
    assert leader.post(f"/notat/8/sitat/{card}/ta-ut").status_code == 303


def test_no_file_holds_what_it_must_not(told: Led, leader: Any, cast: Cast) -> None:
    dropped(told, leader, cast)
    found = {e: taken_apart(leader.get(f"/notat/8.{e}").data) for e in (*ENDINGS,)}
    found["page"] = leader.get("/notat/8").text.replace("Tatt ut av notatet: «zqno12»", "")
    found["page"] = found["page"].replace("sitatet fra zqno12 igjen", "")
    for ending, text in found.items():
        said = set(re.findall(r"zq(?:yes|no)\d+", text))
        expected = {"zqyes1", "zqyes2", "zqyes3", "zqyes4"}
        assert said == expected, ending
        names = {key for key, name in cast.names.items() if name in text}
        assert names == {"ane"}, ending
        surnames = {name.split()[-1] for name in cast.names.values()} - {
            cast.names["ane"].split()[-1]
        }
        assert [name for name in surnames if re.search(rf"\b{name}\b", text)] == [], ending
        if ending not in ("xlsx", "page"):
            assert TALK in text, ending


def test_no_file_says_where_or_by_whom_a_photo_was_taken(
    told: Led, leader: Any, cast: Cast
) -> None:
    for ending in ENDINGS:
        text = taken_apart(leader.get(f"/notat/8.{ending}").data)
        assert "alt zqyes4" in text, ending
        for word in ("beskrevet", "fotograf", "merknad"):
            assert word not in text, ending


def test_a_workbook_tells_nothing_of_who_wrote_when(
    start: Callable[..., Led], phone: Callable[[str], Any], leader: Any, cast: Cast
) -> None:
    """Copies without an author lie in no order of theirs, and have no table, number or time."""
    import openpyxl

    led = start("disputing", present=PEOPLE)
    led.advance_to("situasjon")
    for number, name in enumerate(PEOPLE):
        fields = {"0-situation": f"zqno{number}a", "0-belief": f"zqyes{number}b tanke"}
        phone(name).post(f"/rom/{cast.public_id}/bidrag/{led.id}/situasjon", data=fields)
    led.advance_to("snu")
    for number, name in enumerate(PEOPLE):
        phone(name).post(
            f"/rom/{cast.public_id}/bidrag/{led.id}/snu",
            data={"0-new_belief": f"Jeg kan zqyes{number}c"},
        )
    led.advance_to("tavle")
    for number, name in enumerate(PEOPLE):
        phone(name).post(
            f"/rom/{cast.public_id}/bidrag/{led.id}/tavle",
            data={
                "0-belief": f"zqyes{number}b tanke", "0-new_belief": f"Jeg kan zqyes{number}c",
                "agreed": "1", "board_secret": f"hemmelig-{name}-{'x' * 24}",
            },
        )  # fmt: skip
    led.end()
    body = leader.get("/notat/8.xlsx").data
    rows = list(openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))
    pairs = [row for row in rows if any("zqyes" in str(cell) for cell in row)]
    assert len(pairs) == len(PEOPLE)
    came = [re.findall(r"zqyes(\d)b", str(row))[0] for row in pairs]
    assert sorted(came) == sorted(str(n) for n in range(len(PEOPLE)))
    text = taken_apart(body)
    assert "zqno" not in text
    assert "hemmelig" not in text
    assert "Bord" not in "".join(str(cell) for row in pairs for cell in row)
