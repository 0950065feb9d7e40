#!/bin/sh
# Sourced by the scripts that speak to the Kubernetes API: `api METHOD PATH [BODY]` prints the answer and fails where the API server refuses.
account=/var/run/secrets/kubernetes.io/serviceaccount

api() {
  # The token is read from a file descriptor: it is renewed each hour, and a command line can be seen.
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$account/token")" |
    curl --config - --silent --show-error --fail --max-time 3 --cacert "$account/ca.crt" \
      --request "$1" --header 'Content-Type: application/merge-patch+json' ${3:+--data "$3"} \
      "https://kubernetes.default.svc/api/v1/namespaces/$POD_NAMESPACE/$2"
}
