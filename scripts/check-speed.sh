#!/usr/bin/env bash
# Runs Lighthouse (mobile settings) over pages of a site, served compressed as web servers do. All four
# scores are 100 on a quiet machine, and nothing shifts; three of them must be 100 on any. Performance
# is a measurement of time, which a busy machine makes worse: it may fall to 90, and a page that arrives
# in pieces may shift by a tenth of what web.dev calls good. A first run that is perfect counts by
# itself. Otherwise the median of three counts; where the first two pass, so does the median, and there is
# no third.
# The machine should do nothing else meanwhile.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"

# One page of each kind that readers come to; `.` is the home page.
pages=(. search dossiers/anti-western-axis facts/shahed-launches)

work=$(mktemp -d)
site=$work/site
server=
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
port=$(free_port)
"$programs/sitegen" build --content content --out "$site" --base-url "http://127.0.0.1:$port/"
echo '{"trailingSlash": true, "directoryListing": false}' >"$work/serve.json"
"$tools/node_modules/.bin/serve" --config "$work/serve.json" --no-request-logging --no-clipboard \
  --listen "tcp://127.0.0.1:$port" "$site" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
  python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null && break
  sleep 0.1
done
run_lighthouse() {
  CHROME_PATH=${CHROMIUM:-/usr/bin/chromium} "$tools/node_modules/.bin/lighthouse" \
    "http://127.0.0.1:$port/${1:+$1/}" --quiet --output=json --output-path="$2" \
    --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking"
}

# Judges runs of a page, by the score that its performance needs: judge SCORE PAGE FILE…
judge() {
  python3 - "$@" <<'PYTHON'
import json, statistics, sys

needed, page, *files = sys.argv[1:]
needed = float(needed)
runs = [json.load(open(file)) for file in files]
# Of two runs the worse.
middle = statistics.median_low
scores = {
    name: middle(run["categories"][name]["score"] or 0 for run in runs) for name in runs[0]["categories"]
}
shift = max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs)
shown = ", ".join(f"{name} {100 * score:.0f}" for name, score in scores.items())
print(f"Lighthouse, {len(runs)} run{'s' if files[1:] else ''}: {page}: {shown}; layout shift {shift:g}")
if shift > (0 if needed == 1 else 0.01) or any(score < (needed if name == "performance" else 1) for name, score in scores.items()):
    for name, audit in runs[0]["audits"].items():
        if (audit.get("score") or 0) < 1 and audit["scoreDisplayMode"] in ("binary", "numeric"):
            print(f"  {name}: {audit['title']} {audit.get('displayValue', '')}")
    sys.exit(1)
PYTHON
}

for page in "${pages[@]}"; do
  path=${page#.}
  run_lighthouse "$path" "$work/1.json"
  judge 1 "$page" "$work/1.json" && continue
  run_lighthouse "$path" "$work/2.json"
  judge 0.9 "$page" "$work"/[12].json && continue
  run_lighthouse "$path" "$work/3.json"
  judge 0.9 "$page" "$work"/[123].json
done
