#!/bin/sh
# cli.sh [ARGUMENTS...]: redis-cli as user keeper on this pod's server, or with -h on another. The password is passed by the environment, because
# other processes can read a command line.
user=keeper
# A pod of manifests without users runs this script too, as soon as the ConfigMap has changed.
[ -e /run/redis/keeper ] || user=default
case $user in default) file=password ;; *) file=$user ;; esac
REDISCLI_AUTH=$(cat "/run/redis/$file") || exit 1
export REDISCLI_AUTH
exec redis-cli --user "$user" -h "$POD_IP" "$@"
