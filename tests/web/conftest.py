"""The remote in the hands of two leaders and of those who lead nothing; and who owns it all."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.models import Facilitator
from tests.support.accounts import cheap_hashes
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


@pytest.fixture
def owner(leader: FlaskClient, database: Database, cast: Cast) -> FlaskClient:
    """Turid, who owns the installation."""
    with database.transaction() as db:
        db.get_one(Facilitator, cast.turid).owns_installation = True
    return leader


@pytest.fixture
def cheap_hashing() -> Iterator[None]:
    """Passwords that are kept in no time, for files that keep many."""
    with cheap_hashes():
        yield
