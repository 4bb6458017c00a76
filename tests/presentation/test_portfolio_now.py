"""The one button: what somebody waits for, then what is begun, then what can be begun."""

import datetime as dt

import pytest

from facilitator.domain.between import Between
from facilitator.domain.portfolio_parts import Attended, Made
from facilitator.domain.portfolio_reviews import APPROVED, READY, UNDER_WAY, Progress
from facilitator.domain.standing import Standing
from facilitator.models import Gathering, PracticeDocument, Summary
from facilitator.presentation.portfolio_now import for_now

HERE = Gathering(id=8, number=8, date=dt.date(2027, 9, 15), between_task="Prøv")
NOW = Between(HERE, None, (), ())


def made(
    *documents: PracticeDocument,
    summary: Summary | None = None,
    counting: int = 0,
    portfolio: str = UNDER_WAY,
    between: Between | None = NOW,
) -> Made:
    return Made(
        documents=documents,
        summary=summary,
        contribution=None,
        attended=Attended((), {}, Standing("half_day", 0, 0, 0, 0)),
        review=None,
        progress=Progress(6, counting=counting, portfolio=portfolio),
        between=(),
        between_now=between,
        methods=(),
        greetings=0,
        certificate=False,
    )


ASKED = PracticeDocument(id=1, title="Ringen", status="trenger_mer")
BEGUN = PracticeDocument(id=2, title="", status="kladd")
DRAFT = Summary(status="kladd", text="Jeg")


@pytest.mark.parametrize(
    ("mine", "way", "ref"),
    [
        (made(BEGUN, ASKED, summary=DRAFT, counting=6), "document", "1"),
        (made(BEGUN, summary=Summary(status="trenger_mer")), "summary", ""),
        (made(BEGUN, summary=DRAFT), "summary", ""),
        (made(BEGUN, summary=Summary(status="kladd", text=" ")), "document", "2"),
        (made(counting=6), "whole", ""),
        (made(counting=6, portfolio=READY), "new", "8"),
        (made(), "new", "8"),
    ],
)
def test_the_nearest_comes_first(mine: Made, way: str, ref: str) -> None:
    found = for_now(mine)
    assert found is not None
    assert (found.way, found.ref) == (way, ref)


@pytest.mark.parametrize(
    "mine",
    [
        made(between=None),
        made(between=Between(HERE, None, (), (ASKED,))),
        made(counting=6, portfolio=APPROVED),
    ],
)
def test_nobody_is_pushed_where_nothing_lies_near(mine: Made) -> None:
    assert for_now(mine) is None
