#!/bin/sh
# constructs/redis/scripts/keeper.sh of Ballast, without its comments
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

ask_any() { # through the Service whose address leads to any pod, ready or not, and also to those of a node that is gone
  limit=2
  read -r address _ << EOF
$(timeout "$limit" getent ahostsv4 "${ANY_POD:-$name-any}")
EOF
  [ -z "$address" ] || ask "$address"
}

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
      wait $waiting
      waiting=
    fi
  done
  [ -z "$waiting" ] || wait $waiting
  : > "$look/pods"
  found=$(awk -v pods="$look/pods" '!seen[$2]++ { print > pods; print $3 }' $answers)
}

permit() { # permit SHARD: lets its server be elected, unless it was moved to another shard meanwhile
  cli config set cluster-replica-no-failover no > /dev/null
  read -r _ _ _ _ now _ << EOF
$(cli cluster nodes | awk -f "$files/own.awk")
EOF
  [ "$now" = "$1" ] || { cli config set cluster-replica-no-failover yes > /dev/null && false; }
}

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
