#!/bin/sh
# Writes the cookie, the definitions with the hashes of the passwords, and the configuration that depends on this pod. Waits while a node without data
# may neither form nor join a cluster. Then runs RabbitMQ. MEMORY_LIMIT is in bytes.
set -eu
: "${MEMORY_LIMIT:?}" # a missing variable would become an empty value
umask 077
# shellcheck source=/dev/null
. /etc/ballast/size
data=/var/lib/rabbitmq
database=$data/mnesia
host=$POD_NAME.$DOMAIN

# Erlang refuses a cookie that others can read.
rm -f "$HOME/.erlang.cookie"
cat /etc/ballast-secrets/cookie > "$HOME/.erlang.cookie"
chmod 400 "$HOME/.erlang.cookie"

# As RabbitMQ stores a password: 4 bytes of salt, and the SHA-256 of both. The salt follows from user and password, so that all nodes write the same
# file, which is imported only if it has changed.
hash() { # hash USER PASSWORD
  salt=$(printf '%s:%s' "$1" "$2" | sha256sum | cut -c 1-4)
  { printf %s "$salt"; printf '%s%s' "$salt" "$2" | sha256sum | cut -d ' ' -f 1 | tr a-f A-F | basenc --base16 --decode; } | base64 --wrap=0
}
: > "$HOME/hashes.sed"
while read -r user; do
  password=$(cat "/etc/ballast-secrets/user-$user")
  case $password in
    '') echo "[FAIL] the password of user $user is empty" && exit 1 ;;
  esac
  echo "s|<hash of $user>|$(hash "$user" "$password")|" >> "$HOME/hashes.sed"
done < /etc/ballast/users
sed -f "$HOME/hashes.sed" /etc/ballast/definitions.json > "$HOME/definitions.json"
rm "$HOME/hashes.sed"

# disk_free_limit: what is in memory still fits on the disk when publishers are blocked.
mkdir -p "$HOME/conf.d"
cat > "$HOME/conf.d/start.conf" <<CONF
cluster_name = $SET
total_memory_available_override_value = $MEMORY_LIMIT
disk_free_limit.absolute = $MEMORY_LIMIT
CONF

# The file `member` says that this node has seen the whole cluster (probe.sh). Without it, files in the volume are those of an unfinished first start.
if [ "$PODS" = 1 ]; then
  touch "$data/member"
elif [ ! -e "$data/member" ]; then
  others=
  ordinal=0
  while [ "$ordinal" -lt "$PODS" ]; do
    other=$SET-$ordinal
    [ "$other" = "$POD_NAME" ] || others="$others $other.$DOMAIN"
    ordinal=$((ordinal + 1))
  done
  place=later
  [ "${POD_NAME##*-}" != 0 ] || place=first
  content=empty
  [ ! -e "$database" ] || content=data
  # shellcheck disable=SC2086 # a word for each host
  # Hidden: a node of Erlang's global network would make RabbitMQ's nodes disconnect each other when it stops.
  decision=$(erl -noinput -hidden -name "blank@$host" -eval "$(cat /etc/ballast/formation.erl)" -extra "$host" "$place" "$content" $others)
  peer=${decision#* }
  case $decision in
    form) ;;
    "join $peer") ;;
    "rejoin $peer") ;;
    *) echo "[FAIL] this is no decision: $decision" && exit 1 ;;
  esac
  echo "this node has not seen the whole cluster yet: $decision"
  nodes=$host$others
  [ "$decision" != form ] || nodes=$host
  if [ "${decision% *}:$content" = rejoin:empty ]; then
    # The cluster still has a member of this name, whose data are gone, and the queues count it.
    rabbitmqctl --node "rabbit@$peer" forget_cluster_node "rabbit@$host"
  elif [ "${decision% *}" != rejoin ]; then
    rm -rf "$database" # of no cluster
  fi
  # Before 4.2, the metadata store Khepri is not the default of a new cluster. The other flags are those that 4.0 enables by itself.
  case $(rabbitmqctl version) in
    4.0.*) export RABBITMQ_FEATURE_FLAGS=khepri_db,message_containers_deaths_v2,quorum_queue_non_voters,rabbit_exchange_type_local_random,rabbitmq_4.0.0 ;;
  esac
  number=0
  for each in $nodes; do
    number=$((number + 1))
    echo "cluster_formation.classic_config.nodes.$number = rabbit@$each"
  done >> "$HOME/conf.d/start.conf"
  # Without a limit: after the last attempt, RabbitMQ would start a cluster of its own.
  echo 'cluster_formation.discovery_retry_limit = 1000000' >> "$HOME/conf.d/start.conf"
fi
exec rabbitmq-server
