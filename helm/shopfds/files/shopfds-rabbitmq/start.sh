#!/bin/sh
# constructs/rabbitmq/scripts/start.sh of Ballast, without its comments
set -eu
: "${MEMORY_LIMIT:?}" # a missing variable would become an empty value
umask 077
. /etc/ballast/size
data=/var/lib/rabbitmq
database=$data/mnesia
host=$POD_NAME.$DOMAIN

rm -f "$HOME/.erlang.cookie"
cat /etc/ballast-secrets/cookie > "$HOME/.erlang.cookie"
chmod 400 "$HOME/.erlang.cookie"

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

mkdir -p "$HOME/conf.d"
cat > "$HOME/conf.d/start.conf" <<CONF
cluster_name = $SET
total_memory_available_override_value = $MEMORY_LIMIT
disk_free_limit.absolute = $MEMORY_LIMIT
CONF

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
    rabbitmqctl --node "rabbit@$peer" forget_cluster_node "rabbit@$host"
  elif [ "${decision% *}" != rejoin ]; then
    rm -rf "$database" # of no cluster
  fi
  case $(rabbitmqctl version) in
    4.0.*) export RABBITMQ_FEATURE_FLAGS=khepri_db,message_containers_deaths_v2,quorum_queue_non_voters,rabbit_exchange_type_local_random,rabbitmq_4.0.0 ;;
  esac
  number=0
  for each in $nodes; do
    number=$((number + 1))
    echo "cluster_formation.classic_config.nodes.$number = rabbit@$each"
  done >> "$HOME/conf.d/start.conf"
  echo 'cluster_formation.discovery_retry_limit = 1000000' >> "$HOME/conf.d/start.conf"
fi
exec rabbitmq-server
