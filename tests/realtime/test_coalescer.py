"""Gathering: pure packets, few sends in a burst, and a teller that outlives a failure."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.realtime.coalesce import SHORTEST_GAP, Change, Coalescer, packets


def change(revision: int, audience: str = "board:1", **more: Any) -> Change:
    return Change(audience, revision, **more)


def item(name: str, version: int = 1) -> dict[str, Any]:
    return {name: {"id": name, "v": version, "html": "", "slot": None}}


def span(packet: dict[str, Any]) -> tuple[int, int]:
    return packet["from"], packet["to"]


def test_a_run_of_revisions_is_one_packet() -> None:
    found = packets([change(4), change(5), change(6)])
    assert [span(packet) for packet in found] == [(3, 6)]


def test_a_run_is_never_joined_over_a_missing_revision() -> None:
    found = packets([change(4), change(6)])
    assert [span(packet) for packet in found] == [(3, 4), (5, 6)]


def test_audiences_are_kept_apart() -> None:
    found = packets([change(1), change(1, "room:1"), change(2)])
    assert [(packet["a"], span(packet)) for packet in found] == [
        ("board:1", (0, 2)),
        ("room:1", (0, 1)),
    ]


@given(st.permutations(range(1, 9)), st.sets(st.integers(1, 8)))
def test_packets_tell_every_revision_once_and_no_other(order: list[int], lost: set[int]) -> None:
    told = [revision for revision in order if revision not in lost]
    found = [span(packet) for packet in packets([change(revision) for revision in told])]
    covered = [revision for start, end in found for revision in range(start + 1, end + 1)]
    assert covered == sorted(told)


def test_the_last_word_on_a_card_counts() -> None:
    came_and_went = packets([change(1, items=item("card-1")), change(2, gone={"card-1": 2})])[0]
    assert (came_and_went["items"], came_and_went["gone"]) == ([], [{"id": "card-1", "v": 2}])
    went_and_came = packets([change(1, gone={"card-1": 2}), change(2, items=item("card-1", 3))])[0]
    assert [one["v"] for one in went_and_came["items"]] == [3]
    assert went_and_came["gone"] == []


def test_a_refetch_in_a_run_is_kept() -> None:
    assert packets([change(1, refetch=True), change(2)])[0]["refetch"] is True
    assert packets([change(1), change(2)])[0]["refetch"] is False


class Bench:
    """A coalescer whose task runs when told to, and whose sleep is a moment to act in."""

    def __init__(self, send: Callable[[list[Change]], None] | None = None) -> None:
        self.sent: list[list[int]] = []
        self.slept: list[float] = []
        self.tasks: list[Callable[[], None]] = []
        self.meanwhile: list[Callable[[], None]] = []
        self.coalescer = Coalescer(send or self._send, self.tasks.append, self._sleep)

    def _send(self, changes: list[Change]) -> None:
        self.sent.append([change.revision for change in changes])

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.meanwhile:
            self.meanwhile.pop(0)()

    def add(self, *revisions: int) -> None:
        self.coalescer.add([change(revision) for revision in revisions])

    def run(self) -> None:
        while self.tasks:
            self.tasks.pop(0)()


def test_the_first_fact_goes_at_once_and_a_burst_is_gathered() -> None:
    bench = Bench()
    bench.meanwhile = [lambda: [bench.add(n) for n in range(2, 40)]]
    bench.add(1)
    bench.run()
    assert bench.sent == [[1], list(range(2, 40))]


def test_one_task_at_a_time_and_none_when_it_is_quiet() -> None:
    bench = Bench()
    bench.add(1)
    bench.add(2)
    assert len(bench.tasks) == 1
    bench.run()
    bench.add(3)
    assert len(bench.tasks) == 1


def test_the_next_send_waits_at_least_the_shortest_gap() -> None:
    bench = Bench()
    bench.add(1)
    bench.run()
    assert bench.slept
    assert min(bench.slept) >= SHORTEST_GAP


def test_nothing_to_tell_starts_nothing() -> None:
    bench = Bench()
    bench.coalescer.add([])
    assert bench.tasks == []


def test_a_send_that_fails_does_not_silence_the_teller() -> None:
    told: list[int] = []

    def send(changes: list[Change]) -> None:
        if changes[0].revision == 1:
            raise OSError("the line is dead")
        told.extend(one.revision for one in changes)

    bench = Bench(send)
    bench.add(1)
    bench.run()
    bench.add(2)
    bench.run()
    assert told == [2]
