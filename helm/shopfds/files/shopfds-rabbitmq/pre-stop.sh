#!/bin/sh
# constructs/rabbitmq/scripts/pre-stop.sh of Ballast, without its comments
set -u
. /etc/ballast/size
[ "$PODS" != 1 ] || exit 0
end=$(($(date +%s) + $1))
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

if ! timeout $(($1 * 2 / 3)) rabbitmq-upgrade --quiet await_online_quorum_plus_one > /dev/null 2>&1; then
  say 'some queues have no majority without this node; it stops nevertheless'
fi
left=$((end - $(date +%s)))
if [ "$left" -gt 0 ] && timeout "$left" rabbitmq-upgrade --quiet drain > /dev/null 2>&1; then
  say 'the other nodes lead its queues'
else
  say 'its queues were not handed over in time'
fi
