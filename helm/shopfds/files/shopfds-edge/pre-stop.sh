#!/bin/sh
# constructs/edge/scripts/pre-stop.sh of Ballast, without its comments
set -u
end=$(($(date +%s) + $2))
sleep "$1"
nginx -e stderr -c /etc/ballast/nginx.conf -s quit
while kill -0 1 && [ "$(date +%s)" -lt "$end" ]; do sleep 1; done
