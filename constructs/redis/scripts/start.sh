#!/bin/sh
# Writes redis.conf from the given file and this pod's address, node, memory limit and passwords. Then runs Redis.
# MEMORY_LIMIT is in bytes. ZONE is empty where pods do not have their zone as a label.
set -eu
: "${MEMORY_LIMIT:?}" # arithmetic takes a missing variable for 0
umask 077
rm -f /run/redis/ready # left by a server before this one
# The passwords that this server accepts are kept for cli.sh, and for the keeper when a Secret changes.
: > /run/redis/users.conf
while read -r user rules; do
  password=$(cat "/etc/ballast-secrets/$user")
  case $password in
    '') echo "[FAIL] the password of user $user is empty" && exit 1 ;;
    *"
"*) echo "[FAIL] the password of user $user has more than one line" && exit 1 ;;
  esac
  printf %s "$password" > "/run/redis/$user.new" && mv "/run/redis/$user.new" "/run/redis/$user"
  echo "user $user on #$(printf %s "$password" | sha256sum | cut -d ' ' -f 1) $rules" >> /run/redis/users.conf
done < /etc/ballast/users
# cluster-announce-hostname: tells the keepers which pod a node is, even when it is gone. Clients get addresses (cluster-preferred-endpoint-type).
# proc-title-template: tells the keepers on which Kubernetes node, and in which zone, the server runs, so that they need no access to the API.
# maxmemory: while the server writes its file anew or copies itself to a replica, every changed page is in memory twice. If all data changes
# meanwhile, it needs 2/5 of the limit twice. 1/8 is for what a replica has not received yet, the rest for fragmentation; 16 MiB for the programs.
# client-output-buffer-limit: a replica that is further behind is disconnected, and copies everything again.
# repl-backlog-size: what a replica may miss and still catch up without a full copy; it counts as data.
# user default: off, so nobody can log in as it, but with all permissions: Redis 7.0 and 7.2 read the append-only file as this user, and leave out
# transactions and the writes of scripts that it may not execute. They then start with the other writes only.
cat > /run/redis/redis.conf <<CONF
include /etc/ballast/redis.conf
cluster-announce-ip $POD_IP
cluster-announce-hostname $POD_NAME.$DOMAIN
proc-title-template "{title} {listen-addr} {server-mode} node=$NODE_NAME${ZONE:+/$ZONE}"
maxmemory $(((MEMORY_LIMIT - 16777216) * 2 / 5))
client-output-buffer-limit replica $((MEMORY_LIMIT / 8)) $((MEMORY_LIMIT / 32)) 60
repl-backlog-size $((MEMORY_LIMIT / 32))
include /run/redis/users.conf
user default reset ~* &* +@all
masteruser replica
masterauth "$(sed 's/["\\]/\\&/g' /run/redis/replica)"
CONF
exec redis-server /run/redis/redis.conf
