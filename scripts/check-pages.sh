#!/usr/bin/env bash
# Checks the built site in public/: links, valid HTML, and accessibility in a real browser.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"

"$binaries/sitegen" check public
java -Xss4m -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --skip-non-html --also-check-css --errors-only public
echo "Nu HTML checker: ok"
NODE_PATH=$tools/node_modules node scripts/axe.cjs public
