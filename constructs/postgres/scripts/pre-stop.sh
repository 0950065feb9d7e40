#!/bin/sh
# pre-stop.sh SECONDS: hands the primary's role over before this pod stops, in so many seconds at most. A replica has nothing to do.
# It names no candidate, for which the other replicas would wait two seconds before they follow; failover_priority (start.sh) says who it is.
# And it does not leave the hand-over to Patroni's own stop: replicas that vote ask this pod too, and would wait for it if it were gone.
set -u
end=$(($(date +%s) + $1))
patroni=http://$POD_IP:8008 # not 127.0.0.1: changes are taken from members' addresses only

left() { # at least 1: curl takes 0 for no bound at all
  seconds=$((end - $(date +%s)))
  [ "$seconds" -gt 0 ] && echo "$seconds" || echo 1
}
primary() { [ "$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "$patroni/primary")" = 200 ]; }
# What a hook prints is lost; the container's own output is its log.
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

primary || exit 0
# The checkpoint of the shutdown, during which nobody can write, then has little left to do.
timeout $(($1 / 2)) psql -h /socket -U postgres -d postgres -X -q -c CHECKPOINT || say "no checkpoint in time"
answer=$(curl --silent --max-time "$(left)" --request POST "$patroni/switchover" --data "{\"leader\": \"$POD_NAME\"}")
say "$answer"
case $answer in *[Ss]uccess*) while primary && [ "$(left)" -gt 1 ]; do sleep 0.2; done ;; esac
exit 0 # where nobody could take over, all pods stopping at once for one, it stops as the primary
