"""A prosessleder makes a password and a code, and comes in by them on another machine."""

import pyotp
from playwright.sync_api import expect

from facilitator.domain import links
from facilitator.models import Facilitator
from tests.support.browser_screens import PHONE, Screens, Watch
from tests.support.browser_world import World, now

LAPTOP = {"width": 1440, "height": 900}
EMAIL = "solveig@smart.example"
PASSWORD = "tre runde steiner ved vannet"


def test_from_link_to_password_and_code(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("422")
    watch.allow("401")
    with world.server.database.transaction() as db:
        # Somebody new: the others come in by their link alone, in tests that share the server.
        leader = Facilitator(name="Solveig Kornmo", email=EMAIL)
        db.add(leader)
        db.flush()
        token = links.issue(db, now(), facilitator=leader)
    page = screens.context(LAPTOP).new_page()
    page.goto(f"{world.server.url}/lenke/{token}")
    page.get_by_role("button", name="Ja, det er meg").click()
    page.wait_for_url("**/i-dag")
    page.goto(f"{world.server.url}/konto")
    page.get_by_role("link", name="Lag passord").click()
    page.get_by_label("Nytt passord").fill("for kort")
    page.get_by_role("button", name="Lagre passordet").click()
    expect(page.get_by_text("Skriv minst 12 tegn.")).to_be_visible()
    page.get_by_label("Nytt passord").fill(PASSWORD)
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_label("Nytt passord")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Lagre passordet").click()
    page.get_by_role("button", name="Slå på koden").click()
    app = pyotp.TOTP(page.locator("#ac-key").inner_text().replace(" ", ""))
    page.get_by_label("Skriv koden som appen viser").fill(app.at(now()))
    page.get_by_role("button", name="Slå på").click()
    codes = page.locator(".ac-codes .ac-key")
    expect(codes).to_have_count(10)
    spare = codes.nth(4).inner_text()

    phone = screens.context(PHONE).new_page()
    phone.goto(f"{world.server.url}/logg-inn")
    phone.get_by_label("E-post").fill(EMAIL)
    phone.get_by_label("Passord").fill(PASSWORD)
    phone.get_by_role("button", name="Logg inn").press("Enter")
    phone.get_by_label("Kode").fill(spare)
    phone.get_by_role("button", name="Logg inn").click()
    phone.wait_for_url("**/i-dag")
    expect(phone.get_by_text("Du har 9 reservekoder igjen.")).to_be_visible()
    # What was typed lies nowhere on the phone.
    kept = phone.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert PASSWORD not in kept
    assert spare not in kept

    page.goto(f"{world.server.url}/konto")
    page.get_by_role("button", name="Logg ut", exact=False).filter(has_text="Logg ut her").click()
    expect(page.get_by_text("Der er du logget ut.")).to_be_visible()
    phone.goto(f"{world.server.url}/i-dag")
    expect(phone.get_by_role("heading", name="Bare for prosessledere")).to_be_visible()

    # Whoever sits down at the laptop afterwards sees nothing of it, in a tab or by «back».
    tab = page.context.new_page()
    tab.goto(f"{world.server.url}/i-dag")
    page.goto(f"{world.server.url}/konto")
    page.get_by_role("button", name="Logg ut", exact=True).click()
    tab.wait_for_url(f"{world.server.url}/")
    page.wait_for_url(f"{world.server.url}/")
    page.go_back()
    expect(page.get_by_role("heading", name="Bare for prosessledere")).to_be_visible()
