"""Tables, one file per noun. Import them from here."""

from facilitator.models.access import Claim, Device, PersonalLink, WrongGuess
from facilitator.models.account import Account, EmailCode, Identity, RecoveryCode
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
from facilitator.models.attendance import Attendance, AttendanceAgreement, AttendanceChange
from facilitator.models.card import Card, Cluster, Draft
from facilitator.models.certificate import Certificate
from facilitator.models.cohort import Cohort, CohortLeader, CompetenceGoal, Gathering, Workplace
from facilitator.models.festival import FestivalContribution, FestivalGreeting
from facilitator.models.job import Job
from facilitator.models.letter import Letter
from facilitator.models.method import Method, MethodVersion
from facilitator.models.people import Facilitator, Participant
from facilitator.models.portfolio import SavedBoard, SavedBoardHolder, SessionNote
from facilitator.models.practice import (
    DocumentEdition,
    DocumentEvent,
    DocumentFile,
    LedProcess,
    PortfolioCopy,
    PortfolioEvent,
    PortfolioReview,
    PracticeDocument,
    Summary,
    SummaryEdition,
    SummaryEvent,
)
from facilitator.models.rehearsal import Rehearsal
from facilitator.models.room import Audience, Presence, Room
from facilitator.models.run_sheet import RunSheet, RunSheetItem
from facilitator.models.trust import AuditEntry, Consent, DeletionWish, Erasure, Setting

__all__ = [
    "Account",
    "Activity",
    "ApartPair",
    "Attendance",
    "AttendanceAgreement",
    "AttendanceChange",
    "Audience",
    "AuditEntry",
    "Card",
    "CardMark",
    "CardThread",
    "Certificate",
    "Claim",
    "Cluster",
    "Cohort",
    "CohortLeader",
    "CompetenceGoal",
    "Consent",
    "Copy",
    "DeletionWish",
    "Device",
    "Distribution",
    "DocumentEdition",
    "DocumentEvent",
    "DocumentFile",
    "Draft",
    "EmailCode",
    "Erasure",
    "Facilitator",
    "FestivalContribution",
    "FestivalGreeting",
    "Gathering",
    "Group",
    "GroupMember",
    "Handover",
    "Identity",
    "Interview",
    "Job",
    "LeaderNote",
    "LedProcess",
    "Letter",
    "Method",
    "MethodVersion",
    "Participant",
    "PersonalLink",
    "Photo",
    "PortfolioCopy",
    "PortfolioEvent",
    "PortfolioReview",
    "PracticeDocument",
    "Presence",
    "Ready",
    "RecoveryCode",
    "Rehearsal",
    "Room",
    "RunSheet",
    "RunSheetItem",
    "SavedBoard",
    "SavedBoardHolder",
    "SessionNote",
    "Setting",
    "Summary",
    "SummaryEdition",
    "SummaryEvent",
    "Workplace",
    "WrongGuess",
]
