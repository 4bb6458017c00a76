"""What one prosessleder does to another's way in: asked once more, and told to whom it was done."""

import re

import pytest

from facilitator.domain import accounts_owner, leaving
from facilitator.domain.policies import Actor
from facilitator.models import AuditEntry, CohortLeader, Facilitator
from tests.support.accounts import (
    PASSWORD,
    give_factor,
    signed_in_before,
)

pytestmark = pytest.mark.usefixtures("cheap_hashing")
PAGE = "/installasjon/prosessledere"
PRESSES = [
    ("eier", {"owns": "1"}, "eier"),
    ("lenke", {}, "lenke"),
    ("steng", {}, "stenge"),
    ("telefon", {}, "telefon"),
    ("aapne", {}, "slippe-inn"),
]


def close_out(database, clock, leader: int) -> None:
    with database.transaction() as db:
        db.get_one(Facilitator, leader).closed_at = clock()


@pytest.fixture
def long_in(owner, app, database, cast, clock):
    """Turid with a password, in for a quarter of an hour."""
    return signed_in_before(app, database, clock, cast.turid)


class Postbox:
    letters: tuple = ()

    def send(self, letters) -> list[str]:
        self.letters = (*self.letters, *letters)
        return [""] * len(letters)


@pytest.fixture
def post(app) -> Postbox:
    box = Postbox()
    app.config |= {"MAIL": box, "LATER": lambda work, *given: work(*given)}
    return box


def noted(database) -> list[str]:
    with database.reading() as db:
        rows = db.query(AuditEntry).filter(AuditEntry.verb.in_(("role", "link", "account")))
        return [each.what for each in rows.order_by(AuditEntry.id)]


@pytest.mark.parametrize(("path", "form", "til"), PRESSES)
def test_it_is_asked_once_more_who_it_is_and_then_done(
    long_in, database, cast, clock, post, path, form, til
):
    give_factor(database, clock, cast.aslak)
    if path == "aapne":
        close_out(database, clock, cast.aslak)
    before, address = noted(database), f"{PAGE}/{cast.aslak}/{path}"
    asked = long_in.post(address, data=form).text
    assert "innloggingen til en annen" in asked
    assert f'href="{PAGE}">Tilbake til prosesslederne' in asked
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked))
    assert kept["til"] == til
    wrong = long_in.post("/konto/bekreft", data=kept | {"password": "noe annet"})
    assert wrong.status_code == 422
    assert f'name="facilitator_id" value="{cast.aslak}"' in wrong.text
    assert (noted(database), post.letters) == (before, ())
    right = long_in.post("/konto/bekreft", data=kept | {"password": PASSWORD})
    assert (right.status_code, right.location) == (307, address)
    assert long_in.post(right.location, data=kept).status_code in (200, 303)
    assert len(noted(database)) == len(before) + 1


def test_whoever_has_only_a_link_where_that_is_enough_has_nothing_to_show(owner, cast, clock):
    clock.tick(hours=2)
    assert 'class="link-address"' in owner.post(f"{PAGE}/{cast.aslak}/lenke").text


def test_the_same_link_from_a_kull_asks_too_and_forgets_neither_whom_nor_which_kull(
    long_in, cast, post
):
    asked = long_in.post(f"/kull/ledere/{cast.aslak}/lenke?kull=kull10").text
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked))
    assert kept["kull"] == "kull10"
    answer = long_in.post("/konto/bekreft", data=kept | {"password": PASSWORD})
    assert (answer.status_code, answer.location) == (307, f"/kull/ledere/{cast.aslak}/lenke")
    page = long_in.post(answer.location, data=kept).text
    assert 'class="link-address"' in page
    assert len(post.letters) == 1


@pytest.mark.parametrize("whom", ["", "x", "²", "9" * 40])
def test_a_question_about_nobody_leads_back(long_in, whom):
    data = {"til": "lenke", "facilitator_id": whom, "password": PASSWORD}
    answer = long_in.post("/konto/bekreft", data=data)
    assert answer.status_code in (303, 307)
    assert answer.location.startswith(PAGE)


def test_a_kull_is_given_away_by_one_who_has_said_who_they_are(long_in, database, cast, clock):
    with database.transaction() as db:
        db.get_one(CohortLeader, (cast.cohort, cast.turid)).is_owner = False
    address = f"/installasjon/kull/{cast.cohort}/kursholder"
    asked = long_in.post(address, data={"leader": str(cast.aslak)}).text
    assert "du gir et kull til en annen" in asked
    with database.reading() as db:
        assert not db.get_one(CohortLeader, (cast.cohort, cast.aslak)).is_owner
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked))
    answer = long_in.post("/konto/bekreft", data=kept | {"password": PASSWORD})
    assert (answer.status_code, answer.location) == (307, address)
    assert long_in.post(address, data=kept).status_code == 303
    with database.reading() as db:
        assert db.get_one(CohortLeader, (cast.cohort, cast.aslak)).is_owner


