#!/bin/sh
# constructs/edge/scripts/start.sh of Ballast, without its comments
set -eu
mkdir -p /tmp/edge
end=$(($(date +%s) + 30))
while :; do
  /bin/sh /etc/ballast/configure.sh /tmp/edge/servers.conf
  if ! grep -q 'return 503;' /tmp/edge/servers.conf || [ "$(date +%s)" -ge "$end" ]; then break; fi
  sleep 1
done
/bin/sh /etc/ballast/watch.sh &
exec nginx -e stderr -c /etc/ballast/nginx.conf
