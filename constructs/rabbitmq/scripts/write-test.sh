#!/bin/sh
# `helm test` runs this: a message is published, confirmed by a majority of the queue's members, and taken again. The programs are Erlang's, because the
# image has no client on its command line.
set -u
export HOME=/tmp ERL_CRASH_DUMP_SECONDS=0
attempts=0
until answer=$(timeout 15 erl -noinput +S 1 +A 1 -eval "$(cat /etc/ballast/write-test.erl)" 2>&1); do
  attempts=$((attempts + 1))
  echo "attempt $attempts: ${answer:-no answer within 15 s}"
  if [ "$attempts" = 10 ]; then
    echo "[FAIL] no message could be written to queue $QUEUE and read from it"
    exit 1
  fi
  sleep 5
done
echo "[OK] a message was written to queue $QUEUE, confirmed, and read from it"
