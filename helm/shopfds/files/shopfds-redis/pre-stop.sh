#!/bin/sh
# constructs/redis/scripts/pre-stop.sh of Ballast, without its comments
set -u
end=$(($(date +%s) + $1))
cli() { timeout 2 /bin/sh /etc/ballast/cli.sh "$@"; }
left() { [ "$(date +%s)" -lt "$end" ]; }
master() { [ "$(cli role | head -n 1)" != slave ]; } # a server that does not answer counts as a master
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

title=$(cli config get proc-title-template | tail -n 1)
cli config set proc-title-template "$title stopping" > /dev/null # keepers then ignore this pod
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
[ ! -e /data/copied ] || cli cluster nodes | awk '$3 ~ /myself/ { print $4 }' > /data/copied
for _ in 1 2 3 4; do ! left || sleep 0.5; done
