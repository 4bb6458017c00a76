"""The server with one more address, which asks PostgreSQL to take its time."""

import sys
from typing import Any

from facilitator import server
from facilitator.config import load_settings

SECONDS = 3.0


def add_slow_address(app: Any) -> None:
    from sqlalchemy import text

    @app.get("/treg")
    def slow() -> str:
        database = app.extensions["facilitator_database"]
        with database.reading() as session:
            session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": SECONDS})
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
