#!/bin/sh
# take-labels.sh: takes role=primary from every other pod of this cluster, once. Exits with 0 if no other pod has the label. Patroni labels only its own
# pod, so a pod on a node that was cut off would stay in the -rw Service beside the new primary until that node is declared lost.
# It changes nothing but this label, and only while this pod holds the lock.
set -u
. /etc/ballast/api.sh

name=${POD_NAME%-*}
pods=$(api GET "pods?labelSelector=app.kubernetes.io/name%3Dpostgresql,app.kubernetes.io/instance%3D$name,role%3Dprimary") || exit 1
others=$(printf %s "$pods" | jq -r --arg me "$POD_NAME" '.items[].metadata | select(.name != $me) | "\(.name) \(.resourceVersion)"') || exit 1
[ -n "$others" ] || exit 0
# The order matters: an instance that takes the lock after this request labels its pod after the list above, so that its resourceVersion is another one.
lock=$(api GET "configmaps/$name-leader") || exit 1
holder=$(printf %s "$lock" | jq -r '.metadata.annotations.leader') || exit 1
if [ "$holder" != "$POD_NAME" ]; then
  echo "[WARNING] left role=primary on other pods: the lock belongs to $holder"
  exit 1
fi
# The resourceVersion makes the patch fail if the pod has changed since, by its own Patroni for example.
echo "$others" | while read -r other version; do
  api PATCH "pods/$other" "{\"metadata\": {\"resourceVersion\": \"$version\", \"labels\": {\"role\": null}}}" > /dev/null &&
    echo "[OK] took role=primary from pod $other"
done
exit 1 # not confirmed yet: the caller runs this again
