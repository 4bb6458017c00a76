"""When one signs in anew: after some time without use, and at last also with it."""

import datetime as dt

import pytest

from facilitator.domain.accounts_sessions import LINK, PASSWORD, Limits, said

NOW = dt.datetime(2027, 3, 4, 9, tzinfo=dt.UTC)
SHARED = said(PASSWORD, shared=True)


@pytest.mark.parametrize(
    ("how", "signed_in", "seen", "over"),
    [
        (PASSWORD, {"days": 29}, None, False),
        (PASSWORD, {"days": 30}, None, True),
        (LINK, {"days": 31}, {"days": 29}, False),
        (SHARED, {"hours": 11}, None, False),
        (SHARED, {"hours": 13}, {"hours": 12}, True),
        (PASSWORD, {"days": 89}, {"minutes": 1}, False),
        (PASSWORD, {"days": 90}, {"minutes": 1}, True),
        (SHARED, {"days": 90}, {"minutes": 1}, True),
        # Seen before it was signed in on, as a phone is that was a participant's.
        (PASSWORD, {"hours": 1}, {"days": 200}, False),
    ],
)
def test_unused_or_long_ago(how: str, signed_in: dict, seen: dict | None, over: bool) -> None:
    seen_at = NOW - dt.timedelta(**seen) if seen else None
    assert Limits().are_past(how, NOW - dt.timedelta(**signed_in), seen_at, NOW) is over


def test_who_is_not_signed_in_is_past_nothing() -> None:
    assert not Limits().are_past(LINK, None, NOW - dt.timedelta(days=400), NOW)
