"""`/installasjon/oppbevaring`: the owner sees and sets how long each kind is kept."""

import datetime as dt
import re

import pytest

from facilitator import forewarning
from facilitator.domain import retention, retention_letters
from facilitator.mail import NOT_TAKEN
from facilitator.models import AuditEntry, Participant, WrongGuess
from facilitator.presentation import retention_letters as shown
from tests.domain.test_retention_kinds import course_ended
from tests.support.queries import counted

ADDRESS = "/installasjon/oppbevaring"


def test_each_kind_has_its_days_and_how_many_would_go(owner, database, clock):
    with database.transaction() as db:
        db.add(WrongGuess(at=clock()))
    clock.tick(days=2)
    page = owner.get(ADDRESS).text
    for kind in retention.KINDS:
        assert f'name="{kind.key}"' in page
    assert "1 forsøk slettes nå" in page


def test_a_preview_changes_nothing_and_saving_does(owner, database, cast):
    shown = owner.post(ADDRESS, data={"logs": "30", "do": "preview"})
    assert 'value="30"' in shown.text
    assert "om 30 dager" not in shown.text
    shorter = owner.post(ADDRESS, data={"portfolios": "60", "do": "preview"})
    assert "Ingenting slettes om 30 dager" in shorter.text
    assert "ikke lagret" in shown.text
    with database.reading() as db:
        assert retention.days(db, "logs") == 90
    owner.post(ADDRESS, data={"logs": "30", "do": "save"})
    with database.reading() as db:
        assert retention.days(db, "logs") == 30
        [entry] = db.query(AuditEntry).filter_by(verb="settings")
        assert entry.details == {"kind": "logs", "before": 90, "after": 30}


@pytest.mark.parametrize("said", ["", "0", "-1", "tre", "1e9", "99999", "٣٣"])
def test_what_is_no_number_of_days_is_said_at_its_field(owner, database, said):
    answer = owner.post(ADDRESS, data={"logs": said, "devices": "500"})
    assert answer.status_code == 422
    assert "helt tall" in answer.text
    assert 'value="500"' in answer.text
    with database.reading() as db:
        assert retention.days(db, "devices") == 400


def test_it_is_the_owners_alone(leader, phone, stranger):
    assert leader.get(ADDRESS).status_code == 403
    assert leader.post(ADDRESS, data={"logs": "30"}).status_code == 403
    assert phone("ane").get(ADDRESS).status_code in (401, 403)
    assert stranger.get(ADDRESS).status_code == 401


@pytest.fixture
def soon(database, cast, clock) -> str:
    """The day when the mapper go. Of the kull two have an address, and one of those is wrong."""
    with database.transaction() as db:
        course_ended(db, cast, clock, 160)
        for name in ("ane", "siv"):
            db.get_one(Participant, cast.people[name]).email = f"{name}@skole.example"
        retention.run(db, clock())
    clock.tick(hours=1)

    class Post:
        def send(self, messages):
            return [NOT_TAKEN if each.to.startswith("siv@") else "" for each in messages]

    forewarning.write(database, Post().send, "https://smart.example", clock())
    return "fredag 15. oktober 2027"


def test_the_owner_sees_when_letters_went_and_no_names(owner, app, soon, clock, database):
    page = owner.get(ADDRESS).text
    assert "E-post er ikke satt opp her" in page
    assert "kl. 10.00. 35 fikk det ikke." in page
    app.config["MAIL"] = object()
    page = owner.get(ADDRESS).text
    assert "E-post er ikke satt opp" not in page
    assert f"Arbeidsmappene slettes {soon}." in page
    assert "Brev er sendt til 1 deltaker og 3 prosessledere, sist 15. september kl. 10.00." in page
    assert "1 brev kom ikke fram" in page
    assert "34 har ikke e-post." in page
    assert "Siv " not in page
    with database.transaction() as db:
        late = shown.for_owner(db, clock() + dt.timedelta(days=30), can_send=True)
        assert late[0].goes == "Arbeidsmappene slettes nå.", "and they are not put off"
        db.query(Participant).delete()
        retention.run(db, clock())
    assert "Arbeidsmappene er slettet. Brev er sendt til 1 deltaker" in owner.get(ADDRESS).text


def test_letters_that_wait_and_days_that_are_put_off_are_said(owner, app, soon, database, cast):
    app.config["MAIL"] = object()
    with database.transaction() as db:
        db.get_one(Participant, cast.helge).email = "helge@skole.example"
    assert "1 brev venter på å bli sendt." in owner.get(ADDRESS).text
    owner.post(ADDRESS, data={"portfolios": "500"})
    assert f"Slettingen er utsatt. Brevet nevnte {soon}." in owner.get(ADDRESS).text


def test_a_kursholder_sees_whom_the_letter_does_not_reach(
    leader, leader2, app, soon, cast, database
):
    lists = "/deltakere/slettinger"
    app.config["MAIL"] = object()
    with counted(database) as sent:
        page = leader.get(lists).text
    assert len(sent) < 25
    assert "34 har ikke e-post." in page
    missed = re.findall(r"/(\d+)[^>]*>([^<]+)</a><span class=\"small\">([^<]+)", page)
    assert len(missed) == 35
    assert missed[0][2] == "Har ikke e-post"
    assert missed[-1][0] == str(cast.siv)
    assert "tok ikke imot adressen" in missed[-1][2]
    assert str(cast.ane) not in [number for number, _, _ in missed]
    assert leader2.get(lists).status_code == 403
    assert "34 har ikke e-post." in leader2.get("/arbeidsmapper").text


def test_the_pages_that_a_letter_names_are_there(app):
    with app.test_request_context():
        made = [
            app.url_for("all_mine.show", _external=False),
            app.url_for("forgetting.wishes", kull="k10", _external=False),
            app.url_for("reading.show", kull="k10", _external=False),
        ]
    of_leaders = (retention_letters.OWNER_PAGE, retention_letters.LEADER_PAGE)
    assert made == [retention_letters.OWN_PAGE, *(page.format("k10") for page in of_leaders)]
