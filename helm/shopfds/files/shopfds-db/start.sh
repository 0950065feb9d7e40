#!/bin/sh
# constructs/postgres/scripts/start.sh of Ballast, without its comments
set -eu
: "${MEMORY_LIMIT:?}" # an unset variable would count as 0 in arithmetic
memory=$((MEMORY_LIMIT / 1048576))
volume=$(df -P -k "$VOLUME" | awk 'NR == 2 { print int($2 / 1024) }')
between() { # between LOW VALUE HIGH
  if [ "$2" -lt "$1" ]; then echo "$1"; elif [ "$2" -gt "$3" ]; then echo "$3"; else echo "$2"; fi
}

mkdir -p /tmp/patroni
cp /etc/ballast/patroni.yml /tmp/patroni/1-given.yml
jq --compact-output '{bootstrap: {dcs: .}}' /etc/ballast/dynamic.json > /tmp/patroni/2-bootstrap.yml
printf '#!/bin/sh\nexec /bin/sh /etc/ballast/rewind.sh "$@"\n' > /tmp/patroni/pg_rewind
chmod 755 /tmp/patroni/pg_rewind # files of a ConfigMap are not executable
cat > /tmp/patroni/3-derived.yml <<YAML
tags:
  failover_priority: $((${POD_NAME##*-} + 1))
postgresql:
  pg_ident:
    - 'instance $(id -un) postgres'
  parameters:
    shared_buffers: $((memory / 4))MB
    effective_cache_size: $((memory * 3 / 4))MB
    maintenance_work_mem: $(between 16 $((memory / 16)) 1024)MB
    max_slot_wal_keep_size: $(between 256 $((volume * 2 / 5)) 102400)MB
    max_wal_size: $(between 128 $((volume / 10)) 4096)MB
YAML
exec patroni /tmp/patroni
