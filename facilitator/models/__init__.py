"""Tables, one file per noun. Import them from here."""

from facilitator.models.access import Claim, Device, PersonalLink, WrongGuess
from facilitator.models.activity import Activity, Group, GroupMember, Interview, Ready
from facilitator.models.card import Card, Cluster, Draft
from facilitator.models.cohort import Cohort, Gathering, Workplace
from facilitator.models.people import Facilitator, Participant
from facilitator.models.portfolio import (
    Attendance,
    DocumentEvent,
    FestivalContribution,
    PracticeDocument,
    SavedBoard,
    SavedBoardHolder,
    SessionNote,
    Summary,
)
from facilitator.models.room import Audience, Presence, Room

__all__ = [
    "Activity",
    "Attendance",
    "Audience",
    "Card",
    "Claim",
    "Cluster",
    "Cohort",
    "Device",
    "DocumentEvent",
    "Draft",
    "Facilitator",
    "FestivalContribution",
    "Gathering",
    "Group",
    "GroupMember",
    "Interview",
    "Participant",
    "PersonalLink",
    "PracticeDocument",
    "Presence",
    "Ready",
    "Room",
    "SavedBoard",
    "SavedBoardHolder",
    "SessionNote",
    "Summary",
    "Workplace",
    "WrongGuess",
]
