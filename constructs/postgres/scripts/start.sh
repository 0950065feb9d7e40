#!/bin/sh
# Writes the parameters that follow from this pod's memory limit and its volume's size, then becomes Patroni.
# MEMORY_LIMIT is in bytes.
set -eu
memory=$((MEMORY_LIMIT / 1048576))
volume=$(df -P -k "$VOLUME" | awk 'NR == 2 { print int($2 / 1024) }')
between() { # between LOW VALUE HIGH
  if [ "$2" -lt "$1" ]; then echo "$1"; elif [ "$2" -gt "$3" ]; then echo "$3"; else echo "$2"; fi
}

mkdir -p /tmp/patroni
cp /etc/ballast/patroni.yml /tmp/patroni/1-given.yml
cat > /tmp/patroni/2-derived.yml <<YAML
postgresql:
  parameters:
    shared_buffers: $((memory / 4))MB
    effective_cache_size: $((memory * 3 / 4))MB
    maintenance_work_mem: $(between 16 $((memory / 16)) 1024)MB
    # A replica that stays away may not fill the volume: its slot keeps at most 40 % of it.
    max_slot_wal_keep_size: $(between 256 $((volume * 2 / 5)) 102400)MB
    max_wal_size: $(between 128 $((volume / 10)) 4096)MB
YAML
exec patroni /tmp/patroni
