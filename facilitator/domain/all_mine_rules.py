"""What «Last ned alt mitt» holds, column by column, and why the rest is not in it.

What is about a person is found in the tables themselves: every column that points at a
participant or a group, and at a row that does. Each such column has a rule here, and so has each
column of the rows that are given out: what is made later and has none is named by a test.
"""

from collections.abc import Iterator

from sqlalchemy import JSON, Column

from facilitator.db import Base

ROOTS = ("participant", "group")

ME = "me"
"""Rows where the column names the person."""
GROUP = "group"
"""Rows that belong to a group the person is in."""
OF_MINE = "of mine"
"""Rows that belong to a row of the person's own."""
REFERENCE = "reference"
"""Says what a row is about and finds none: the others that point there are somebody else's."""

APART = "apart"
MARKED = "marked"
MATES = "mates"

RULES: dict[str, str] = {
    "apart_pair.first_id": APART,
    "apart_pair.second_id": APART,
    "attendance.participant_id": ME,
    "attendance_agreement.participant_id": ME,
    "attendance_change.participant_id": ME,
    "audit_entry.about_id": ME,
    "audit_entry.participant_id": ME,
    "card.author_id": ME,
    "card.group_id": GROUP,
    "card.owner_id": ME,
    "card.written_by_id": ME,
    "card_mark.card_id": MARKED,
    "card_mark.person_id": ME,
    "card_thread.by_id": ME,
    "card_thread.from_card_id": OF_MINE,
    "card_thread.to_card_id": OF_MINE,
    "certificate.participant_id": ME,
    "certificate.replaces_id": REFERENCE,
    "claim.participant_id": ME,
    "consent.participant_id": ME,
    "deletion_wish.participant_id": ME,
    "document_edition.document_id": OF_MINE,
    "document_event.document_id": OF_MINE,
    "document_file.document_id": OF_MINE,
    "draft.group_id": GROUP,
    "draft.interview_id": REFERENCE,
    "draft.owner_id": ME,
    "draft.pen_holder_id": ME,
    "draft.writer_id": ME,
    "email_code.participant_id": ME,
    "festival_contribution.card_id": REFERENCE,
    "festival_contribution.participant_id": ME,
    "festival_greeting.contribution_id": OF_MINE,
    "group_member.group_id": MATES,
    "group_member.participant_id": ME,
    "handover.participant_id": ME,
    "interview.group_id": REFERENCE,
    "interview.interviewer_id": ME,
    "interview.teller_id": ME,
    "job.participant_id": ME,
    "leader_note.sender_id": ME,
    "led_process.participant_id": ME,
    "letter.participant_id": ME,
    "method.participant_id": ME,
    "method_version.method_id": OF_MINE,
    "personal_link.participant_id": ME,
    "photo.card_id": OF_MINE,
    "photo.group_id": GROUP,
    "photo.owner_id": ME,
    "portfolio_copy.participant_id": ME,
    "portfolio_event.participant_id": OF_MINE,
    "portfolio_review.participant_id": ME,
    "practice_document.participant_id": ME,
    "practice_document.replaces_id": REFERENCE,
    "practice_document.source_card_id": REFERENCE,
    "presence.participant_id": ME,
    "ready.group_id": REFERENCE,
    "ready.participant_id": ME,
    "saved_board_holder.participant_id": ME,
    "summary.participant_id": ME,
    "summary_edition.summary_id": OF_MINE,
    "summary_event.summary_id": OF_MINE,
}
"""Column → how it finds rows, or why it does not."""

GIVING = (ME, GROUP, OF_MINE)

_EVENT = "id at by status noticed wonders reason"

