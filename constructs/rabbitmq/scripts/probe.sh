#!/bin/sh
# The startup probe. The first time, it waits until all nodes are members of the cluster and each queue has its three members; the file `member` then
# says so, also after restarts: a node that has once seen all members does not wait for them again.
set -u
member=/var/lib/rabbitmq/member
[ ! -e "$member" ] || exit 0
. /etc/ballast/size
members=$(timeout 15 rabbitmqctl --quiet eval 'length(rabbit_nodes:list_members()).') || exit 1
[ "$members" = "$PODS" ] || { echo "the cluster has $members of $PODS members" && exit 1; }
queues=$(timeout 15 rabbitmqctl --quiet list_queues -p "$VHOST" --no-table-headers name type members) || exit 1
lacking=$(echo "$queues" | awk -F '\t' '
  $2 == "quorum" {
    split("", seen)
    members = 0
    for (i = split($3, each, /[][ ,]+/); i > 0; i--) if (each[i] != "" && !seen[each[i]]++) members++
    if (members < 3) lacking++
  }
  END { print lacking + 0 }')
[ "$lacking" = 0 ] || { echo "$lacking queues do not have three members yet" && exit 1; }
touch "$member"
