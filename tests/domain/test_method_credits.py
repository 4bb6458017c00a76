"""Whose name stands as the maker of a method, and what takes its place."""

import pytest

from facilitator.domain import method_credits
from facilitator.models import Facilitator, Method, Participant

PUT = "tidligere deltaker"


@pytest.fixture
def made(db, cast, clock):
    """Siv has made one; Turid's grew from it, and a third from one whose maker is another Siv."""
    name = db.get_one(Participant, cast.siv).name
    rows = {
        "sivs": {"credit": name},
        "turids": {"credit": "Turid", "grew_from": f"«Ringen» av {name}, som bygger på «Bordet»"},
        "annens": {"credit": f"{name} Lund", "grew_from": f"«Ringen» av {name} Lund"},
        "borte": {"credit": name},
    }
    for key, written in rows.items():
        whose = {"participant_id": cast.siv} if key == "sivs" else {"facilitator_id": cast.turid}
        db.add(Method(key=key, name="Ringen", scope="all", written={"key": key, **written},
                      created_at=clock(), changed_at=clock(), **whose))  # fmt: skip
    db.flush()
    return name


def taken_out(db, cast, name):
    method_credits.take_out(db, Method.participant_id == cast.siv, name, PUT)
    db.expire_all()
    return {each.key: each.written for each in db.query(Method)}


def test_it_is_taken_out_wherever_it_stands_whole_and_nowhere_else(db, cast, made):
    found = taken_out(db, cast, made)
    assert found["sivs"]["credit"] == PUT
    assert found["turids"]["credit"] == "Turid"
    assert found["turids"]["grew_from"] == f"«Ringen» av {PUT}, som bygger på «Bordet»"
    assert found["annens"] == {
        "key": "annens", "credit": f"{made} Lund", "grew_from": f"«Ringen» av {made} Lund",
    }  # fmt: skip
    assert found["borte"]["credit"] == PUT, "theirs too, though the method is no longer there"


def test_where_another_bears_the_name_only_what_is_theirs_beyond_doubt(db, cast, made):
    db.get_one(Facilitator, cast.noor).name = made
    found = taken_out(db, cast, made)
    assert found["sivs"]["credit"] == PUT
    assert found["turids"]["grew_from"].startswith(f"«Ringen» av {PUT}")
    assert found["borte"]["credit"] == made
