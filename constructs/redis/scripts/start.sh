#!/bin/sh
# Writes redis.conf from the given file and this pod's address, node and memory limit. Then runs Redis.
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
# The password that this server accepts: for cli.sh, and for the keeper when the Secret changes.
printf %s "$password" > /run/redis/password.new && mv /run/redis/password.new /run/redis/password
# The shard that this server belonged to, and the shard that this volume has a complete copy of (written by the keeper), each as its master's id.
shard=$(awk '$3 ~ /myself/ { print $4 == "-" ? $1 : $4 }' /data/nodes.conf 2> /dev/null) || true
copied=$(cat /data/copied 2> /dev/null) || true
# cluster-announce-hostname: tells the keepers which pod a node is, even when it is gone. Clients get addresses (cluster-preferred-endpoint-type).
# proc-title-template: tells the keepers on which Kubernetes node the server runs, so that they need no access to the API.
# maxmemory: the rest is for buffers, and for copy-on-write during a rewrite of the append-only file or a copy to a replica.
# cluster-replica-no-failover: a server without a complete copy of its shard on this volume must not be elected, because all others would lose what
# it lacks. The keeper permits election when the copy is complete.
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
