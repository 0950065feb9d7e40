#!/bin/sh
# Runs nginx, and beside it what reloads it. Waits until each Service has an address, because a new pod may have no DNS for some seconds; a Service
# that does not exist must not keep the others from being served.
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
