#!/bin/sh
# constructs/postgres/scripts/on-role-change.sh of Ballast, without its comments
set -u
[ "$2" = primary ] || exit 0

attempts=0
while [ "$attempts" -lt 20 ]; do
  attempts=$((attempts + 1))
  /bin/sh /etc/ballast/take-labels.sh && exit 0
  sleep 0.5
done
echo "other pods may still have role=primary; the keeper goes on" >&2
exit 1
