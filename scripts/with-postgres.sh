#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own, in a throw-away directory, on a free port;
# scripts/install-tools.sh installs it. Sets DOSSIER_TEST_POSTGRES to its address, and
# DOSSIER_TEST_POSTGRES_RESTART to a command that restarts it.
set -euo pipefail

binaries=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# The database refuses to run as root.
as_user() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as_user() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
fi
as_user "$binaries/initdb" --auth=trust --username=dossier --pgdata="$folder/data" >"$folder/log" 2>&1
control() { as_user "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait "$@" >/dev/null; }
options="-p $port -k $folder -c listen_addresses=127.0.0.1"
control --options="$options" start
trap 'control --mode=immediate stop || true; rm -rf "$folder"' EXIT

cat >"$folder/restart" <<END
#!/usr/bin/env bash
exec $( [ "$(id -u)" = 0 ] && echo "setpriv --reuid=postgres --regid=postgres --init-groups" ) \
  "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait --mode=immediate --options="$options" restart >/dev/null
END
chmod +x "$folder/restart"
chmod 755 "$folder"
export DOSSIER_TEST_POSTGRES="postgres://dossier@127.0.0.1:$port/postgres"
export DOSSIER_TEST_POSTGRES_RESTART="$folder/restart"
"$@"
