#!/bin/sh
# pre-stop.sh SECONDS: hands a master's slots over to its best replica and waits until this server is a replica, in so many seconds at most.
set -u
end=$(($(date +%s) + $1))
cli() { timeout 2 /bin/sh /etc/ballast/cli.sh "$@"; }
left() { [ "$(date +%s)" -lt "$end" ]; }
master() { [ "$(cli role | head -n 1)" = master ]; }
# What a hook prints is lost; the container's own output is its log.
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

title=$(cli config get proc-title-template | tail -n 1)
cli config set proc-title-template "$title stopping" > /dev/null # keepers let this pod be
# The replica that has most of what was written, first: at the first try among those whose copy is on their disk too. One that stops is no successor.
hand_over() { # hand_over [AT_ONCE]
  for address in $(cli info replication | sed -n 's/^slave[0-9]*:ip=\([^,]*\),.*state=online,offset=\([0-9]*\).*/\2 \1/p' | sort -rn | cut -d ' ' -f 2); do
    left || return
    cli -h "$address" config get proc-title-template | grep -q ' stopping$' && continue
    [ $# = 1 ] || ! cli -h "$address" info persistence | grep -Eq '^aof_rewrite_(in_progress|scheduled):1' || continue
    [ "$(cli -h "$address" cluster failover)" = OK ] && handed=$address && return
  done
}

master || exit 0
handed=
while left && master; do
  hand_over
  [ -n "$handed" ] || hand_over at-once
  [ -n "$handed" ] || { say 'no replica could take over'; exit 0; }
  for _ in 1 2 3 4 5 6 7 8 9 10; do master || break; sleep 0.2; done
done
if master; then say "$handed did not take over in time"; exit 0; fi
say "$handed took over"
# What this volume holds is now the other's shard (start.sh).
[ ! -e /data/copied ] || cli cluster nodes | awk '$3 ~ /myself/ { print $4 }' > /data/copied
# Clients that have not noticed are still told (MOVED), and do not find a closed door.
for _ in 1 2 3 4; do ! left || sleep 0.5; done
