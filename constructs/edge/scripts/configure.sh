#!/bin/sh
# configure.sh FILE: writes the servers of nginx with the addresses that the Services have now. nginx itself looks nothing up: while a server of the
# cluster's DNS is lost, a Service keeps the address that it had.
set -eu
known=/tmp/edge/addresses
domain=$(awk '$1 == "domain" { print $2 }' /etc/ballast/routes)
touch "$known"
awk '$1 == "path" { print $3 }' /etc/ballast/routes | sort -u | while read -r service; do
  address=$(timeout 5 getent ahosts "$service.$domain." | awk '$2 == "STREAM" && !found { print $1; found = 1 }') || true
  [ -n "$address" ] || address=$(awk -v service="$service" '$1 == service { print $2 }' "$known")
  [ -z "$address" ] || echo "$service $address"
done > "$known.new"
mv "$known.new" "$known"
awk -f /etc/ballast/servers.awk "$known" /etc/ballast/routes > "$1"
