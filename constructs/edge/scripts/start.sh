#!/bin/sh
# Runs nginx, and beside it what reloads it.
set -eu
mkdir -p /tmp/edge
/bin/sh /etc/ballast/configure.sh /tmp/edge/servers.conf
/bin/sh /etc/ballast/watch.sh &
exec nginx -e stderr -c /etc/ballast/nginx.conf
