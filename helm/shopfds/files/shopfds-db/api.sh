#!/bin/sh
# constructs/postgres/scripts/api.sh of Ballast, without its comments
account=/var/run/secrets/kubernetes.io/serviceaccount
case $KUBERNETES_SERVICE_HOST in
  *:*) server="[$KUBERNETES_SERVICE_HOST]:$KUBERNETES_SERVICE_PORT" ;;
  *) server=$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT ;;
esac

api() {
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$account/token")" |
    curl --config - --silent --show-error --fail --globoff --max-time 3 --cacert "$account/ca.crt" \
      --request "$1" --header 'Content-Type: application/merge-patch+json' ${3:+--data "$3"} \
      "https://$server/api/v1/namespaces/$POD_NAMESPACE/$2"
}
