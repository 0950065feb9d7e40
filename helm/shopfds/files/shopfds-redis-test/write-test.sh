#!/bin/sh
# constructs/redis/scripts/write-test.sh of Ballast, without its comments
set -u
cli() { timeout 5 redis-cli -c --user "$REDIS_USERNAME" -h "$REDIS_HOST" -p "$REDIS_PORT" "$@" 2>&1; }
key=ballast:helm-test
value=$(date +%s)

works() { # sets `answer` to the first answer that is wrong
  answer=$(cli cluster info)
  case $answer in
    *cluster_slots_ok:16384*) ;;
    *cluster_slots_ok:*) answer='masters do not serve all slots' && return 1 ;;
    *) return 1 ;;
  esac
  answer=$(cli set "$key" "$value" ex 60)
  [ "$answer" = OK ] || return 1
  answer=$(cli get "$key")
  [ "$answer" = "$value" ]
}

attempts=0
until works; do
  attempts=$((attempts + 1))
  echo "attempt $attempts: ${answer:-no answer within 5 s}"
  if [ "$attempts" = 10 ]; then
    echo "[FAIL] $REDIS_USERNAME cannot write to the cluster at $REDIS_HOST"
    exit 1
  fi
  sleep 5
done
echo "[OK] all slots are served; $REDIS_USERNAME wrote and read a key at $REDIS_HOST"
