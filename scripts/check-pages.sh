#!/usr/bin/env bash
# Builds the site for a port of this machine, serves it there, and checks it: links, valid HTML, and
# accessibility in a real browser.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"

site=$(mktemp -d)/site
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
address=http://127.0.0.1:$port/
"$binaries/sitegen" build --out "$site" --base-url "$address"
"$binaries/sitegen" check "$site"
# To the checker a file has no origin, so it holds that the policy blocks the style sheet; and it takes
# data blocks (JSON-LD) for scripts, which `sitegen check` tells apart.
java -Xss4m -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --skip-non-html --also-check-css --Werror \
  --filterpattern '.*(external stylesheet|external script|Inline script).*(blocked by).*' "$site"
echo "Nu HTML checker: ok"

python3 -m http.server --bind 127.0.0.1 --directory "$site" "$port" >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$(dirname "$site")"' EXIT
NODE_PATH=$tools/node_modules node scripts/axe.cjs "$site" "$address"
NODE_PATH=$tools/node_modules node scripts/search.cjs "$site" "$address"
