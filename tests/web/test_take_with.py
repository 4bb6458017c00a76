"""After a borrowed room: a draft for its host, and then nothing is left of it."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator import housekeeping
from facilitator.config import Settings
from facilitator.db import Database
from facilitator.domain import photo_files, photos
from facilitator.domain.photo_files import Prepared
from facilitator.domain.photos import Said
from facilitator.models import Activity, Participant, PracticeDocument, Room
from tests.conftest import Clock
from tests.support.borrowed import Lent, counts
from tests.support.cast import Cast
from tests.support.plays import Play

Phone = Callable[[str], FlaskClient]
INSIGHT = "Vi har det best når noen spør hvordan det går."


@pytest.fixture
def lent(app: Flask, linked: Phone, database: Database, cast: Cast, clock: Clock) -> Lent:
    """Pål's, in which three have made one sentence together."""
    found = Lent(app, linked("pal"), database, cast, clock)
    found.borrow()
    found.come(3)
    return found


def run(lent: Lent) -> None:
    """The whole method; the table's sentence is on the board."""
    led = lent.start()
    for word in list(lent.guests)[:1]:
        write_alone(lent, word)
    led.advance_to("fire")
    write_together(lent, INSIGHT)
    led.end()


def write_alone(lent: Lent, word: str) -> None:
    answer = lent.guests[word].post(
        lent.path(f"/bidrag/{lent.activity}/en"),
        data={"0-text": "Dette er bare mitt.", "client_id": "alene"},
    )
    assert answer.status_code == 303


def write_together(lent: Lent, text: str, **more: str) -> None:
    word, phone = next(iter(lent.guests.items()))
    group = lent.led().group_of(lent.people[word], "firere")
    answer = phone.post(
        lent.path(f"/gruppe/{group}/fire/bidrag"),
        data={"0-text": text, "client_id": "sammen", "asks_keep": "1", "keep": "1"} | more,
    )
    assert answer.status_code == 303


def form(lent: Lent) -> dict[str, str]:
    page = lxml.html.fromstring(lent.host.get(lent.path("/ta-med")).text)
    found = next(form for form in page.forms if "/ta-med" in form.action)
    assert not found.xpath(".//input[@checked]"), "nothing is chosen beforehand"
    fields = dict(found.fields)
    fields.pop("quote", None)
    return {name: value or "" for name, value in fields.items()}


def offered(lent: Lent) -> dict[str, str]:
    page = lxml.html.fromstring(lent.host.get(lent.path("/ta-med")).text)
    boxes = page.xpath("//input[@name='quote']")
    return {box.get("value"): box.getparent().text_content().strip() for box in boxes}


def documents(database: Database) -> list[PracticeDocument]:
    with database.reading() as db:
        return list(db.scalars(select(PracticeDocument)))


# --- the draft ------------------------------------------------------------------------------------


def test_a_draft_says_what_was_done_and_what_was_ticked(lent: Lent) -> None:
    run(lent)
    [(number, quote)] = offered(lent).items()
    assert quote == f"«{INSIGHT}»"
    fields = form(lent)
    assert "1-2-4-alle, 20 minutter. 3 var med." in fields["text"]
    assert "Når er det godt å være her?" in fields["text"]
    assert not set(lent.guests) & set(fields["text"].replace(".", " ").split())
    answer = lent.host.post(lent.path("/ta-med"), data=fields | {"quote": number})
    assert answer.status_code == 303
    mappe = lent.host.get("/mappe").text
    assert "Kladd" in mappe
    [document] = documents(lent.database)
    assert f"«{INSIGHT}»" in lent.host.get(f"/mappe/dokument/{document.id}").text
    assert (document.title, document.status, document.process_key) == (
        "1-2-4-alle",
        "kladd",
        "en_to_fire_alle",
    )
    assert document.date == lent.clock().date()


def test_nothing_that_one_has_told_alone_comes_along(lent: Lent) -> None:
    run(lent)
    assert "Dette er bare mitt" not in lent.host.get(lent.path("/ta-med")).text
    answer = lent.host.post(lent.path("/ta-med"), data=form(lent) | {"quote": "1"})
    assert answer.status_code == 422
    assert "ligger ikke på tavla" in answer.text
    assert documents(lent.database) == []


