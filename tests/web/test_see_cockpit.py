"""`/deltakere`: everybody with four requirements, sorted, filtered and found, for prosessledere."""

import datetime as dt
import re

import pytest

from facilitator.models import (
    Attendance,
    FestivalContribution,
    Gathering,
    Participant,
    PortfolioReview,
    PracticeDocument,
    Summary,
)
from tests.support.queries import counted

AT = dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC)


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def row_of(page: str, cast, name: str) -> str:
    """What stands in somebody's row."""
    for row in page.partition('<div class="cock">')[2].split("<tr ")[1:]:
        if cast.names[name] in row:
            return shown("<" + row.partition("</tr>")[0])
    return ""


def names(page: str) -> list[str]:
    return re.findall(r'aria-label="Hilsen til ([^"]+)"', page)


@pytest.fixture
def year(database, cast):
    """Samling 1 was held, and four have come differently far."""
    with database.transaction() as db:
        held = Gathering(
            cohort_id=cast.cohort, number=1, date=dt.date(2027, 6, 9), theme="Tema", place="Skien"
        )
        db.add(held)
        db.flush()
        for key in cast.people:
            there = "absent" if key == "kasper" else "present"
            for half in ("forenoon", "afternoon"):
                db.add(
                    Attendance(
                        gathering_id=held.id,
                        participant_id=cast.people[key],
                        half=half,
                        status=there,
                    )
                )
        for number in range(6):
            db.add(
                PracticeDocument(
                    participant_id=cast.ane, title=f"Nr. {number}", kind="text", status="godkjent"
                )
            )
        db.add(PracticeDocument(participant_id=cast.siv, title="En", kind="text", status="levert"))
        db.add(Summary(participant_id=cast.ane, status="godkjent"))
        db.add(Summary(participant_id=cast.siv, status="kladd"))
        db.add(PortfolioReview(participant_id=cast.ane, status="godkjent"))
        db.add(FestivalContribution(participant_id=cast.ane, form="vertskap", took_part_at=AT))
        db.add(FestivalContribution(participant_id=cast.siv, form="Trylling"))


def test_it_is_for_prosessledere(leader, phone, linked, stranger):
    assert leader.get("/deltakere").status_code == 200
    for client in (phone("ane"), linked("ane"), stranger):
        assert client.get("/deltakere").status_code == 401


def test_everybody_stands_there_by_name_with_four_words(leader, cast, database, year):
    with database.transaction() as db:
        db.add(Participant(cohort_id=cast.cohort, name="Guri Gjest", guest_of=cast.room))
        db.add(Participant(cohort_id=cast.cohort, name="Vera Venter", place="waiting"))
        db.add(Participant(cohort_id=cast.cohort, name="Sluttet Svensen", place="left"))
    page = leader.get("/deltakere").text
    assert "36 deltakere, fire krav" in page
    assert "%" not in shown(page.partition("<main")[2])
    found = names(page)
    assert len(found) == 36
    assert found[0] == cast.names["amina"]
    assert found[-1] == cast.names["wioletta"]
    ane = row_of(page, cast, "ane")
    assert "Arbeidsmappe godkjent" in ane
    assert "Oppsummering godkjent" in ane
    assert "Festivalbidrag vert , bekreftet" in ane
    siv = row_of(page, cast, "siv")
    assert "Arbeidsmappe 0 av 6" in siv
    assert "Oppsummering kladd" in siv
    assert "Festivalbidrag Trylling , ikke bekreftet ennå" in siv
    assert row_of(page, cast, "helge").count("ikke ennå") == 2
    assert f'href="/arbeidsmapper/{cast.ane}"' in page
    assert f'href="/oppmote/person/{cast.ane}"' in page


def test_the_sums_are_said_in_words(leader, year):
    said = shown(leader.get("/deltakere").text.partition("sumline")[2].partition("</dl>")[0])
    assert "Arbeidsmappe 1 godkjent, 1 har seks godkjente dokumenter" in said
    assert "Oppsummering 1 godkjent, 1 i kladd, 34 ikke begynt ennå" in said
    assert "Festivalbidrag 2 er meldt inn, 1 bekreftet" in said


@pytest.mark.parametrize("sort", ["navn", "kommune", "virksomhet", "oppmote", "mappe"])
@pytest.mark.parametrize("down", [False, True])
def test_each_way_of_sorting_has_everybody_once_and_says_its_direction(leader, year, sort, down):
    page = leader.get(f"/deltakere?sorter={sort}" + ("&retning=synkende" if down else "")).text
    assert len(set(names(page))) == 36
    said = page.count('aria-sort="descending"' if down else 'aria-sort="ascending"')
    assert said == (0 if sort in ("kommune", "virksomhet") else 2)


def test_the_same_head_again_turns_it_round(leader, cast, year):
    page = leader.get("/deltakere?sorter=oppsummering").text
    assert "sorter=oppsummering&amp;retning=synkende" in page
    turned = leader.get("/deltakere?sorter=oppsummering&retning=synkende").text
    assert names(turned)[:2] == [cast.names["ane"], cast.names["siv"]]
    heads = turned.partition("<thead")[2].partition("</thead>")[0]
    assert "sorter=oppsummering&amp;retning" not in heads
    assert "vis=prat&amp;sorter=oppsummering&amp;retning=synkende" in turned
    assert (
        names(leader.get("/deltakere?sorter=festival&retning=synkende").text)[0]
        == cast.names["ane"]
    )


def test_those_who_need_a_word_are_found(leader, cast, year):
    assert names(leader.get("/deltakere?vis=prat").text) == [cast.names["kasper"]]
    assert names(leader.get("/deltakere?vis=stille").text) == [cast.names["kasper"]]
    quiet = shown(
        leader.get("/deltakere").text.partition('id="stille"')[2].partition("</section>")[0]
    )
    assert f"{cast.names['kasper']} Ikke hørt fra ennå." in quiet
    nobody = leader.get("/deltakere?vis=klare").text
    assert names(nobody) == []
    assert "Ingen har alle fire kravene på plass" in nobody


def test_somebody_is_found_by_name_workplace_or_municipality(leader, cast, year):
    assert names(leader.get("/deltakere?sok=havgløtt").text) == [cast.names["ane"]]
    assert len(names(leader.get("/deltakere?sok=tønsberg").text)) == 5
    page = leader.get('/deltakere?sok="><b>ingen').text
    assert names(page) == []
    assert "<b>ingen" not in page
    strange = leader.get("/deltakere?sorter=penger&vis=dumme&retning=x").text
    assert len(names(strange)) == 36


def test_it_takes_the_same_few_questions_however_many_they_are(leader, database, cast, year):
    with counted(database) as many:
        assert leader.get("/deltakere").status_code == 200
    with database.transaction() as db:
        for person in db.query(Participant).filter(Participant.id.not_in((cast.ane, cast.siv))):
            person.place = "left"
    with counted(database) as few:
        assert leader.get("/deltakere").status_code == 200
    assert len(many) == len(few)
    assert len(many) < 30, many


def test_a_kull_without_people_says_what_will_come(leader, database, cast):
    with database.transaction() as db:
        for person in db.query(Participant).filter_by(cohort_id=cast.cohort):
            person.place = "left"
    page = leader.get("/deltakere").text
    assert "Her kommer deltakerne når kullet er lagt inn." in page
    assert 'href="/deltakere/liste"' in page
    assert "fire krav" not in page
