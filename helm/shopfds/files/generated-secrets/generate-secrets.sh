#!/bin/sh
# constructs/kubernetes/platform/generate-secrets.sh of Ballast, without its comments
set -eu
list=/etc/ballast/secrets
account=/var/run/secrets/kubernetes.io/serviceaccount
work=/tmp/generate-secrets
mkdir -p "$work"
namespace=$(cat "$account/namespace")
printf 'Authorization: Bearer %s' "$(cat "$account/token")" > "$work/header"

call() { # call METHOD API RESOURCE [FILE]: prints the HTTP status
  curl --silent --show-error --max-time 10 --retry 5 --retry-connrefused --output "$work/answer" --write-out '%{http_code}' \
    --cacert "$account/ca.crt" --header "@$work/header" --header 'Content-Type: application/json' \
    --request "$1" ${4:+--data "@$4"} "https://kubernetes.default.svc/$2/namespaces/$namespace/$3"
}
exists() { # exists RESOURCE [API]
  status=$(call GET "${2:-api/v1}" "$1")
  case $status in
    200) return 0 ;;
    404) return 1 ;;
    *) echo "[FAIL] the API server answered $status for $1: $(cat "$work/answer")" >&2; exit 1 ;;
  esac
}
created() { # when what was asked for last was created, in seconds of some epoch (the calendar's days, as a March-based year counts them)
  grep -o '"creationTimestamp": *"[^"]*"' "$work/answer" | head -n 1 | cut -d '"' -f 4 | awk -F '[-T:Z]' '{
    y = $1 - ($2 <= 2); m = ($2 + 9) % 12
    days = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m + 2) / 5) + $3 - 730000
    printf "%d\n", days * 86400 + $4 * 3600 + $5 * 60 + $6
  }'
}

exists "jobs/$JOB" apis/batch/v1 || { echo "[FAIL] Job $JOB is gone" >&2; exit 1; }
begun=$(created)
kept=, # claims that have a Secret still: another one beside it may be new
while read -r name _ claims; do
  if exists "secrets/$name"; then kept="$kept${claims:-},"; fi
done < "$list"
refused=0
while read -r name _ claims; do
  exists "secrets/$name" && continue
  for claim in $(printf %s "${claims:-}" | tr , ' '); do
    case $kept in *",$claim,"*) continue ;; esac
    exists "persistentvolumeclaims/$claim" || continue
    [ $((begun - $(created))) -gt 300 ] || continue
    echo "[FAIL] Secret $name is missing, but volume claim $claim exists: its data was made with the lost Secret. Restore the Secret, or delete the claim and its data." >&2
    refused=1
  done
done < "$list"
[ "$refused" = 0 ] || exit 1

while read -r name keys claims; do
  exists "secrets/$name" && { echo "[OK] Secret $name exists"; continue; }
  data=
  for key in $(printf %s "$keys" | tr , ' '); do
    data="$data${data:+, }\"$key\": \"$(head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n')\""
  done
  printf '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "%s"}, "stringData": {%s}}' "$name" "$data" > "$work/secret"
  status=$(call POST api/v1 secrets "$work/secret")
  case $status in
    201) echo "[OK] Secret $name created" ;;
    409) echo "[OK] Secret $name exists" ;;
    *) echo "[FAIL] the API server answered $status for Secret $name: $(cat "$work/answer")" >&2; exit 1 ;;
  esac
done < "$list"
