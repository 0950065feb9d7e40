#!/bin/sh
# Writes Patroni's configuration from the given file, the initial dynamic configuration, and this pod's ordinal, memory limit and volume size. Then
# runs Patroni.
# MEMORY_LIMIT is in bytes.
set -eu
: "${MEMORY_LIMIT:?}" # an unset variable would count as 0 in arithmetic
memory=$((MEMORY_LIMIT / 1048576))
# shellcheck disable=SC2153 # VOLUME comes from the pod
volume=$(df -P -k "$VOLUME" | awk 'NR == 2 { print int($2 / 1024) }')
between() { # between LOW VALUE HIGH
  if [ "$2" -lt "$1" ]; then echo "$1"; elif [ "$2" -gt "$3" ]; then echo "$3"; else echo "$2"; fi
}

mkdir -p /tmp/patroni
cp /etc/ballast/patroni.yml /tmp/patroni/1-given.yml
# Separate from the given file, whose changes restart the pods: after the first start, the keeper enforces it.
jq --compact-output '{bootstrap: {dcs: .}}' /etc/ballast/dynamic.json > /tmp/patroni/2-bootstrap.yml
# failover_priority: among equals, the highest ordinal becomes primary. A rolling update starts with the highest, so the role moves to an updated
# instance if there is one, and at most twice.
# max_slot_wal_keep_size: a replica that stays away must not fill the volume; its slot keeps at most 40 % of it,
# at least 256 MB and at most 100 GB.
printf '#!/bin/sh\nexec /bin/sh /etc/ballast/rewind.sh "$@"\n' > /tmp/patroni/pg_rewind
chmod 755 /tmp/patroni/pg_rewind # files of a ConfigMap are not executable
# pg_ident: only this pod's processes with PostgreSQL's own user, whatever its name in the image, log in as superuser.
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
