# constructs/redis/scripts/plan.awk of Ballast, without its comments
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

function isFirst(  ordinal) { for (ordinal in at) if (ordinal + 0 < self + 0) return 0; return 1 }
function leads(  ordinal) { for (ordinal in at) if (ordinal + 0 < self + 0 && known(at[ordinal]) && ok[at[ordinal]]) return 0; return 1 }

function heal(  id) {
  if (master[me] != "" && source[me] ~ /[0-9]/ && address[master[me]] != "" && source[me] != address[master[me]] && !gone[master[me]])
    run(reach[me], "CLUSTER REPLICATE " master[me], pod(me) " copies from where its master is now")
  for (id in reach)
    if (known(id) && (address[id] != reach[id] || unaddressed[id])) run(reach[me], "CLUSTER MEET " reach[id] " 6379", pod(id) " is found at another address")
}

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
