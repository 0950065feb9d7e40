#!/bin/sh
# keeper.sh SECONDS CALM EARLY AWAIT: checks the cluster every SECONDS and carries out the plan of plan.awk, which forms, heals and places it. Each action
# is one line in the log, and one call of a CLUSTER command in the statistics of the server that carried it out, which the exporter counts.
# Queries only the pods' servers, afresh on each pass. Moves nothing until the cluster has not changed for CALM seconds: masters do not vote twice
# for the same shard within two node timeouts, and a failover without votes stops writes for 5 s.
set -u
files=/etc/ballast
look=$(mktemp -d) || exit 1
name=${POD_NAME%-*}
self=${POD_NAME##*-}
said=
calm=$2
await=${4:-20} # missing in a pod of the manifests before, whose keeper started again
awaited=
connected=
held=-
found=
done_before=
since=$(date +%s)
trap 'rm -rf "$look"; exit 0' TERM INT

limit=3 # seconds for an answer
# The same as cli.sh, without its shell: this loop calls it for every server. `. login.sh` sets the user and the password.
cli() { timeout "$limit" redis-cli --user "$login" -h "$POD_IP" "$@"; }
. /etc/ballast/users.sh

ask() { # ask ADDRESS: prints what the pod there says of itself, in a line; nothing if it does not answer, is not of this cluster, or stops
  cli -h "$1" 2> /dev/null << EOF | awk -v name="$name" -v domain="$DOMAIN" -v pods="$PODS" -f "$files/pod.awk"
CLUSTER MYID
CONFIG GET cluster-announce-hostname
CONFIG GET proc-title-template
DBSIZE
CLUSTER INFO
INFO replication
INFO persistence
CLUSTER NODES
EOF
}

# The limit changes only in the background process that runs this. ANY_POD is missing in a pod of the manifests before, whose keeper started again.
ask_any() { # through the Service whose address leads to any pod, ready or not, and also to those of a node that is gone
  limit=2
  read -r address _ << EOF
$(timeout "$limit" getent ahostsv4 "${ANY_POD:-$name-any}")
EOF
  [ -z "$address" ] || ask "$address"
}

# Asks the pods at the addresses where its server is connected to them, and where they answered in the last pass. While one is missing, it also asks
# any pod, a few times. The first pod does so more often: it must find all to form a cluster, and others that are empty. DNS names of single pods would
# not do, because DNS servers keep answers: an address for a time after the pod has left it, and also that a pod has no address yet.
observe() {
  targets=
  missing=$PODS
  while read -r address; do targets="$targets $address"; done < "$look/connected"
  for address in $found; do missing=$((missing - 1)); done
  for address in "$POD_IP" $found; do
    case "$targets " in *" $address "*) ;; *) targets="$targets $address" ;; esac
  done
  any=0
  if [ "$missing" -gt 0 ]; then
    case $self in 0) any=6 ;; *) any=2 ;; esac
    if [ "$self" = 0 ] && [ "$held" = - ]; then any=$PODS; fi # there may be no cluster yet
  fi
  while [ "$any" -gt 0 ]; do
    targets="$targets any"
    any=$((any - 1))
  done
  asked=0
  answers=
  waiting=
  for target in $targets; do
    answers="$answers $look/pod-$asked"
    case $target in any) ask_any ;; *) ask "$target" ;; esac > "$look/pod-$asked" &
    waiting="$waiting $!"
    asked=$((asked + 1))
    if [ $((asked % 6)) = 0 ]; then # so many at a time: each takes memory
      # shellcheck disable=SC2086 # one word for each process
      wait $waiting
      waiting=
    fi
  done
  # shellcheck disable=SC2086 # one word for each process
  [ -z "$waiting" ] || wait $waiting
  : > "$look/pods"
  # shellcheck disable=SC2086 # one word for each file
  found=$(awk -v pods="$look/pods" '!seen[$2]++ { print > pods; print $3 }' $answers)
}

permit() { # permit SHARD: lets its server be elected, unless it was moved to another shard meanwhile
  cli config set cluster-replica-no-failover no > /dev/null
  read -r _ _ _ _ now _ << EOF
$(cli cluster nodes | awk -f "$files/own.awk")
EOF
  [ "$now" = "$1" ] || { cli config set cluster-replica-no-failover yes > /dev/null && false; }
}

