#!/bin/sh
# constructs/rabbitmq/scripts/probe.sh of Ballast, without its comments
set -u
member=/var/lib/rabbitmq/member
[ ! -e "$member" ] || exit 0
. /etc/ballast/size
answer=$(timeout 25 erl -noinput -hidden +S 1 +A 1 -start_epmd false -name "probe@$POD_NAME.$DOMAIN" -eval "$(cat /etc/ballast/probe.erl)" \
  -extra "$RABBITMQ_NODENAME" "$VHOST") || { echo 'the node does not answer yet' && exit 1; }
echo "$answer" | awk -v pods="$PODS" '
  NR == 1 { members = $1 }
  NR > 1 && $1 < 3 { lacking++ }
  END {
    if (members != pods) { print "the cluster has " members " of " pods " members"; exit 1 }
    if (lacking) { print lacking " queues do not have three members yet"; exit 1 }
  }' && touch "$member"
