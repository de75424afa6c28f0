#!/usr/bin/env bash
# Runs Lighthouse (mobile settings) three times over pages of a site, served compressed as web servers
# do, and tells the medians. All four are 100 on a quiet machine; three of them must be, and nothing may
# shift. Performance is a measurement of time, which a busy machine makes worse: it may fall to 95.
# lighthouse.sh SITE PAGE…; a page is a folder of the site, `.` is the home page.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
site=$1
shift
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
port=$(free_port)
echo '{"trailingSlash": true, "directoryListing": false}' >"$work/serve.json"
"$tools/node_modules/.bin/serve" --config "$work/serve.json" --no-request-logging --no-clipboard \
  --listen "tcp://127.0.0.1:$port" "$site" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
  python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null && break
  sleep 0.1
done
for page in "$@"; do
  path=${page#.}
  for run in 1 2 3; do
    CHROME_PATH=${CHROMIUM:-/usr/bin/chromium} "$tools/node_modules/.bin/lighthouse" \
      "http://127.0.0.1:$port/${path:+$path/}" --quiet --output=json --output-path="$work/$run.json" \
      --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking"
  done
  python3 - "$page" "$work" <<'PYTHON'
import json, statistics, sys

page, work = sys.argv[1:]
runs = [json.load(open(f"{work}/{run}.json")) for run in (1, 2, 3)]
scores = {
    name: statistics.median(run["categories"][name]["score"] or 0 for run in runs)
    for name in runs[0]["categories"]
}
shift = max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs)
told = ", ".join(f"{name} {100 * score:.0f}" for name, score in scores.items())
print(f"Lighthouse, median of three: {page}: {told}; layout shift {shift:g}")
if shift > 0 or any(score < (0.95 if name == "performance" else 1) for name, score in scores.items()):
    for name, audit in runs[0]["audits"].items():
        if (audit.get("score") or 0) < 1 and audit["scoreDisplayMode"] in ("binary", "numeric"):
            print(f"  {name}: {audit['title']} {audit.get('displayValue', '')}")
    sys.exit(1)
PYTHON
done
