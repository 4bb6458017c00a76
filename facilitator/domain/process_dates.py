"""Moments that say nothing of a single person."""

import datetime as dt

from facilitator.models import Activity


def begun(activity: Activity) -> dt.datetime:
    """When the activity began: the only time that an anonymous row carries."""
    return activity.started_at or activity.created_at
