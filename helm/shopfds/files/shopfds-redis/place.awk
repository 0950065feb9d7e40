# constructs/redis/scripts/place.awk of Ballast, without its comments
function shape(  i, id) {
  masters = 0
  for (i = 0; i < pods; i++) {
    id = at[i]
    if (id == "" || !known(id) || master[id] != "" || !slots[id]) continue
    copies[id] = 0
    masters++
  }
  for (i = 1; i <= seen; i++) if (slots[nodes[i]] && !(nodes[i] in copies)) masters++ # away, and not replaced yet
  for (i = 0; i < pods && masters < shards; i++) {
    id = at[i]
    if (id == "" || !known(id) || master[id] != "" || slots[id]) continue
    copies[id] = 0
    masters++
  }
  for (i = 1; i <= seen; i++) {
    id = nodes[i]
    if (master[id] in copies && !gone[id] && stays(id)) copies[master[id]]++
  }
}

function beside(id, shard, but,  i, other, count) {
  for (i = 0; i < pods; i++) {
    other = at[i]
    if (other == "" || other == id || other == but) continue
    if (other != shard && master[other] != shard) continue
    if (where[other] == where[id]) count += 100
    else if (!unzoned && zone[where[other]] == zone[where[id]]) count++
  }
  return count + 0
}

function replicate(  i, id, shard, best) {
  shape()
  for (i = 0; i < pods; i++) {
    id = at[i]
    if (id == "" || !known(id) || slots[id] || (id in copies)) continue
    if (master[id] != "" && (!known(master[id]) || master[master[id]] == "")) continue
    best = ""
    for (shard in copies) if (!sick[shard] && (best == "" || rank(id, shard) < rank(id, best) || (rank(id, shard) == rank(id, best) && shard < best))) best = shard
    if (best == "") return
    give(id, best, "")
    if (keys > 0) return # one at a time, where there is something to copy
    master[id] = best
    copies[best]++
  }
}

function give(id, shard, why) {
  run(reach[id], "CONFIG SET cluster-replica-no-failover yes & CLUSTER REPLICATE " shard, pod(id) " becomes a replica of " pod(shard) why)
}

function rank(id, shard) { return copies[shard] * 10000 + beside(id, shard) }

function settled(  i, id) {
  if (answering < pods || seen != pods || masters != shards) return 0
  for (i = 0; i < pods; i++) {
    id = at[i]
    if (!known(id) || sick[id] || !synced[id] || !ok[id]) return 0
  }
  return 1
}

function place() {
  level()
  if (!printed) retire()
  if (!printed) part()
  if (!printed) spread()
}

function level(  shard, most, least, i, id, best) {
  for (shard in copies) {
    if (most == "" || copies[shard] > copies[most]) most = shard
    if (least == "" || copies[shard] < copies[least]) least = shard
  }
  if (copies[most] < copies[least] + 2) return
  for (i = 0; i < kept; i++) {
    id = at[i]
    if (master[id] != most) continue
    if (best == "" || beside(id, least) - beside(id, most) < beside(best, least) - beside(best, most)) best = id
  }
  give(best, least, ", which has fewer")
}

function retire(  i, j) {
  for (i = kept; i < pods; i++) for (j = 0; j < kept; j++)
    if ((at[i] in copies) && master[at[j]] == at[i]) return run(reach[at[j]], "CLUSTER FAILOVER", pod(at[j]) " takes over from " pod(at[i]) ", which is to go")
}

function part(  i, j, a, b, gain, best, from, to) {
  for (i = 0; i < kept; i++) {
    a = at[i]
    if (master[a] == "" || !beside(a, master[a])) continue
    for (j = 0; j < kept; j++) {
      b = at[j]
      if (master[b] == "" || master[b] == master[a]) continue
      gain = beside(a, master[a]) + beside(b, master[b]) - beside(a, master[b], b) - beside(b, master[a], a)
      if (gain > best) { best = gain; from = a; to = master[b] }
    }
  }
  if (best > 0) give(from, to, ", whose members are further from it")
}

function spread(  shard, i, id, target, zones) {
  for (i = 0; i < kept; i++) if (!(zone[where[at[i]]] in inside)) { inside[zone[where[at[i]]]] = 0; zones++ }
  limit = unzoned ? pods : int((masters + zones - 1) / zones)
  for (i = 0; i < kept; i++) if (at[i] in copies) hosts[where[at[i]]]++
  seat_all()
  limit = pods
  seat_all()
  for (i = 0; i < kept; i++) {
    id = at[i]
    shard = master[id]
    if (!slots[shard] || !(shard in place_of) || place_of[shard] == where[shard] || where[id] != place_of[shard]) continue
    if (target == "" || hosts[where[target]]) target = id # where no master is now, if there is such a place
    if (!hosts[where[target]]) break
  }
  if (target != "") run(reach[target], "CLUSTER FAILOVER", pod(target) " takes over from " pod(master[target]) ": masters are apart")
}
function seat_all(  i, id) {
  for (i = 0; i < kept; i++) {
    id = at[i]
    if ((id in copies) && !(id in place_of) && free(where[id])) take(id, where[id])
  }
  for (i = 0; i < kept; i++) if ((at[i] in copies) && !(at[i] in place_of)) {
    split("", tried)
    split("", tried_zones)
    seat(at[i])
  }
}
function free(node) { return !(node in given) && inside[zone[node]] < limit }
function take(shard, node) {
  if (shard in place_of) { delete given[place_of[shard]]; inside[zone[place_of[shard]]]-- }
  given[node] = shard
  place_of[shard] = node
  inside[zone[node]]++
  return 1
}
function seat(shard,  i, j, id, node) {
  for (i = 0; i < kept; i++) { # a free node first: fewer have to move
    id = at[i]
    if ((id == shard || master[id] == shard) && free(where[id])) return take(shard, where[id])
  }
  for (i = 0; i < kept; i++) {
    id = at[i]
    node = where[id]
    if ((id != shard && master[id] != shard) || (node in tried)) continue
    tried[node] = 1
    if (node in given) {
      if (seat(given[node])) return take(shard, node)
    } else if (!(zone[node] in tried_zones)) { # its zone is full
      tried_zones[zone[node]] = 1
      for (j = 0; j < kept; j++) if ((at[j] in place_of) && zone[place_of[at[j]]] == zone[node] && seat(at[j])) return take(shard, node)
    }
  }
  return 0
}
