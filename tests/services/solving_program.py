"""A server's loop that answers while groups are searched for; prints what it saw.

The search's process knocks on a door that only the loop can open, and waits for it. Were the
loop held up, nobody would open, and no answer would come.
"""

import json
import sys

from facilitator import server

KNOCK = """
import socket, subprocess, sys
question = sys.stdin.buffer.read()
with socket.create_connection(("127.0.0.1", {port})) as door:
    door.recv(1)
done = subprocess.run([sys.executable, "-m", "facilitator.solver"], input=question,
                      stdout=subprocess.PIPE, check=True)
sys.stdout.buffer.write(done.stdout)
"""


def main(mode: str) -> None:
    server.prepare(mode)
    from facilitator import solver
    from facilitator.domain.grouping import Acquaintance, Person
    from facilitator.domain.seat_questions import Ask, about

    question = about([Person(n) for n in range(36)], Acquaintance(), [Ask("bord", "mix", 4, 4)])
    in_thread = server.in_thread(mode)
    opened: list[str] = []
    with server.listen("127.0.0.1", 0) as door:

        def open_the_door() -> None:
            knocking, _ = door.accept()
            opened.append("while it searched")
            knocking.sendall(b"!")
            knocking.close()

        _spawn(mode, open_the_door)
        knock = KNOCK.format(port=door.getsockname()[1])
        answer = solver.beside(in_thread, command=(sys.executable, "-c", knock))(question)
    failed = solver.beside(in_thread, command=(sys.executable, "-c", "raise SystemExit(3)"))
    late = "import socket; a, b = socket.socketpair(); a.recv(1)"
    silent = solver.beside(in_thread, command=(sys.executable, "-c", late), patience=0.2)
    nonsense = solver.beside(in_thread, command=(sys.executable, "-c", "print('{')"))
    seats = [list(ids) for ids in answer.seats["bord"]] if answer else []
    nothing = [solve(question) for solve in (failed, silent, nonsense)]
    print(json.dumps({"opened": opened, "seats": seats, "nothing": nothing}))


def _spawn(mode: str, work) -> None:
    if mode == "eventlet":
        import eventlet

        eventlet.spawn(work)
    else:
        import threading

        threading.Thread(target=work, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1])
