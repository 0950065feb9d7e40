#!/bin/sh
# pre-stop.sh SECONDS: waits until the cluster can spare this node, for two thirds of SECONDS at most, and then hands its queues over.
set -u
# shellcheck source=/dev/null
. /etc/ballast/size
[ "$PODS" != 1 ] || exit 0
end=$(($(date +%s) + $1))
# The output of a hook is lost, so messages go to the container's log.
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

# It has a time limit of its own, but does not end at all while a node is down.
if ! timeout $(($1 * 2 / 3)) rabbitmq-upgrade --quiet await_online_quorum_plus_one > /dev/null 2>&1; then
  say 'some queues have no majority without this node; it stops nevertheless'
fi
left=$((end - $(date +%s)))
if [ "$left" -gt 0 ] && timeout "$left" rabbitmq-upgrade --quiet drain > /dev/null 2>&1; then
  say 'the other nodes lead its queues'
else
  say 'its queues were not handed over in time'
fi
