# Prints the servers of nginx from two files: lines `SERVICE ADDRESS`; and a line `domain` (of the Services), with lines `host NAME FOLDER` (of its
# certificate, or '-'), each followed by its lines `path PREFIX SERVICE`.
FILENAME == ARGV[1] {
  known[$1] = 1
  at = index($2, ":") ? "[" $2 "]" : $2
  # Three times: a connection that fails is tried again, and then leads to another pod of the Service.
  printf "upstream %s {\n", $1
  for (try = 0; try < 3; try++) printf "  server %s:80 max_fails=0;\n", at
  print "}"
  next
}
function location(prefix, action) {
  if (prefix != "/") printf "  location = %s { %s }\n", prefix, action
  printf "  location %s { %s }\n", prefix == "/" ? "/" : prefix "/", action
}
function finish() {
  if (host == "") return
  # Applications may serve their metrics on the port of their clients.
  location("/metrics", "return 404;")
  if (!rest) location("/", "return 404;")
  print "}"
}
$1 == "host" {
  finish()
  host = $2
  rest = 0
  if ($3 == "-") {
    printf "server {\n  listen 8080;\n  server_name %s;\n", host
  } else {
    printf "server {\n  listen 8080;\n  server_name %s;\n  return 301 https://$host$request_uri;\n}\n", host
    printf "server {\n  listen 8443 ssl;\n  server_name %s;\n", host
    printf "  ssl_certificate %s/tls.crt;\n  ssl_certificate_key %s/tls.key;\n", $3, $3
  }
}
$1 == "path" {
  if ($2 == "/") rest = 1
  location($2, $3 in known ? "proxy_pass http://" $3 ";" : "return 503;")
}
END { finish() }
