#!/usr/bin/env bash
# Installs the checkers that `make check` runs: buf, a Python gRPC client, Chromium with axe and the
# Nu HTML checker. Safe to run again; takes a second when all is there.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

apt_install() {
  local missing=()
  for package in "$@"; do
    dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}" >/dev/null
}

apt_install nodejs python3-venv chromium fonts-noto-core default-jre-headless

mkdir -p "$tools"
[ -f "$tools/package.json" ] || echo '{"name":"tools","private":true}' >"$tools/package.json"
if ! [ -d "$tools/node_modules/vnu-jar" ]; then
  (cd "$tools" && PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-audit --no-fund --loglevel=error \
    @bufbuild/buf@1.75.0 playwright-core@1.65 axe-core@4 vnu-jar)
fi
if ! [ -x "$tools/python/bin/python" ]; then
  python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install -q --disable-pip-version-check \
    grpcio==1.85.1 grpcio-tools==1.85.1 grpcio-reflection==1.85.1 grpcio-health-checking==1.85.1
fi
echo "tools are in $tools"
