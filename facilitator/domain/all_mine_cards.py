"""Cards and drafts in «Last ned alt mitt»: one's own in full, others' only where one reads them.

The words of a story belong to its teller. Whoever wrote it, or gave a card away, is told that they
did, when and for whom; the words themselves only while the teller lets them read it.
"""

from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import closed, threads
from facilitator.domain.all_mine_found import Found, Row
from facilitator.domain.running import process_of
from facilitator.models import Activity, Card
from facilitator.processes.cards import card_types

OWN, GROUP, UNOPENED, GIVEN, WRITTEN = "own", "group", "unopened", "given", "written"
COMING, WAITING, NOTE, HANDED_ON, TOGETHER, PEN = (
    "coming", "waiting", "writing", "handed_on", "together", "pen",
)  # fmt: skip
TITLES = ("title", "headline", "name", "what", "dream", "text")

_OTHERS = ("id", "type", "phase_key", "created_at")
"""What is told of a card that is somebody else's, whatever it says."""


def card(session: Session, found: Found, row: Row, kept: Row) -> Row | None:
    """What is told of a card, with the person's `role` in it; None for nothing at all.

    `row` has all its columns, `kept` those that `all_mine_rules` gives out.
    """
    me = found.person.id
    if row["owner_id"] is None:
        return _of_group(session, found, row, kept)
    known = found.cards[row["id"]]
    if row["owner_id"] != me:
        return _of_another(session, found, row, kept)
    if closed.is_closed(known):
        return {name: kept[name] for name in _OTHERS} | {"role": UNOPENED}
    helper = row["author_id"] if closed.is_given(known) else row["written_by_id"]
    said = "given_by" if closed.is_given(known) else "written_by"
    with_whom = {said: found.names.get(helper, "")} if helper not in (None, me) else {}
    return kept | {"role": OWN} | with_whom


def _of_group(session: Session, found: Found, row: Row, kept: Row) -> Row | None:
    group = found.groups.get(row["group_id"])
    if group is None:
        # Sent by the person for a group they are no longer in.
        return {name: kept[name] for name in _OTHERS} | {"role": WRITTEN}
    if not found.may_read(session, row["id"]):
        return None
    mine = row["author_id"] == found.person.id
    return kept | {"role": GROUP, "group_number": group.number, "sent_by_you": mine}


def _of_another(session: Session, found: Found, row: Row, kept: Row) -> Row:
    given = row["author_id"] == found.person.id and closed.is_given(found.cards[row["id"]])
    told: Row = {name: kept[name] for name in _OTHERS}
    told |= {"role": GIVEN if given else WRITTEN, "for": found.names.get(row["owner_id"], "")}
    if row["thanks"] and not given:
        told["thanks"] = row["thanks"]
    if found.may_read(session, row["id"]):
        told["fields"] = _open_fields(found.cards[row["id"]])
    return told


def _open_fields(card: Card) -> dict[str, Any]:
    """Without what stays with whom the card belongs to."""
    known = card_types().get(card.type)
    private = {spec.name for spec in (known.fields if known else ()) if spec.private}
    private |= {spec.name for spec in _asked(card.activity) if spec.private}
    return {
        name: value for name, value in card.fields.items() if name not in private | {"keywords"}
    }


def _asked(activity: Activity) -> list[Any]:
    phases = process_of(activity).phases
    return [spec for phase in phases if phase.card for spec in phase.card.fields]


def draft(_session: Session, found: Found, row: Row, kept: Row) -> Row | None:
    """Until it is handed over a draft is its writer's, and afterwards its teller's."""
    role, other = _of_draft(found, row)
    if role in (COMING, HANDED_ON, PEN):
        kept = {name: value for name, value in kept.items() if name not in ("fields", "late")}
    elif role == NOTE:
        kept = {name: value for name, value in kept.items() if name != "late"}
    name = found.names.get(other, "") if other is not None else ""
    return kept | {"role": role} | ({"with": name} if name else {})


def _of_draft(found: Found, row: Row) -> tuple[str, int | None]:
    """What the person has to do with it, and with whom."""
    me, given = found.person.id, row["delivered_at"] is not None
    if row["writer_id"] is None and row["owner_id"] is None:
        return (TOGETHER if row["group_id"] in found.groups else PEN), None
    if row["owner_id"] == me and row["writer_id"] != me:
        return (WAITING if given else COMING), row["writer_id"]
    if row["writer_id"] == me:
        another = row["owner_id"] if row["owner_id"] not in (None, me) else None
        return (HANDED_ON if given and another else NOTE), another
    return PEN, None


def mark(session: Session, found: Found, row: Row, kept: Row) -> Row | None:
    return kept | _title_of(session, found, row["card_id"], "card_title")


def thread(session: Session, found: Found, row: Row, kept: Row) -> Row | None:
    """Both stories have to be open to the person, as on the page; one's own act is told anyway."""
    ends = [found.cards.get(row["from_card_id"]), found.cards.get(row["to_card_id"])]
    open_ends = [
        end is not None and threads.is_released(end) and found.may_read(session, end.id)
        for end in ends
    ]
    by_me = row["by_id"] == found.person.id
    if not all(open_ends) and not by_me:
        return None
    told = kept | {"by_you": by_me}
    if all(open_ends):
        told |= _title_of(session, found, row["from_card_id"], "from_title")
        told |= _title_of(session, found, row["to_card_id"], "to_title")
    return told


def _title_of(session: Session, found: Found, card_id: int, name: str) -> Row:
    if not found.may_read(session, card_id):
        return {}
    fields = found.cards[card_id].fields
    said = (fields.get(title) for title in TITLES)
    return {name: next((text for text in said if isinstance(text, str) and text), "")}
