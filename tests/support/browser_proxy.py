"""A TCP proxy that can fall silent: what is open stays open, and nothing comes through.

So looks a line to a phone that has changed network or left the building. New connections
work, as they do when the phone is back.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType

CHUNK = 65536


class Proxy:
    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._generation = 0
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._closing = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> "Proxy":
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing = True
        # A connection to ourselves wakes the one who accepts; closing the listener would not.
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname()).close()
        self._threads[0].join()
        self._listener.close()
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for sock in self._open:
            sock.close()

    def go_silent(self) -> None:
        """From now on nothing goes through the lines that are open."""
        self._generation += 1

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing:
            near, _ = self._listener.accept()
            self._open.append(near)
            with contextlib.suppress(OSError):
                far = socket.create_connection(self._target)
                self._open.append(far)
                self._start(self._pump, near, far, self._generation)
                self._start(self._pump, far, near, self._generation)

    def _pump(self, source: socket.socket, drain: socket.socket, born: int) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                if born == self._generation:
                    drain.sendall(data)
            if born == self._generation:
                drain.shutdown(socket.SHUT_WR)
