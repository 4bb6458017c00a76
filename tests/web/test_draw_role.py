"""Bytt perspektiv: each has a role on the phone, and may draw another once."""

import re

import pytest

from tests.support.nameless import SEVEN
from tests.support.phones import Phone

ROLES = {"Barnet om ti år", "Foreldrene", "Kollegaen", "En annen forelder i gruppa", "Lederen"}


@pytest.fixture
def led(start):
    led = start(process="moralsk_resonnering", present=SEVEN)
    led.advance_to("perspektiv")
    return led


@pytest.fixture
def phones(led, phone, cast):
    return [Phone(phone(name), cast) for name in SEVEN]


def roles(page):
    return re.findall(r'class="role"><p class="over">Du er</p><h1 lang="nb">([^<]+)</h1>', page)


def test_everybody_has_a_role_and_another_folded_behind_it(phones):
    drawn = [roles(phone.surface()) for phone in phones]
    assert {first for first, _ in drawn} == ROLES
    assert all(first != instead for first, instead in drawn)


def test_loaded_again_it_is_the_same_role(phones):
    assert roles(phones[0].surface()) == roles(phones[0].surface())


def test_the_questions_stand_one_by_one_and_the_dilemma_can_be_read_again(phones):
    page = phones[0].surface()
    for ask in ("Hva ser jeg?", "Hva føler jeg?", "Hva trenger jeg?"):
        assert f"<li>{ask}</li>" in page
    assert "Les «Bildet i foreldregruppa» igjen" in page


def test_the_table_writes_below_with_one_pen(phones, led):
    group = led.group_ids("ringer")[0]
    assert phones[0].post(f"/gruppe/{group}/perspektiv/penn").status_code == 200
    fields = {"0-text": "Jeg vil bli spurt.", "0-perspective": "Barnet om ti år"}
    assert phones[0].post(f"/gruppe/{group}/perspektiv/bidrag", **fields).status_code == 200
    page = phones[1].surface()
    assert "Jeg vil bli spurt." in page
    assert roles(page)


def test_a_role_is_not_shown_on_the_projector(phones, stranger):
    page = stranger.get(phones[0].path("/lerret")).text
    assert not any(role in page for role in ROLES)
