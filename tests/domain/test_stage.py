"""A stage: every phase of every process can be set up, and nothing of it stays anywhere."""

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain import cards, stage_acts
from facilitator.domain.stage import PEOPLE, Stage, Standing
from facilitator.models import Card
from facilitator.processes.loader import load_library

NOW = dt.datetime(2027, 9, 14, 18, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


def shown(standing: Standing, board: str) -> list[Card]:
    found = standing.session.scalars(select(Card).where(Card.board == board))
    return [card for card in found if cards.shows_on_board(card)]


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_phase_can_be_set_up_and_fills_its_board(stage: Stage, key: str) -> None:
    process = load_library()[key]
    fed: set[str] = set()
    for index, phase in enumerate(process.phases):
        with stage.showing(process, index, NOW) as standing:
            assert standing.index == index
            assert standing.activity.status == "running"
            release = phase.release
            if release and release.form == "card" and phase.writes != "teller":
                assert shown(standing, release.board), f"{phase.key}: an empty board"
            fed |= {release.board} if release else set()


def test_a_phase_looks_the_same_whichever_way_one_comes_to_it(stage: Stage) -> None:
    process = load_library()["erfaringsdeling"]
    last = len(process.phases) - 1

    def texts() -> list[str]:
        with stage.showing(process, last, NOW) as standing:
            return sorted(str(card.fields) for card in shown(standing, "tavle"))

    straight = texts()
    with stage.showing(process, 0, NOW) as standing:
        assert shown(standing, "tavle") == []
    for index in range(last):
        with stage.showing(process, index, NOW):
            pass
    assert texts() == straight


def test_the_stage_is_empty_when_it_is_used_for_something_else() -> None:
    stage, library = Stage(), load_library()
    with stage.showing(library["ideverksted"], 8, NOW) as standing:
        assert standing.session.scalar(select(func.count()).select_from(Card))
    with stage.showing(library["innsjekk"], 0, NOW) as standing:
        left = standing.session.scalar(
            select(func.count()).select_from(Card).where(Card.activity_id != standing.activity.id)
        )
        assert left == 0
        engine = standing.session.get_bind()
        assert str(engine.engine.url) == "sqlite://"


def test_what_goes_wrong_in_a_picture_leaves_a_clean_stage() -> None:
    stage, process = Stage(), load_library()["innsjekk"]
    with pytest.raises(RuntimeError), stage.showing(process, 1, NOW):
        raise RuntimeError
    with stage.showing(process, 0, NOW) as standing:
        assert standing.index == 0
        assert _rows(standing.session, "activity") == 1


def test_nothing_is_told_to_anybody(stage: Stage) -> None:
    """Facts are published by a commit, and the stage has none."""
    with stage.showing(load_library()["innsjekk"], 2, NOW) as standing:
        assert standing.session.info["facts"], "the verbs have said something"
        standing.session.rollback()
        assert _rows(standing.session, "activity") == 0
        assert _rows(standing.session, "participant") == len(PEOPLE)
        raised = standing.session.scalar(select(func.count()).select_from(_table("audience")))
        assert raised == 0
    stage._clear()


def test_those_whose_phones_one_sees_have_not_written_yet(stage: Stage) -> None:
    process = load_library()["erfaringsdeling"]
    index = process.index("kort")
    with stage.showing(process, index, NOW) as standing:
        own = stage_acts.first_group(standing.session, standing.activity, process.phases[index])
        assert own is not None
        mine = {member.participant_id for member in own.members}
        wrote = {card.owner_id for card in shown(standing, "tavle")}
        assert wrote
        assert not wrote & mine


def _table(name: str):
    return Base.metadata.tables[name]


def _rows(session: Session, name: str) -> int:
    return session.scalar(select(func.count()).select_from(_table(name))) or 0
