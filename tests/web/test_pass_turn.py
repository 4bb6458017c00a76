"""«Jeg står over denne gangen»: said aloud, kept nowhere."""

import re

import pytest

from facilitator.db import Base
from tests.support.phones import EIGHT, Phone

PASS = "Jeg står over denne gangen"


def everything(database):
    """Every row of every table."""
    with database.reading() as db:
        return {
            table.name: sorted(map(str, db.execute(table.select()).all()))
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize(("process", "phase"), [("erfaringsdeling", "runde"), ("innsjekk", "ord")])
def test_passing_sends_nothing_and_so_is_recorded_nowhere(
    start, phone, cast, database, process, phase
):
    led = start(process=process, present=EIGHT)
    led.advance_to(phase)
    ane = Phone(phone("ane"), cast)
    ane.surface()
    before = everything(database)
    page = ane.surface()
    words = re.search(rf"<details[^>]*>\s*<summary>.*?{PASS}</summary>(.*?)</details>", page, re.S)
    assert words is not None, "it unfolds on the phone itself"
    assert not re.search("<(form|button|input|a [^>]*method)", words[1])
    assert everything(database) == before
