#!/bin/sh
# constructs/postgres/scripts/hold-labels.sh of Ballast, without its comments
set -u
trap 'exit 0' TERM INT

while :; do
  if [ "$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "http://$POD_IP:8008/primary")" = 200 ]; then
    /bin/sh /etc/ballast/take-labels.sh
  fi
  sleep "$1" &
  wait $!
done
