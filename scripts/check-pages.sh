#!/usr/bin/env bash
# Builds the site for a port of this machine, serves it there, and checks it: links, weight, valid HTML,
# what it says to machines, accessibility and the keyboard in a real browser, search.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"

# What a dossier's page and the style sheet weigh together at most, compressed.
most=60000
vnu=$tools/node_modules/vnu-jar/build/dist/vnu.jar

folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT

# Checks the tables of a site's dossiers, and reads them as their descriptions say.
check_tables() {
  local folder
  for folder in "$1"/dossiers/*/; do
    "$tools/tables/bin/frictionless" validate "$folder/datapackage.json" >/dev/null
    "$tools/tables/bin/mlcroissant" validate --jsonld "$folder/croissant.json" 2>/dev/null
    "$tools/tables/bin/mlcroissant" load --jsonld "$folder/croissant.json" --record_set facts \
      >/dev/null 2>&1
  done
  echo "tables: ok"
}

# Checks the site in a folder, built from content for readers of these languages.
check_site() {
  site=$folder/$1 content=$2
  shift 2
  port=$(free_port)
  address=http://127.0.0.1:$port/
  "$programs/sitegen" build --content "$content" --out "$site" --base-url "$address" "$@"
  "$programs/sitegen" check "$site"
  for page in "$site"/dossiers/*/index.html; do
    weight=$(cat "$page" "$site/style.css" | gzip -9 | wc -c)
    echo "$page: $weight bytes with its style, compressed"
    [ "$weight" -le "$most" ]
  done
  # To the checker a file has no origin, so it holds that the policy blocks the style sheet; it takes
  # data blocks (JSON-LD) for scripts, which `sitegen check` tells apart; and it guesses the language
  # of a page from most of its words, which in an edition are those of what is not translated yet,
  # each marked as what it is, and on the page of a figure alone are few.
  java -Xss4m -jar "$vnu" --skip-non-html --also-check-css --Werror \
    --filterpattern '.*(external stylesheet|external script|Inline script).*(blocked by).*|.*appears to be written in.*' "$site"
  echo "Nu HTML checker: ok"
  NODE_PATH=$tools/node_modules node scripts/data.mjs "$site"
  check_tables "$site"
  # Jing, which comes with the Nu checker.
  find "$site" -name feed.xml -exec \
    java -cp "$vnu" nu.validator.vendor.thaiopensource.relaxng.util.Driver -c scripts/atom.rnc {} +
  python3 -m http.server --bind 127.0.0.1 --directory "$site" "$port" >/dev/null 2>&1 &
  server=$!
  NODE_PATH=$tools/node_modules node scripts/axe.cjs "$site" "$address"
  # One page of each type.
  pages=(. search corrections)
  for kind in dossiers facts entities articles; do
    pages+=("$(cd "$site" && find "$kind" -mindepth 2 -maxdepth 2 -name index.html -printf '%h\n' | sort | sed -n 1p)")
  done
  NODE_PATH=$tools/node_modules node scripts/behaviour.cjs "$address" "${pages[@]}"
}

check_site public content
NODE_PATH=$tools/node_modules node scripts/story.cjs "$address" tests/story.json
NODE_PATH=$tools/node_modules node scripts/search.cjs "$site" "$address"
kill "$server"
# While it is written.
cp -r tests/content "$folder/content"
NODE_PATH=$tools/node_modules node scripts/preview.cjs \
  "$programs/sitegen" "$folder/content" "$folder/content/dossiers/canal/facts.yaml"
# From right to left.
check_site arabic tests/arabic --language ar,en
