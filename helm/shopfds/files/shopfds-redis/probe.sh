#!/bin/sh
# constructs/redis/scripts/probe.sh of Ballast, without its comments
cli() { timeout 4 /bin/sh /etc/ballast/cli.sh "$@" 2> /dev/null; }
answer=$(cli ping)
[ "$1" != live ] || { [ -n "$answer" ]; exit; }
[ "$answer" = PONG ] || exit 1
[ ! -e /run/redis/ready ] || exit 0
cli cluster info | grep -q '^cluster_state:ok' || exit 1
cli info replication | grep -q '^master_link_status:up' || cli cluster nodes | grep -q 'myself,master.* connected [0-9]' || exit 1
[ "$(cli info persistence | tr -d '\r' | grep -Ecx 'aof_rewrite_(in_progress|scheduled):0|aof_last_bgrewrite_status:ok')" = 3 ] || exit 1
touch /run/redis/ready
