#!/usr/bin/env bash
# Installs what `make check` runs besides the Rust toolchain: buf. Safe to run again.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

if ! command -v npm >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 nodejs npm >/dev/null
fi
mkdir -p "$tools"
[ -f "$tools/package.json" ] || echo '{"name":"tools","private":true}' >"$tools/package.json"
if ! [ -x "$tools/node_modules/.bin/buf" ]; then
  (cd "$tools" && npm install --no-audit --no-fund --loglevel=error @bufbuild/buf@1.75.0)
fi
echo "tools are in $tools"
