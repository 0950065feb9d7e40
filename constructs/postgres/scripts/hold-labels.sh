#!/bin/sh
# hold-labels.sh SECONDS: every SECONDS, on the primary only, takes role=primary from every other pod. It is a process of its own, because the other work of
# the keeper may wait for replicas for many seconds.
set -u
trap 'exit 0' TERM INT

while :; do
  if [ "$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "http://$POD_IP:8008/primary")" = 200 ]; then
    /bin/sh /etc/ballast/take-labels.sh
  fi
  sleep "$1" &
  wait $!
done
