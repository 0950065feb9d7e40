#!/bin/sh
# pre-stop.sh SECONDS: hands the primary's role over before this pod stops, within so many seconds. A replica has nothing to do.
# Prefers an instance that a rolling update has renewed already, so that the role moves once or twice and not at each pod; else the lowest ordinal.
set -u
end=$(($(date +%s) + $1))
patroni=http://127.0.0.1:8008
. /etc/ballast/api.sh

left() { echo $((end - $(date +%s))); }
primary() { [ "$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "$patroni/primary")" = 200 ]; }
# What a pod's hook prints is lost; the container's own output is the log.
say() { echo "pre-stop: $*" > /proc/1/fd/1 2>/dev/null || true; }

primary || exit 0
# The shutdown's own checkpoint then has little left to write, and that is what the switchover waits for.
timeout $(($1 / 2)) psql -h /socket -U postgres -d postgres -X -q -c CHECKPOINT || say "no checkpoint in time"

candidates() {
  pods=$(api GET "pods?labelSelector=app.kubernetes.io/name%3Dpostgresql,app.kubernetes.io/instance%3D${POD_NAME%-*}") || pods='{"items": []}'
  members=$(curl --silent --max-time 2 "$patroni/cluster") || return 1
  printf '%s\n%s\n' "$pods" "$members" | jq -r -s --arg me "$POD_NAME" '
    .[0].items as $pods
    | (.[1].members | map(select(.name != $me and (.state == "streaming" or .state == "running")))) as $replicas
    | ($replicas | map(select(.role == "sync_standby" or .role == "quorum_standby"))) as $synchronous
    | ($pods | map(select(.metadata.name == $me)) | .[0].metadata.labels["controller-revision-hash"]) as $revision
    | (if ($synchronous | length) > 0 then $synchronous else $replicas end)
    | map(.name as $name
        | ($pods | map(select(.metadata.name == $name)) | .[0].metadata) as $pod
        | select($pod == null or $pod.deletionTimestamp == null)
        | {name: $name, renewed: ($pod != null and $pod.labels["controller-revision-hash"] != $revision), ordinal: ($name | capture("-(?<n>[0-9]+)$").n | tonumber)})
    | sort_by([(.renewed | not), .ordinal])[].name'
}

names=$(candidates)
[ -n "$names" ] || { say "nobody to hand over to"; exit 0; }
for candidate in $names; do
  [ "$(left)" -gt 1 ] || break
  say "handing over to $candidate"
  answer=$(curl --silent --max-time "$(left)" --request POST "$patroni/switchover" --data "{\"leader\": \"$POD_NAME\", \"candidate\": \"$candidate\"}")
  while primary && [ "$(left)" -gt 0 ]; do
    case $answer in *[Ss]uccess*) sleep 0.2 ;; *) break ;; esac
  done
  primary || { say "handed over: $answer"; exit 0; }
  say "$candidate did not take over: $answer"
done
say "stopping as the primary"