def test_a_group_may_say_no(lent: Lent) -> None:
    led = lent.start()
    led.advance_to("fire")
    write_together(lent, INSIGHT, keep="")
    assert offered(lent) == {}


def test_sent_again_it_is_the_same_draft_and_may_be_changed(lent: Lent) -> None:
    run(lent)
    [number] = offered(lent)
    fields = form(lent)
    for _ in range(2):
        lent.host.post(lent.path("/ta-med"), data=fields | {"quote": number})
    [document] = documents(lent.database)
    assert (document.text or "").count(INSIGHT) == 1
    assert offered(lent) == {}, "what stands in the text is not offered again"
    lent.host.post(lent.path("/ta-med"), data=form(lent) | {"title": "Lunsjen vår"})
    [document] = documents(lent.database)
    assert document.title == "Lunsjen vår"
    assert (document.text or "").count(INSIGHT) == 1


def test_what_is_handed_in_is_not_changed_from_here(lent: Lent) -> None:
    run(lent)
    fields = form(lent)
    lent.host.post(lent.path("/ta-med"), data=fields)
    with lent.database.transaction() as db:
        db.scalars(select(PracticeDocument)).one().status = "levert"
    answer = lent.host.post(lent.path("/ta-med"), data=fields | {"title": "Noe annet"})
    assert answer.status_code == 403
    assert "Dokumentet er levert" in lent.host.get(lent.path("/ta-med")).text
    assert documents(lent.database)[0].title == "1-2-4-alle"


@pytest.mark.parametrize(("field", "typed"), [("title", ""), ("text", "  "), ("title", "x" * 121)])
def test_what_is_typed_stays_after_a_refusal(lent: Lent, field: str, typed: str) -> None:
    run(lent)
    [number] = offered(lent)
    fields = form(lent) | {"text": "Det jeg så i dag", field: typed, "quote": number}
    if field == "text":
        fields.pop("quote")
    answer = lent.host.post(lent.path("/ta-med"), data=fields)
    assert answer.status_code == 422
    page = lxml.html.fromstring(answer.text)
    assert page.xpath(f"//*[@data-error-for='{field}' and not(@hidden)]")
    if "quote" in fields:
        assert page.xpath("//input[@name='quote' and @checked]")
        assert "Det jeg så i dag" in answer.text
    assert documents(lent.database) == []


def test_a_prosessleder_is_told_what_happens_instead(
    app: Flask, leader: FlaskClient, database: Database, cast: Cast, clock: Clock
) -> None:
    lent = Lent(app, leader, database, cast, clock)
    lent.borrow()
    lent.come(3)
    assert leader.get(lent.path("/ta-med")).status_code == 404, "nothing has begun"
    run(lent)
    page = leader.get(lent.path("/ta-med")).text
    assert "Prosessledere har ingen arbeidsmappe" in page
    assert INSIGHT in page
    answer = leader.post(lent.path("/ta-med"), data={"title": "a", "text": "b"})
    assert answer.status_code == 403
    assert documents(database) == []


# --- nothing is left ------------------------------------------------------------------------------


def keep_a_photo(lent: Lent, folder: Path) -> Path:
    """As one of the guests would have sent it."""
    token = photos.new_token()
    photo_files.write(folder, token, b"et bilde")
    with lent.database.transaction() as db:
        photos.keep(
            db,
            db.get_one(Activity, lent.activity),
            db.get_one(Participant, next(iter(lent.people.values()))),
            None,
            token,
            Said("Bildet av kaffekoppen", no_people=True),
            Prepared(b"et bilde", 1, 1),
            client_id="bilde",
            now=lent.clock(),
        )
    return photo_files.path_of(folder, token)


def play_whole(lent: Lent) -> Play:
    """Everybody writes whatever each phone asks for, in every phase."""
    phones = lent.guests
    play = Play(
        lent.start(), lent.database, lent.public_id, list(phones), lent.people, phones.__getitem__
    )
    for phase in range(10):
        for word in play.writers(6):
            play.write(word)
        if phase < 9:
            play.led.press("advance")
    play.led.end()
    return play


