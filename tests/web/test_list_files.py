"""The kull's lists as Excel and PDF: what the pages show, for those who see the pages."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.models import (
    Attendance,
    AttendanceAgreement,
    Cohort,
    FestivalContribution,
    Gathering,
    Participant,
    PracticeDocument,
)
from tests.support.lists import page_count, sheets_of, under_heads, words_of
from tests.support.queries import counted

LISTS = ("/oppmote", "/deltakere", "/deltakere/liste", "/festival", "/festival/program")
NASTY = '=HYPERLINK("http://x";"@SUM") <b>Ánde</b> محمد +47'


@pytest.fixture
def year(database, cast, clock):
    """Samling 1 was held: Siv was away after lunch, Kasper all day, and he has an agreement."""
    with database.transaction() as db:
        held = Gathering(
            cohort_id=cast.cohort, number=1, date=dt.date(2027, 6, 9), theme="Å se", place="Skien"
        )
        db.add(held)
        db.flush()
        for key, person in cast.people.items():
            for half in ("forenoon", "afternoon"):
                away = key == "kasper" or (key == "siv" and half == "afternoon")
                status = "absent" if away else "present"
                db.add(Attendance(gathering_id=held.id, participant_id=person, half=half,
                                  status=status))  # fmt: skip
        on = dt.date(2027, 6, 14)
        db.add(
            AttendanceAgreement(participant_id=cast.kasper, agreed_on=on, by="Turid", at=clock())
        )
        db.get_one(Participant, cast.helge).name = NASTY
        db.get_one(Participant, cast.helge).email = "helge@example.org"
        db.get_one(Participant, cast.jonas).place = "waiting"
        db.get_one(Participant, cast.jonas).waiting_since = clock()
        db.get_one(Participant, cast.marte).place = "left"


def row(rows, name):
    return next(row for row in rows if row[0] == name)


def test_only_the_prosessledere_of_the_kull_get_a_list(leader, phone, linked, stranger, database):
    with database.transaction() as db:
        kull = db.scalar(select(Cohort))
        other = Cohort(**{c.name: getattr(kull, c.name) for c in Cohort.__table__.columns
                          if c.name not in ("id", "key")}, key="kull11")  # fmt: skip
        db.add(other)
    others = (stranger, phone("ane"), linked("amina"))
    for path in LISTS:
        assert [client.get(f"{path}.xlsx").status_code for client in others] == [401] * 3
        assert leader.get(f"{path}.docx").status_code == 404
        assert leader.get(f"{path}.xlsx?kull=kull11").status_code == 403
        assert leader.get(f"{path}.pdf?kull=kull11").status_code == 403


@pytest.mark.parametrize(("ending", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_each_list_comes_as_a_file_with_a_name_and_is_kept_nowhere(leader, year, ending, begins):
    for path in LISTS:
        answer = leader.get(f"{path}.{ending}")
        assert answer.status_code == 200
        assert answer.data.startswith(begins)
        assert answer.headers["Cache-Control"] == "no-store"
        name = "kull10" if "program" in path else "kull10-2027-09-15"
        assert f'{name}.{ending}"' in answer.headers["Content-Disposition"]
        if "festival" not in path:
            assert f'href="{path}.{ending}"' in leader.get(path).text


def test_the_oppmote_says_the_pages_words_and_counts_as_the_kull_does(leader, cast, year):
    book = sheets_of(leader.get("/oppmote.xlsx").data)
    heads, rows = under_heads(book["Deltakerne"], "Navn")
    assert heads == ["Navn", "Samling 1 (9.6.)", "Samling 8 (15.9.)",
                     "Med på", "av", "Status", "Avtalt"]  # fmt: skip
    assert len(rows) == 34, "neither the waiting list nor who has left"
    ane = cast.names["ane"]
    assert row(rows, ane) == [ane, "hele dagen", "kommer", 2, 2, "Trenger resten", None]
    assert row(rows, cast.names["siv"])[1:5] == ["bare før lunsj", "kommer", 1, 2]
    kasper = row(rows, cast.names["kasper"])
    assert kasper[1] == "ikke til stede"
    assert kasper[-2:] == ["Avtalt", dt.datetime(2027, 6, 14)]  # noqa: DTZ001 – a cell has no zone
    _, days = under_heads(book["Samlingene"], "Nr.")
    assert days[0][1:4] == ["Samling 1", dt.datetime(2027, 6, 9), "Å se"]  # noqa: DTZ001
    assert days[0][4:] == [33, 32]
    _, sums = under_heads(book["Summert"], "Status")
    assert sums == [["Avtalt", 1], ["Trenger resten", 32], ["Trenger en avtale", 1]]
    words = words_of(leader.get("/oppmote.pdf").data)
    assert words.count("hele dagen") == 32
    assert "Samling 8 (15.9.)" in words
    assert "14.06.2027" in words
    assert "Turid" not in words


def test_a_name_that_looks_like_a_formula_is_a_name(leader, year):
    for path in ("/oppmote", "/deltakere", "/deltakere/liste"):
        rows = [row for page in sheets_of(leader.get(f"{path}.xlsx").data).values() for row in page]
        assert NASTY in [row[0] for row in rows]


def test_the_cockpits_list_has_those_and_that_order_that_its_page_shows(
    leader, cast, year, database
):
    with database.transaction() as db:
        db.add(
            PracticeDocument(participant_id=cast.ane, title="En", kind="text", status="godkjent")
        )
        db.add(FestivalContribution(participant_id=cast.ane, form="vertskap"))
    heads, rows = under_heads(sheets_of(leader.get("/deltakere.xlsx").data)["Deltakere"], "Navn")
    assert len(rows) == 34
    ane = dict(zip(heads, row(rows, cast.names["ane"]), strict=True))
    assert ane["Kommune"] == "Tønsberg"
    assert ane["Arbeidsmappe"] == "1 av 6"
    assert ane["Festivalbidrag"] == "vert, ikke bekreftet ennå"
    assert ane["Kompetansebevis"] == "ikke ennå"
    found = leader.get("/deltakere.xlsx?sok=Havgløtt&sorter=navn").data
    _, rows = under_heads(sheets_of(found)["Deltakere"], "Navn")
    assert [row[0] for row in rows] == [cast.names["ane"]]
    page = leader.get("/deltakere?sok=Havgløtt&retning=synkende").text
    assert "/deltakere.pdf?retning=synkende&amp;sok=Havgl" in page
    words = words_of(leader.get("/deltakere.pdf?sok=Havgløtt").data)
    assert "Festivalbidrag 1 er meldt inn, ingen bekreftet ennå" in words
    assert "søk på «Havgløtt». 1 av 34 deltakere." in words


def test_the_roster_has_seats_the_waiting_list_and_who_has_left(leader, cast, year):
    book = sheets_of(leader.get("/deltakere/liste.xlsx").data)
    assert list(book) == ["Deltakere", "Venteliste", "Har sluttet"]
    heads, rows = under_heads(book["Deltakere"], "Navn")
    assert heads == ["Navn", "Rolle", "Virksomhet", "Kommune", "E-post"]
    assert len(rows) == 34
    assert row(rows, NASTY)[4] == "helge@example.org"
    _, waiting = under_heads(book["Venteliste"], "Nr.")
    assert waiting[0][:2] == [1, cast.names["jonas"]]
    _, left = under_heads(book["Har sluttet"], "Navn")
    assert [row[0] for row in left] == [cast.names["marte"]]


def test_guests_programme_has_only_what_is_released_and_the_plan_has_all(
    leader, cast, clock, database
):
    with database.transaction() as db:
        db.add(FestivalContribution(participant_id=cast.ane, form="vertskap", title="Ringen",
                                    description="Kom inn", needs="Strøm", place="Storsalen",
                                    begins="09.30", released_at=clock()))  # fmt: skip
        db.add(FestivalContribution(participant_id=cast.siv, form="verksted", title="Hemmelig",
                                    place="Storsalen", begins="11.00"))  # fmt: skip
    for ending, opened in (("xlsx", lambda b: str(sheets_of(b))), ("pdf", words_of)):
        public = opened(leader.get(f"/festival/program.{ending}").data)
        assert "Ringen" in public
        assert "Kom inn" in public
        for kept in ("Hemmelig", "Strøm", cast.names["ane"], cast.names["siv"]):
            assert kept not in public
        plan = opened(leader.get(f"/festival.{ending}").data)
        for there in ("Ringen", "Hemmelig", "Strøm", cast.names["siv"], "sluppet fram"):
            assert there in plan
    assert list(sheets_of(leader.get("/festival/program.xlsx").data)) == ["Storsalen"]
    assert 'href="/festival.xlsx"' in leader.get("/festival").text
    assert 'href="/festival/program.pdf"' in leader.get("/festival/program").text


def test_an_empty_kull_gets_lists_too(leader, cast, database):
    with database.transaction() as db:
        for person in db.scalars(select(Participant)):
            person.place = "left"
    for path in LISTS:
        assert page_count(leader.get(f"{path}.pdf").data) >= 1
        assert sheets_of(leader.get(f"{path}.xlsx").data)
    assert "Ingen å vise ennå." in words_of(leader.get("/oppmote.pdf").data)


def test_a_list_of_36_asks_as_much_as_one_of_three(leader, year, cast, database):
    asked = {}
    for path in LISTS:
        with counted(database) as sent:
            assert leader.get(f"{path}.xlsx").status_code == 200
        asked[path] = len(sent)
        assert len(sent) <= 24, "\n".join(sent)
    with database.transaction() as db:
        for person in list(db.scalars(select(Participant).order_by(Participant.id)))[4:]:
            person.place = "left"
    for path in LISTS:
        with counted(database) as sent:
            leader.get(f"{path}.xlsx")
        assert len(sent) == asked[path]
