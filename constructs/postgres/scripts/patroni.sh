#!/bin/sh
# Sourced by scripts that change something through Patroni: `change METHOD PATH [CURL OPTION...]` sends standard input and prints the answer.
# It uses the pod's own address, not 127.0.0.1, because Patroni takes changes from members' addresses only. The password goes through a file
# descriptor, because other processes can read a command line.
change() {
  method=$1
  path=$2
  shift 2
  curl --config /dev/fd/3 --silent --request "$method" --data @- "$@" "http://$POD_IP:8008/$path" 3<< END
user = "patroni:$(printf %s "$PATRONI_RESTAPI_PASSWORD" | sed 's/["\\]/\\&/g')"
END
}
