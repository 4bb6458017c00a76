"""The server with one more address, which asks PostgreSQL what it cannot answer yet."""

import sys
from typing import Any

from facilitator import server
from facilitator.config import load_settings

DOOR = 7
"""The lock in PostgreSQL that the question waits at; the test holds it for as long as it likes."""


def add_slow_address(app: Any) -> None:
    from sqlalchemy import text

    @app.get("/treg")
    def slow() -> str:
        database = app.extensions["facilitator_database"]
        with database.reading() as session:
            session.execute(text("SELECT pg_advisory_xact_lock(:door)"), {"door": DOOR})
        return "ferdig"


if __name__ == "__main__":
    server.prepare("eventlet")
    import facilitator.app
    from facilitator.starting import start

    made = facilitator.app.create_app

    def with_slow_address(*given: Any, **named: Any) -> Any:
        app, socketio = made(*given, **named)
        add_slow_address(app)
        return app, socketio

    facilitator.app.create_app = with_slow_address
    start(load_settings(port=int(sys.argv[sys.argv.index("--port") + 1])))
