"""The sheets for the printer and the calendar, as files, for those whom they are for."""

import re

from icalendar import Calendar
from sqlalchemy import func, select

from facilitator.models import Gathering, Participant, PersonalLink
from tests.support.lead import oslo
from tests.support.lists import page_count, words_of
from tests.support.queries import counted

QR, MINE, KULL = "/deltakere/qr-ark.pdf", "/mappe/samlinger.ics", "/kull/samlinger.ics"


def issued(database):
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(PersonalLink)) or 0


def test_qr_cards_come_as_pdf_when_one_has_said_yes(leader, stranger, database, cast):
    before = issued(database)
    assert f'formaction="{QR}"' in leader.get("/deltakere/qr-ark").text
    assert "Lag 2 kort" in leader.post(QR, data={"person": [cast.ane, cast.siv]}).text
    assert issued(database) == before
    answer = leader.post(QR, data={"sure": "1", "person": [cast.siv, cast.ane]})
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert issued(database) == before + 2
    words = words_of(answer.data)
    assert words.index(cast.names["ane"]) < words.index(cast.names["siv"])
    found = re.findall(r"/lenke/[\w-]+", words)
    assert len(set(found)) == 2
    assert "Er du Ane Havgløtt?" in stranger.get(found[0]).text


def test_the_oppmote_on_paper_comes_as_pdf(leader, database, cast):
    with database.transaction() as db:
        db.get_one(Participant, cast.siv).place = "left"
    with counted(database) as sent:
        answer = leader.get(f"/samling/{cast.gathering}/oppmoteark.pdf")
    assert len(sent) <= 8
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="oppmoteark-kull10-2027-09-15.pdf"'
    )
    words = words_of(answer.data)
    assert cast.names["ane"] in words
    assert cast.names["siv"] not in words
    assert "kontaktlærer" not in words
    assert page_count(answer.data) == 1
    assert leader.get("/samling/4711/oppmoteark.pdf").status_code == 404


def test_a_participant_has_the_samlinger_of_the_own_kull_in_the_calendar(
    linked, leader, phone, stranger, database, cast, clock
):
    with database.transaction() as db:
        db.get_one(Gathering, cast.gathering).between_task = "Prøv en ring hjemme"
    ane = linked("ane")
    assert f'href="{MINE}"' in ane.get("/mappe").text
    answer = ane.get(MINE)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (day,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert day["summary"] == "SMART Trenerutdanning, samling 8: Sosial innovasjon"
    assert "description" not in day, "the samling has not sent anybody home yet"
    clock.now = oslo(9).replace(day=16)
    assert "Prøv en ring hjemme" in ane.get(MINE).text
    assert f'href="{KULL}"' in leader.get("/kull/samlinger").text
    assert "Prøv en ring hjemme" in leader.get(KULL).text
    for name in cast.names.values():
        assert name not in leader.get(KULL).text
    assert [client.get(KULL).status_code for client in (stranger, ane)] == [401, 401]
    assert [client.get(MINE).status_code for client in (stranger, phone("siv"))] == [401, 401]
    assert leader.get(MINE).status_code == 403
