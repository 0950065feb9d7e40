# constructs/redis/scripts/own.awk of Ballast, without its comments
BEGIN {
  barred = "no"
  if (look != "") {
    while ((getline line < (look "/seen")) > 0) {
      before[line] = 1
      known++
    }
    close(look "/seen")
    printf "" > (look "/nodes")
    printf "" > (look "/connected")
    printf "" > (look "/seen")
  }
}

{ sub(/\r$/, "") }
$0 == "yes" { barred = "yes" }
/^master_link_status:down/ { copying = 1 }
/^master_link_down_since_seconds:-1/ { never = 1 }
/^aof_rewrite_(in_progress|scheduled):1/ || /^aof_last_bgrewrite_status:err/ { writing = 1 }

length($1) == 40 && $1 !~ /[^0-9a-f]/ {
  count++
  split($2, parts, ":")
  address[$1] = parts[1]
  if ($3 ~ /(^|,)fail[?]?(,|$)/) failed[$1] = 1
  if ($3 ~ /myself/ && ($4 != "-" || NF > 8)) member = $4 == "-" ? $1 : $4
  if (look != "") print "node", $0 > (look "/nodes")
  if ($8 == "connected" && $3 !~ /(^|,)(fail[?]?|handshake|noaddr)(,|$)/) {
    healthy++
    if (look != "") print parts[1] > (look "/connected")
  }
  $5 = $6 = "" # times, which always change
  if (!($0 in before)) changed = 1
  if (look != "") print > (look "/seen")
}

END {
  if (!count) exit
  if (member == "") member = "-"
  print copying || writing ? "-" : member, barred, healthy == pods && count == pods && !copying ? "yes" : "no",
    changed || count != known ? "yes" : "no", member,
    copying ? (never ? "never" : "down") : (member in failed) ? "failed" : "up", member in address ? address[member] : "-"
}
