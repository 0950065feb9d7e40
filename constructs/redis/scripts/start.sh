#!/bin/sh
# Puts redis.conf together from what is given and what follows from this pod: its address, its node, its memory limit. Then becomes Redis.
# MEMORY_LIMIT is in bytes.
set -eu
: "${MEMORY_LIMIT:?}" # arithmetic takes a missing variable for 0
umask 077
password=$(cat /etc/ballast-secrets/password)
[ -n "$password" ] || { echo "[FAIL] the Secret's password is empty"; exit 1; }
printf %s "$password" > /run/redis/password # what this server accepts: for cli.sh, and for the keeper when the Secret changes
cat > /run/redis/redis.conf <<CONF
include /etc/ballast/redis.conf
cluster-announce-ip $POD_IP
# For the keepers: which pod a node is, even when it is gone. Clients get addresses (cluster-preferred-endpoint-type).
cluster-announce-hostname $POD_NAME.$DOMAIN
# For the keepers: which node of Kubernetes it runs on. They ask each other's servers; nobody needs the API.
proc-title-template "{title} {listen-addr} {server-mode} node=$NODE_NAME"
# The rest is for copies on write while the append-only file is rewritten or a replica copied, and for buffers.
maxmemory $((MEMORY_LIMIT * 7 / 10))
user default on #$(printf %s "$password" | sha256sum | cut -d ' ' -f 1) ~* &* +@all
# Without a full copy of its shard on this volume it must not be elected: all others would copy what it lacks. The keeper says when it has one.
cluster-replica-no-failover $([ -e /data/copied ] && echo no || echo yes)
masterauth "$(printf %s "$password" | sed 's/["\\]/\\&/g')"
CONF
exec redis-server /run/redis/redis.conf
