# shellcheck disable=SC2154 # keeper.sh sets files, look and name
# users.sh: part of keeper.sh. Keeps the users of this pod's server usable while passwords and versions change. It uses the variables of keeper.sh.

hash() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }
escaped() { printf %s "$1" | sed 's/["\\]/\\&/g'; }
as() { # as USER PASSWORD ADDRESS [ARGUMENTS...]
  who=$1 secret=$2 there=$3
  shift 3
  REDISCLI_AUTH=$secret timeout 3 redis-cli --user "$who" -h "$there" "$@" 2> /dev/null
}

# A changed password of a Secret is accepted at once beside the old one, and used once all servers accept it. A restart removes the old one.
hold_passwords() {
  while read -r user _; do
    new=
    used=
    { IFS= read -r new < "/etc/ballast-secrets/$user"; IFS= read -r used < "/run/redis/$user"; } 2> /dev/null # false without a newline at the end
    if [ -n "$new" ] && [ -n "$used" ] && [ "$new" != "$used" ]; then hold_password; fi
  done < "$files/users"
}
hold_password() {
  if [ "$(as "$user" "$new" "$POD_IP" ping)" != PONG ]; then
    cli acl setuser "$user" "#$(hash "$new")" > /dev/null && echo "[OK] $user: the Secret's new password is accepted beside the old"
  fi
  ordinal=0
  while [ "$ordinal" -lt "$PODS" ]; do
    answer=$(as "$user" "$new" "$name-$ordinal.$DOMAIN" ping)
    # A server that does not answer will start with the new password, or accept it when it is back.
    [ -z "$answer" ] || [ "$answer" = PONG ] || return 0
    ordinal=$((ordinal + 1))
  done
  [ "$user" != replica ] || printf 'CONFIG SET masterauth "%s"\n' "$(escaped "$new")" | cli > /dev/null || return 0
  printf %s "$new" > "/run/redis/$user.new" && mv "/run/redis/$user.new" "/run/redis/$user" &&
    echo "[OK] $user: the Secret's new password is used: all servers accept it"
}

# A server that was started by manifests without users has only the default user, with the application's password. Such a server logs in elsewhere
# as that user too. During the rolling update, and during one back, the keepers of the other servers create the users on it and accept its default
# user. `started` has the addresses of the servers that were started with users; only others are asked.
started=' '
default=
hold_default() {
  without=
  unknown=
  while read -r _ place flags _ _ _ _ link _; do
    place=${place%%:*}
    case $started in *" $place "*) continue ;; esac
    case ,$flags in *,fail*) continue ;; esac
    [ "$link" = connected ] || continue
    case $(cli -h "$place" config get masteruser 2> /dev/null) in
      *replica) started="$started$place " ;;
      masteruser) without=$place ;;
      *NOAUTH*) # or it has other passwords, because one is being changed
        if [ "$(as default "$(cat /run/redis/application)" "$place" ping)" = PONG ]; then without=$place && create_users; else unknown=$place; fi
        ;;
      *) unknown=$place ;;
    esac
  done < "$look/nodes"
  if [ -n "$without" ]; then
    cli acl setuser default on "#$(hash "$(cat /run/redis/application)")" '~*' '&*' +@all > /dev/null || return 0
    [ "$default" = on ] || echo "[OK] the default user is accepted, because the server at $without was started without the other users"
    default=on
  elif [ -z "$unknown" ] && [ "$default" != off ]; then
    cli acl setuser default reset > /dev/null || return 0
    [ "$default" != on ] || echo '[OK] the default user is off: all servers were started with the other users'
    default=off
  fi
}
create_users() {
  while read -r user rules; do
    echo "ACL SETUSER $user reset on #$(hash "$(cat "/etc/ballast-secrets/$user")") $rules"
  done < "$files/users" | as default "$(cat /run/redis/application)" "$without" > /dev/null
}
