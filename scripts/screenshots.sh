#!/usr/bin/env bash
# Takes pictures of the site in public/ (or SITE) into screenshots/; see screenshots.cjs.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
NODE_PATH="$tools/node_modules" node scripts/screenshots.cjs "${SITE:-public}" "${OUT:-screenshots}" "$@"
