"""Which phones have a live socket right now: a faint hint for the leaders, never an absence."""

from collections import Counter
from threading import Lock


class Presence:
    """Live sockets by room and participant, in this process. A restart begins with none."""

    def __init__(self) -> None:
        self._seats: dict[str, tuple[int, int]] = {}
        self._lock = Lock()

    def arrive(self, sid: str, room_id: int, participant_id: int) -> None:
        with self._lock:
            self._seats[sid] = (room_id, participant_id)

    def leave(self, sid: str) -> int | None:
        """Forget a socket; gives the room it was in."""
        with self._lock:
            seat = self._seats.pop(sid, None)
        return seat[0] if seat else None

    def connected(self, room_id: int) -> set[int]:
        """The participants of a room with at least one live socket."""
        with self._lock:
            counts = Counter(person for room, person in self._seats.values() if room == room_id)
        return set(counts)
