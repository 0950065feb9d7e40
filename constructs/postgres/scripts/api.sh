#!/bin/sh
# Sourced by scripts that call the Kubernetes API: `api METHOD PATH [BODY]` prints the answer, and fails if the API server refuses the request.
account=/var/run/secrets/kubernetes.io/serviceaccount

api() {
  # The token is read on each call, because it is renewed each hour, and passed on standard input, because other processes can read a command line.
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$account/token")" |
    curl --config - --silent --show-error --fail --max-time 3 --cacert "$account/ca.crt" \
      --request "$1" --header 'Content-Type: application/merge-patch+json' ${3:+--data "$3"} \
      "https://kubernetes.default.svc/api/v1/namespaces/$POD_NAMESPACE/$2"
}
