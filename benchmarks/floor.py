"""The floor: a bare Flask-SocketIO echo on our stack and socket settings, and nothing else.

A client sends a fragment over its socket; everybody in the room gets it, the sender an answer.
No HTTP write, no session, no database, no rendering.
"""

import socket
import sys
import warnings

warnings.filterwarnings("ignore", category=DeprecationWarning)

import eventlet

eventlet.monkey_patch()

import eventlet.wsgi
from flask import Flask
from flask_socketio import SocketIO, join_room

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet", http_compression=False, manage_session=False)


@socketio.on("enter")
def enter(data):
    join_room(data["room"])
    return {"ok": True}


@socketio.on("card")
def echo(data):
    socketio.emit("changes", {"items": [data]}, to="the room")
    return {"ok": True}


def without_deflate(environ, start_response):
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    return app(environ, start_response)


if __name__ == "__main__":
    listening = eventlet.listen(("127.0.0.1", int(sys.argv[1])), backlog=2048)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    eventlet.wsgi.server(listening, without_deflate, log_output=False)
