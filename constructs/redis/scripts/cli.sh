#!/bin/sh
# cli.sh [ARGUMENTS...]: redis-cli on this pod's server, or with -h on another's. The password goes by the environment: a command line is
# everybody's to read.
REDISCLI_AUTH=$(cat /run/redis/password) || exit 1
export REDISCLI_AUTH
exec redis-cli -h "$POD_IP" "$@"