KEPT: dict[str, str] = {
    "participant": "name role role_group email place waiting_since",
    "attendance": "half status confirmed_at confirmed_by",
    "attendance_agreement": "agreed_on by at",
    "attendance_change": "half what before after at by taken_back_at taken_back_by",
    "audit_entry": "at by verb what details",
    "card": "id type phase_key fields visibility show_name created_at approved_at opened_at "
    "hidden_at withdrawn_at keep board thanks",
    "card_mark": "phase_key card_id item",
    "card_thread": "from_card_id to_card_id created_at",
    "certificate": "id number code name programme cohort_name dated status content issued_at "
    "issued_by valid_from replaces_id ended_at ended_by reason",
    "claim": "how claimed_at confirmed_at withdrawn_at",
    "consent": "kind text given_at withdrawn_at",
    "deletion_wish": "asked_at asked_by due_at cancelled_at",
    "document_edition": "document_id number at content",
    "document_event": f"document_id {_EVENT}",
    "document_file": "document_id kind name size width height alt no_faces added_at removed_at",
    "draft": "scope fields late updated_at delivered_at owner_edited",
    "email_code": "sent_at expires_at used_at",
    "festival_contribution": "form title description needs show_name card_id released_at place "
    "begins took_part_at took_part_by",
    "festival_greeting": "name text at",
    "group_member": "by_hand",
    "handover": "given_by given_at ended_at led",
    "interview": "slot",
    "job": "kind title status message filename size asked_at ended_at fetched_at",
    "leader_note": "text sent_at read_at",
    "led_process": "process date role",
    "letter": "about way at by sent_at fault",
    "method": "id key name scope version written created_at changed_at",
    "method_version": "method_id number process saved_at saved_by",
    "personal_link": "issued_at expires_at revoked_at used_at",
    "photo": "alt no_people width height card_id uploaded_at",
    "portfolio_copy": "at by content",
    "portfolio_event": _EVENT,
    "portfolio_review": "status handed_in_at",
    "practice_document": "id title date kind process_key strengths goals text link "
    "source_card_id replaces_id created_at status saved_at handed_in_at",
    "presence": "joined_at by_hand gone_at",
    "ready": "phase_key",
    "saved_board_holder": "",
    "summary": "id type title text status saved_at handed_in_at",
    "summary_edition": "number at content",
    "summary_event": _EVENT,
}
"""Table → its columns that are given out as they are, parents before what hangs on them."""

SELF = "self"
SAID = "said"
OPENS = "opens"
ORDER = "order"
ROLES = "roles"

LEFT_OUT: dict[str, str] = {
    SELF: "attendance.participant_id attendance_agreement.participant_id "
    "attendance_change.participant_id attendance_change.cohort_id card_mark.person_id "
    "audit_entry.about_id audit_entry.participant_id audit_entry.cohort_id "
    "consent.participant_id deletion_wish.participant_id email_code.participant_id "
    "certificate.participant_id certificate.cohort_id claim.participant_id "
    "festival_contribution.participant_id festival_greeting.cohort_id "
    "group_member.participant_id handover.participant_id job.participant_id job.cohort_id "
    "leader_note.sender_id led_process.participant_id letter.participant_id "
    "method.participant_id personal_link.participant_id portfolio_copy.participant_id "
    "portfolio_event.participant_id portfolio_review.participant_id "
    "practice_document.participant_id presence.participant_id ready.participant_id "
    "saved_board_holder.participant_id summary.participant_id participant.id",
    SAID: "attendance.gathering_id attendance_change.gathering_id card.activity_id card.group_id "
    "card_mark.activity_id claim.room_id claim.device_id claim.confirmed_by_id "
    "email_code.device_id "
    "draft.activity_id draft.group_id draft.interview_id festival_greeting.contribution_id "
    "festival_greeting.status group_member.group_id handover.activity_id interview.activity_id "
    "interview.group_id leader_note.activity_id method.cohort_id participant.cohort_id "
    "participant.workplace_id participant.guest_of participant.entry_id photo.activity_id "
    "photo.group_id presence.room_id ready.activity_id ready.group_id "
    "saved_board_holder.board_id summary_edition.summary_id summary_event.summary_id",
    ROLES: "card.owner_id card.author_id card.written_by_id card_thread.by_id draft.writer_id "
    "draft.owner_id draft.pen_holder_id interview.teller_id interview.interviewer_id "
    "photo.owner_id",
    OPENS: "card.withdraw_digest email_code.digest document_file.token interview.sent job.token "
    "personal_link.digest photo.token",
    ORDER: "attendance.id attendance_change.id attendance_change.press card.client_id "
    "audit_entry.id audit_entry.facilitator_id consent.id deletion_wish.id "
    "email_code.id email_code.wrong "
    "card.version card.board_order card.place card.cluster_id card_mark.id card_thread.id "
    "claim.id document_edition.id document_file.id document_file.position "
    "document_file.client_id draft.id draft.version draft.editor draft.pen_turn "
    "festival_contribution.id festival_contribution.version festival_greeting.id "
    "festival_greeting.client_id festival_greeting.judged_at festival_greeting.judged_by "
    "group_member.id group_member.position handover.id interview.id job.id job.arguments "
    "job.client_id job.facilitator_id job.done job.total job.attempts job.mimetype job.seen_at "
    "leader_note.id leader_note.client_id led_process.id led_process.key letter.id "
    "letter.client_id method.facilitator_id method.revision method_version.id "
    "personal_link.id personal_link.facilitator_id photo.id photo.client_id "
    "practice_document.key practice_document.version practice_document.editor presence.id "
    "ready.id summary.version summary.editor summary_edition.id",
}
"""Why a column is not given out as it is → which.

`self` names the person, whom all of it is about. `said` is said in words instead: the samling,
the process, the table. `roles` too: what the person did, and with whom by first name where the
app has said it to them. `opens` lets in whoever holds it. `order` keeps the rows in
order and says nothing of anybody.
"""

