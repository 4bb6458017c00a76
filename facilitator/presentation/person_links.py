"""«Enheter og lenker»: what opens an arbeidsmappe, in the words of the page."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import access_listing
from facilitator.domain.access_listing import ListedDevice, ListedLink
from facilitator.domain.rooms import OSLO
from facilitator.models import Participant
from facilitator.presentation.dates import clock_time, long_date, short_date

SOME_DEVICE = "En telefon eller datamaskin"


@dataclass(frozen=True, slots=True)
class LinkRow:
    id: int
    title: str
    detail: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DeviceRow:
    claim_id: int
    kind: str
    how: str
    detail: str
    is_this: bool
    proven: bool


@dataclass(frozen=True, slots=True)
class AccessView:
    open_links: tuple[LinkRow, ...]
    past_links: tuple[LinkRow, ...]
    """Used, taken back or out of date; newest first."""
    devices: tuple[DeviceRow, ...]

    @property
    def nothing(self) -> bool:
        return not (self.open_links or self.past_links or self.devices)


def view(
    session: Session, person: Participant, now: dt.datetime, this_device: int | None = None
) -> AccessView:
    """The number of queries does not grow with what is listed."""
    listed = access_listing.links_of(session, person, now)
    rows = [(each.state == access_listing.OPEN, _link(each, now)) for each in listed]
    devices = access_listing.devices_of(session, person, this_device)
    return AccessView(
        open_links=tuple(row for is_open, row in rows if is_open),
        past_links=tuple(row for is_open, row in rows if not is_open),
        devices=tuple(_device(each, now) for each in devices),
    )


def _link(link: ListedLink, now: dt.datetime) -> LinkRow:
    by = f" av {link.issued_by}" if link.issued_by else ""
    said = {
        access_listing.OPEN: "Ikke brukt ennå.",
        access_listing.USED: f"Brukt {when(link.used_at, now)}.",
        access_listing.OVER: f"Brukt {when(link.used_at, now)}, og gjelder ikke lenger."
        if link.used_at
        else "Gjelder ikke lenger.",
    }[link.state]
    if link.state == access_listing.OPEN and link.valid_until:
        said += f" Gjelder til {_day(link.valid_until, now)}."
    return LinkRow(
        id=link.id,
        title=f"Laget {when(link.issued_at, now)}{by}",
        detail=said,
        is_open=link.state == access_listing.OPEN,
    )


def _device(device: ListedDevice, now: dt.datetime) -> DeviceRow:
    how = {
        access_listing.BY_LINK: "Kjent med personlig lenke.",
        access_listing.BY_MAIL: "Kjent med kode på e-post.",
        access_listing.BY_LEADER: f"Bekreftet av {device.confirmed_by}."
        if device.confirmed_by
        else "Bekreftet av prosesslederen.",
        access_listing.BY_NAME: "Navnet er valgt i rommet, men ikke bekreftet. "
        "Arbeidsmappa er ikke åpen her.",
    }[device.how]
    if device.shared:
        how += " To deler den."
    detail = f"Siden {when(device.since, now)}"
    if device.seen_at is not None and device.seen_at > device.since:
        detail += f", sist brukt {when(device.seen_at, now)}"
    return DeviceRow(
        claim_id=device.claim_id,
        kind=device.kind or SOME_DEVICE,
        how=how,
        detail=detail + ".",
        is_this=device.is_this,
        proven=device.how != access_listing.BY_NAME,
    )


def when(moment: dt.datetime | None, now: dt.datetime) -> str:
    """«i dag kl. 10.35», «20. januar», «20. januar 2026» when it is another year."""
    if moment is None:
        return ""
    if moment.astimezone(OSLO).date() == now.astimezone(OSLO).date():
        return f"i dag kl. {clock_time(moment)}"
    return _day(moment, now)


def _day(moment: dt.datetime, now: dt.datetime) -> str:
    day = moment.astimezone(OSLO).date()
    if day.year == now.astimezone(OSLO).year:
        return short_date(day)
    return long_date(day).split(" ", 1)[1]