def test_what_leads_to_one_who_has_left_is_deleted_by_one_who_has_said_who_they_are(
    long_in, database, cast, clock, post
):
    """Told at the address that goes; a second press finds nobody."""
    close_out(database, clock, cast.aslak)
    with database.reading() as db:
        aslak = db.get_one(Facilitator, cast.aslak)
        name, email = aslak.name, aslak.email
    page = f"{PAGE}/{cast.aslak}/slett"
    assert f'href="{page}"' in long_in.get(PAGE).text
    assert "14. september 2028" in long_in.get(PAGE).text
    said = long_in.get(page).text
    assert f"Slette opplysningene om {name}?" in said
    assert "Slett opplysningene nå" in said
    asked = long_in.post(page).text
    assert "du sletter opplysningene om en annen" in asked
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked))
    assert long_in.post("/konto/bekreft", data=kept | {"password": PASSWORD}).location == page
    assert (long_in.post(page).location, post.letters[0].to) == (PAGE, email)
    assert post.letters[0].subject == "Opplysningene om deg er slettet"
    long_in.get(PAGE)  # where it was said
    assert name not in long_in.get(PAGE).text
    for answer in (
        long_in.post(page),
        long_in.get(page),
        long_in.post(f"{PAGE}/{cast.aslak}/aapne"),
    ):
        assert answer.status_code == 404
    assert len(post.letters) == 1
    with database.reading() as db:
        entry = db.query(AuditEntry).filter_by(verb="deleted").one()
        assert (entry.what, entry.facilitator_id) == (leaving.CARRIED_OUT, cast.turid)


def test_it_is_not_deleted_while_somebody_needs_the_account(owner, database, cast, clock):
    page = f"{PAGE}/{cast.aslak}/slett"
    said = owner.get(page).text
    assert "er ikke stengt ute" in said
    assert "Slett opplysningene nå" not in said
    assert owner.post(page).location == page
    close_out(database, clock, cast.aslak)
    with database.transaction() as db:
        db.get_one(CohortLeader, (cast.cohort, cast.turid)).is_owner = False
        db.get_one(CohortLeader, (cast.cohort, cast.aslak)).is_owner = True
    assert "til Kull 10 har en annen kursholder" in owner.get(PAGE).text
    assert "Gi kullet til en annen først" in owner.post(page, follow_redirects=True).text
    with database.reading() as db:
        assert db.get_one(Facilitator, cast.aslak).title


def test_the_only_owner_is_not_deleted_though_a_closed_one(database, cast, clock):
    with database.transaction() as db:
        turid = db.get_one(Facilitator, cast.turid)
        turid.owns_installation, turid.closed_at = True, clock()
        with pytest.raises(accounts_owner.LastOwner):
            accounts_owner.forget(db, Actor("Turid"), turid, clock())


def test_a_letter_says_what_was_done_and_by_whom_and_holds_no_link(
    owner, leader2, database, cast, clock, post
):
    give_factor(database, clock, cast.aslak)
    with database.reading() as db:
        aslak = db.get_one(Facilitator, cast.aslak)
    for path in ("lenke", "telefon", "steng", "lenke"):  # the last is refused
        owner.post(f"{PAGE}/{cast.aslak}/{path}")
    assert [each.subject for each in post.letters] == [
        "Det er laget en lenke som logger inn som deg",
        "Koden din er slått av",
        "Kontoen din er stengt",
    ]
    for letter in post.letters:
        assert letter.to == aslak.email
        assert letter.body.startswith(f"Hei {aslak.first_name}\n\nTurid Vidsyn har ")
        assert "http" not in letter.body
        assert "/lenke/" not in letter.body
        assert "\n\n\n" not in letter.body


def test_how_everybody_signs_in_is_asked_about_too(long_in, database):
    rules = {"own_days": "14", "shared_hours": "8", "longest_days": "60"}
    asked = long_in.post("/installasjon/innlogging", data=rules).text
    assert "du bestemmer hvordan alle logger inn" in asked
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked))
    assert "innlogging" not in noted_settings(database)
    again = long_in.post("/konto/bekreft", data=kept | {"password": PASSWORD})
    assert again.location == "/installasjon/innlogging"
    assert long_in.post(again.location, data=kept).location.endswith("#innlogging")
    assert "innlogging" in noted_settings(database)


def noted_settings(database) -> list[str]:
    with database.reading() as db:
        return [each.what for each in db.query(AuditEntry).filter(AuditEntry.verb == "settings")]
