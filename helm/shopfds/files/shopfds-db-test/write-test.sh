#!/bin/sh
# constructs/postgres/scripts/write-test.sh of Ballast, without its comments
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
