"""The server, with the patience for silent phones shortened, so that tests need not wait."""

from facilitator import server
from facilitator.config import load_settings

PING = 1

if __name__ == "__main__":
    import sys

    server.prepare("eventlet")
    from facilitator.realtime import setup
    from facilitator.starting import start

    setup.PING_INTERVAL = setup.PING_TIMEOUT = PING
    start(load_settings(port=int(sys.argv[sys.argv.index("--port") + 1])))
