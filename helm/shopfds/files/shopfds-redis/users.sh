# constructs/redis/scripts/users.sh of Ballast, without its comments
hash() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }
escaped() { printf %s "$1" | sed 's/["\\]/\\&/g'; }
as() { # as USER PASSWORD ADDRESS [ARGUMENTS...]
  who=$1 secret=$2 there=$3
  shift 3
  REDISCLI_AUTH=$secret timeout 3 redis-cli --user "$who" -h "$there" "$@" 2> /dev/null
}

user=
next_user() { # sets `user` to the one after it in the file; after the last, to the first
  first=
  previous=
  while read -r each _; do
    : "${first:=$each}"
    if [ -n "$user" ] && [ "$previous" = "$user" ]; then
      user=$each
      return
    fi
    previous=$each
  done < "$files/users"
  user=$first
}

hold_password() {
  next_user
  new=
  used=
  { IFS= read -r new < "/etc/ballast-secrets/$user"; IFS= read -r used < "/run/redis/$user"; } 2> /dev/null # false without a newline at the end
  if [ -z "$new" ] || [ -z "$used" ] || [ "$new" = "$used" ]; then return 0; fi
  if [ "$(as "$user" "$new" "$POD_IP" ping)" != PONG ]; then
    [ "$(echo "ACL SETUSER $user #$(hash "$new")" | cli)" = OK ] || return 0
    echo "[OK] $user: the Secret's new password is accepted beside the old"
  fi
  while read -r _ _ place flags _; do
    case ,$flags, in *,fail,* | *,noaddr,*) continue ;; esac
    answer=$(as "$user" "$new" "${place%%:*}" ping)
    [ -z "$answer" ] || [ "$answer" = PONG ] || return 0
  done < "$look/nodes"
  [ "$user" != replica ] || [ "$(printf 'CONFIG SET masterauth "%s"\n' "$(escaped "$new")" | cli)" = OK ] || return 0
  printf %s "$new" > "/run/redis/$user.new" && mv "/run/redis/$user.new" "/run/redis/$user" &&
    echo "[OK] $user: the Secret's new password is used: all servers accept it"
}

started=' '
default=
hold_default() {
  asked=$started
  started=' '
  without=
  unknown=
  places=
  waiting=0
  while read -r _ _ place flags _ _ _ _ link _; do
    place=${place%%:*}
    case ,$flags in *,fail*) continue ;; esac
    [ "$link" = connected ] || continue
    case $asked in *" $place "*) started="$started$place " && continue ;; esac
    cli -h "$place" config get masteruser > "$look/user-$place" 2> /dev/null &
    places="$places $place"
    waiting=$((waiting + 1))
    [ $((waiting % 6)) != 0 ] || wait # so many at a time: each takes memory
  done < "$look/nodes"
  wait # for all together: one that is gone answers after 3 s
  for place in $places; do
    case $(cat "$look/user-$place") in
      *replica) started="$started$place " ;;
      masteruser) without=$place ;;
      *NOAUTH*) # or it has other passwords, because one is being changed
        if [ "$(as default "$(cat /run/redis/application)" "$place" ping)" = PONG ]; then without=$place && create_users; else unknown=$place; fi
        ;;
      *) unknown=$place ;;
    esac
  done
  if [ -n "$without" ]; then
    [ "$(echo "ACL SETUSER default on #$(hash "$(cat /run/redis/application)") ~* &* +@all" | cli)" = OK ] || return 0
    [ "$default" = on ] || echo "[OK] the default user is accepted, because the server at $without was started without the other users"
    default=on
  elif [ -z "$unknown" ] && [ "$default" != off ]; then
    [ "$(cli acl setuser default reset)" = OK ] || return 0
    [ "$default" != on ] || echo '[OK] the default user is off: all servers were started with the other users'
    default=off
  fi
}
create_users() {
  while read -r user rules; do
    echo "ACL SETUSER $user reset on #$(hash "$(cat "/etc/ballast-secrets/$user")") $rules"
  done < "$files/users" | as default "$(cat /run/redis/application)" "$without" > /dev/null
}
