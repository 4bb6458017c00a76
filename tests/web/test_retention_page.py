"""`/installasjon/oppbevaring`: the owner sees and sets how long each kind is kept."""

import pytest

from facilitator.domain import retention
from facilitator.models import AuditEntry, WrongGuess

ADDRESS = "/installasjon/oppbevaring"


def test_each_kind_has_its_days_and_how_many_would_go(owner, database, clock):
    with database.transaction() as db:
        db.add(WrongGuess(at=clock()))
    clock.tick(days=2)
    page = owner.get(ADDRESS).text
    for kind in retention.KINDS:
        assert f'name="{kind.key}"' in page
    assert "1 forsøk slettes nå" in page


def test_a_preview_changes_nothing_and_saving_does(owner, database, cast):
    shown = owner.post(ADDRESS, data={"logs": "30", "do": "preview"})
    assert 'value="30"' in shown.text
    assert "om 30 dager" not in shown.text
    shorter = owner.post(ADDRESS, data={"portfolios": "60", "do": "preview"})
    assert "Ingenting slettes om 30 dager" in shorter.text
    assert "ikke lagret" in shown.text
    with database.reading() as db:
        assert retention.days(db, "logs") == 90
    owner.post(ADDRESS, data={"logs": "30", "do": "save"})
    with database.reading() as db:
        assert retention.days(db, "logs") == 30
        [entry] = db.query(AuditEntry).filter_by(verb="settings")
        assert entry.details == {"kind": "logs", "before": 90, "after": 30}


@pytest.mark.parametrize("said", ["", "0", "-1", "tre", "1e9", "99999", "٣٣"])
def test_what_is_no_number_of_days_is_said_at_its_field(owner, database, said):
    answer = owner.post(ADDRESS, data={"logs": said, "devices": "500"})
    assert answer.status_code == 422
    assert "helt tall" in answer.text
    assert 'value="500"' in answer.text
    with database.reading() as db:
        assert retention.days(db, "devices") == 400


def test_it_is_the_owners_alone(leader, phone, stranger):
    assert leader.get(ADDRESS).status_code == 403
    assert leader.post(ADDRESS, data={"logs": "30"}).status_code == 403
    assert phone("ane").get(ADDRESS).status_code in (401, 403)
    assert stranger.get(ADDRESS).status_code == 401
