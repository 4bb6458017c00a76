"""What a row in «Last ned alt mitt» points at, in words: the samling, the process, the people."""

from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain.all_mine_found import Found, Row
from facilitator.domain.attendance_log import ENTRY
from facilitator.domain.running import process_of
from facilitator.models import Activity, Gathering
from facilitator.processes.loader import load_library


def where(found: Found, table: str, row: Row) -> Row:
    """The samling that a row is from, with the process and the phase where it has one."""
    activity = found.activities.get(_activity_id(found, table, row) or 0)
    if activity is not None:
        return _of_activity(activity, row)
    room = found.rooms.get(row.get("room_id") or 0)
    day = room.gathering if room else found.gatherings.get(row.get("gathering_id") or 0)
    return _of_day(day)


def _activity_id(found: Found, table: str, row: Row) -> int | None:
    if table == "saved_board_holder":
        return found.boards.get(row["board_id"])
    if table == "group_member":
        return found.groups[row["group_id"]].activity_id
    known: int | None = row.get("activity_id")
    return known


def _of_activity(activity: Activity, row: Row) -> Row:
    process = process_of(activity)
    told = _of_day(activity.room.gathering) | {"process": process.name}
    key = row.get("phase_key")
    phase = next((phase for phase in process.phases if phase.key == key), None)
    return told | ({"phase": phase.name} if phase else {})


def _of_day(day: Gathering | None) -> Row:
    return {"gathering": day.number, "gathering_date": day.date} if day else {}


def attendance_change(_session: Session, found: Found, _row: Row, kept: Row) -> Row:
    """From which samling somebody is in the kull is logged by its id; it is told by its number."""
    if kept["what"] != ENTRY:
        return kept
    numbers = {str(day.id): str(day.number) for day in found.person.cohort.gatherings}
    told = {name: numbers.get(kept[name], "") for name in ("before", "after")}
    return kept | told


def consent(_session: Session, _found: Found, _row: Row, kept: Row) -> Row:
    """A no that was never a yes was given no yes (`consents`)."""
    if kept["given_at"] == kept["withdrawn_at"]:
        return kept | {"given_at": None}
    return kept


def group_member(_session: Session, found: Found, row: Row, kept: Row) -> Row:
    """Who sat together is known to them from when the process began, as on the map of who met."""
    group = found.groups[row["group_id"]]
    activity = found.activities[group.activity_id]
    together = [person.first_name for person in group.people if person.id != found.person.id]
    return kept | {
        "circle": group.circle,
        "group_number": group.number,
        "with": together if activity.started_at is not None else [],
    }


def interview(_session: Session, found: Found, row: Row, kept: Row) -> Row:
    told = row["teller_id"] == found.person.id
    other = row["interviewer_id"] if told else row["teller_id"]
    activity = found.activities[row["activity_id"]]
    begun = activity.started_at is not None
    return kept | {
        "role": "teller" if told else "interviewer",
        "with": found.names.get(other, "") if begun and other != found.person.id else "",
    }


def claim(_session: Session, found: Found, row: Row, kept: Row) -> Row:
    """Devices are numbered as they came; what they are known by stays with them."""
    devices = list(dict.fromkeys(each["device_id"] for each in found.rows["claim"]))
    return kept | {
        "device": devices.index(row["device_id"]) + 1,
        "confirmed_by": found.leaders.get(row["confirmed_by_id"], ""),
    }


def method(_session: Session, found: Found, row: Row, kept: Row) -> Row:
    shared = row["cohort_id"] == found.person.cohort_id
    return kept | ({"shared_with": found.person.cohort.name} if shared else {})


def photo(_session: Session, found: Found, row: Row, kept: Row) -> Row:
    """The number of a card that is somebody else's is of no use here."""
    told = kept if found.mine(row["card_id"]) else {**kept, "card_id": None}
    return told | {"added_by_you": row["owner_id"] == found.person.id}


def practice_document(_session: Session, found: Found, row: Row, kept: Row) -> Row:
    texts = {goal.id: goal.text for goal in found.person.cohort.goals}
    goals: list[Any] = [texts[goal] for goal in row["goals"] or () if goal in texts]
    return kept | {"goals": goals, "process_name": _process_name(found, row["process_key"])}


def _process_name(found: Found, key: str | None) -> str:
    """Of the app's own library, or of a method that one has made."""
    known = load_library().get(key or "")
    own = next((each["name"] for each in found.rows["method"] if each["key"] == key), "")
    return known.name if known else own
