"""The remote in the hands of two leaders, of a participant and of a stranger."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from tests.support.cast import Cast
from tests.support.remote import Remote


@pytest.fixture
def remote(leader: FlaskClient, database: Database, cast: Cast) -> Remote:
    """Turid's."""
    return Remote(leader, database, cast)


@pytest.fixture
def remote2(leader2: FlaskClient, database: Database, cast: Cast) -> Remote:
    """Aslak's."""
    return Remote(leader2, database, cast)


@pytest.fixture
def others(
    phone: Callable[[str], FlaskClient], stranger: FlaskClient, database: Database, cast: Cast
) -> list[Remote]:
    """Those who do not lead: a participant of the room, and nobody at all."""
    return [Remote(client, database, cast) for client in (phone("amina"), stranger)]
