#!/bin/sh
# constructs/postgres/scripts/pre-stop.sh of Ballast, without its comments
set -u
end=$(($(date +%s) + $1))
. /etc/ballast/patroni.sh

left() { # at least 1, because curl treats 0 as no limit
  seconds=$((end - $(date +%s)))
  [ "$seconds" -gt 0 ] && echo "$seconds" || echo 1
}
primary() { [ "$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "http://$POD_IP:8008/primary")" = 200 ]; }
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

primary || exit 0
timeout $(($1 / 2)) psql -h /socket -U postgres -d postgres -X -q -c CHECKPOINT || say "no checkpoint in time"
answer=$(printf '{"leader": "%s"}' "$POD_NAME" | change POST switchover --max-time "$(left)")
say "$answer"
case $answer in *[Ss]uccess*) while primary && [ "$(left)" -gt 1 ]; do sleep 0.2; done ;; esac
exit 0 # without a replica that can take over, for example when all pods stop at once, it stops as the primary
