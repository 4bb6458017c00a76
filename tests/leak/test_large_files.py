"""What the worker makes says no more than the pages do, and nobody else gets it."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.worker.doing import do
from tests.leak.day import STAGES
from tests.leak.test_canaries import said_on_paper
from tests.leak.world import World, build


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = build(tmp_path, monkeypatch)
    for happens in STAGES.values():
        happens(made)
    made.app.config["WORK"] = RightHere(made)
    yield made
    made.close()


class RightHere:
    """The worker, in the place of another process."""

    def __init__(self, world: World) -> None:
        self._world = world

    def wake(self, job_id: int) -> None:
        folder = self._world.app.config["SETTINGS"].data_dir
        do(self._world.database, folder, job_id, self._world.clock)


def all_said(data: bytes) -> str:
    """Every word of a file, and of the files in it."""
    if data[:5] == b"%PDF-":
        return said_on_paper(data)
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    packed = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(f"{name}\n{all_said(packed.read(name))}" for name in packed.namelist())


def test_the_kulls_mapper_and_notes_say_what_their_prosessleder_may_read(world: World) -> None:
    leader = world.roles["leader"]
    for what in ("portfolios", "notes"):
        page = leader.client.post("/filer?kull=kull10", data={"what": what}).location
        text = all_said(leader.client.get(f"{page}/fil").data)
        assert len(world.seen_in(text)) > 4
        assert not world.surplus(leader, text, shown=False)
        for name, role in world.roles.items():
            if name != "leader":
                status = role.client.get(f"{page}/fil").status_code
                assert status == (404 if name == "colleague" else 401), name
