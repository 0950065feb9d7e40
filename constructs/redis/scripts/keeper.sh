#!/bin/sh
# keeper.sh SECONDS CALM EARLY: checks the cluster every SECONDS and carries out the plan of plan.awk, which forms, heals and places it. Each action
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
held=
found=
done_before=
seen_before=
since=$(date +%s)
trap 'rm -rf "$look"; exit 0' TERM INT

limit=3 # seconds for an answer
cli() { timeout "$limit" /bin/sh "$files/cli.sh" "$@"; }
. /etc/ballast/users.sh

ask() { # ask ADDRESS: prints what the pod there says of itself, in a line; nothing if it does not answer, is not of this cluster, or stops
  printf '%s\n' 'CLUSTER MYID' 'CONFIG GET cluster-announce-hostname' 'CONFIG GET proc-title-template' DBSIZE 'CLUSTER INFO' 'INFO replication' \
    'INFO persistence' 'CLUSTER NODES' | cli -h "$1" 2> /dev/null | awk -v name="$name" -v domain="$DOMAIN" -v pods="$PODS" '
      { sub(/\r$/, "") }
      NR == 1 { id = $0 }
      NR == 3 { host = ordinal = $0; sub(/[.].*/, "", ordinal); sub(/.*-/, "", ordinal) }
      NR == 5 { where = $0; sub(/.* node=/, "", where) }
      NR == 6 { keys = $0 }
      NR > 6 { at = index($0, ":"); says[substr($0, 1, at - 1)] = substr($0, at + 1) }
      NR > 6 && /myself/ { address = $2; sub(/:.*/, "", address); moving = /\[/ } # slots of its own, which only it reports
      function stored() { return says["aof_rewrite_in_progress"] == 0 && says["aof_rewrite_scheduled"] == 0 && says["aof_last_bgrewrite_status"] == "ok" }
      END {
        if (host == name "-" ordinal "." domain && ordinal + 0 < pods && length(id) == 40 && says["role"] != "" && where !~ / /)
          print "pod", ordinal, address, id, where, says["role"], says["cluster_known_nodes"], says["cluster_slots_assigned"], keys,
            says["cluster_state"], !moving && (says["role"] == "master" || (says["master_link_status"] == "up" && stored())) ? "synced" : "behind",
            says["master_link_status"] == "down" ? says["master_host"] : "-"
      }'
}

# If this server sees a whole cluster, only the keeper of the first pod continues: it checks whether replicas are evenly spread and well placed.
whole() {
  ! grep -q 'master_link_status:down' "$look/own" || return
  awk -v pods="$PODS" '$3 ~ /(^|,)(fail[?]?|handshake|noaddr)(,|$)/ || $8 != "connected" { sick = 1 } END { exit sick || NR != pods }' "$look/nodes"
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
  targets=$({
    awk '$8 == "connected" && $3 !~ /(^|,)(fail[?]?|handshake|noaddr)(,|$)/ { sub(/:.*/, "", $2); print $2 }' "$look/nodes"
    printf '%s\n' "$POD_IP" "$found"
  } | sort -u)
  any=0
  if [ "$(echo "$found" | grep -c .)" -lt "$PODS" ]; then
    case $self in 0) any=6 ;; *) any=2 ;; esac
    if [ "$self" = 0 ] && [ -z "$held" ]; then any=$PODS; fi # there may be no cluster yet
  fi
  while [ "$any" -gt 0 ]; do
    targets="$targets any"
    any=$((any - 1))
  done
  asked=0
  waiting=
  for target in $targets; do
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
  cat "$look"/pod-* 2> /dev/null | awk '!seen[$2]++' > "$look/pods"
  found=$(cut -d ' ' -f 3 "$look/pods")
}

# /data/copied holds the master's id of the shard that this volume has a complete copy of (start.sh reads it). The server's configuration says
# whether it may be elected. A replica that was moved to another shard has no copy until it has all data, also on disk: data that is only in memory
# is lost with the server. Two passes in a row must find a complete copy, because a move between the queries of one pass may give a mixed result.
# After the server becomes eligible, the shard is checked a third time.
shard_of() { awk '$3 ~ /myself/ && ($4 != "-" || NF > 8) { print $4 == "-" ? $1 : $4 }'; }
hold_candidacy() {
  shard=$(shard_of < "$look/nodes")
  if [ -z "$shard" ] || grep -Eq '^master_link_status:down|^aof_rewrite_(in_progress|scheduled):1|^aof_last_bgrewrite_status:err' "$look/own"; then
    ! grep -qx yes "$look/own" || rm -f /data/copied
    shard=
  elif [ "$shard" = "$held" ]; then
    if grep -qx yes "$look/own"; then
      cli config set cluster-replica-no-failover no > /dev/null
      if [ "$(cli cluster nodes | shard_of)" != "$shard" ]; then
        cli config set cluster-replica-no-failover yes > /dev/null
        shard=
      fi
    fi
    [ -z "$shard" ] || [ "$(cat /data/copied 2> /dev/null)" = "$shard" ] || echo "$shard" > /data/copied
  fi
  held=$shard
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
  { sed 's/^/node /' "$look/nodes"; cat "$look/pods"; } | awk -v name="$name" -v self="$self" -v pods="$PODS" -v shards="$SHARDS" -v kept="$KEPT" \
    -v calm="$(($(date +%s) - since >= calm))" -f "$files/plan.awk" -f "$files/place.awk" > "$look/plan"
  plan=$(cat "$look/plan")
  warning=
  while IFS=';' read -r address command reason; do
    if [ "$command" = warn ]; then warning=$reason; else act "$address" "$command" "$reason"; fi
  done < "$look/plan"
  say "$warning"
  done_before=$plan
}

early=60 # passes at intervals of EARLY seconds while its server has no complete shard: forming a cluster and taking a pod in take several
while :; do
  if [ -n "$held" ] || [ "$early" = 0 ]; then
    sleep "$1" &
  else
    early=$((early - 1))
    sleep "$3" &
  fi
  wait $!
  # shellcheck source=/dev/null # PODS, SHARDS and KEPT, which may change while this runs
  . "$files/size"
  rm -f "$look"/*
  printf '%s\n' 'CLUSTER NODES' 'CONFIG GET cluster-replica-no-failover' 'INFO replication' 'INFO persistence' | cli 2> "$look/error" |
    tr -d '\r' > "$look/own"
  if ! grep -E '^[0-9a-f]{40} ' "$look/own" > "$look/nodes"; then
    say "its own server does not answer: $(cat "$look/error" "$look/own" | head -n 1)"
    seen_before=
    continue
  fi
  hold_candidacy # first, because the others may wait for servers that do not answer
  seen=$(awk '{ $5 = $6 = ""; print }' "$look/nodes" | sort)
  [ "$seen" = "$seen_before" ] || since=$(date +%s)
  seen_before=$seen
  pause=0
  if [ "$self" != 0 ] && whole; then
    say ''
    found= # addresses may have changed before it asks again
    done_before=
  else
    heal_and_place
  fi
  hold_default
  hold_password
  sleep "$pause" # the next pass must see the result of a move
done
