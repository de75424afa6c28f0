#!/usr/bin/env bash
# Installs what `make check` runs besides the Rust toolchain: buf and a Python gRPC client. Safe to run again.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

if ! command -v npm >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 nodejs npm python3-venv >/dev/null
fi
mkdir -p "$tools"
[ -f "$tools/package.json" ] || echo '{"name":"tools","private":true}' >"$tools/package.json"
if ! [ -x "$tools/node_modules/.bin/buf" ]; then
  (cd "$tools" && npm install --no-audit --no-fund --loglevel=error @bufbuild/buf@1.75.0)
fi
if ! [ -x "$tools/python/bin/python" ]; then
  python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install -q --disable-pip-version-check grpcio==1.85.1 grpcio-tools==1.85.1 \
    grpcio-reflection==1.85.1 grpcio-health-checking==1.85.1
fi
echo "tools are in $tools"
