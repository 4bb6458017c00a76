"""Which right each address asks for: one row a module, and those of its addresses that differ.

`domain/permissions.py` says who has a right. The routes themselves ask for it about the thing that
is named, and tests hold them to this table: what each role gets follows from it. Besides, nobody
who is not signed in gets as far as a page of the desk, also where a route has forgotten to ask.
"""

from collections.abc import Mapping
from typing import Final

from flask import Flask, request

from facilitator.domain import permissions
from facilitator.domain.permissions import (
    BE_AT_DESK,
    BE_FORGOTTEN,
    KEEP_ACCOUNT,
    KEEP_MAPPE,
    KEEP_OWN,
    LEAD_KULL,
    LEAD_ROOM,
    LOOK,
    OWN_INSTALLATION,
    OWN_KULL,
    PREPARE,
    SEE_MINE,
    TAKE_PART,
)
from facilitator.web import coming_in, context

RIGHTS: Final[Mapping[str, str]] = {
    "about": LOOK,
    "account_password": KEEP_ACCOUNT,
    "accounts": KEEP_ACCOUNT,
    "accounts_address": KEEP_ACCOUNT,
    "accounts_address.show": LOOK,
    "accounts_again": LOOK,
    "accounts_owner": OWN_INSTALLATION,
    "all_mine": SEE_MINE,
    "apart": LEAD_KULL,
    "attendance": LEAD_KULL,
    "attention": LEAD_ROOM,
    "audit": OWN_KULL,
    "audit.installation": OWN_INSTALLATION,
    "audit.installation_file": OWN_INSTALLATION,
    "audit.mine": KEEP_MAPPE,
    "board": LOOK,
    "borrowing": LEAD_ROOM,
    "borrowing.borrow": PREPARE,
    "borrowing.choose": PREPARE,
    "borrowing.come": LOOK,
    "borrowing.leave": LOOK,
    "cards": KEEP_OWN,
    "certificate_check": LOOK,
    "certificate_own": KEEP_MAPPE,
    "certificates": LEAD_KULL,
    "certificates.correct": OWN_KULL,
    "certificates.issue": OWN_KULL,
    "certificates.withdraw": OWN_KULL,
    "choosing": KEEP_OWN,
    "commitments": KEEP_OWN,
    "consents": KEEP_MAPPE,
    "consents.of_cohort": OWN_KULL,
    "contributions": KEEP_OWN,
    "contributions.show": TAKE_PART,
    "contributions.withdraw_copy": TAKE_PART,
    "document_uploads": KEEP_MAPPE,
    "document_uploads.show": KEEP_OWN,
    "documents": KEEP_MAPPE,
    "drafts": KEEP_OWN,
    "drafts.save_note": TAKE_PART,
    "email_codes": LOOK,
    "farewell": TAKE_PART,
    "farewell.show": TAKE_PART,
    "festival": LEAD_KULL,
    "festival_mine": KEEP_MAPPE,
    "festival_public": LOOK,
    "folder_files": LEAD_KULL,
    "forgetting": KEEP_MAPPE,
    "forgetting.ask": BE_FORGOTTEN,
    "forgetting.ask_for": LEAD_KULL,
    "forgetting.change_mind": BE_FORGOTTEN,
    "forgetting.change_mind_for": LEAD_KULL,
    "forgetting.wish": BE_FORGOTTEN,
    "forgetting.wish_for": LEAD_KULL,
    "forgetting.wishes": OWN_KULL,
    "giving": KEEP_OWN,
    "guide": LOOK,
    "handover": LEAD_ROOM,
    "installation_copies": OWN_INSTALLATION,
    "jobs": LEAD_KULL,
    "joining": LOOK,
    "joining.confirm_claim": LEAD_ROOM,
    "joining.here": KEEP_OWN,
    "joining.rename": KEEP_OWN,
    "joining.take_back": LEAD_ROOM,
    "kull": OWN_KULL,
    "kull.logo": LOOK,
    "kull.show": LEAD_KULL,
    "kull_leaders": OWN_KULL,
    "kull_leaders.show": LEAD_KULL,
    "kull_new": BE_AT_DESK,
    "kull_new.ask_removal": OWN_KULL,
    "kull_new.remove": OWN_KULL,
    "kull_year": LEAD_KULL,
    "landing": LOOK,
    "lead": LEAD_ROOM,
    "lead_cards": LEAD_ROOM,
    "lead_day": LEAD_ROOM,
    "lead_groups": LEAD_ROOM,
    "lead_people": LEAD_ROOM,
    "leader_post": TAKE_PART,
    "leader_post.read": LEAD_ROOM,
    "links": LOOK,
    "links.issue": LEAD_ROOM,
    "links.issue_own": PREPARE,
    "list_files": LEAD_KULL,
    "list_files.calendar_of_mine": KEEP_MAPPE,
    "marks": KEEP_OWN,
    "meetings": LEAD_KULL,
    "method_edit": PREPARE,
    "method_files": PREPARE,
    "method_preview": PREPARE,
    "methods": PREPARE,
    "notes": LEAD_KULL,
    "oidc": LOOK,
    "oidc.confirm": KEEP_ACCOUNT,
    "oidc.link": KEEP_ACCOUNT,
    "oidc.unlink": KEEP_ACCOUNT,
    "on_behalf": LEAD_ROOM,
    "people": LEAD_KULL,
    "person_links": KEEP_MAPPE,
    "person_links.renew_for": LEAD_KULL,
    "person_links.take_device_of": LEAD_KULL,
    "person_links.take_link_of": LEAD_KULL,
    "person_links.take_links_of": LEAD_KULL,
    "phone": KEEP_OWN,
    "phone.find_seat": TAKE_PART,
    "phone.ready": TAKE_PART,
    "phone.show": TAKE_PART,
    "photos": KEEP_OWN,
    "portfolio": KEEP_OWN,
    "portfolio.show": SEE_MINE,
    "portfolio_files": SEE_MINE,
    "privacy": OWN_INSTALLATION,
    "reading": LEAD_KULL,
    "rehearsals": LEAD_KULL,
    "rehearsals.pulse": KEEP_OWN,
    "reminders": LEAD_KULL,
    "retention": OWN_INSTALLATION,
    "rings": KEEP_OWN,
    "roads": KEEP_OWN,
    "roads.station": TAKE_PART,
    "rooms_admin": LEAD_ROOM,
    "roster": LEAD_KULL,
    "roster_import": LEAD_KULL,
    "roster_links": LEAD_KULL,
    "roster_merge": LEAD_KULL,
    "run_sheets": LEAD_KULL,
    "saved_boards": TAKE_PART,
    "second_factor": KEEP_ACCOUNT,
    "security": LOOK,
    "see_as": LEAD_ROOM,
    "sheets": LEAD_KULL,
    "showing": KEEP_OWN,
    "sign_in": LOOK,
    "sorting": KEEP_OWN,
    "summaries": KEEP_MAPPE,
    "teams": TAKE_PART,
    "threads": KEEP_OWN,
    "today": BE_AT_DESK,
}
"""Module, or module and function → right."""

AT_DESK: Final = frozenset({BE_AT_DESK, LEAD_KULL, OWN_KULL, OWN_INSTALLATION, KEEP_ACCOUNT})
"""Rights that only somebody signed in can have. A room's remote may also be a participant's."""


def of(endpoint: str) -> str | None:
    """None for an address that has no row, which a test refuses."""
    return RIGHTS.get(endpoint) or RIGHTS.get(endpoint.partition(".")[0])


def install(app: Flask) -> None:
    app.before_request(_require_signed_in)


def _require_signed_in() -> None:
    right = of(request.endpoint or "")
    if right not in AT_DESK:
        return
    with context.reading() as db:
        if right == KEEP_ACCOUNT and coming_in.on_the_way(db) is not None:
            return  # whoever makes a first password is not in yet; the route knows who it is
        actor = context.current_actor(db)
    about_all = OWN_INSTALLATION if right == OWN_INSTALLATION else BE_AT_DESK
    permissions.require(actor, about_all)
