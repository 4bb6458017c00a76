"""`/deltakere/hent-inn`: a list is looked at, taken in, and taken in again without doubles."""

import io
import re

import pytest
from sqlalchemy import func, select

from facilitator.domain import roster_files
from facilitator.models import Cohort, Participant
from tests.support.queries import counted

ADDRESS = "/deltakere/hent-inn"
VALID = "13097248022"
LIST = f"""Etternavn;Fornavn;E-post;Skole;Kommune;Fødselsnummer;Merknad
Havgløtt;Ane;ane@vert.example;Kråkesølvåsen skole;Tønsberg;010170 12345;
Ny;Nina;nina@vert.example;Ny skole;Skien;01017012346;
Ny;Noah;noah@vert.example;Ny skole;Skien;;=1+1
Skjult;Siri;siri@vert.example;Ny skole;Skien;;{VALID}
;;uten@vert.example;Ny skole;Skien;;
"""


@pytest.fixture
def look(leader):
    """`look(text)` gives the page that shows what a list will do."""

    def send(text: str = LIST, encoding: str = "cp1252", name: str = "liste.csv"):
        file = (io.BytesIO(text.encode(encoding)), name)
        return leader.post(ADDRESS, data={"file": file}, content_type="multipart/form-data")

    return send


def fields(page: str) -> dict[str, str]:
    rows = re.search(r'name="rows" value="([^"]+)"', page)
    assert rows is not None, page
    return {"rows": rows[1]}


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def people(database, cast) -> dict[str, Participant]:
    with database.reading() as db:
        wanted = select(Participant).where(Participant.cohort_id == cast.cohort)
        return {each.name: each for each in db.scalars(wanted)}


def seats(database, cast, count: int) -> None:
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).seats = count


def test_the_preview_says_what_happens_and_does_nothing(look, database, cast):
    seats(database, cast, 37)
    with counted(database) as sent:
        page = look().text
    assert len(sent) < 16, sent
    said = shown(page)
    assert "1 ny, 1 på venteliste, 1 endres, 2 kan ikke hentes inn." in said
    assert "E-post til ane@vert.example." in said
    assert "Fødselsnummer er tatt ut uten å bli lest." in said
    assert "Her står det ikke noe navn." in said
    assert VALID not in page
    assert "12345" not in page
    assert len(people(database, cast)) == 36
    assert '<option value="last" selected>' in page


def test_what_is_right_is_taken_in_and_once_more_changes_nothing(look, leader, database, cast):
    seats(database, cast, 37)
    form = fields(look().text)
    for said in ("1 ny, 1 på venteliste, 1 endret, 2 ikke hentet inn.",
                 "3 uendret, 2 ikke hentet inn."):  # fmt: skip
        answer = leader.post(f"{ADDRESS}/fullfor", data=form)
        assert answer.status_code == 200
        assert said in shown(answer.text)
    found = people(database, cast)
    assert len(found) == 38
    assert (found["Nina Ny"].place, found["Noah Ny"].place) == ("seated", "waiting")
    assert found["Ane Havgløtt"].email == "ane@vert.example"
    assert found["Nina Ny"].workplace_id == found["Noah Ny"].workplace_id


def test_what_was_not_taken_in_is_given_back_as_a_list_without_formulas(look, leader):
    form = fields(look(LIST.replace("Nina;nina@vert.example", "Nina;=cmd|x")).text)
    answer = leader.post(f"{ADDRESS}/rest", data=form)
    text = answer.get_data().decode("utf-8-sig")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert text.splitlines()[0].startswith("Rad;Hvorfor;Etternavn;Fornavn;E-post")
    assert ";'=cmd|x;" in text
    assert len(text.splitlines()) == 4
    assert VALID not in text


def test_a_column_may_be_read_in_another_way(look, leader, database, cast):
    seats(database, cast, 40)
    page = look("Hvem;Hvor;E-post\nNina Ny;Skien;n@vert.example\n")
    assert "Vi fant ikke noe navn" in page.text
    form = {**fields(page.text), "column_0": "name", "column_1": "municipality"}
    again = leader.post(f"{ADDRESS}/se", data=form)
    assert "1 ny." in shown(again.text)
    leader.post(f"{ADDRESS}/fullfor", data={**form, **fields(again.text)})
    assert people(database, cast)["Nina Ny"].municipality == "Skien"


def test_one_meaning_is_given_to_one_column(look, leader):
    form = {**fields(look("Navn;Annet\nNina;Ny\n").text), "column_1": "name"}
    again = leader.post(f"{ADDRESS}/se", data=form).text
    assert again.count('<option value="name" selected>') == 1


def test_the_answer_to_who_it_is_makes_no_double_when_sent_again(look, leader, database, cast):
    seats(database, cast, 40)
    page = look("Navn;Skole\nAne Havgløtt;Fjord skole\n").text
    assert "1 trenger et svar." in shown(page)
    assert f'<option value="{cast.ane}">' in page
    again = leader.post(f"{ADDRESS}/se", data={**fields(page), "who_2": str(cast.ane)}).text
    assert f'<option value="{cast.ane}" selected>' in again
    assert "1 endres." in shown(again)
    for answer, count in (("", 36), ("new", 37), ("new", 37)):
        leader.post(f"{ADDRESS}/fullfor", data={**fields(page), "who_2": answer})
        with database.reading() as db:
            wanted = select(func.count()).select_from(Participant)
            assert db.scalar(wanted.where(Participant.cohort_id == cast.cohort)) == count


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Fila er tom."), ("Navn\n" + "A\n" * 700, "flere enn 600 rader")],
)
def test_what_is_no_list_is_said_at_the_field(look, text, said):
    answer = look(text)
    assert answer.status_code == 422
    assert said in answer.text.partition('id="file-error"')[2].partition("</p>")[0]


def test_no_file_a_huge_one_and_rows_that_are_not_ours_are_refused(leader, look, monkeypatch):
    assert "Velg en fil først." in leader.post(ADDRESS).text
    monkeypatch.setattr(roster_files, "MOST_BYTES", 100)
    answer = look()
    assert (answer.status_code, "2 MB" in answer.text) == (422, True)
    for part in ("se", "fullfor", "rest"):
        assert leader.post(f"{ADDRESS}/{part}", data={"rows": "egne.rader"}).status_code == 422


def test_the_file_is_kept_nowhere(look, leader, settings):
    def kept() -> set[str]:
        return {path.name for path in settings.data_dir.rglob("*") if "sqlite3" not in path.name}

    before = kept()
    leader.post(f"{ADDRESS}/fullfor", data=fields(look().text))
    assert kept() == before


def test_formulas_are_not_worked_out_and_markup_stays_text(look):
    page = look("Navn;E-post\n<b>Nina</b>;nina@vert.example\n=2+2;\n").text
    assert "<b>Nina</b>" not in page
    assert "&lt;b&gt;Nina&lt;/b&gt;" in page
    assert "=2+2" in page
