"""A new address of one's own: the letters, the link in one of them, and who may press it."""

import logging
import re

import pytest
from sqlalchemy import select

from facilitator.models import AuditEntry, Facilitator
from facilitator.web.security import hide_tokens
from tests.support.accounts import PASSWORD, signed_in_before

pytestmark = pytest.mark.usefixtures("cheap_hashing")
NEW = "turid@nytt.example"
LETTER_LINK = r"http://localhost(/konto/e-post/\w+)"


class Postbox:
    """What was sent; `fault` is what the server says of the next."""

    def __init__(self) -> None:
        self.letters: list = []
        self.fault = ""

    def hurried(self, _patience: float) -> "Postbox":
        return self

    def send(self, letters) -> list[str]:
        self.letters += letters
        return [self.fault] * len(letters)


@pytest.fixture
def post(app) -> Postbox:
    box = Postbox()
    app.config |= {"MAIL": box, "LATER": lambda work, *given: work(*given)}
    return box


@pytest.fixture
def turid(app, database, cast, clock, post):
    """Signed in with her password, and just asked who she is."""
    client = signed_in_before(app, database, clock, cast.turid)
    client.post("/konto/bekreft", data={"til": "navn", "password": PASSWORD})
    return client


@pytest.fixture
def own(database, cast):
    def read() -> str:
        with database.reading() as db:
            return db.get_one(Facilitator, cast.turid).email

    return read


def asked(client, post, email: str = NEW) -> str:
    """The link that came to the new address."""
    assert client.post("/konto", data={"name": "Turid", "email": email}).status_code == 303
    to = [letter for letter in post.letters if letter.to == email]
    return re.search(LETTER_LINK, to[-1].body)[1]


def test_a_new_address_waits_until_the_button_in_its_letter_is_pressed(
    turid, post, own, database, stranger
):
    before, link = own(), asked(turid, post)
    new, old = post.letters
    assert (new.to, old.to, own()) == (NEW, before, before)
    assert "Turid" not in new.body
    assert before not in new.body
    assert link not in old.body
    assert NEW in old.body
    page = turid.get("/konto").text
    assert f"<b>{NEW}</b> venter" in page
    assert f'name="email" type="email" value="{before}"' in page
    answer = turid.get(link)
    assert NEW in answer.text
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == (
        "no-referrer",
        "no-store",
    )
    assert own() == before
    assert stranger.post(link).status_code == 401
    assert turid.post(link).location == "/konto"
    assert own() == NEW
    assert "venter" not in turid.get("/konto").text
    assert (post.letters[-1].to, post.letters[-1].subject) == (before, "E-posten din er endret")
    assert turid.post(link).status_code == 410
    with database.reading() as db:
        noted = db.scalars(select(AuditEntry.what).where(AuditEntry.verb == "account")).all()
    assert noted[-2:] == ["ba om ny e-post", "e-post"]


def test_elsewhere_one_signs_in_first_and_comes_back(turid, post, own, stranger, clock):
    before, link = own(), asked(turid, post)
    page = stranger.get(link).text
    assert NEW not in page
    assert "Logg inn først" in page
    said = {"email": before, "password": PASSWORD}
    assert stranger.post("/logg-inn", data=said).location == link
    assert stranger.post(link).status_code == 303
    assert own() == NEW
    stranger.post("/logg-ut")
    assert stranger.post("/logg-inn", data=said | {"email": NEW}).location == "/i-dag"


def test_a_letter_opened_long_before_signing_in_is_not_taken_up(turid, post, own, stranger, clock):
    stranger.get(asked(turid, post))
    clock.tick(minutes=31)
    said = {"email": own(), "password": PASSWORD}
    assert stranger.post("/logg-inn", data=said).location == "/i-dag"


def test_another_prosessleder_and_a_participant_confirm_nothing(turid, post, own, leader2, phone):
    before, link = own(), asked(turid, post)
    assert leader2.get(link).status_code == leader2.post(link).status_code == 410
    assert NEW not in leader2.get(link).text
    ane = phone("ane")
    assert NEW not in ane.get(link).text
    assert ane.post(link).status_code == 401
    assert own() == before


def test_the_letter_is_sent_again_or_let_be(turid, post, own, clock):
    first = asked(turid, post)
    turid.post("/konto/e-post/igjen")
    assert len(post.letters) == 2, "just now is soon enough"
    clock.tick(minutes=2)
    assert turid.post("/konto/e-post/igjen").location == "/konto"
    second = re.search(LETTER_LINK, post.letters[-1].body)[1]
    assert turid.get(first).status_code == 410
    assert turid.get(second).status_code == 200
    turid.post("/konto/e-post/la-vaere")
    assert turid.get(second).status_code == 410
    turid.post("/konto/e-post/igjen")
    assert (len(post.letters), "venter på" in turid.get("/konto").text) == (3, False)


def test_signed_out_everywhere_also_ends_it(turid, post, own, stranger):
    before, link = own(), asked(turid, post)
    turid.post("/konto/enheter/bort")
    stranger.post("/logg-inn", data={"email": before, "password": PASSWORD})
    assert stranger.post(link).status_code == 410
    assert own() == before


def test_what_the_server_says_of_the_address_is_told(turid, post, own):
    post.fault = "E-posttjeneren tok ikke imot adressen. Se om den er riktig skrevet."
    before = own()
    asked(turid, post)
    page = turid.get("/konto").text
    assert post.fault in page
    assert "Vi har sendt" not in page
    assert own() == before
    post.fault = ""
    turid.post("/konto/e-post/igjen")
    assert f"Vi har sendt et brev til {NEW}" in turid.get("/konto").text
    assert turid.get(re.search(LETTER_LINK, post.letters[-1].body)[1]).status_code == 200


def test_taken_meanwhile_is_said_on_the_account(turid, post, own, database):
    before, link = own(), asked(turid, post)
    with database.transaction() as db:
        db.add(Facilitator(name="Kari", email=NEW))
    assert turid.post(link).location == "/konto"
    assert "En annen prosessleder her har denne adressen." in turid.get("/konto").text
    assert own() == before


def test_nobodys_mailbox_is_filled(turid, post, own):
    for number in range(11):
        said = {"name": f"Turid {number}", "email": own()}
        assert turid.post("/konto", data=said).status_code == 303, "a name is no letter"
    assert post.letters == []
    for number in range(10):
        asked(turid, post, f"adresse{number}@nytt.example")
    sent = len(post.letters)
    form = {"name": "Turid", "email": "en-til@nytt.example"}
    assert turid.post("/konto", data=form).status_code == 429
    assert len(post.letters) == sent


def test_the_link_is_in_no_log():
    line = logging.LogRecord(
        "werkzeug", logging.INFO, "", 0, '"%s" %s', ("GET /konto/e-post/abC12", 200), None
    )
    hide_tokens(line)
    assert line.getMessage() == '"GET /konto/e-post/…" 200'
