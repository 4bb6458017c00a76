"""Feide, as it were: a provider on this machine, and Turid who is known there."""

import dataclasses
import datetime as dt

import pytest

from facilitator.domain import identities
from facilitator.models import Facilitator
from tests.support.provider import SUBJECT, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the provider is made of warns of itself; that is no fault of ours."""
    for item in items:
        if item.path.parent.name == "oidc":
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib"))


@pytest.fixture(scope="session")
def shared_provider():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(shared_provider):
    shared_provider.tamper = None
    shared_provider.asked.clear()
    return shared_provider


@pytest.fixture
def settings(settings, provider):
    return dataclasses.replace(settings, oidc=provider.settings())


@pytest.fixture
def clock(clock):
    """The provider's clock is the real one."""
    clock.now = dt.datetime.now(dt.UTC)
    return clock


@pytest.fixture
def linked_turid(database, cast, clock, provider):
    with database.transaction() as db:
        turid = db.get_one(Facilitator, cast.turid)
        identities.link(db, turid, provider.issuer, SUBJECT, clock())
