#!/bin/sh
# constructs/postgres/scripts/keeper.sh of Ballast, without its comments
set -u
. /etc/ballast/patroni.sh
patroni=http://$POD_IP:8008
files=/etc/ballast
labels=
trap 'kill $labels 2> /dev/null; exit 0' TERM INT

sql() { # sql [-v NAME=VALUE]...: statements from standard input, as superuser over this pod's socket
  timeout 15 psql -h /socket -U postgres -d postgres -w -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}

hold_configuration() {
  actual=$(curl --silent --fail --max-time 3 "$patroni/config") || return 1
  wanted=$(printf '%s' "$actual" | jq -S --slurpfile given "$files/dynamic.json" '$given[0] + (if has("pause") then {pause} else {} end)') || return 1
  [ "$(printf '%s' "$actual" | jq -S .)" != "$wanted" ] || return 0
  printf '%s' "$wanted" | change PUT config --fail --max-time 3 --output /dev/null &&
    echo "[OK] dynamic configuration put back to dynamic.json"
}

hold_role() { # hold_role NAME PASSWORD_FILE [ROLE]: with the privileges of that role
  password=$(cat "$2")
  [ -n "$password" ] || { echo "[WARNING] the password of role $1 is empty: put one into its Secret ($2)" && return 1; }
  message=$(PGPASSWORD=$password timeout 5 psql -h 127.0.0.1 -U "$1" -d postgres -w -X -q -c '' 2>&1 < /dev/null) && return 0
  case $message in *'password authentication failed'* | *'not permitted to log in'*) ;; *) echo "[WARNING] ${message:-no answer to a login of $1 within 5 s}" && return 1 ;; esac
  sql -v role="$1" -v group="${3:-}" <<SQL && echo "[OK] role $1 has the password of its Secret"
SET log_statement = 'none'; SET log_min_error_statement = 'panic'; SET log_min_duration_statement = -1;
\\set password \`cat $2\`
SELECT format('CREATE ROLE %I LOGIN', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
SELECT format('GRANT %I TO %I', :'group', :'role') WHERE :'group' <> '' \\gexec
ALTER ROLE :"role" LOGIN PASSWORD :'password';
SQL
}

hold_database() { # hold_database NAME: owned by the role of that name, open to it, NAME_app and NAME_reader only
  exists=$(sql -v name="$1" <<'SQL'
SELECT 1 FROM pg_database WHERE datname = :'name';
SQL
) || return 1
  [ -n "$exists" ] || sql -v name="$1" <<'SQL' || return 1
CREATE DATABASE :"name" OWNER :"name" CONNECTION LIMIT 0;
SQL
  [ -n "$exists" ] || echo "[OK] database $1 created"
  sql -d "$1" -v name="$1" -v app="$1_app" -v reader="$1_reader" -f "$files/privileges.sql"
}

hold_own_roles() {
  sql <<'SQL'
SELECT 'CREATE ROLE monitor LOGIN IN ROLE pg_monitor' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitor') \gexec
SELECT format('GRANT EXECUTE ON FUNCTION %s TO replicator', f)
FROM unnest(ARRAY['pg_catalog.pg_ls_dir(text, boolean, boolean)', 'pg_catalog.pg_stat_file(text, boolean)',
  'pg_catalog.pg_read_binary_file(text)', 'pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean)']) AS f
WHERE NOT has_function_privilege('replicator', f, 'EXECUTE') \gexec
SQL
}

while :; do
  if [ -z "$labels" ] || ! kill -0 "$labels" 2> /dev/null; then
    /bin/sh "$files/hold-labels.sh" "$1" &
    labels=$!
  fi
  if [ "$(curl --silent --output /dev/null --max-time 2 --write-out '%{http_code}' "$patroni/primary")" = 200 ]; then
    hold_configuration || echo "[WARNING] dynamic configuration not held"
    hold_own_roles || echo "[WARNING] roles monitor and replicator not held"
    while read -r role file group; do hold_role "$role" "$file" "$group" || echo "[WARNING] role $role not held"; done < "$files/roles"
    while read -r name; do hold_database "$name" || echo "[WARNING] database $name not held"; done < "$files/databases"
  fi
  sleep "$1" &
  wait $!
done
