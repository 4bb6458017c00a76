"""The arbeidsmappe: one's own, by samling, and nobody else's."""

import datetime as dt

import pytest

from facilitator.domain import (
    attendance,
    cards,
    drafts,
    festival,
    practice,
    rooms,
    summaries,
)
from facilitator.domain.reviewing import Words
from facilitator.models import Activity, Gathering, Participant, Room
from tests.support.cast import TODAY
from tests.support.queries import counted


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan", "helge", "kasper"])


def add_gathering(database, cast, number, date, festival=False):
    with database.transaction() as db:
        day = Gathering(
            cohort_id=cast.cohort,
            number=number,
            date=date,
            theme=f"Tema {number}",
            place="Fiolen",
            is_festival=festival,
        )
        db.add(day)
        db.flush()
        return day.id


def test_an_approved_story_is_there_at_once_with_its_day_and_credit(led, linked, cast):
    led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille.")
    _, interviewer = led.told_by(cast.ane)
    listener = next(n for n in cast.people if cast.people[n] == interviewer)
    page = linked("ane").get("/mappe").text
    for words in (
        "Lappene på døra",
        "Først ble det stille.",
        "Samling 8: Sosial innovasjon",
        "15. september 2027",
        "AI-intervju i par (anerkjennende intervju): Samarbeid",
        "Samarbeid",
        "Tavla og arbeidsmappene",
        f"{cast.names[listener].split()[0]} lyttet og skrev for deg",
    ):
        assert words in page
    assert 'name="show_name" value="1">' in page


@pytest.mark.parametrize(
    ("visibility", "reads"),
    [("me", False), ("pair", True), ("group", True), ("room", True), ("cohort", True)],
)
def test_the_listener_has_the_credit_and_reads_what_is_shared(led, linked, cast, visibility, reads):
    led.approve(cast.ane, visibility, title="Et særskilt ord", text="Et kjennetegn.")
    _, interviewer = led.told_by(cast.ane)
    name = next(n for n in cast.people if cast.people[n] == interviewer)
    page = linked(name).get("/mappe").text
    assert "Du lyttet og skrev for Ane" in page
    assert ("Et særskilt ord" in page) is reads
    assert ("Et kjennetegn." in page) is reads


def test_a_withdrawn_story_is_the_tellers_alone(led, linked, cast, clock):
    card = led.approve(cast.ane, title="Et særskilt ord")
    _, interviewer = led.told_by(cast.ane)
    led.change(card, cards.withdraw, clock())
    name = next(n for n in cast.people if cast.people[n] == interviewer)
    assert "Et særskilt ord" not in linked(name).get("/mappe").text
    own = linked("ane").get("/mappe").text
    assert "Et særskilt ord" in own
    assert "Trukket tilbake, bare du ser den" in own


def test_others_of_the_table_do_not_find_my_story_in_their_mappe(led, linked, cast):
    led.advance_to("rotarsaker")
    led.approve(cast.ane, "cohort", title="Et særskilt ord")
    _, interviewer = led.told_by(cast.ane)
    other = next(
        n for n in ("hodan", "helge", "kasper") if cast.people[n] not in (cast.ane, interviewer)
    )
    assert "Et særskilt ord" not in linked(other).get("/mappe").text


def test_root_causes_go_to_each_of_the_group(led, linked, cast):
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Ble værende lenge nok", "Stilte ett spørsmål")
    for name in ("ane", "hodan", "helge", "kasper"):
        page = linked(name).get("/mappe").text
        assert "Ble værende lenge nok" in page
        assert "Bord 1" in page
    assert "Ble værende" not in linked("bjornar").get("/mappe").text


def test_a_story_that_waits_says_until_when(led, linked, cast):
    led.write_story(cast.ane, title="Ventet lenge")
    assert "venter på deg" not in linked("ane").get("/mappe").text
    led.advance_to("godkjenn")
    page = linked("ane").get("/mappe").text
    assert "venter på deg til 29. september" in page
    assert f"/fortelling/{led.told_by(cast.ane)[0]}" in page


def test_what_one_writes_is_a_draft_for_ones_own_eyes(led, linked, cast, database, clock):
    with database.transaction() as db:
        drafts.save_own(
            db,
            db.get_one(Activity, led.id),
            cast.ane,
            "note:tenk",
            {"text": "Bare mine tanker"},
            version=0,
            editor="x",
            now=clock(),
        )
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    assert "Bare mine tanker" in linked("ane").get("/mappe").text
    for name in ("hodan", "helge", "kasper"):
        assert "Bare mine tanker" not in linked(name).get("/mappe").text


