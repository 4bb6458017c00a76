"""What each role gets follows from the right that the route asks for, and from nothing else."""

from collections.abc import Iterator

import pytest
from flask import Flask

from facilitator.app import create_app
from facilitator.config import Settings
from facilitator.domain import permissions as rights
from facilitator.web import audited
from facilitator.web import rights as of_routes
from tests.leak.routes import ROLES, ROWS

HELD = {
    "stranger": {rights.VISITOR},
    "projector": {rights.VISITOR},
    "guest": {rights.VISITOR, rights.GUEST},
    "participant": {rights.VISITOR, rights.UNCONFIRMED},
    "other": {rights.VISITOR},
    "leader": {rights.VISITOR, rights.PROSESSLEDER, rights.LEADER, rights.KURSHOLDER},
    "colleague": {rights.VISITOR, rights.PROSESSLEDER},
    "owner": {rights.VISITOR, rights.PROSESSLEDER, rights.OWNER},
}
"""What those who ask are towards what the addresses name: `other` is in another kull."""

OWN = {rights.SEE_MINE: {"other": {rights.UNCONFIRMED}}}
"""Rights about oneself, which are held in whatever kull one is."""

REFUSED = {"401", "403", "404"}
ASKS = {"401", "403"}

ODD = {
    "kull.show": "leads a prosessleder without any kull to the form for a new one",
    "forgetting.ask": "a guest's record is the guest's own, on the phone it was made on",
    "forgetting.change_mind": "the same",
    "forgetting.wish": "the same",
    "leader_post.send": "asked for in the activity's last phase alone",
    "leader_post.show": "the same",
    "phone.show": "leads whoever is nobody here to the list of names",
    "photos.remove": "a photo that is not there has been taken away already",
    "second_factor.as_file": "for who has just made the codes",
}
"""Answers that say neither yes nor no to the right, and why."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("rights")
    settings = Settings(folder, "sqlite://", "x" * 32, async_mode="threading", testing=True)
    app, _ = create_app(settings)
    yield app
    app.extensions["facilitator_database"].dispose()


def _endpoints(app: Flask) -> dict[tuple[str, str], str]:
    return {
        (method, rule.rule): rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_asks_for_a_right_of_the_table(app: Flask) -> None:
    without = {e for e in _endpoints(app).values() if of_routes.of(e) not in rights.MAY}
    assert not without, f"give them a row in facilitator/web/rights.py: {sorted(without)}"


def test_every_row_of_the_table_is_about_a_route(app: Flask) -> None:
    there = set(_endpoints(app).values())
    there |= {endpoint.partition(".")[0] for endpoint in there}
    assert not set(of_routes.RIGHTS) - there


def test_what_each_role_gets_follows_from_the_right(app: Flask) -> None:
    wrong = []
    for asked, endpoint in _endpoints(app).items():
        right = of_routes.of(endpoint)
        if right is None:
            continue  # refused above
        for role, status in zip(ROLES, ROWS.get(asked, ()), strict=False):
            held = HELD[role] | OWN.get(right, {}).get(role, set())
            if not _follows(right, bool(rights.MAY[right] & held), role, status):
                wrong.append((*asked, endpoint, right, role, status))
    assert not [row for row in wrong if row[2] not in ODD], "\n".join(map(str, wrong))


def _follows(right: str, may: bool, role: str, status: str) -> bool:
    if right == rights.BE_AT_DESK and role in ("colleague", "owner"):
        return True  # the test's addresses name a kull, which is another's
    return status not in ASKS if may else status in REFUSED


FILES = {"folder_files", "list_files", "notes.as_file", "certificates.one_pdf", "jobs.fetch"}
MATERIAL = {"reading.document", "reading.person", "reading.summary", "roster.person"}
LED = {rights.LEAD_KULL, rights.OWN_KULL, rights.OWN_INSTALLATION}


def test_what_a_prosessleder_changes_of_a_kull_is_noted_or_said_to_be_nobodys(app: Flask) -> None:
    changes = {
        endpoint
        for (method, _), endpoint in _endpoints(app).items()
        if method == "POST" and of_routes.of(endpoint) in LED
    }
    answered = set(audited.NOTED) | audited.NOTED_ELSEWHERE | audited.NOBODYS
    assert not changes - answered, "give them a row in facilitator/web/audited.py"


def test_every_file_and_everybodys_material_is_noted(app: Flask) -> None:
    for endpoint in set(_endpoints(app).values()):
        if {endpoint, endpoint.partition(".")[0]} & (FILES | MATERIAL):
            own = of_routes.of(endpoint) == rights.KEEP_MAPPE  # one's own calendar
            assert own or endpoint in audited.NOTED, endpoint


def test_every_row_of_the_log_is_about_a_route(app: Flask) -> None:
    rows = set(audited.NOTED) | audited.NOTED_ELSEWHERE | audited.NOBODYS
    assert not rows - set(_endpoints(app).values())
