"""What goes wrong is said clearly in bokmål, and nothing that was typed is lost."""

import re
from http.client import HTTPConnection

from playwright.sync_api import expect
from sqlalchemy import update

from facilitator.domain import rooms
from facilitator.models import PersonalLink, Room
from tests.support.browser_acts import all_sent, approve, at, choose, saved, write
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_world import World, now

NUMBER = "010190 12480"
REFUSED = (
    "Dette ser ut som et fødselsnummer. Det kan vi ikke lagre. "
    "Ta det bort, så går det fint å sende."
)
SCRIPT = "<script>document.title='tatt'</script><img src=x onerror=\"document.title='tatt'\">"


def test_a_wrong_code_is_told_at_the_field(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("422")
    page = screens.stranger()
    page.goto(world.server.url)
    code = page.get_by_label("Romkode")
    code.fill("AAA222")
    page.get_by_role("button", name="Bli med").click()
    expect(page.locator("#code-error")).to_contain_text("Vi finner ikke et åpent rom")
    expect(code).to_have_value("AAA222")
    expect(code).to_be_focused()
    code.fill("AAA")
    page.get_by_role("button", name="Bli med").click()
    expect(page.locator("#code-error")).to_contain_text("Skriv koden på seks tegn")


def test_a_code_may_be_typed_as_it_is_shown(world: World, screens: Screens) -> None:
    page = screens.stranger()
    page.goto(world.server.url)
    page.get_by_label("Romkode").fill(f" {world.code[:3].lower()}-{world.code[3:]} ")
    page.get_by_role("button", name="Bli med").click()
    expect(page.get_by_role("heading", name="Hvem er du?")).to_be_visible()


def test_a_room_that_has_ended_leads_to_the_arbeidsmappe(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("410", "WebSocket")
    page = screens.phone(world, "ane")
    answer = world.caller("turid").post(f"/rom/{world.public_id}/lukk", {})
    assert answer.status == 200
    expect(page.get_by_role("heading", name="Rommet er lukket")).to_be_visible()
    page.get_by_role("link", name=re.compile("arbeidsmappa")).click()
    expect(page).to_have_url(re.compile("/mappe$"))


def test_text_that_comes_after_the_room_has_closed_is_kept(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("410", "WebSocket", "ERR_")
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    _, writer = world.first_pair()
    page = screens.phone(world, writer)
    page.route("**/kladd/**", lambda route: route.abort())
    write(page, "Sent, men ikke tapt", "Rommet lukket mens jeg skrev.")
    world.caller("turid").post(f"/rom/{world.public_id}/lukk", {})
    expect(page.get_by_role("heading", name="Rommet er lukket")).to_be_visible()
    page.unroute("**/kladd/**")
    page.goto(f"{world.server.url}/mappe")
    all_sent(page)
    assert [d["text"] for d in world.drafts(writer)] == ["Rommet lukket mens jeg skrev."]


def test_an_expired_link_says_what_to_do(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("410", "404")
    address = world.link("ane")
    with world.server.database.transaction() as db:
        db.execute(
            update(PersonalLink)
            .where(PersonalLink.participant_id == world.people["ane"])
            .values(expires_at=now())
        )
    page = screens.stranger()
    page.goto(address)
    expect(page.get_by_role("heading", name="Lenken virker ikke lenger")).to_be_visible()
    page.goto(f"{world.server.url}/lenke/finnes-ikke")
    expect(page.get_by_role("alert")).to_contain_text("Be prosesslederen om en ny")


def test_a_text_that_is_too_long_stays_in_the_field(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("422")
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    long = "Vi ventet. " * 150
    write(page, "For lang", long)
    choose(page, "cohort")
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.locator("#text-error")).to_contain_text("1500")
    expect(page.locator("#text")).to_have_value(long)
    expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    page.locator("#text").fill("Vi ventet.")
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.get_by_text(re.compile("^Godkjent"))).to_be_visible()


def test_a_fodselsnummer_is_refused_and_all_else_is_kept(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("422")
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    text = f"Eleven med nummer {NUMBER} fikk det til."
    write(page, "En tittel", text)
    page.get_by_label(re.compile("Vil du si takk")).fill("Takk for at du lyttet")
    choose(page, "room")
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.locator("#text-error")).to_have_text(REFUSED)
    expect(page.locator("#text")).to_have_value(text)
    expect(page.locator("#title")).to_have_value("En tittel")
    expect(page.get_by_label(re.compile("Vil du si takk"))).to_have_value("Takk for at du lyttet")
    expect(page.locator("input[name=visibility][value=room]")).to_be_checked()
    assert world.cards() == []
    page.locator("#text").fill("En elev fikk det til.")
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.get_by_text(re.compile("^Godkjent"))).to_be_visible()
    assert NUMBER.split()[0] not in world.server.words()


def test_script_in_a_title_is_text(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    projector, remote = screens.projector(world), screens.remote(world)
    page = screens.phone(world, "ane")
    title = SCRIPT[:80]
    write(page, title, f"{SCRIPT} {{{{ 7*7 }}}}")
    approve(page, "cohort")
    expect(projector.locator(".card-title")).to_have_text(title)
    remote.get_by_role("tab", name="Kort").click()
    expect(remote.locator(".rem-heap b").first).to_have_text(title)
    world.advance_to("hosting")
    at(page, "Høsting")
    expect(page.locator("#surface .card-title")).to_have_text(title)
    world.press("end")
    page.goto(f"{world.server.url}/mappe")
    expect(page.get_by_text(title).first).to_be_visible()
    for screen in (projector, remote, page):
        assert screen.title() != "tatt"
        assert screen.locator("#surface script, #surface img").count() == 0


def test_a_body_of_20_mb_is_answered_in_words(world: World) -> None:
    """The answer reaches the sender, though nobody reads what is sent."""
    connection = HTTPConnection("127.0.0.1", world.server.port, timeout=20)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", str(20_000_000))
    connection.endheaders()
    try:
        for _ in range(20):
            connection.send(b"x" * 1_000_000)
    except (BrokenPipeError, ConnectionResetError):
        pass  # It hung up on us after it had answered, as it may.
    response = connection.getresponse()
    assert response.status == 413
    assert "Det du sendte, er for stort" in response.read().decode()
    connection.close()


def test_too_large_a_form_keeps_what_is_in_it(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("413", "ERR_")
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    write(page, "Stor", "x")
    choose(page, "me")
    page.locator("#text").evaluate("(field) => { field.value = 'x'.repeat(1_100_000); }")
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.get_by_text("for stort").first).to_be_visible()
    assert page.locator("#text").evaluate("(field) => field.value.length") == 1_100_000


def test_a_room_deleted_under_ones_feet(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("404", "WebSocket", "410")
    world.begin(["ane", "hodan"])
    world.advance_to("tenk")
    page = screens.phone(world, "ane")
    page.locator("#note").fill("Midt i et notat")
    saved(page)
    page.locator("#note").blur()
    answer = world.caller("turid").post(f"/rom/{world.public_id}/slett", {"sure": "1"})
    assert answer.status in (200, 303)
    expect(page.get_by_role("heading", name="Vi finner det ikke")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Det du har godkjent, ligger i arbeidsmappa")
    assert [d["text"] for d in world.drafts("ane")] == ["Midt i et notat"]


def test_a_stranger_at_the_remote_is_told_how_to_sign_in(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow("401", "403")
    page = screens.known(world, "ane", {"width": 360, "height": 740})
    page.goto(world.address("styring"))
    expect(page.get_by_role("heading", name="Bare for prosessledere")).to_be_visible()
    page.get_by_role("link", name="Logg inn").click()
    expect(page.get_by_role("heading", name="Logg inn som prosessleder")).to_be_visible()
    page.get_by_text("Har du ikke noe passord ennå?").click()
    expect(page.get_by_text("personlig lenke")).to_be_visible()


def test_a_page_that_has_stood_open_sends_all_the_same(
    world: World, screens: Screens, watch: Watch
) -> None:
    """The CSRF token is of another session: a fresh one is fetched, and nobody notices."""
    watch.allow("400")
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    page.evaluate("document.querySelector('meta[name=csrf]').content = 'gammelt'")
    page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach((f) => (f.value = 'gammelt'))"
    )
    write(page, "Stod lenge åpen", "Men gikk fram.")
    choose(page, "cohort")
    page.get_by_role("button", name=re.compile("^Godkjenn")).click()
    expect(page.get_by_text(re.compile("^Godkjent"))).to_be_visible()
    assert len(world.cards()) == 1


def closed(world: World) -> None:
    with world.server.database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, world.room), now())


def test_a_closed_room_has_no_projector(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("410", "WebSocket")
    projector = screens.projector(world)
    closed(world)
    projector.reload()
    expect(projector.get_by_role("heading", name="Rommet er lukket")).to_be_visible()
    live_again = world.caller("turid").post(f"/samling/{world.gathering}/aapne", {})
    assert live_again.status == 200
    projector.reload()
    live(projector)
