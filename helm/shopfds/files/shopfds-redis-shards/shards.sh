#!/bin/sh
# constructs/redis/scripts/shards.sh of Ballast, without its comments
set -u
wanted=$1
cli() { timeout 10 redis-cli --user keeper -h "$REDIS_HOST" "$@"; }
require_login() {
  ! cli ping 2>&1 | grep -Eq 'NOAUTH|WRONGPASS' && return
  echo "[FAIL] the servers refuse the password of user keeper that this container started with"
  exit 1
}

masters() { # prints none if one is sick
  cli cluster nodes | awk '
    $3 ~ /(^|,)(fail[?]?|handshake|noaddr)(,|$)/ { sick = 1 }
    $3 ~ /master/ {
      ordinal = $2
      sub(/^[^,]*,/, "", ordinal)
      sub(/[.].*/, "", ordinal)
      sub(/.*-/, "", ordinal)
      found[++count] = (NF < 9) " " ordinal " " $1
    }
    END { if (!sick) for (i = 1; i <= count; i++) print found[i] }' | sort -n -k 1 -k 2 | cut -d ' ' -f 3
}
ready() {
  cli cluster info | grep -q '^cluster_state:ok' || return
  [ "$(cli cluster info | sed -n 's/^cluster_slots_assigned:\([0-9]*\).*/\1/p')" = 16384 ] || return
  [ "$(masters | wc -l)" -ge "$wanted" ]
}

said=
until require_login && ready; do
  [ -n "$said" ] || echo "waiting for a cluster that is ok, with $wanted masters or more"
  said=yes
  sleep 3
done
cluster=$(cli cluster nodes | awk '$3 ~ /myself/ { sub(/@.*/, "", $2); print $2 }')
[ -n "$cluster" ] || exit 1
found=$(timeout 60 redis-cli --user keeper --cluster check "$cluster") || true # it fails if it finds something
if [ -z "$found" ]; then exit 1; fi # it timed out: that server is gone
if echo "$found" | grep -q 'open slots'; then redis-cli --user keeper --cluster fix "$cluster" || exit 1; fi
weights=$(masters | awk -v wanted="$wanted" '{ print $1 "=" (NR <= wanted ? 1 : 0) }')
redis-cli --user keeper --cluster rebalance "$cluster" --cluster-use-empty-masters --cluster-weight $weights | grep -v '^#*$'
cli cluster nodes | awk -v wanted="$wanted" '
  $3 ~ /master/ && NF > 8 {
    owners++
    count = 0
    for (i = 9; i <= NF; i++) if ($i !~ /^\[/) { split($i, range, "-"); count += ($i ~ /-/ ? range[2] - range[1] : 0) + 1 }
    if (count < 16384 / wanted * 0.97 || count > 16384 / wanted * 1.03) uneven = 1
  }
  END {
    if (owners != wanted || uneven) { print "[FAIL] " owners + 0 " masters own slots, not " wanted " in equal parts"; exit 1 }
    print "[OK] " owners " masters own slots in equal parts"
  }'
