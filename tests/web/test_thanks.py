"""The teller's one line to the one who listened and wrote."""

import pytest


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan"])


def test_a_thank_you_is_read_by_the_listener(led, linked, cast):
    card = led.approve(cast.ane, "me", title="Bare min")
    ane, hodan = linked("ane"), linked("hodan")
    answer = ane.post(f"/mappe/kort/{card}/takk", data={"thanks": "Takk for  roen din"})
    assert answer.status_code == 303
    assert "Takken din til Hodan: «Takk for roen din»" in ane.get("/mappe").text
    page = hodan.get("/mappe").text
    assert "Takk fra Ane: «Takk for roen din»" in page
    assert "Bare min" not in page


def test_it_can_be_given_with_the_approval_and_taken_back(led, linked, cast):
    card = led.approve(cast.ane, thanks="Fint å bli hørt")
    assert "Fint å bli hørt" in linked("hodan").get("/mappe").text
    linked("ane").post(f"/mappe/kort/{card}/takk", data={"thanks": ""})
    assert "Fint å bli hørt" not in linked("hodan").get("/mappe").text


def test_twice_is_once(led, linked, cast):
    card = led.approve(cast.ane)
    for _ in range(2):
        linked("ane").post(f"/mappe/kort/{card}/takk", data={"thanks": "Takk"})
    assert linked("hodan").get("/mappe").text.count("Takk fra Ane") == 1


@pytest.mark.parametrize("text", ["x" * 141, "Ring 13097248022 i kveld"])
def test_what_cannot_be_stored_is_said_at_the_field_and_kept(led, linked, cast, text):
    card = led.approve(cast.ane)
    answer = linked("ane").post(f"/mappe/kort/{card}/takk", data={"thanks": text})
    assert answer.status_code == 422
    assert f'value="{text}"' in answer.text
    assert f'id="thanks-{card}-error"' in answer.text
    assert text not in linked("hodan").get("/mappe").text


def test_script_gets_the_fault_as_json(led, linked, cast):
    card = led.approve(cast.ane)
    answer = linked("ane").post(
        f"/mappe/kort/{card}/takk",
        data={"thanks": "x" * 141},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert "thanks" in answer.json["errors"]
