#!/bin/sh
# Patroni calls this with ACTION ROLE SCOPE when PostgreSQL has started. A slot named kept_copy tells the exporter, and so Prometheus, that rewind.sh
# has kept data aside on this volume. The slot holds no WAL, because it has no position. Patroni leaves it alone (ignore_slots).
set -u
sql() { timeout 10 psql -h /socket -U postgres -d postgres -X -q -A -t -c "$1" > /dev/null || echo "[WARNING] slot kept_copy not held"; }

kept=
for folder in "$VOLUME"/kept-*; do [ ! -d "$folder" ] || kept=$folder; done
if [ -n "$kept" ]; then
  sql "SELECT pg_create_physical_replication_slot('kept_copy') WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'kept_copy')"
else
  sql "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'kept_copy'"
fi
exec /bin/sh /etc/ballast/on-role-change.sh "$@"
