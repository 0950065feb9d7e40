#!/bin/sh
# cli.sh [ARGUMENTS...]: redis-cli on this pod's server, or with -h on another. The password is passed by the environment, because other
# processes can read a command line.
REDISCLI_AUTH=$(cat /run/redis/password) || exit 1
export REDISCLI_AUTH
exec redis-cli -h "$POD_IP" "$@"
