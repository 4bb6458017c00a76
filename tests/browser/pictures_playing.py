"""Playing a process in the demo's room over HTTP, as 36 phones would, for the pictures."""

import io
import itertools
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Page
from sqlalchemy import select

from facilitator.domain import groups
from facilitator.models import Activity, Card
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

LARGEST = 150_000
SHEET = 1.4
"""Dots for each point of paper: 100 to the inch."""
PROJECTOR = {"width": 1600, "height": 900}
SHARP: dict[str, Any] = {"device_scale_factor": 2}
_sent = itertools.count(1)

Tables = list[tuple[int, list[str]]]


class Camera:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str, **options: Any) -> None:
        """One picture, small enough to be read on a phone's subscription."""
        page.wait_for_load_state("networkidle")
        raw = page.screenshot(animations="disabled", **options)
        self.keep(Image.open(io.BytesIO(raw)).convert("RGB"), name)

    def paper(self, pdf: bytes, name: str, number: int = 0) -> None:
        """A page of a PDF, as it comes out of the printer."""
        with pypdfium2.PdfDocument(pdf) as paper:
            self.keep(paper[number].render(scale=SHEET).to_pil().convert("RGB"), name)

    def keep(self, picture: Image.Image, name: str) -> None:
        file = self._folder / f"{name}.png"
        picture.save(file, optimize=True)
        if file.stat().st_size >= LARGEST:
            picture.quantize(256, kmeans=2).save(file, optimize=True)
        size = file.stat().st_size
        assert size < LARGEST, f"{name} takes {size} bytes"
        print(f"{file} ({size // 1000} kB)")

    def last(self, page: Page, name: str, **options: Any) -> None:
        """A picture, and then the screen is not needed any more."""
        self.take(page, name, **options)
        page.context.close()


class Playing:
    """One process after the other in one room, with everybody present."""

    def __init__(self, world: World, screens: Screens, camera: Camera) -> None:
        self.world, self.screens, self.camera = world, screens, camera
        self.names = list(world.people)[:36]

    # --- leading ------------------------------------------------------------------------------

    def begin(self, process: str, phase: str = "", **more: Any) -> None:
        self.end()
        self.world.begin(self.names, process=process, **more)
        if phase:
            self.to(phase)

    def to(self, phase: str) -> None:
        self.world.advance_to(phase)

    def end(self) -> None:
        with self.world.reading() as db:
            on = db.get(Activity, self.world.activity) if self.world.activity else None
            running = on is not None and on.status == "running"
        if running:
            self.world.press("end")

    # --- what phones send ---------------------------------------------------------------------

    def post(self, who: str, path: str, **fields: str) -> dict[str, Any]:
        """`path` within the room, or from the top when it begins with a slash."""
        where = path if path.startswith("/") else f"/rom/{self.world.public_id}/{path}"
        named = {"client_id": f"bilde-{next(_sent)}"} | fields
        answer = self.world.caller(who).post(where, named)
        assert answer.status == 200, f"{who} {where}: {answer}"
        return answer.body

    def own(self, who: str, phase: str, fields: dict[str, str]) -> None:
        self.post(who, f"bidrag/{self.world.activity}/{phase}", **fields)

    def group(self, table: tuple[int, list[str]], phase: str, fields: dict[str, str]) -> None:
        """The first at the table has the pen."""
        self.post(table[1][0], f"gruppe/{table[0]}/{phase}/bidrag", **fields)

    def tables(self, set_key: str) -> Tables:
        """(group, members) in the order of the room."""
        keys = {number: key for key, number in self.world.people.items()}
        with self.world.reading() as db:
            activity = db.get_one(Activity, self.world.activity)
            found = groups.of_set(db, activity, set_key)
            return [(g.id, [keys[m.participant_id] for m in g.members]) for g in found]

    def cards(self, phase: str, group: int = 0, who: str = "") -> list[int]:
        """The cards of a phase, of one group or somebody if told."""
        wanted = select(Card.id).where(
            Card.activity_id == self.world.activity, Card.phase_key == phase
        )
        if group:
            wanted = wanted.where(Card.group_id == group)
        if who:
            wanted = wanted.where(Card.author_id == self.world.people[who])
        with self.world.reading() as db:
            return list(db.scalars(wanted.order_by(Card.id)))

    # --- screens ------------------------------------------------------------------------------

    def projector(self, name: str) -> None:
        self.camera.last(self.screens.projector(self.world, viewport=PROJECTOR), name)

    def phone(self, who: str) -> Page:
        return self.screens.phone(self.world, who, **SHARP)

    def on_phone(self, who: str, name: str) -> None:
        self.camera.last(self.phone(who), name)
