#!/bin/sh
# Patroni calls this with ACTION ROLE SCOPE. On a new primary it removes role=primary from every other pod. Patroni labels only its own pod, so a
# pod on a node that was cut off would stay in the -rw Service beside the new primary until that node is declared lost.
set -u
[ "$2" = primary ] || exit 0
. /etc/ballast/api.sh

selector="app.kubernetes.io/name%3Dpostgresql,app.kubernetes.io/instance%3D$3,role%3Dprimary"
attempts=0
while [ "$attempts" -lt 60 ]; do
  attempts=$((attempts + 1))
  if pods=$(api GET "pods?labelSelector=$selector"); then
    stale=$(printf %s "$pods" | jq -r --arg me "$POD_NAME" '.items[].metadata | select(.name != $me) | "\(.name) \(.resourceVersion)"')
    [ -n "$stale" ] || exit 0
    # The resourceVersion makes the patch fail if the pod's own Patroni has changed the label since.
    echo "$stale" | while read -r name version; do
      api PATCH "pods/$name" "{\"metadata\": {\"resourceVersion\": \"$version\", \"labels\": {\"role\": null}}}" > /dev/null &&
        echo "took role=primary from pod $name"
    done
  fi
  sleep 0.5
done
echo "could not take role=primary from other pods in 60 attempts" >&2
exit 1
