"""No process of the library leaves a phone without a page, in any of its phases."""

import pytest

from facilitator.processes.loader import load_library
from tests.support.phones import EIGHT, Phone


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_phase_has_a_page(start, phone, cast, key):
    led = start(process=key, present=EIGHT)
    ane = Phone(phone("ane"), cast)
    for _phase in load_library()[key].phases:
        assert "<h1" in ane.surface()
        led.press("advance")
    farewell = load_library()[key].farewell
    assert ("Dette tar du med deg, Ane" if farewell else "Takk, Ane") in ane.surface()
