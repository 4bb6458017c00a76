"""What the server draws must be what the browser goes on counting from."""

import json

import pytest

from facilitator.presentation.clocks import Clock


def clock(remaining_s: float, *, paused: bool = False) -> Clock:
    return Clock(duration=900_000, remaining=int(remaining_s * 1000), bead=60, paused=paused)


@pytest.mark.parametrize(
    ("left", "countdown", "spoken"),
    [
        (852, "14:12", "15 minutter igjen"),
        (61, "1:01", "2 minutter igjen"),
        (60, "1:00", "Ett minutt igjen"),
        (0.4, "0:01", "Ett minutt igjen"),
        (0, "0:00", "Tiden er ute"),
        (-30, "0:00", "Tiden er ute"),
    ],
)
def test_face_never_counts_below_zero(left: float, countdown: str, spoken: str) -> None:
    assert (clock(left).countdown, clock(left).spoken) == (countdown, spoken)


def test_last_minute_is_warm() -> None:
    assert clock(60).warm
    assert not clock(61).warm


def test_pause_is_said_and_lights_no_bead() -> None:
    assert clock(510, paused=True).spoken == "Pause, 9 minutter igjen"
    assert "now" not in {bead.state for bead in clock(510, paused=True).beads()}


def test_browser_gets_the_fields_it_counts_with() -> None:
    data = json.loads(Clock(900_000, 850_000, 60, ends_at=1_000_850_000, label="Intervju").data)
    assert data == {
        "duration": 900_000,
        "remaining": 850_000,
        "bead": 60,
        "ends_at": 1_000_850_000,
        "paused": False,
        "label": "Intervju",
    }