def test_what_a_team_has_begun_on_a_card_is_readable_in_its_mappe(start, linked, cast):
    led = start("veikart", present=["ane", "hodan", "helge"])
    led.advance_to("skritt")
    group = led.group_of(cast.ane, "lag")
    at = f"/rom/{cast.public_id}"
    fields = {"0-steps-0-text": "Dekke bordet kvelden før", "0-steps-1-text": "Spørre barna"}
    ane = linked("ane")
    ane.post(f"{at}/kladd/gruppekort/{group}/skritt", data=fields | {"version": "0"})
    refused = ane.post(f"{at}/gruppe/{group}/skritt/bidrag", data=fields)
    assert refused.status_code == 422
    page = ane.get("/mappe").text
    assert "Det gruppa di begynte på" in page
    assert "Skrittene: Dekke bordet kvelden før, Spørre barna" in page
    assert "Dekke bordet" not in linked("hodan").get("/mappe").text
    dated = fields | {"0-steps-0-date": "2027-09-20", "0-steps-1-date": "2027-09-21"}
    assert ane.post(f"{at}/gruppe/{group}/skritt/bidrag", data=dated).status_code < 400
    assert "Det gruppa di begynte på" not in ane.get("/mappe").text


def test_documents_summary_and_festival_by_status(linked, database, cast):
    with database.transaction() as db:
        ane = db.get_one(Participant, cast.ane)
        practice.write_document(
            db,
            ane,
            title="Styrkejakt",
            date=TODAY,
            kind="lesson_plan",
            text="Mål og tid",
            status="godkjent",
        )
        document = practice.write_document(
            db, ane, title="Uten tekst", date=TODAY, kind="minutes", text=None, status="levert"
        )
        practice.answer(
            db,
            document,
            "ask_more",
            Words("Fortell mer om barna", "Hva sa de?"),
            by="Turid Vidsyn",
            now=dt.datetime(2027, 9, 14, tzinfo=dt.UTC),
        )
        summaries.write_summary(db, ane, title="Vist fram", text="ett to tre", status="kladd")
        festival.contribute(db, ane, "verkstedholder")
    page = linked("ane").get("/mappe").text
    for words in (
        "Styrkejakt",
        "Godkjent",
        "Uten tekst",
        "Trenger mer",
        "Fortell mer om barna",
        "1 av 6 er godkjent, 1 trenger mer.",
        "Du har en kladd på 3 ord.",
        "Du er meldt inn som verkstedholder.",
    ):
        assert words in page
    assert 'href="/mappe/oppsummering">Oppsummeringen</a>' in page
    assert 'href="/mappe/festival">Festivalbidraget</a>' in page


def test_attendance_in_integers(linked, database, cast, clock):
    with database.transaction() as db:
        for number in range(1, 8):
            add = Gathering(
                cohort_id=cast.cohort,
                number=number,
                theme="x",
                place="y",
                date=TODAY - dt.timedelta(days=40 * (8 - number)),
            )
            db.add(add)
            db.flush()
            for half in attendance.HALVES:
                attendance.confirm(
                    db,
                    add,
                    cast.ane,
                    half,
                    present=number > 1 or half == "forenoon",
                    by="Turid",
                    now=clock(),
                )
        today = db.get_one(Gathering, cast.gathering)
        attendance.propose(db, today, cast.ane, "forenoon")
    add_gathering(database, cast, 9, TODAY + dt.timedelta(days=35), festival=True)
    page = linked("ane").get("/mappe").text
    assert "Du har vært med på 13 av 14 halve dager så langt. Kravet er 15 av 18." in page
    assert "Festivalen er 20. oktober." in page


def test_an_empty_mappe_says_what_will_come(linked):
    page = linked("ane").get("/mappe").text
    assert "Her samler fortellingene dine seg" in page
    assert "Det du prøver ut mellom samlingene, får plass her:" in page


def test_the_mappe_asks_the_same_of_the_database_however_much_lies_in_it(
    start, linked, database, cast
):
    client = linked("ane")
    asked = []
    for times in (1, 3):
        for _ in range(times):
            led = start(present=["ane", "hodan", "helge", "kasper", "bjornar"])
            for name in ("ane", "hodan", "helge", "kasper"):
                led.approve(cast.people[name], client_id=f"{led.id}-{name}")
            led.advance_to("rotarsaker")
            led.causes(cast.ane, "Ble værende", "Stilte ett spørsmål", "Så det gode")
            led.end()
        with counted(database) as sent:
            assert client.get("/mappe?etter=styrke").status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1] <= 37, "\n".join(sent)


def test_what_one_makes_and_tries_oneself_comes_before_the_days(led, linked, phone, cast):
    led.approve(cast.ane)
    page = linked("ane").get("/mappe").text
    own = page.index("Lage og prøve selv")
    assert (
        own
        < page.index('href="/rom/laan"')
        < page.index('href="/metoder')
        < page.index("Samling 8:")
    )
    assert "Lage og prøve selv" not in phone("hodan").get("/mappe").text