LOOSE: dict[str, str] = {
    "activity.before": "how a process stood, to take back a press",
    "activity.board_filter": "what a board shows for now",
    "activity.extensions": "minutes",
    "activity.last_action": "the first name of who pressed last, until the next press",
    "activity.leader_notes": "a prosessleder's own notes about phases",
    "activity.materials": "texts that were chosen",
    "activity.picked": "which prompt stands",
    "activity.process": "the process",
    "activity.seatings": "why groups came to be as they are; gone when the day has passed",
    "activity.settings": "what was filled in for the process",
    "activity.spent": "minutes",
    "activity.spotlight_id": "the card that is shown large for now",
    "cohort.certificate_signers": "names of prosessledere",
    "cohort.host_id": "given out: the rooms one has borrowed",
    "cohort.leader_id": "a prosessleder",
    "copy.fields": "cut loose from its author",
    "device.active_claim_id": "whose turn it is on a shared device",
    "distribution.counts": "counts; nobody's answer is in them",
    "erasure.row_id": "somebody whose rows are gone",
    "erasure.into_id": "who a record that was written twice became",
    "room.activity_id": "what is on",
    "room.item_id": "what is on",
    "room.public_id": "an address",
    "run_sheet_item.notes": "a prosessleder's own notes about the day",
    "run_sheet_item.process": "the process",
    "run_sheet_item.settings": "what was filled in for the process",
    "saved_board.arrangement": "where the cards of all lie",
    "session_note.dropped_card_ids": "which quotes a prosessleder left out",
    "session_note.seen_card_ids": "which quotes a prosessleder has seen",
    "setting.value": "what the installation's owner has set",
}
"""Columns of other tables that could hold somebody's id without a key → what they hold."""


def about_people() -> dict[str, str]:
    """Every column that points at a person or a group, or at a row that does → the table there."""
    found: dict[str, str] = {}
    waiting, seen = list(ROOTS), set(ROOTS)
    while waiting:
        target = waiting.pop()
        for column in _pointing_at(target):
            found[f"{column.table.name}.{column.name}"] = target
            if column.table.name not in seen:
                seen.add(column.table.name)
                waiting.append(column.table.name)
    return found


def _pointing_at(target: str) -> Iterator[Column[object]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == target:
                yield key.parent


def loose_columns() -> Iterator[str]:
    """Where an id may stand that no key says: in tables that are not given out."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            may = isinstance(column.type, JSON) or column.name.endswith(("_id", "_ids"))
            if table.name not in KEPT and may and not column.foreign_keys:
                yield f"{table.name}.{column.name}"


def left_out(table: str) -> set[str]:
    """The columns of a table that are not given out as they are."""
    named = (name for names in LEFT_OUT.values() for name in names.split())
    return {name.partition(".")[2] for name in named if name.startswith(f"{table}.")}
