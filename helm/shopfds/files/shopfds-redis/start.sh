#!/bin/sh
# constructs/redis/scripts/start.sh of Ballast, without its comments
set -eu
: "${MEMORY_LIMIT:?}" # arithmetic takes a missing variable for 0
umask 077
rm -f /run/redis/ready # left by a server before this one
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
