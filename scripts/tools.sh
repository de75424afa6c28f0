# Sourced by the scripts: where the tools are, and how to run a server for a check.
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=${DOSSIER_TOOLS:-${TMPDIR:-/tmp}/dossier-check-tools}
# The built programs; DOSSIER_PROGRAMS is a folder with copies that a build does not replace.
programs=${DOSSIER_PROGRAMS:-${CARGO_TARGET_DIR:-$repository/target}/debug}

# Starts the server on a free port with the project's content and these arguments; sets `address` and
# stops it on exit.
start_server() {
  log=$(mktemp)
  "$programs/dossier-server" serve --listen 127.0.0.1:0 --content "$repository/content" "$@" >"$log" 2>"$log.err" &
  server=$!
  trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -f "$log" "$log.err"' EXIT
  for _ in $(seq 100); do
    address=$(sed -n 's|.*http://\([0-9.:]*\).*|\1|p' "$log" | sed -n 1p)
    [ -n "$address" ] && return
    sleep 0.1
  done
  cat "$log" "$log.err" >&2
  echo "the server did not start" >&2
  return 1
}

# A port of this machine that nobody uses.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
