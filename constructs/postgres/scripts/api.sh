#!/bin/sh
# Sourced by scripts that call the Kubernetes API: `api METHOD PATH [BODY]` prints the answer, and fails if the API server refuses the request.
# It uses the server's address, because in a failover the DNS server may be gone too. Every cluster's certificate contains that address: client-go
# connects to it in the same way.
account=/var/run/secrets/kubernetes.io/serviceaccount
case $KUBERNETES_SERVICE_HOST in
  *:*) server="[$KUBERNETES_SERVICE_HOST]:$KUBERNETES_SERVICE_PORT" ;;
  *) server=$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT ;;
esac

api() {
  # The token is read on each call, because it is renewed each hour, and passed on standard input, because other processes can read a command line.
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$account/token")" |
    curl --config - --silent --show-error --fail --globoff --max-time 3 --cacert "$account/ca.crt" \
      --request "$1" --header 'Content-Type: application/merge-patch+json' ${3:+--data "$3"} \
      "https://$server/api/v1/namespaces/$POD_NAMESPACE/$2"
}
