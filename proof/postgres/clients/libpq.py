"""A client like those of applications: libpq (psycopg2), with the URLs of the component's endpoints.

Usage: libpq.py write | read | own-write | load | lag | held | sql STATEMENT
Prints one JSON line per attempt; the runner computes figures from them. Settings come from the environment:
DATABASE_URL, DATABASE_READ_URL (as the application has them), PROOF_OWNER and PROOF_OWNER_PASSWORD (the role that creates
tables), PROOF_RUN (names the run in the table), PROOF_HOST (instead of the URL's host), PROOF_MEMBERS (name=address,
comma-separated; for lag).
"""
import json
import os
import sys
import time

import psycopg2

from attempts import attempts, close, report, together, words, PERIOD

WRITE_URL = os.environ["DATABASE_URL"]
READ_URL = os.environ["DATABASE_READ_URL"]
RUN = os.environ.get("PROOF_RUN", "")
RENEW_AFTER = 40  # writes on one connection: like pools, it renews connections, so new ones are tested too


def connect(url, **overrides):
    if os.environ.get("PROOF_HOST"):
        overrides["host"] = os.environ["PROOF_HOST"]
    connection = psycopg2.connect(url, **overrides)
    connection.autocommit = True
    return connection


def ask(connection, statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def repeat(url, attempt, renew_after=None, loop=None, pace=PERIOD, **overrides):
    attempts(lambda: connect(url, **overrides), attempt, psycopg2.Error, renew_after, pace, loop)


def create_tables():
    while True:
        try:
            connection = connect(WRITE_URL, user=os.environ["PROOF_OWNER"], password=os.environ["PROOF_OWNER_PASSWORD"])
            ask(connection, "CREATE SCHEMA IF NOT EXISTS proof")
            ask(connection, "CREATE TABLE IF NOT EXISTS proof.writes (run text, client text, id bigint, PRIMARY KEY (run, client, id))")
            ask(connection, "CREATE TABLE IF NOT EXISTS proof.heartbeat (id int PRIMARY KEY, at double precision)")
            ask(connection, "CREATE TABLE IF NOT EXISTS proof.load (id bigserial PRIMARY KEY, filling text)")
            close(connection, psycopg2.Error)
            return
        except psycopg2.Error as error:
            report(False, error=words(error))
            time.sleep(PERIOD)


def insert(client):
    def attempt(connection, number):
        statement = "INSERT INTO proof.writes (run, client, id) VALUES (%s, %s, %s) RETURNING host(inet_server_addr())"
        return {"id": number, "facts": {"server": ask(connection, statement, RUN, client, number)[0]}}

    return attempt


def select(connection, _number):
    return {"facts": {"replica": ask(connection, "SELECT pg_is_in_recovery()")[0]}}


def own_write(connection, number):
    """Writes, then reads it back at once over other connections: through -rw, and through -ro."""
    ask(connection, "INSERT INTO proof.writes (run, client, id) VALUES (%s, 'libpq', %s)", RUN, number)
    found = []
    for url in (WRITE_URL, READ_URL):
        other = connect(url)
        found.append(ask(other, "SELECT count(*) FROM proof.writes WHERE run = %s AND client = 'libpq' AND id = %s", RUN, number)[0] == 1)
        close(other, psycopg2.Error)
    return {"id": number, "facts": {"seen": found[0], "seenThere": found[1]}}


def lag_of(member):
    def attempt(connection, _number):
        row = ask(connection, "SELECT at, pg_is_in_recovery() FROM proof.heartbeat WHERE id = 1")
        return {"facts": {"member": member, "lag": round(time.time() - row[0], 3) if row else 0, "replica": row[1] if row else None}}

    return attempt


def beat(connection, _number):
    ask(connection, "INSERT INTO proof.heartbeat VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET at = excluded.at", time.time())
    return {}


def load(connection, number):
    ask(connection, "INSERT INTO proof.load (filling) SELECT repeat(md5(i::text), 10) FROM generate_series(1, 100) AS i")
    if number % 200 == 0:  # the disk is small: deletes rows older than some seconds
        ask(connection, "DELETE FROM proof.load WHERE id < (SELECT max(id) - 100000 FROM proof.load)")
    return {}


def main(mode, *arguments):
    if mode == "write":
        create_tables()
        repeat(WRITE_URL, insert("libpq"), RENEW_AFTER)
    elif mode == "read":
        together(
            lambda: repeat(READ_URL, select, loop="persistent"),
            lambda: repeat(READ_URL, select, renew_after=1, loop="connecting"),
        )
    elif mode == "own-write":
        create_tables()
        repeat(WRITE_URL, own_write)
    elif mode == "load":
        create_tables()
        together(*[lambda: repeat(WRITE_URL, load, pace=0.02)] * 4)
    elif mode == "lag":
        create_tables()
        members = [pair.split("=") for pair in os.environ["PROOF_MEMBERS"].split(",")]
        together(
            lambda: repeat(WRITE_URL, beat, pace=0.1, loop="beat"),
            *[lambda n=n, a=a: repeat(READ_URL, lag_of(n), pace=0.1, loop=n, host=a, target_session_attrs="any") for n, a in members],
        )
    elif mode == "held":
        # One connection stays open and waits as long as the kernel allows; another is opened repeatedly.
        patience = {"tcp_user_timeout": 0, "keepalives": 0}
        together(
            lambda: repeat(WRITE_URL, insert("held"), loop="held", **patience),
            lambda: repeat(WRITE_URL, insert("retrying"), renew_after=1, loop="retrying"),
        )
    elif mode == "sql":
        connection = connect(WRITE_URL)
        with connection.cursor() as cursor:
            cursor.execute(arguments[0])
            print(json.dumps(cursor.fetchall() if cursor.description else []))
    else:
        sys.exit(__doc__)


if len(sys.argv) < 2:
    sys.exit(__doc__)
main(*sys.argv[1:])
