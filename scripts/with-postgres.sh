#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own, in a throw-away directory, on a free port;
# scripts/install-tools.sh installs it. Sets
#   DOSSIER_TEST_POSTGRES          its address
#   DOSSIER_TEST_POSTGRES_RESTART  a command that restarts it
#   DOSSIER_TEST_POSTGRES_PID      a file whose first line is its process
#   DOSSIER_TEST_POSTGRES_CA       the certificate that it shows, which is of 127.0.0.1 alone
#   DOSSIER_TEST_PGBOUNCER         the address of a pool of connections to it, one for each transaction
set -euo pipefail

binaries=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
folder=$(mktemp -d)
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free_port)

# The database refuses to run as root. No function: in the background that would be a shell of its own,
# and what is stopped at the end would be that shell, and not what it runs.
as_user=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as_user=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi
"${as_user[@]}" "$binaries/initdb" --auth=trust --username=dossier --pgdata="$folder/data" >"$folder/log" 2>&1
"${as_user[@]}" openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
  -subj /CN=test -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:false \
  -keyout "$folder/data/server.key" -out "$folder/data/server.crt" 2>>"$folder/log"
control() {
  "${as_user[@]}" "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait "$@" >/dev/null
}
options="-p $port -k $folder -c listen_addresses=127.0.0.1 -c ssl=on"
control --options="$options" start
pool=
trap '[ -z "$pool" ] || kill "$pool" || true; control --mode=immediate stop || true; rm -rf "$folder"' EXIT

cat >"$folder/restart" <<END
#!/usr/bin/env bash
exec ${as_user[@]} \
  "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait --mode=immediate --options="$options" restart >/dev/null
END
chmod +x "$folder/restart"
chmod 755 "$folder"
cp "$folder/data/server.crt" "$folder/ca.pem"
chmod 644 "$folder/ca.pem"
export DOSSIER_TEST_POSTGRES="postgres://dossier@127.0.0.1:$port/postgres"
export DOSSIER_TEST_POSTGRES_RESTART="$folder/restart"
export DOSSIER_TEST_POSTGRES_PID="$folder/data/postmaster.pid"
export DOSSIER_TEST_POSTGRES_CA="$folder/ca.pem"

pool_port=$(free_port)
cat >"$folder/pool.ini" <<END
[databases]
* = host=127.0.0.1 port=$port
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pool_port
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
END
# Any user is let in, as the database does; the pool logs in to it as this one.
sed -i "s/^\* = .*/& user=dossier/" "$folder/pool.ini"
chmod 644 "$folder/pool.ini"
"${as_user[@]}" /usr/sbin/pgbouncer --quiet "$folder/pool.ini" 2>>"$folder/server.log" &
pool=$!
export DOSSIER_TEST_PGBOUNCER="postgres://dossier@127.0.0.1:$pool_port/postgres"
"$@"
