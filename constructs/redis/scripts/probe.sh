#!/bin/sh
# probe.sh live | ready
# Alive is what answers at all: LOADING, BUSY and MASTERDOWN are answers of a server that needs time and not a restart.
# Ready, the first time, is a server in a cluster that is ok, which serves slots or has copied the master that does: a rolling update waits for
# that. From then on a server that answers stays ready: what the cluster lacks is no reason to take away those that still serve.
cli() { timeout 4 /bin/sh /etc/ballast/cli.sh "$@" 2> /dev/null; }
answer=$(cli ping)
[ "$1" != live ] || { [ -n "$answer" ]; exit; }
[ "$answer" = PONG ] || exit 1
[ ! -e /run/redis/ready ] || exit 0
cli cluster info | grep -q '^cluster_state:ok' || exit 1
cli info replication | grep -q '^master_link_status:up' || cli cluster nodes | grep -q 'myself,master.* connected [0-9]' || exit 1
# A copy that is in memory alone is none yet: killed now, this server would come back without it.
[ "$(cli info persistence | tr -d '\r' | grep -Ecx 'aof_rewrite_(in_progress|scheduled):0|aof_last_bgrewrite_status:ok')" = 3 ] || exit 1
touch /run/redis/ready
