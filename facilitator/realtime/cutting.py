"""Whoever loses the right to be in a room is put out of it, whichever process holds the socket.

Socket.IO tells all its processes to close a room, and then forgets the room and leaves its sockets
open, so that they go on hearing the others they are in. Here a closed room is one whose sockets
are closed.
"""

from typing import Any

from socketio import Manager, RedisManager

CHANNEL = "facilitator"
NAMESPACE = "/"


class OneProcess(Manager):
    def close_room(self, room: str, namespace: str) -> None:
        _cut(self, room)


class SeveralProcesses(RedisManager):
    def _handle_close_room(self, message: dict[str, Any]) -> None:
        """Here when it is said, and in the others when they hear of it."""
        _cut(self, message["room"])


def manager(redis_url: str | None) -> Manager:
    return SeveralProcesses(redis_url, channel=CHANNEL) if redis_url else OneProcess()


def _cut(held: Manager, room: str) -> None:
    """Beside this task: a socket that takes nothing more must hold up none of the others."""
    for sid, _ in list(held.get_participants(NAMESPACE, room)):
        held.server.start_background_task(held.server.disconnect, sid)
