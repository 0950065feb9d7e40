#!/bin/sh
# The startup probe. The first time, it waits until all nodes are members of the cluster and each queue has its three members; the file `member` then
# says so, also after restarts: a node that has once seen all members does not wait for them again.
set -u
member=/var/lib/rabbitmq/member
[ ! -e "$member" ] || exit 0
# shellcheck source=/dev/null
. /etc/ballast/size
# -start_epmd: an epmd that this program starts would tell the other nodes that this one is no longer empty.
answer=$(timeout 25 erl -noinput -hidden +S 1 +A 1 -start_epmd false -name "probe@$POD_NAME.$DOMAIN" -eval "$(cat /etc/ballast/probe.erl)" \
  -extra "$RABBITMQ_NODENAME" "$VHOST") || { echo 'the node does not answer yet' && exit 1; }
echo "$answer" | awk -v pods="$PODS" '
  NR == 1 { members = $1 }
  NR > 1 && $1 < 3 { lacking++ }
  END {
    if (members != pods) { print "the cluster has " members " of " pods " members"; exit 1 }
    if (lacking) { print lacking " queues do not have three members yet"; exit 1 }
  }' && touch "$member"
