#!/bin/sh
# constructs/postgres/scripts/take-labels.sh of Ballast, without its comments
set -u
. /etc/ballast/api.sh

name=${POD_NAME%-*}
pods=$(api GET "pods?labelSelector=app.kubernetes.io/name%3Dpostgresql,app.kubernetes.io/instance%3D$name,role%3Dprimary") || exit 1
others=$(printf %s "$pods" | jq -r --arg me "$POD_NAME" '.items[].metadata | select(.name != $me) | "\(.name) \(.resourceVersion)"') || exit 1
[ -n "$others" ] || exit 0
lock=$(api GET "configmaps/$name-leader") || exit 1
holder=$(printf %s "$lock" | jq -r '.metadata.annotations.leader') || exit 1
if [ "$holder" != "$POD_NAME" ]; then
  echo "[WARNING] left role=primary on other pods: the lock belongs to $holder"
  exit 1
fi
echo "$others" | while read -r other version; do
  api PATCH "pods/$other" "{\"metadata\": {\"resourceVersion\": \"$version\", \"labels\": {\"role\": null}}}" > /dev/null &&
    echo "[OK] took role=primary from pod $other"
done
exit 1 # not confirmed yet: the caller runs this again
