# constructs/redis/scripts/login.sh of Ballast, without its comments
login=keeper
[ -e /run/redis/keeper ] || login=default
case $login in default) file=password ;; *) file=$login ;; esac
REDISCLI_AUTH=
IFS= read -r REDISCLI_AUTH 2> /dev/null < "/run/redis/$file" || true # false without a newline at the end
export REDISCLI_AUTH
[ -n "$REDISCLI_AUTH" ]
