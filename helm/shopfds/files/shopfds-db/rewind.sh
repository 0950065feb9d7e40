#!/bin/sh
# constructs/postgres/scripts/rewind.sh of Ballast, without its comments
set -u
PATH=$BIN_DIR:$PATH pg_rewind "$@"
code=$?
[ "$code" != 0 ] || exit 0
data=
source=
while [ $# -gt 1 ]; do
  case $1 in -D) data=$2 ;; --source-server) source=$2 ;; esac
  shift
done
[ -d "$data" ] && [ -n "$source" ] || exit "$code" # `--help`: Patroni checks with it that the program exists

[ "$(timeout 5 psql "$source" -w -X -A -t -c 'SELECT pg_is_in_recovery()')" = f ] || exit "$code"
leave() { # leave REASON: Patroni deletes the data. A folder says so, for on-start.sh
  echo "[WARNING] $data is deleted: $1"
  mkdir "$VOLUME/deleted-$(date -u +%Y%m%dT%H%M%SZ)"
  exit "$code"
}
for kept in "$VOLUME"/kept-*; do
  [ ! -d "$kept" ] || leave "$kept is kept already"
done
used=$(du -s -k "$data" | awk '{ print $1 }')
free=$(df -P -k "$VOLUME" | awk 'NR == 2 { print $4 }')
[ "$free" -ge $((used + used / 4)) ] || leave "it has $used kB, and the volume has no room for another copy ($free kB)"
kept=$VOLUME/kept-$(date -u +%Y%m%dT%H%M%SZ)
mv "$data" "$kept" && echo "[WARNING] pg_rewind failed: the data are kept in $kept"
exit "$code"
