"""What becomes of each column that leads to a prosessleder whose details are deleted.

Their row stays, emptied, so that its number is never given to another. What they did for others
stays and says «tidligere prosessleder»; their name stays on what was issued, and in the log while
the log lasts. Every column has a rule, and one that is made later and has none is named by a test.
"""

from typing import Final

DELETE: Final = "delete"
"""The row is theirs and goes."""
CLEAR: Final = "clear"
"""The row is others' too, and stays without them."""
LOG: Final = "log"
"""The log says by name alone who it was, until its days are over."""
MORE: Final = "more"
"""Looked at row by row in domain/leaving.py."""

RULES: Final[dict[str, str]] = {
    "account.facilitator_id": DELETE,
    "audit_entry.facilitator_id": LOG,
    "claim.confirmed_by_id": CLEAR,
    "cohort_leader.facilitator_id": DELETE,
    "device.facilitator_id": CLEAR,
    "identity.facilitator_id": DELETE,
    "job.facilitator_id": DELETE,
    "method.facilitator_id": MORE,
    "personal_link.facilitator_id": DELETE,
    "recovery_code.facilitator_id": DELETE,
}
"""Those that point at a prosessleder. `cohort.leader_id`, which is no key, is MORE."""

REPLACE: Final = "replace"
"""Written by prosessledere alone: the name gives way to a word."""
MIXED: Final = "mixed"
"""Written by participants too: the same, but for what somebody of that name did in their own."""
OWN: Final = "own"
"""The same, in what is theirs alone."""
KEEP: Final = "keep"
"""On what was issued, or in the log."""
NOBODY: Final = "nobody"
"""No prosessleder's name is put there by the app; what somebody has typed there is their text."""

NAMES: Final[dict[str, str]] = {
    "activity.last_action": MORE,
    "activity.process": MORE,
    "attendance.confirmed_by": REPLACE,
    "attendance_agreement.by": REPLACE,
    "attendance_change.by": REPLACE,
    "attendance_change.taken_back_by": REPLACE,
    "audit_entry.by": KEEP,
    "audit_entry.details": KEEP,
    "certificate.content": KEEP,
    "certificate.ended_by": KEEP,
    "certificate.issued_by": KEEP,
    "cohort.certificate_signers": KEEP,
    "deletion_wish.asked_by": MIXED,
    "document_event.by": MIXED,
    "draft.editor": NOBODY,
    "festival_contribution.took_part_by": REPLACE,
    "festival_greeting.judged_by": REPLACE,
    "handover.given_by": REPLACE,
    "letter.by": REPLACE,
    "method.written": MORE,
    "method_version.process": MORE,
    "method_version.saved_by": OWN,
    "portfolio_copy.by": REPLACE,
    "portfolio_copy.content": MORE,
    "portfolio_event.by": MIXED,
    "practice_document.editor": NOBODY,
    "run_sheet_item.process": MORE,
    "session_note.editor": NOBODY,
    "setting.changed_by": REPLACE,
    "summary.editor": NOBODY,
    "summary_event.by": MIXED,
}
"""Those where a name stands as words."""

FOREIGN: Final = frozenset({
    "activity.before", "activity.board_filter", "activity.extensions", "activity.leader_notes",
    "activity.materials", "activity.picked", "activity.seatings", "activity.settings",
    "activity.spent", "card.fields", "copy.fields", "distribution.counts",
    "document_edition.content", "draft.fields", "draft.late", "job.arguments",
    "practice_document.goals", "practice_document.strengths", "run_sheet_item.notes",
    "run_sheet_item.settings", "saved_board.arrangement", "session_note.dropped_card_ids",
    "session_note.seen_card_ids", "setting.value", "summary_edition.content",
})  # fmt: skip
"""Of the columns with more than one value in them, those that hold no prosessleder's name."""
