#!/usr/bin/env bash
# Builds the site for a port of this machine, serves it there, and checks it: links, valid HTML, and
# accessibility in a real browser.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"

# What a dossier's page and the style sheet weigh together at most, compressed.
most=60000

folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT

# Checks the site in a folder, built from content for readers of these languages.
check_site() {
  site=$folder/$1 content=$2
  shift 2
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  address=http://127.0.0.1:$port/
  "$binaries/sitegen" build --content "$content" --out "$site" --base-url "$address" "$@"
  "$binaries/sitegen" check "$site"
  for page in "$site"/dossiers/*/index.html; do
    weight=$(cat "$page" "$site/style.css" | gzip -9 | wc -c)
    echo "$page: $weight bytes with its style, compressed"
    [ "$weight" -le "$most" ]
  done
  # To the checker a file has no origin, so it holds that the policy blocks the style sheet; it takes
  # data blocks (JSON-LD) for scripts, which `sitegen check` tells apart; and it guesses the language
  # of a page from most of its words, which in an edition are those of what is not translated yet,
  # each marked as what it is.
  java -Xss4m -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --skip-non-html --also-check-css --Werror \
    --filterpattern '.*(external stylesheet|external script|Inline script).*(blocked by).*|.*appears to be written in.*' "$site"
  echo "Nu HTML checker: ok"
  python3 -m http.server --bind 127.0.0.1 --directory "$site" "$port" >/dev/null 2>&1 &
  server=$!
  NODE_PATH=$tools/node_modules node scripts/axe.cjs "$site" "$address"
}

check_site public content
NODE_PATH=$tools/node_modules node scripts/search.cjs "$site" "$address"
kill "$server"
# From right to left.
check_site arabic tests/arabic --language ar,en