# /data/copied holds the master's id of the shard that this volume has a complete copy of. The server's configuration says whether it may be elected.
# A replica that was moved to another shard has no copy until it has all data, also on disk: data that is only in memory is lost with the server. Two
# passes in a row must find a complete copy, because a move between the queries of one pass may give a mixed result. After the server becomes
# eligible, the shard is checked a third time.
# A server that starts with a complete copy on its volume waits: when all pods stop at once, the master may stop last, and be found last. Until then,
# its file has writes that its replica lacks; and after that, the other masters may still count it as failed.
hold_candidacy() {
  copied=
  [ ! -e /data/copied ] || read -r copied < /data/copied
  before=$awaited
  awaited=
  case $link in up | failed) connected=$member ;; esac
  if [ "$barred" = yes ] && [ "$copied" = "$member" ]; then
    if [ "$link" = down ] && [ "$connected" != "$member" ]; then
      rm -f /data/copied # it may have been moved to another shard and back
    else
      awaited=${before:-$(date +%s)}
      ! may_be_elected || ! permit "$member" || [ "$link" = up ] || echo "[OK] its server may be elected: its master was awaited for $waited s"
    fi
  elif [ "$shard" = - ]; then
    [ "$barred" = no ] || rm -f /data/copied
  elif [ "$shard" = "$held" ]; then
    [ "$barred" = no ] || permit "$shard" || shard=-
    [ "$shard" = - ] || [ "$copied" = "$shard" ] || echo "$shard" > /data/copied
  fi
  held=$shard
}

# After AWAIT seconds; sooner if it is connected to a master that has run for that long, which all others know; at once if it is a master. A master that
# counts as failed although it is connected is awaited for twice as long: if the others reach it, they correct that within three node timeouts.
may_be_elected() {
  waited=$(($(date +%s) - awaited))
  [ "$master" != "$POD_IP" ] && [ "$waited" -lt $((2 * await)) ] || return 0
  [ "$link" != failed ] || return 1
  [ "$waited" -lt "$await" ] || return 0
  [ "$link" = up ] && [ "$(cli -h "$master" info server | awk -F '[:\r]' '$1 == "uptime_in_seconds" { print $2 }')" -ge "$await" ] 2> /dev/null
}

act() { # act ADDRESS COMMAND REASON; of two commands, no other client sees the state between them
  case $2 in
    *' & '*) commands=$(printf '%s\n' MULTI "${2%% & *}" "${2#* & }" EXEC) ;;
    *) commands=$2 ;;
  esac
  answer=$(echo "$commands" | cli -h "$1" 2>&1 | awk '$0 != "QUEUED" && !said[$0]++ { printf "%s%s", sep, $0; sep = " " }')
  if [ "$plan" != "$done_before" ]; then # a repeated action is logged once
    if [ "$answer" = OK ]; then echo "[OK] $3 ($2 at $1)"; else echo "[WARNING] $3 ($2 at $1): $answer"; fi
  fi
  case $2 in *REPLICATE* | *FAILOVER*) pause=4 since=$(date +%s) ;; esac
}

say() { # logs a warning, once while it stays the same
  [ "$1" = "$said" ] || [ -z "$1" ] || echo "[WARNING] $1"
  said=$1
}

heal_and_place() {
  observe
  plan=$(awk -v name="$name" -v self="$self" -v pods="$PODS" -v shards="$SHARDS" -v kept="$KEPT" -v calm="$(($(date +%s) - since >= calm))" \
    -f "$files/plan.awk" -f "$files/place.awk" "$look/nodes" "$look/pods")
  warning=
  while IFS=';' read -r address command reason; do
    case $command in '') ;; warn) warning=$reason ;; *) act "$address" "$command" "$reason" ;; esac
  done << EOF
$plan
EOF
  say "$warning"
  done_before=$plan
}

early=60 # passes at intervals of EARLY seconds while its server has no complete shard: forming a cluster and taking a pod in take several
while :; do
  if [ "$held" != - ] || [ "$early" = 0 ]; then
    sleep "$1" &
  else
    early=$((early - 1))
    sleep "$3" &
  fi
  wait $!
  # shellcheck source=/dev/null # PODS, SHARDS and KEPT, which may change while this runs
  . "$files/size"
  if ! . /etc/ballast/login.sh; then
    say 'its own server has no password yet'
    continue
  fi
  cli > "$look/own" 2> "$look/error" << EOF
CLUSTER NODES
CONFIG GET cluster-replica-no-failover
INFO replication
INFO persistence
EOF
  read -r shard barred whole changed member link master << EOF
$(awk -v look="$look" -v pods="$PODS" -f "$files/own.awk" "$look/own")
EOF
  if [ -z "$shard" ]; then
    awaited=
    say "its own server does not answer: $(cat "$look/error" "$look/own" | head -n 1)"
    continue
  fi
  hold_candidacy # first, because the others may wait for servers that do not answer
  [ "$changed" = no ] || since=$(date +%s)
  pause=0
  # If this server sees a whole cluster, only the keeper of the first pod continues: it checks whether replicas are evenly spread and well placed.
  if [ "$self" != 0 ] && [ "$whole" = yes ]; then
    say ''
    found= # addresses may have changed before it asks again
    done_before=
  else
    heal_and_place
  fi
  hold_default
  hold_password
  [ "$pause" = 0 ] || sleep "$pause" # the next pass must see the result of a move
done
