# login.sh: sets the user that redis-cli logs in as (`login`), and its password. The password is passed by the environment, because other processes
# can read a command line. Part of cli.sh and keeper.sh; it starts no program, because they run it many times a minute.
login=keeper
# A pod of manifests without users runs this script too, as soon as the ConfigMap has changed.
[ -e /run/redis/keeper ] || login=default
case $login in default) file=password ;; *) file=$login ;; esac
REDISCLI_AUTH=
IFS= read -r REDISCLI_AUTH 2> /dev/null < "/run/redis/$file" || true # false without a newline at the end
export REDISCLI_AUTH
[ -n "$REDISCLI_AUTH" ]
