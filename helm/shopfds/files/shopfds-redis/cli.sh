#!/bin/sh
# constructs/redis/scripts/cli.sh of Ballast, without its comments
. /etc/ballast/login.sh || exit 1
exec redis-cli --user "$login" -h "$POD_IP" "$@"
