"""Shared by the Python clients of every store: loops of attempts, and a line for each attempt in the form of proof/attempt.ts."""
import itertools
import json
import threading
import time

PERIOD = 0.05  # seconds between two attempts

lines = itertools.count(1)
printing = threading.Lock()


def report(ok, **more):
    with printing:
        print(json.dumps({"n": next(lines), "at": int(time.time() * 1000), "ok": ok, **more}), flush=True)


def words(error):
    return " ".join(str(error).split())[:200]


def attempts(connect, attempt, failures, renew_after=None, pace=PERIOD, loop=None):
    """Calls attempt(connection, number) without end, one line per call; connects again at once after a failure.

    attempt returns what the line holds beside its result: id=..., facts={...}.
    """
    connection, used = None, 0
    tag = {"loop": loop} if loop else {}
    report(False, error="no attempt yet", **tag)
    for number in itertools.count(1):
        started = time.monotonic()
        try:
            if connection is None:
                connection, used = connect(), 0
            report(True, **tag, **attempt(connection, number))
            used += 1
            if renew_after and used >= renew_after:
                close(connection, failures)
                connection = None
        except failures as error:
            close(connection, failures)
            connection = None
            report(False, **tag, error=words(error))
        time.sleep(max(0.005, pace - (time.monotonic() - started)))


def close(connection, failures):
    try:
        if connection is not None:
            connection.close()
    except failures:
        pass


def together(*loops):
    for loop in loops:
        threading.Thread(target=loop, daemon=True).start()
    threading.Event().wait()
