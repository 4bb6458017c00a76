"""The server process: patch first, then run. The only file that names eventlet and gevent.

`prepare()` has to be called before anything of ours that opens locks or sockets is
imported; `cli` sees to that. `run()` answers requests until the process is told to stop,
then lets the requests that are on finish. Nothing is logged for a request, for addresses
hold personal tokens.
"""

import contextlib
import gc
import logging
import re
import signal
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import Any

BACKLOG = 2048
"""Connections that may wait to be accepted: a whole hall joins within a second."""

MOST_CONNECTIONS = 20_000
GRACE = 5.0
"""Seconds that requests which are on are given to finish."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
log = logging.getLogger(__name__)


class CannotListen(Exception):
    """The address is in use or not ours; the text says so in one line."""


class NotInstalled(Exception):
    """The chosen ASYNC_MODE needs a package that is not here."""


def prepare(mode: str) -> None:
    """Make the standard library green for this process, before it is used.

    Until `run` nothing is collected: of what is loaded now nearly all stays, and looking through
    it over and over took a quarter of the time until we answer.
    """
    gc.disable()
    if mode == "eventlet":
        # Its makers announce the end of support at every import; we know (docs/adr).
        warnings.filterwarnings("ignore", message="(?s).*Eventlet is")
        import eventlet

        eventlet.monkey_patch()
    elif mode == "gevent":
        try:
            from gevent import monkey
        except ImportError as error:
            raise NotInstalled(
                "ASYNC_MODE=gevent trenger pakken gevent. "
                "Installer facilitator[gevent], eller sett ASYNC_MODE=eventlet."
            ) from error
        monkey.patch_all()


def in_thread(mode: str) -> Callable[..., Any]:
    """How heavy work is done beside the loop that everybody shares: `in_thread(mode)(work, …)`."""
    if mode == "eventlet":
        from eventlet import tpool

        return _careful(tpool.execute)
    if mode == "gevent":
        import gevent

        return lambda work, *arguments: gevent.get_hub().threadpool.apply(work, arguments)
    return lambda work, *arguments: work(*arguments)


def _careful(execute: Callable[..., Any]) -> Callable[..., Any]:
    """What the work raises is raised here, and is not written to the log on its way."""

    def run(work: Callable[..., Any], *arguments: Any) -> Any:
        def guarded() -> tuple[Any, Exception | None]:
            try:
                return work(*arguments), None
            except Exception as error:
                return None, error

        result, error = execute(guarded)
        if error is not None:
            raise error
        return result

    return run


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises CannotListen with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    # Not SO_REUSEPORT: a second server on the same port shall be told, not share it silently.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted sockets inherit it. Without it an answer waits 40 ms for the receiver's ACK.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise CannotListen(_why_not(host, port, error)) from error
    return sock


def _why_not(host: str, port: int, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"Port {port} krever administratorrettigheter. Velg en port over 1023 med --port."
    if isinstance(error, socket.gaierror) or "assign" in str(error):
        return f"Adressen {host} finnes ikke på denne maskinen. Velg en annen med --host."
    return f"Port {port} er opptatt. Velg en annen med --port, for eksempel --port {port + 1}."


class InFlight:
    """WSGI: counts the requests that are on, the long ones of Socket.IO left out."""

    def __init__(self, inner: Wsgi) -> None:
        self._inner = inner
        self.count = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ.get("PATH_INFO", "").startswith("/socket.io"):
            return self._inner(environ, start_response)
        return self._counted(environ, start_response)

    def _counted(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterator[bytes]:
        self.count += 1
        try:
            with _closing(self._inner(environ, start_response)) as body:
                yield from body
        finally:
            self.count -= 1

    def wait(self, seconds: float) -> None:
        """Until no request is on, or the time is out."""
        until = time.monotonic() + seconds
        while self.count and time.monotonic() < until:
            time.sleep(0.02)


@contextlib.contextmanager
def _closing(body: Iterable[bytes]) -> Iterator[Iterable[bytes]]:
    try:
        yield body
    finally:
        if close := getattr(body, "close", None):
            close()


def run(app: Wsgi, sock: socket.socket, mode: str) -> None:
    """Serve until SIGTERM or SIGINT. Gives back when the requests that were on are done."""
    _allow_many_files()
    set_up_logging()
    flight = InFlight(app)
    with _signals() as told:
        stop = _RUNNERS[mode](flight, sock)
        # What start-up made lives as long as the process; the collector need not look at it.
        gc.collect()
        gc.freeze()
        gc.enable()
        told.recv(1)
        stop()
        flight.wait(GRACE)


@contextlib.contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set, for a process without a loop of its own."""
    ending = threading.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        ending.set()

    before = {number: signal.signal(number, heard) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket that becomes readable on a signal: that wakes every kind of event loop."""
    told, tell = socket.socketpair()
    tell.setblocking(False)

    def heard(_number: int, _frame: FrameType | None) -> None:
        """The byte on the socket is what counts."""

    before = {number: signal.signal(number, heard) for number in (signal.SIGTERM, signal.SIGINT)}
    signal.set_wakeup_fd(tell.fileno(), warn_on_full_buffer=False)
    try:
        yield told
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        told.close()
        tell.close()


def _run_eventlet(app: Wsgi, sock: socket.socket) -> Callable[[], None]:
    import eventlet
    from eventlet import wsgi

    quiet = logging.getLogger("facilitator.wsgi")
    quiet.setLevel(logging.ERROR)

    class Quiet(wsgi.HttpProtocol):
        def log_message(self, *_said: object) -> None:
            """A request that is refused before it is ours would be written with its address."""

    def serve() -> None:
        wsgi.server(sock, app, log=quiet, log_output=False, debug=False, protocol=Quiet,
                    max_size=MOST_CONNECTIONS, keepalive=75)  # fmt: skip

    eventlet.spawn(serve)
    return sock.close


def _run_gevent(app: Wsgi, sock: socket.socket) -> Callable[[], None]:
    from gevent.pywsgi import WSGIServer
    from geventwebsocket.handler import WebSocketHandler

    server = WSGIServer(sock, app, handler_class=WebSocketHandler, log=None)
    server.start()
    close: Callable[[], None] = server.close
    return close


def _run_threading(app: Wsgi, sock: socket.socket) -> Callable[[], None]:
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Nothing."""

    host, port = sock.getsockname()[:2]
    server = make_server(host, port, app, threaded=True, request_handler=Quiet, fd=sock.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.shutdown


_RUNNERS: dict[str, Callable[[Wsgi, socket.socket], Callable[[], None]]] = {
    "eventlet": _run_eventlet,
    "gevent": _run_gevent,
    "threading": _run_threading,
}


def _allow_many_files() -> None:
    """Each phone is an open file, and the customary limit is 1024."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class WithoutTokens(logging.Formatter):
    """Personal links never stand in a log, not even in a traceback."""

    _TOKEN = re.compile(r"(/lenke/)[\w-]+")

    def format(self, record: logging.LogRecord) -> str:
        return self._TOKEN.sub(r"\1…", super().format(record))


def set_up_logging() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutTokens("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
