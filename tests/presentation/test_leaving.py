"""When the details of one who is closed out go, and what the page says of it."""

import datetime as dt

import pytest

from facilitator.domain import reviewing
from facilitator.domain.leaving_names import FORMER
from facilitator.domain.method_access import ALL, OWN
from facilitator.models import (
    Cohort,
    DocumentEvent,
    Facilitator,
    Gathering,
    Method,
    PracticeDocument,
)
from facilitator.presentation import documents, leaving


@pytest.mark.parametrize(
    ("closed", "ended", "said"),
    [
        (0, 0, "blir liggende til Kull 10 har en annen kursholder"),
        (400, 0, "blir liggende til Kull 10 har en annen kursholder"),
        (400, 1, "slettes når Kull 10 har vært ferdig i 365 dager"),
        (400, 366, "slettes i dag"),
        (364, 366, "slettes torsdag 16. september 2027"),
    ],
)
def test_it_is_said_when_they_go_or_what_they_wait_for(db, cast, clock, closed, ended, said):
    at = clock() - dt.timedelta(days=closed)
    db.get_one(Facilitator, cast.turid).closed_at = at
    db.get_one(Gathering, cast.gathering).date -= dt.timedelta(days=ended)
    db.flush()
    assert leaving.by_themselves(db, {cast.turid: at}, clock()) == {
        cast.turid: f"Opplysningene {said}"
    }


def test_the_page_tells_methods_of_ones_own_from_those_that_others_use(db, cast, clock):
    aslak = db.get_one(Facilitator, cast.aslak)
    aslak.closed_at = clock()
    for number, scope in enumerate((OWN, OWN, ALL)):
        db.add(Method(key=f"m{number}", name="x", facilitator_id=cast.aslak, scope=scope,
                      written={}, created_at=clock(), changed_at=clock()))  # fmt: skip
    view = leaving.view(db, aslak, None, "Turid", clock())
    assert "2 egne metoder som ikke er delt." in view.goes
    assert "1 delt metode, laget av «tidligere prosessleder»." in view.stays
    assert view.refused == ""
    db.get_one(Facilitator, cast.noor).name = aslak.name
    view = leaving.view(db, aslak, None, "Turid", clock())
    assert "1 delt metode." in view.stays
    assert "en annen prosessleder heter det samme" in view.stays[0]


@pytest.mark.parametrize(("by", "who"), [("Aslak Skoglund", "Aslak"), (FORMER, "Prosesslederen")])
def test_whoever_has_an_answer_reads_who_gave_it_as_far_as_that_is_known(by, who):
    answered = PracticeDocument(
        status=reviewing.ANSWERED, events=[DocumentEvent(by=by, status=reviewing.ANSWERED)]
    )
    said = documents.message(answered, Cohort())
    assert said.startswith(f"{who} har lest det")
