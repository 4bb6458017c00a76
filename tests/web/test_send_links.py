"""Personal links to one or many: shown, sent through a real mail server, or given to copy."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from facilitator.domain import letters
from facilitator.mail import NO_ANSWER, NOT_TAKEN, Mailer
from facilitator.models import Letter, Participant, PersonalLink
from tests.support.post import Post, post_office
from tests.support.queries import counted

ADDRESS = "/deltakere/lenker"


@pytest.fixture(scope="module")
def office() -> Iterator[Post]:
    with post_office() as post:
        yield post


@pytest.fixture
def post(office: Post, app) -> Post:
    office.letters.clear()
    office.refused.clear()
    app.config["MAIL"] = Mailer(office.server())
    return office


@pytest.fixture
def known(database, cast) -> list[int]:
    """Ane and Siv have an address, Helge has none."""
    with database.transaction() as db:
        for name in ("ane", "siv"):
            db.get_one(Participant, cast.people[name]).email = f"{name}@vert.example"
    return [cast.ane, cast.siv, cast.helge]


def issued(database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(PersonalLink)) or 0


def asked(page: str) -> dict[str, str]:
    press = re.search(r'name="press" value="([^"]+)"', page)
    assert press is not None
    return {"press": press[1], "subject": "Lenken din", "body": "Hei {fornavn}\n{lenke}\n{annet}"}


def test_it_is_shown_before_it_is_sent_and_looking_issues_nothing(leader, post, known, database):
    before = issued(database)
    with counted(database) as sent:
        assert "2 får den" in leader.post(ADDRESS).text
    assert len(sent) < 12, sent
    page = leader.post(ADDRESS, data={"person": known})
    assert "Send til 2" in page.text
    assert "1 uten e-postadresse ennå" in page.text
    assert "Hei Ane" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert issued(database) == before
    assert post.letters == []


def test_each_gets_a_link_that_opens_their_own_mappe(leader, post, known, database, stranger):
    form = asked(leader.post(ADDRESS, data={"person": known}).text)
    page = leader.post(f"{ADDRESS}/send", data={**form, "person": known})
    assert "Sendt til 2." in page.text
    assert post.to() == ["ane@vert.example", "siv@vert.example"]
    body = post.letters[0].get_content()
    assert "{annet}" in body
    link = re.search(r"/lenke/\S+", body)
    assert link is not None
    assert "Er du Ane Havgløtt?" in stranger.get(link[0]).text
    assert "/lenke/" not in page.text
    with database.reading() as db:
        rows = [
            (r.participant_id, r.about, r.way, r.by, r.fault) for r in db.scalars(select(Letter))
        ]
    assert rows == [
        (known[0], "link", "email", "Turid", ""),
        (known[1], "link", "email", "Turid", ""),
    ]
    assert "Lenke sendt 15. september" in leader.get("/deltakere/liste").text


def test_a_repeated_press_sends_only_what_did_not_go(leader, post, known, database):
    post.refused.add("siv@vert.example")
    form = {**asked(leader.post(ADDRESS, data={"person": known}).text), "person": known}
    page = leader.post(f"{ADDRESS}/send", data=form)
    assert NOT_TAKEN in page.text
    with database.reading() as db:
        assert set(letters.unsent(db, db.get_one(Participant, known[0]).cohort_id)) == {known[1]}
    post.refused.clear()
    before = issued(database)
    for _ in range(2):
        assert "Sendt til 2." in leader.post(f"{ADDRESS}/send", data=form).text
    assert post.to() == ["ane@vert.example", "siv@vert.example"]
    assert issued(database) == before + 1


def test_when_the_server_is_down_everybody_is_named_and_nothing_typed_is_lost(
    leader, post, known, app
):
    app.config["MAIL"] = Mailer(post.server(port=1))
    form = {**asked(leader.post(ADDRESS, data={"person": known}).text), "person": known}
    page = leader.post(f"{ADDRESS}/send", data=form).text
    assert page.count(NO_ANSWER) == 2
    assert form["body"].splitlines()[0] in page
    assert "Prøv igjen" in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("body", "Uten noe", "{lenke}"), ("subject", "", "handler om"),
     ("body", "13097248022 {lenke}", "fødselsnummer")],
)  # fmt: skip
def test_a_text_that_cannot_be_sent_is_said_at_its_field(leader, post, known, field, typed, said):
    form = asked(leader.post(ADDRESS, data={"person": known}).text)
    answer = leader.post(f"{ADDRESS}/send", data={**form, "person": known, field: typed})
    assert answer.status_code == 422
    assert said in answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert post.letters == []


def test_without_a_mail_server_there_is_a_text_for_each_to_copy(leader, known, database, stranger):
    page = leader.post(ADDRESS, data={"person": known}).text
    assert "E-post er ikke satt opp her" in page
    answer = leader.post(f"{ADDRESS}/tekster", data={**asked(page), "person": known})
    assert answer.headers["Cache-Control"] == "no-store"
    texts = re.findall(r"<textarea[^>]*>\s*([^<]+)", answer.text)
    assert len(texts) == 3
    link = re.search(r"/lenke/\S+", texts[1])
    assert link is not None
    assert "Helge" in stranger.get(link[0]).text
    with database.reading() as db:
        assert {row.way for row in db.scalars(select(Letter))} == {"copied"}
    sent = leader.post(f"{ADDRESS}/send", data={**asked(page), "person": known})
    assert "E-post er ikke satt opp her" in sent.text


def test_a_link_on_the_screen_is_a_further_one_each_time(leader, known, database, cast):
    before = issued(database)
    addresses = set()
    for _ in range(2):
        page = leader.post(f"{ADDRESS}/{cast.helge}")
        assert page.headers["Referrer-Policy"] == "no-referrer"
        addresses |= set(re.findall(r"/lenke/[\w-]+", page.text))
    assert len(addresses) == 2
    assert issued(database) == before + 2


def test_somebody_of_another_list_is_sent_nothing(leader, known, database, cast):
    with database.transaction() as db:
        guest = Participant(cohort_id=cast.cohort, name="Guri", guest_of=cast.room)
        db.add(guest)
    assert leader.post(ADDRESS, data={"person": [guest.id]}).status_code == 404
    assert leader.post(f"{ADDRESS}/{guest.id}").status_code == 404
