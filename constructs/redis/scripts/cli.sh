#!/bin/sh
# cli.sh [ARGUMENTS...]: redis-cli as user keeper on this pod's server, or with -h on another.
. /etc/ballast/login.sh || exit 1
exec redis-cli --user "$login" -h "$POD_IP" "$@"
