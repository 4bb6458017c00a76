"""The small pieces that travel over the socket, rendered once for all who receive them.

A fragment is neutral to who is looking: no person ids, no names of those who are not ready.
The pages are made of the same partials, so a live update and a reload give the same.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, lazyload

from facilitator.domain import activities, audiences, cards, progress, rooms, threads
from facilitator.domain.progress import Progress
from facilitator.models import Activity, Card, CardThread, Cohort, Gathering, Room
from facilitator.presentation import board_road
from facilitator.presentation.cards import card_view
from facilitator.presentation.templating import render


@dataclass(frozen=True, slots=True)
class Item:
    """Replaces the element with this DOM id, or is appended to the slot where there is none."""

    id: str
    v: int
    html: str
    slot: str | None = None
    narrowed: bool = False
    """The board shows only some cards for now: whoever sees it fetches what there is to see."""


@dataclass(frozen=True, slots=True)
class Count:
    """«31 av 34 er klare»: what is emphasised, and the rest of the sentence."""

    strong: str
    rest: str

    @property
    def text(self) -> str:
        return f"{self.strong} {self.rest}"


@dataclass(frozen=True, slots=True)
class HereView:
    """The ring of people: `present` filled seats of `seats`."""

    present: int
    seats: int
    v: int


_TIED = (
    select(CardThread.id)
    .where(or_(CardThread.from_card_id == Card.id, CardThread.to_card_id == Card.id))
    .correlate(Card)
    .exists()
    .label("tied")
)
_CARD = (
    select(
        Card,
        Activity.ended_at,
        Activity.board_filter,
        Activity.process_digest,
        Activity.room_id,
        Cohort.catalogue,
        _TIED,
    )
    .join(Activity, Activity.id == Card.activity_id)
    .join(Room, Room.id == Activity.room_id)
    .join(Gathering, Gathering.id == Room.gathering_id)
    .join(Cohort, Cohort.id == Gathering.cohort_id)
    .where(Card.id == bindparam("card"))
    .options(lazyload("*"))
)
"""A card comes with nothing else: its fragment rarely names anybody, and few are tied.

All that a fragment needs is asked at once, for each story that is released waits for this.
"""


def board_slot(activity_id: int, board: str) -> str:
    """Where cards of that board are laid on a page that shows it."""
    return f"board-{activity_id}-{board}"


def card_item(session: Session, card_id: int) -> Item | None:
    """A card as it lies on the board now; None when it no longer does."""
    row = session.execute(_CARD, {"card": card_id}).one_or_none()
    if row is None or not cards.shows_on_board(row.Card):
        return None
    card = row.Card
    if row.board_filter:
        return Item(f"card-{card.id}", card.version, "", narrowed=True)
    tied = threads.in_room(session, row.room_id, [card]).get(card_id, ()) if row.tied else ()
    view = card_view(
        card,
        ended_at=row.ended_at,
        catalogue=row.catalogue,
        tied=tied,
        process=row.process_digest,
    )
    html = render("cards/_card.html", card=view)
    return Item(view.dom_id, view.version, html, board_slot(card.activity_id, card.board))


def is_narrowed(session: Session, card_id: int) -> bool:
    """Whether the board of a card shows only some of its cards for now."""
    chosen = select(Activity.board_filter).join(Card, Card.activity_id == Activity.id)
    return bool(session.scalar(chosen.where(Card.id == card_id)))


def count_items(session: Session, room: Room) -> list[Item]:
    """The room's numbers as the projector shows them: who is here, how many are ready."""
    # Held on to while its numbers are counted, so that it is read once and not by each.
    activity = activities.current(session, room)
    revision = room_revision(session, room)
    now = progress.of_room(session, room)
    counts = render("board/_counts.html", count=count_line(now), v=revision)
    items = [Item("counts", revision, counts)]
    if now.kind == "here":
        here = render("board/_here.html", here=here_view(session, room))
        items.append(Item("here", revision, here))
    for key, count in board_road.live_counts(session, activity).items():
        drawn = render("board/_road_count.html", key=key, count=count, v=revision)
        items.append(Item(f"way-{key}", revision, drawn))
    return items


def room_revision(session: Session, room: Room) -> int:
    name = audiences.room(room.id)
    return audiences.revisions(session, [name])[name]


def called_item(at: int) -> Item:
    """What makes the phones that are open show «Se opp» for a moment."""
    return Item("called", at, render("room/_called.html", called_at=at))


def here_view(session: Session, room: Room) -> HereView:
    present = rooms.count_present(session, room.id)
    seats = max(present, room.gathering.cohort.seats)
    return HereView(present, seats, room_revision(session, room))


ALONE = {"groups": "Gruppa", "rings": "Ringen"}
"""Where there is only one of them, «1 av 1» says less than its name."""


def count_line(now: Progress) -> Count:
    """The words of a count, as the back row reads them."""
    if now.kind == "here":
        return Count(str(now.done), "er her")
    if now.kind == "pairs":
        return Count(pairs_and_trios(now.done, now.whole), "er i gang")
    if now.kind == "laid":
        return Count(f"{now.done} kort", "på tavla")
    if now.kind == "cards":
        return Count(stories_and_others(now.done, now.whole), "på tavla")
    if now.kind == "given":
        return Count(str(now.done), "kort gitt")
    if now.whole == 1 and now.kind in ALONE:
        return Count(ALONE[now.kind], "er ferdig" if now.done else "er i gang")
    of = f"{now.done} av {now.whole}"
    if now.kind == "teams":
        return Count(f"{of} lag", "har tegnet")
    rest = {
        "written": "har skrevet ferdig",
        "ready": "er klare",
        "answered": "har svart",
        "approved": "fortellinger er godkjent",
        "groups": "grupper er ferdige",
        "rings": "ringer er ferdige",
    }[now.kind]
    return Count(of, rest)


def pairs_and_trios(pairs: int, trios: int) -> str:
    """«17 par og én trio»."""
    three = "én trio" if trios == 1 else f"{trios} trioer"
    if not trios:
        return f"{pairs} par"
    return f"{pairs} par og {three}" if pairs else three


def stories_and_others(stories: int, others: int) -> str:
    """«24 fortellinger og 18 kort»."""
    told = "1 fortelling" if stories == 1 else f"{stories} fortellinger"
    if not others:
        return told
    return f"{told} og {others} kort" if stories else f"{others} kort"
