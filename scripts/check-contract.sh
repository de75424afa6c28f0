#!/usr/bin/env bash
# Lints the contract, and compares it with the last release once there is one.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"
buf=$tools/node_modules/.bin/buf

"$buf" lint
echo "buf lint: ok"
release=$(git tag --list 'v*' --sort=-v:refname | sed -n 1p)
if [ -n "$release" ]; then
  "$buf" breaking --against ".git#tag=$release"
  echo "buf breaking against $release: ok"
fi
