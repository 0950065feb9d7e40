#!/bin/sh
# constructs/postgres/scripts/on-start.sh of Ballast, without its comments
set -u
sql() { timeout 10 psql -h /socket -U postgres -d postgres -X -q -A -t -c "$1" > /dev/null || echo "[WARNING] slots kept_copy and deleted_copy not held"; }

statements=
for kind in kept deleted; do
  found=
  for folder in "$VOLUME/$kind"-*; do [ ! -d "$folder" ] || found=$folder; done
  slot=${kind}_copy
  if [ -n "$found" ]; then
    statement="SELECT pg_create_physical_replication_slot('$slot') WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '$slot')"
  else
    statement="SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '$slot'"
  fi
  statements="$statements$statement; "
done
sql "$statements"
exec /bin/sh /etc/ballast/on-role-change.sh "$@"