def held(settings: Settings) -> bytes:
    """All that the database has on disk, its log too."""
    return b"".join(file.read_bytes() for file in sorted(settings.data_dir.glob("test.sqlite3*")))


@pytest.mark.parametrize("ending", ["by hand", "by night"])
def test_nothing_is_left_but_the_draft(
    app: Flask,
    linked: Phone,
    database: Database,
    cast: Cast,
    clock: Clock,
    settings: Settings,
    ending: str,
) -> None:
    pal, ane = linked("pal"), linked("ane")
    before = counts(database)
    lent = Lent(app, pal, database, cast, clock)
    lent.borrow("ai_intervju", theme="Kanarihuset")
    lent.come(6)
    ane.post(lent.path("/bli-med"))
    played = play_whole(lent)
    folder = settings.data_dir / photo_files.FOLDER
    photo = keep_a_photo(lent, folder)
    pal.post(lent.path("/ta-med"), data={"title": "Vi prøvde", "text": "Det jeg så selv."})
    secrets = [*played.sent, lent.public_id, "Kanarihuset", "Bildet av kaffekoppen"]
    assert counts(database)["card"] > 5
    assert any(word.encode() in held(settings) for word in played.sent)
    if ending == "by hand":
        pal.post(lent.path("/kast"), data={"sure": "1"})
    else:
        clock.now += dt.timedelta(days=1)
        assert housekeeping.throw_away_expired(database, folder, clock()) == 1
    assert not photo.exists()
    left = {name: n for name, n in counts(database).items() if n != before[name]}
    assert left == {"practice_document": 1, "led_process": 1}
    assert [word for word in secrets if word.encode() in held(settings)] == []
    mappe = pal.get("/mappe").text
    assert "Vi prøvde" in mappe
    assert "Ledet prosess: " in mappe
    assert "Du lånte et rom og ledet dine egne." in mappe
    assert "Ane" in ane.get("/mappe").text, "her phone is hers again"


def test_thrown_away_it_is_gone_for_everybody(lent: Lent, stranger: FlaskClient) -> None:
    run(lent)
    asked = lent.host.post(lent.path("/kast"))
    assert asked.location == lent.path("/kast"), "it is asked about first"
    assert "Ta med deg noe først" in lent.host.get(lent.path("/kast")).text
    assert lent.host.post(lent.path("/kast"), data={"sure": "1"}).location == "/mappe"
    for client in (lent.host, stranger, *lent.guests.values()):
        for rest in ("", "/hvem", "/lerret", "/styring", "/kast", "/ta-med"):
            answer = client.get(lent.path(rest))
            if answer.status_code != 401:  # A stranger is not told whether there is a remote.
                assert answer.status_code == 410
                assert "Rommet er borte" in answer.text
                assert "arbeidsmappa di" not in answer.text
    assert lent.host.post(lent.path("/kast"), data={"sure": "1"}).status_code == 410


def test_late_at_night_it_is_gone_also_before_anybody_has_tidied(lent: Lent, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23, minute=59) + dt.timedelta(hours=4)
    assert lent.host.get(lent.path("/styring")).status_code == 200
    clock.tick(minutes=1)
    assert lent.host.get(lent.path("/styring")).status_code == 410
    assert "Hva vil du prøve" in lent.host.get("/rom/laan").text
    first = lent.public_id
    lent.borrow("innsjekk")
    assert lent.public_id != first
    with lent.database.reading() as db:
        borrowed = db.scalars(select(Room.public_id).where(Room.public_id.like("laan-%"))).all()
    assert borrowed == [lent.public_id]


def test_the_year_is_never_thrown_away(database: Database, cast: Cast, clock: Clock) -> None:
    before = counts(database)
    clock.now += dt.timedelta(days=400)
    assert housekeeping.throw_away_expired(database, None, clock()) == 0
    assert counts(database) == before


def test_the_page_of_a_guest_says_no_more_than_it_is(lent: Lent) -> None:
    run(lent)
    word = next(iter(lent.guests))
    page = lent.guests[word].get("/mappe").text
    assert "Alt slettes i natt" in page
    assert not re.search(r"Samling \d|Kull", lxml.html.fromstring(page).text_content())
