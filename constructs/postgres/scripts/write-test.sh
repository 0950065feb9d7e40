#!/bin/sh
# `helm test` runs this with the application's role: it commits a write on the primary, and reads it. The table is temporary. Its definition consists
# of rows of the catalogue, and their commit waits for the disk and for a synchronous replica, like any other. So this needs no table in the
# platform's schemas and no password of the owner, and nothing remains after the session.
set -u
attempts=0
until
  answer=$(timeout 10 psql -X -q -A -t -v ON_ERROR_STOP=1 -c "CREATE TEMPORARY TABLE helm_test AS SELECT 'written' AS row" -c 'TABLE helm_test' 2>&1)
  [ "$answer" = written ]
do
  attempts=$((attempts + 1))
  echo "attempt $attempts: ${answer:-no answer within 10 s}"
  if [ "$attempts" = 10 ]; then
    echo "[FAIL] $PGUSER cannot write to $PGDATABASE at $PGHOST"
    exit 1
  fi
  sleep 5
done
echo "[OK] $PGUSER wrote to $PGDATABASE at $PGHOST"
