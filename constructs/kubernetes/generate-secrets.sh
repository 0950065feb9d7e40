#!/bin/sh
# Creates the Secrets of /etc/ballast/secrets that are missing, with random values. A line there: NAME KEYS CLAIMS, lists with commas.
# Looks at all of them first: where a volume exists without the Secret that its data was made with, it creates none and fails.
set -eu
list=/etc/ballast/secrets
account=/var/run/secrets/kubernetes.io/serviceaccount
work=/tmp/generate-secrets
mkdir -p "$work"
namespace=$(cat "$account/namespace")
printf 'Authorization: Bearer %s' "$(cat "$account/token")" > "$work/header"

call() { # call METHOD RESOURCE [FILE]: prints the HTTP status
  curl --silent --show-error --max-time 10 --retry 5 --retry-connrefused --output "$work/answer" --write-out '%{http_code}' \
    --cacert "$account/ca.crt" --header "@$work/header" --header 'Content-Type: application/json' \
    --request "$1" ${3:+--data "@$3"} "https://kubernetes.default.svc/api/v1/namespaces/$namespace/$2"
}
exists() { # exists RESOURCE
  status=$(call GET "$1")
  case $status in
    200) return 0 ;;
    404) return 1 ;;
    *) echo "[FAIL] the API server answered $status for $1: $(cat "$work/answer")" >&2; exit 1 ;;
  esac
}

refused=0
while read -r name keys claims; do
  exists "secrets/$name" && continue
  for claim in $(printf %s "${claims:-}" | tr , ' '); do
    if exists "persistentvolumeclaims/$claim"; then
      echo "[FAIL] Secret $name is missing, but volume claim $claim exists: its data was made with the lost Secret. Restore the Secret, or delete the claim and its data." >&2
      refused=1
    fi
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
  status=$(call POST secrets "$work/secret")
  case $status in
    201) echo "[OK] Secret $name created" ;;
    409) echo "[OK] Secret $name exists" ;;
    *) echo "[FAIL] the API server answered $status for Secret $name: $(cat "$work/answer")" >&2; exit 1 ;;
  esac
done < "$list"
