"""Sheets to print: QR codes, each with a fresh link, and the oppmøte on paper."""

import datetime as dt
import re

from sqlalchemy import func, select

from facilitator.models import Gathering, Participant, PersonalLink

QR = "/deltakere/qr-ark"


def issued(database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(PersonalLink)) or 0


def test_nothing_is_issued_before_one_has_said_yes(leader, database, cast):
    before = issued(database)
    assert "Lag 36 kort" in leader.get(QR).text
    page = leader.post(QR, data={"person": [cast.ane, cast.siv]})
    assert "Lag 2 kort" in page.text
    assert issued(database) == before


def test_each_print_has_a_code_for_each_that_opens_their_mappe(leader, stranger, database, cast):
    before = issued(database)
    page = leader.post(QR, data={"sure": "1", "person": [cast.siv, cast.ane]})
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    found = re.findall(r"/lenke/[\w-]+", page.text)
    assert len(set(found)) == 2
    assert issued(database) == before + 2
    assert page.text.count('class="qr-ink"') == 2
    assert "Er du Ane Havgløtt?" in stranger.get(found[0]).text
    again = leader.post(QR, data={"sure": "1", "person": [cast.ane]})
    assert found[0] not in again.text


def test_who_waits_or_has_left_gets_no_card_with_the_others(leader, database, cast):
    with database.transaction() as db:
        db.get_one(Participant, cast.siv).place = "left"
        db.get_one(Participant, cast.ane).place = "waiting"
    assert "Lag 34 kort" in leader.get(QR).text


def test_the_sheet_has_names_and_boxes_and_nothing_else_of_anybody(leader, database, cast):
    with database.transaction() as db:
        db.get_one(Participant, cast.siv).place = "left"
    page = leader.get(f"/samling/{cast.gathering}/oppmoteark").text
    assert page.count('<th scope="row">') == 35
    assert page.count('<td class="box">') == 70
    assert "Onsdag 15. september 2027 · Kultursalen Fiolen" in page
    assert "kontaktlærer" not in page
    assert "Kråkesølvåsen" not in page
    assert page.index("Amina") < page.index("Ane") < page.index("Wioletta")


def test_a_half_day_has_one_box(leader, database, cast):
    with database.transaction() as db:
        half = Gathering(cohort_id=cast.cohort, number=9, date=dt.date(2027, 10, 20), theme="",
                         place="", halves="afternoon")  # fmt: skip
        db.add(half)
    page = leader.get(f"/samling/{half.id}/oppmoteark").text
    assert "Etter lunsj" in page
    assert "Før lunsj" not in page
    assert leader.get("/samling/4711/oppmoteark").status_code == 404
