#!/bin/sh
# pre-stop.sh DRAIN SECONDS: serves on until clients no longer use this pod's endpoint, then finishes what is open, for at most SECONDS in total.
# SIGTERM would interrupt open requests, so the hook returns only when nginx has ended.
set -u
end=$(($(date +%s) + $2))
sleep "$1"
nginx -e stderr -c /etc/ballast/nginx.conf -s quit
while kill -0 1 && [ "$(date +%s)" -lt "$end" ]; do sleep 1; done
