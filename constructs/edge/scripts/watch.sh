#!/bin/sh
# Reloads nginx when a certificate was renewed or a Service has another address. Open requests are not interrupted. What nginx refuses is tried again:
# certificate and key may have been read while both were replaced.
set -u
cd /tmp/edge || exit 1
control() { nginx -e stderr -c /etc/ballast/nginx.conf "$@" 2>&1; }
# What nginx reads: the file of servers, certificates and keys.
sum() {
  {
    cat "$1"
    awk '$1 == "host" && $3 != "-" { print $3 "/tls.crt\n" $3 "/tls.key" }' /etc/ballast/routes | xargs cat
  } | sha256sum
}

loaded=$(sum servers.conf)
refused=
while sleep 5; do
  /bin/sh /etc/ballast/configure.sh servers.new || continue
  now=$(sum servers.new)
  [ "$now" != "$loaded" ] || continue
  cp servers.conf servers.old
  mv servers.new servers.conf
  if said=$(control -t -q) && said=$(control -s reload); then
    loaded=$now
    refused=
    echo '[OK] nginx reloads: a certificate or an address has changed'
  else
    mv servers.old servers.conf
    [ "$now" = "$refused" ] || echo "[FAIL] nginx keeps what it has loaded: $said"
    refused=$now
  fi
done
