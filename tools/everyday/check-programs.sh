#!/bin/sh
# Checks what `make setup` needs and cannot install: Node.js and npm, kubectl, and a cluster that answers. Names everything that is missing.
set -eu
missing=0
newline='
'
lacks() { # lacks WHAT REMEDY
  echo "[FAIL] $1; $2" >&2
  missing=1
}
if ! version=$(node --version 2> /dev/null); then
  lacks 'node is not on PATH' 'install Node.js 20 or newer: https://nodejs.org/en/download'
else
  major=${version#v}
  major=${major%%.*}
  if [ "$major" -ge 20 ]; then echo "[OK] node $version"; else lacks "node is $version" 'install Node.js 20 or newer: https://nodejs.org/en/download'; fi
fi
if npm --version > /dev/null 2>&1; then echo '[OK] npm'; else lacks 'npm is not on PATH' 'install it with Node.js: https://nodejs.org/en/download'; fi
if ! command -v kubectl > /dev/null; then
  lacks 'kubectl is not on PATH' 'install it: https://kubernetes.io/docs/tasks/tools/'
elif ! context=$(kubectl config current-context 2> /dev/null); then
  lacks 'kubectl has no current context' 'start a cluster, such as one of kind or minikube, or choose one: kubectl config use-context NAME'
elif ! answer=$(kubectl get --raw /version --request-timeout=10s 2>&1); then
  lacks "context $context: its cluster does not answer (${answer##*"$newline"})" 'start it, or choose another one: kubectl config use-context NAME'
else
  echo "[OK] kubectl, and the cluster of context $context answers"
fi
exit "$missing"
