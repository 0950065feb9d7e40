#!/bin/sh
# constructs/postgres/scripts/patroni.sh of Ballast, without its comments
change() {
  method=$1
  path=$2
  shift 2
  curl --config /dev/fd/3 --silent --request "$method" --data @- "$@" "http://$POD_IP:8008/$path" 3<< END
user = "patroni:$(printf %s "$PATRONI_RESTAPI_PASSWORD" | sed 's/["\\]/\\&/g')"
END
}
