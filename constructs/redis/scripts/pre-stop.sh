#!/bin/sh
# pre-stop.sh SECONDS: hands a master's slots over to its best replica and waits until this server is a replica, for at most SECONDS.
set -u
end=$(($(date +%s) + $1))
cli() { timeout 2 /bin/sh /etc/ballast/cli.sh "$@"; }
left() { [ "$(date +%s)" -lt "$end" ]; }
master() { [ "$(cli role | head -n 1)" != slave ]; } # a server that does not answer counts as a master
# The output of a hook is lost, so messages go to the container's log.
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

title=$(cli config get proc-title-template | tail -n 1)
cli config set proc-title-template "$title stopping" > /dev/null # keepers then ignore this pod
# Tries the replica with the most data first, and at first only replicas that do not rewrite their file. Skips a replica that is stopping, and one
# without a complete copy on disk: if it were killed then, it would return empty, as the master. A replica that has just started may have a complete
# copy although it may not be elected yet (keeper.sh): after a hand-over, it lacks nothing.
hand_over() { # hand_over [AT_ONCE]
  handed=
  coming=
  for address in $(cli info replication | sed -n 's/^slave[0-9]*:ip=\([^,]*\),.*state=online,offset=\([0-9]*\).*/\2 \1/p' | sort -rn | cut -d ' ' -f 2); do
    left || return
    says=$(printf '%s\n' 'CONFIG GET proc-title-template' 'CONFIG GET cluster-replica-no-failover' 'INFO persistence' | cli -h "$address" | tr -d '\r')
    case $says in '' | *' stopping'*) continue ;; esac
    coming=yes
    if [ "$(echo "$says" | grep -Ecx 'aof_rewrite_(in_progress|scheduled):0|aof_last_bgrewrite_status:ok')" != 3 ]; then
      { [ $# = 1 ] && echo "$says" | grep -qx no; } || continue
    fi
    [ "$(cli -h "$address" cluster failover)" = OK ] && handed=$address && return
  done
}

master || exit 0
while left && master; do
  hand_over
  if [ -z "$handed" ] && [ -n "$coming" ]; then
    [ "$(date +%s)" -ge $((end - 3)) ] || { sleep 0.5 && continue; }
    hand_over at-once
  fi
  [ -n "$handed" ] || { say 'no replica has a full copy and could take over'; exit 0; }
  for _ in 1 2 3 4 5 6 7 8 9 10; do { left && master; } || break; sleep 0.2; done
done
if master; then say "$handed did not take over in time"; exit 0; fi
say "$handed took over"
# This volume now holds a copy of the new master's shard (keeper.sh).
[ ! -e /data/copied ] || cli cluster nodes | awk '$3 ~ /myself/ { print $4 }' > /data/copied
# Stays up for a moment: clients that have not noticed the failover get MOVED and not a refused connection.
for _ in 1 2 3 4; do ! left || sleep 0.5; done
