# plan.awk: computes the next actions from the view of one pod, as lines `ADDRESS;COMMAND[ & COMMAND];REASON`. It executes nothing.
# place.awk, loaded with it, has replicate(), settled() and place().
#
#   node <a line of CLUSTER NODES on this pod>
#   pod ORDINAL ADDRESS ID NODE[/ZONE] ROLE KNOWN_NODES SLOTS_ASSIGNED KEYS CLUSTER_STATE synced|behind LOST_MASTER      for each pod that answered
#   LOST_MASTER is the address from which a replica tries to copy without success; otherwise -
#
# Variables: name (of the StatefulSet), self (this pod's ordinal), pods and shards (the wanted numbers), kept (number of pods that do not retire;
# these have the lowest ordinals), calm (1 if nothing has changed for long enough to move something).

$1 == "node" {
  id = $2
  split($3, parts, /[:,]/) # address:port@bus,hostname
  address[id] = parts[1]
  host = parts[3]
  sub(/[.].*/, "", host)
  owner[id] = index(host, name "-") == 1 ? substr(host, length(name) + 2) : ""
  gone[id] = $4 ~ /(^|,)(fail|noaddr)(,|$)/ # not nofailover
  sick[id] = $4 ~ /(^|,)(fail[?]?|handshake|noaddr)(,|$)/ || ($9 != "connected" && $4 !~ /myself/)
  unaddressed[id] = $4 ~ /noaddr/
  master[id] = $5 == "-" ? "" : $5
  slots[id] = 0
  for (field = 10; field <= NF; field++) {
    if ($field ~ /^\[/) continue # a slot that moves
    count = split($field, range, "-")
    for (slot = range[1] + 0; slot <= range[count] + 0; slot++) taken[slot] = id
    slots[id] += range[count] - range[1] + 1
  }
  assigned += slots[id]
  nodes[++seen] = id
}

$1 == "pod" {
  at[$2] = $4
  ordinal[$4] = $2
  reach[$4] = $3
  split($5, parts, "/")
  where[$4] = parts[1]
  zone[parts[1]] = parts[2]
  if (parts[2] == "") unzoned = 1 # zones count only if all pods tell theirs
  alone[$4] = $7 == 1
  empty[$4] = $8 == 0 && $9 == 0
  keys += $9
  ok[$4] = $10 == "ok"
  synced[$4] = $11 == "synced"
  source[$4] = $12
  answering++
}

END {
  me = at[self]
  if (me == "") exit
  heal()
  if (printed) exit
  forget()
  if (assigned < 16384) { if (!printed && isFirst()) form() }
  else if (ok[me] && leads()) {
    admit()
    if (!printed) replicate()
    if (!printed && calm && settled()) place()
  }
}

function run(ip, command, reason) { print ip ";" command ";" reason; printed = 1 }
function warn(reason) { print ";warn;" reason }
function pod(id) { return name "-" (id in ordinal ? ordinal[id] : owner[id]) }
function known(id) { return id in address }
function stays(id) { return (id in ordinal ? ordinal[id] : owner[id]) + 0 < kept }

# Only one keeper at a time acts on other pods: that of the first pod that answers. If two act because their views differ, they only repeat actions.
function isFirst(  ordinal) { for (ordinal in at) if (ordinal + 0 < self + 0) return 0; return 1 }
# In an existing cluster, it is that of the first member that reports the cluster ok. A pod that lost its volume is not a member.
function leads(  ordinal) { for (ordinal in at) if (ordinal + 0 < self + 0 && known(at[ordinal]) && ok[at[ordinal]]) return 0; return 1 }

# A restarted pod has another address; its id identifies it. Every keeper corrects addresses in its own server. A replica that learns its master's
# new address from a third node keeps copying from the old one without end: Redis does not update the replication.
function heal(  id) {
  if (master[me] != "" && source[me] ~ /[0-9]/ && address[master[me]] != "" && source[me] != address[master[me]] && !gone[master[me]])
    run(reach[me], "CLUSTER REPLICATE " master[me], pod(me) " copies from where its master is now")
  for (id in reach)
    if (known(id) && (address[id] != reach[id] || unaddressed[id])) run(reach[me], "CLUSTER MEET " reach[id] " 6379", pod(id) " is found at another address")
}

# Forms a new cluster. Assigns slots only if no pod is missing and none has data. Replicas come first: once a master has slots, clients write, and what
# has data is copied by one replica at a time.
function form(  i, id, shard, first, last, free, best, range_of) {
  if (answering < pods) return warn("not formed: " (self == 0 ? answering " of " pods " pods are found" : name "-0 is not found"))
  if (keys > 0 && !(alone[me] && empty[me])) return warn(16384 - assigned " slots have no owner, and there is data: see redis-cli --cluster check; nothing is assigned by itself")
  for (i = 0; i < pods; i++) if (!known(at[i]) && (!alone[at[i]] || !empty[at[i]])) {
    if (alone[me] && empty[me]) return warn("waits to be taken in: " pod(at[i]) " belongs to a cluster, or has data")
    return warn(pod(at[i]) " belongs to another cluster, or has data: it is not taken in")
  }
  for (i = 0; i < pods; i++) if (!known(at[i])) run(reach[me], "CLUSTER MEET " reach[at[i]] " 6379", pod(at[i]) " is taken in")
  if (printed) return
  for (i = 1; i <= seen; i++) if (sick[nodes[i]]) return warn("not formed: " pod(nodes[i]) " is not seen by " pod(me))
  if (seen != pods) return warn("not formed: " seen " nodes are known, not " pods)
  for (i = 0; i < pods; i++) if (slots[at[i]]) use(where[at[i]])
  for (shard = 0; shard < shards; shard++) {
    first = int(shard * 16384 / shards)
    last = int((shard + 1) * 16384 / shards) - 1
    free = 0
    for (i = first; i <= last; i++) if (!(i in taken)) free++
    if (!free) continue
    if (free <= last - first) return warn("slots " first " to " last " are owned in part: see redis-cli --cluster fix")
    best = ""
    for (i = 0; i < pods; i++) { # the first of those that share their node, and then their zone, with the fewest masters
      id = at[i]
      if (slots[id] || master[id] != "") continue
      if (best == "" || beside_masters(id) < beside_masters(best)) best = id
    }
    if (best == "") return warn("no pod is left to be the master of slots " first " to " last)
    slots[best] = last - first + 1
    use(where[best])
    range_of[best] = first " " last
  }
  replicate()
  for (i = 0; i < pods; i++) if (at[i] in range_of) run(reach[at[i]], "CLUSTER ADDSLOTSRANGE " range_of[at[i]], pod(at[i]) " becomes a master")
}

function use(node) { used[node]++; if (!unzoned) used_zone[zone[node]]++ }
function beside_masters(id) { return used[where[id]] * 100 + used_zone[zone[where[id]]] }

# A pod that lost its volume returns as another node; the cluster would wait for the old one without end. The leading keeper makes all servers forget
# it. Every other keeper makes its own server forget it too, in case it was absent: within the minute in which a forgotten node cannot rejoin.
function forget(  i, id, other) {
  for (i = 1; i <= seen; i++) {
    id = nodes[i]
    if (!gone[id] || slots[id] || (id in reach)) continue
    if (owner[id] == "" ? answering < pods : owner[id] + 0 < pods && !(owner[id] in at)) continue # it may only be away
    for (other in reach) if (other == me || (leads() && known(other))) run(reach[other], "CLUSTER FORGET " id, left(id))
  }
}

function left(id) {
  if (owner[id] == "") return "a node that no pod is any more"
  return name "-" owner[id] (owner[id] + 0 < pods ? " is another node now" : " is there no more")
}

function admit(  id, i, old) {
  for (id in reach) {
    if (known(id)) continue
    old = 0
    for (i = 1; i <= seen; i++) if (owner[nodes[i]] == ordinal[id]) old = nodes[i]
    if (old && slots[old]) warn(pod(id) " has lost its volume, and no pod serves its slots: it is not taken in")
    else if (!alone[id] || !empty[id]) warn(pod(id) " belongs to another cluster, or has data: it is not taken in")
    else if (!old) run(reach[me], "CLUSTER MEET " reach[id] " 6379", pod(id) " is taken in")
  }
}
