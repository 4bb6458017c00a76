"""What `kull10.yaml` says, as typed values. A key it does not know is an error.

Everything is fictional. Dates are those of the file; `calendar` moves them.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

FILE = Path(__file__).with_name("kull10.yaml")


class CohortData(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    period: str
    organiser: str
    focus_question: str
    seats: int
    attendance_threshold_percent: int
    attendance_unit: str
    attendance_includes_festival: bool
    min_approved_documents: int
    document_deadline: dt.date
    summary_deadline: dt.date
    language: str


class FacilitatorData(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    title: str
    email: str


class GatheringData(Struct, frozen=True, forbid_unknown_fields=True):
    number: int
    date: dt.date
    theme: str
    place: str
    processes: list[str]
    between_task: str | None
    is_festival: bool = False


class ParticipantData(Struct, frozen=True, forbid_unknown_fields=True):
    """`attendance` has a code for each samling: H whole day, F forenoon, E afternoon, 0 none."""

    id: str
    name: str
    role: str
    role_group: str
    workplace: str
    municipality: str
    attendance: list[str]

    def was_there(self, number: int, half: str) -> bool:
        code = self.attendance[number - 1]
        return code == "H" or code == {"forenoon": "F", "afternoon": "E"}[half]


class StoryData(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    teller: str
    written_by: str | None
    gathering: int
    process: str
    strengths: list[str]
    root_causes: list[str]
    visibility: str
    text: str


class DocumentData(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    participant: str
    title: str
    date: dt.date
    kind: str
    process: str
    gathering_before: int
    strengths: list[str]
    status: str
    reviewed_by: str | None
    comment: str | None
    text: str
    alt_text: str | None = None
    people_recognisable: bool = False


class SummaryData(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    participant: str
    type: str
    type_label: str
    title: str
    status: str
    excerpt: str


class OverviewData(Struct, frozen=True, forbid_unknown_fields=True):
    """How many documents of each status somebody has, those in `practice_documents` included."""

    participant: str
    approved: int
    submitted: int
    needs_more: int
    draft: int
    summary_status: str | None
    festival_role: str | None


class ReframeData(Struct, frozen=True, forbid_unknown_fields=True):
    """A thought that was turned. Whose it was is not known, and a board shows no more than
    what it was before (`defensive`) and is now (`offensive`)."""

    id: str
    situation: str
    defensive: str
    dispute_question: str
    offensive: str


class WordData(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody wrote as the day began or ended. Who it was is not known."""

    gathering: int
    text: str


class DemoData(Struct, frozen=True, forbid_unknown_fields=True):
    meta: dict[str, Any]
    cohort: CohortData
    facilitators: list[FacilitatorData]
    gatherings: list[GatheringData]
    participants: list[ParticipantData]
    stories: list[StoryData]
    practice_documents: list[DocumentData]
    summaries: list[SummaryData]
    portfolio_overview: list[OverviewData]
    dilemmas: list[dict[str, Any]]
    reframes: list[ReframeData]
    checkin_samples: list[WordData]
    checkout_samples: list[WordData]

    @property
    def today(self) -> dt.date:
        """The day of the file on which samling 8 is."""
        found: dt.date = self.meta["demo_today"]
        return found


@cache
def load() -> DemoData:
    return msgspec.yaml.decode(FILE.read_bytes(), type=DemoData)
