"""Tables, one file per noun. Import them from here."""

from facilitator.models.access import Claim, Device, PersonalLink, WrongGuess
from facilitator.models.activity import (
    Activity,
    Distribution,
    Group,
    GroupMember,
    Handover,
    Interview,
    Ready,
)
from facilitator.models.added import CardMark, CardThread, Copy, LeaderNote, Photo
from facilitator.models.apart import ApartPair
from facilitator.models.card import Card, Cluster, Draft
from facilitator.models.cohort import Cohort, Gathering, Workplace
from facilitator.models.method import Method, MethodVersion
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
from facilitator.models.rehearsal import Rehearsal
from facilitator.models.room import Audience, Presence, Room
from facilitator.models.run_sheet import RunSheet, RunSheetItem

__all__ = [
    "Activity",
    "ApartPair",
    "Attendance",
    "Audience",
    "Card",
    "CardMark",
    "CardThread",
    "Claim",
    "Cluster",
    "Cohort",
    "Copy",
    "Device",
    "Distribution",
    "DocumentEvent",
    "Draft",
    "Facilitator",
    "FestivalContribution",
    "Gathering",
    "Group",
    "GroupMember",
    "Handover",
    "Interview",
    "LeaderNote",
    "Method",
    "MethodVersion",
    "Participant",
    "PersonalLink",
    "Photo",
    "PracticeDocument",
    "Presence",
    "Ready",
    "Rehearsal",
    "Room",
    "RunSheet",
    "RunSheetItem",
    "SavedBoard",
    "SavedBoardHolder",
    "SessionNote",
    "Summary",
    "Workplace",
    "WrongGuess",
]
