"""What becomes of each row that leads to a person when all of theirs is deleted.

As in «Last ned alt mitt», every column that points at a participant has a rule, and a table that
is made later and has none is named by a test before anything of anybody can be left in it.
"""

from typing import Final

DELETE: Final = "delete"
"""The row is the person's and goes, with what hangs on it."""
CLEAR: Final = "clear"
"""The row is others' too, or a plain record, and stays without the person."""
KEEP: Final = "keep"
"""The register of kompetansebevis: whoever holds one must be able to have it confirmed."""
MORE: Final = "more"
"""Looked at row by row in domain/forgetting_traces.py; what is left of them is cleared."""

RULES: Final[dict[str, str]] = {
    "apart_pair.first_id": DELETE,
    "apart_pair.second_id": DELETE,
    "attendance.participant_id": DELETE,
    "attendance_agreement.participant_id": DELETE,
    "attendance_change.participant_id": DELETE,
    "audit_entry.about_id": MORE,
    "audit_entry.participant_id": MORE,
    "card.author_id": CLEAR,
    "card.owner_id": DELETE,
    "card.written_by_id": MORE,
    "card_mark.person_id": DELETE,
    "card_thread.by_id": DELETE,
    "certificate.participant_id": KEEP,
    "claim.participant_id": DELETE,
    "consent.participant_id": DELETE,
    "deletion_wish.participant_id": DELETE,
    "draft.owner_id": DELETE,
    "draft.pen_holder_id": CLEAR,
    "draft.writer_id": DELETE,
    "email_code.participant_id": DELETE,
    "festival_contribution.participant_id": DELETE,
    "group_member.participant_id": DELETE,
    "handover.participant_id": DELETE,
    "interview.interviewer_id": DELETE,
    "interview.teller_id": DELETE,
    "job.participant_id": DELETE,
    "leader_note.sender_id": DELETE,
    "led_process.participant_id": DELETE,
    "letter.participant_id": DELETE,
    "method.participant_id": DELETE,
    "personal_link.participant_id": DELETE,
    "photo.owner_id": MORE,
    "portfolio_copy.participant_id": DELETE,
    "portfolio_review.participant_id": DELETE,
    "practice_document.participant_id": DELETE,
    "presence.participant_id": DELETE,
    "ready.participant_id": DELETE,
    "saved_board_holder.participant_id": DELETE,
    "summary.participant_id": DELETE,
}

TAKEN_ALONG: Final = frozenset({
    "card_mark.card_id", "card_thread.from_card_id", "card_thread.to_card_id",
    "document_edition.document_id", "document_event.document_id", "document_file.document_id",
    "festival_greeting.contribution_id", "method_version.method_id",
    "portfolio_event.participant_id", "summary_edition.summary_id", "summary_event.summary_id",
})  # fmt: skip
"""What the database deletes with the row it hangs on."""

LET_GO: Final = frozenset({
    "certificate.replaces_id", "draft.interview_id", "festival_contribution.card_id",
    "photo.card_id", "practice_document.replaces_id", "practice_document.source_card_id",
})  # fmt: skip
"""What the database clears when the row it names is deleted."""
