#!/bin/sh
# Puts redis.conf together from what is given and what follows from this pod: its address, its node, its memory limit. Then becomes Redis.
# MEMORY_LIMIT is in bytes.
set -eu
: "${MEMORY_LIMIT:?}" # arithmetic takes a missing variable for 0
umask 077
password=$(cat /etc/ballast-secrets/password)
case $password in
  '') echo "[FAIL] the Secret's password is empty" && exit 1 ;;
  *"
"*) echo "[FAIL] the Secret's password has more than one line" && exit 1 ;;
esac
rm -f /run/redis/ready # left by a server before this one
# What this server accepts: for cli.sh, and for the keeper when the Secret changes.
printf %s "$password" > /run/redis/password.new && mv /run/redis/password.new /run/redis/password
# The shard that this server belonged to, and the one that this volume holds a full copy of (the keeper writes it), each by its master's id.
shard=$(awk '$3 ~ /myself/ { print $4 == "-" ? $1 : $4 }' /data/nodes.conf 2> /dev/null) || true
copied=$(cat /data/copied 2> /dev/null) || true
# cluster-announce-hostname: for the keepers: which pod a node is, even when it is gone. Clients get addresses (cluster-preferred-endpoint-type).
# proc-title-template: for the keepers: which node of Kubernetes it runs on. They ask each other's servers; nobody needs the API.
# maxmemory: the rest is for copies on write while the append-only file is rewritten or a replica copied, and for buffers.
# cluster-replica-no-failover: without a full copy of its shard on this volume it must not be elected: all others would copy what it lacks. The
# keeper says when it has one.
cat > /run/redis/redis.conf <<CONF
include /etc/ballast/redis.conf
cluster-announce-ip $POD_IP
cluster-announce-hostname $POD_NAME.$DOMAIN
proc-title-template "{title} {listen-addr} {server-mode} node=$NODE_NAME"
maxmemory $((MEMORY_LIMIT * 7 / 10))
user default on #$(printf %s "$password" | sha256sum | cut -d ' ' -f 1) ~* &* +@all
cluster-replica-no-failover $(if [ -n "$shard" ] && [ "$shard" = "$copied" ]; then echo no; else echo yes; fi)
masterauth "$(printf %s "$password" | sed 's/["\\]/\\&/g')"
CONF
exec redis-server /run/redis/redis.conf
