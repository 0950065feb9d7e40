#!/bin/sh
# pre-stop.sh SECONDS: hands a master's slots over to its best replica and waits until this server is a replica, in so many seconds at most.
set -u
end=$(($(date +%s) + $1))
cli() { timeout 2 /bin/sh /etc/ballast/cli.sh "$@"; }
left() { [ "$(date +%s)" -lt "$end" ]; }
master() { [ "$(cli role | head -n 1)" = master ]; }
# What a hook prints is lost; the container's own output is its log.
say() { (echo "pre-stop: $*" > /proc/1/fd/1) 2> /dev/null; }

title=$(cli config get proc-title-template | tail -n 1)
cli config set proc-title-template "$title stopping" > /dev/null # keepers let this pod be
master || exit 0
handed=
while left && master; do
  # The replica that has most of what was written, first; one that is stopping too is no successor.
  for address in $(cli info replication | sed -n 's/^slave[0-9]*:ip=\([^,]*\),.*state=online,offset=\([0-9]*\).*/\2 \1/p' | sort -rn | cut -d ' ' -f 2); do
    cli -h "$address" config get proc-title-template | grep -q ' stopping$' && continue
    [ "$(cli -h "$address" cluster failover)" = OK ] && handed=$address && break
  done
  [ -n "$handed" ] || { say 'no replica could take over'; exit 0; }
  for _ in 1 2 3 4 5 6 7 8 9 10; do master || break; sleep 0.2; done
done
if master; then say "$handed did not take over in time"; else say "$handed took over"; fi
