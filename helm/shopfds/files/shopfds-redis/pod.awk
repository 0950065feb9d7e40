# constructs/redis/scripts/pod.awk of Ballast, without its comments
{ sub(/\r$/, "") }
NR == 1 { id = $0 }
NR == 3 { host = ordinal = $0; sub(/[.].*/, "", ordinal); sub(/.*-/, "", ordinal) }
NR == 5 { where = $0; sub(/.* node=/, "", where) } # "stopping" follows it if the server stops
NR == 6 { keys = $0 }
NR > 6 { at = index($0, ":"); says[substr($0, 1, at - 1)] = substr($0, at + 1) }
NR > 6 && /myself/ { address = $2; sub(/:.*/, "", address); moving = /\[/ } # slots of its own, which only it reports
function stored() { return says["aof_rewrite_in_progress"] == 0 && says["aof_rewrite_scheduled"] == 0 && says["aof_last_bgrewrite_status"] == "ok" }
END {
  if (host == name "-" ordinal "." domain && ordinal + 0 < pods && length(id) == 40 && says["role"] != "" && where !~ / /)
    print "pod", ordinal, address, id, where, says["role"], says["cluster_known_nodes"], says["cluster_slots_assigned"], keys,
      says["cluster_state"], !moving && (says["role"] == "master" || (says["master_link_status"] == "up" && stored())) ? "synced" : "behind",
      says["master_link_status"] == "down" ? says["master_host"] : "-"
}
