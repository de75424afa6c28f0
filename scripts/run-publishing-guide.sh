#!/usr/bin/env bash
# Runs the commands of docs/publishing.md as they stand, but for the ports, in a folder of its own with a copy
# of the content. The port of an S3 server is given; a git repository and a web server are made here. Where
# there is no caddy, Python serves the folder instead.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

work=$(mktemp -d)
stop() {
  jobs=$(jobs -p)
  [ -z "$jobs" ] || kill $jobs 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
export SITEGEN_CACHE=$work/cache XDG_DATA_HOME=$work/data-home XDG_CONFIG_HOME=$work/config-home
export PATH=$programs:$PATH:$tools/publish/bin
cp -r "$repository/content" "$work/content"
cd "$work"
server=$(free_port)
web=$(free_port)
if ! command -v caddy >/dev/null; then
  echo "no caddy: Python serves the folder"
  caddy() { python3 -m http.server --bind 127.0.0.1 --directory live "$web" >/dev/null 2>&1; }
fi

# The commands under a heading of the guide.
commands() {
  sed -n "/^## $1/,/^## /p" "$repository/docs/publishing.md" | sed -n 's/^    //p' |
    sed -e "s/:50051/:$server/g" -e "s/:8080/:$web/g" -e "s/:8333/:$s3/g"
}

s3=$1
# Before the first heading: the server.
first=$(sed '/^## /q' "$repository/docs/publishing.md" | sed -n 's/^    //p' | sed "s/:50051/:$server/g")
echo "+ $first"
eval "$first" >server.log 2>&1
for _ in $(seq 150); do
  python3 -c "import socket; socket.create_connection(('127.0.0.1', $server))" 2>/dev/null && break
  command sleep 0.2
done

# The programs here are not optimized, and the machine may be busy.
sleep() { command sleep "$((4 * $1))"; }

run() {
  while IFS= read -r line; do
    echo "+ $line"
    eval "$line" </dev/null
  done < <(commands "$1")
}

run "A folder behind caddy"
sleep 1
python3 - "$web" <<'PYTHON'
import sys, urllib.request
page = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/dossiers/leap-second/").read().decode()
assert "For more than half a century" in page
PYTHON
[ -f live/index.html.br ]
echo "a folder: the correction is live"

git init --quiet --bare site.git
run "A branch for GitHub Pages"
git --git-dir site.git show gh-pages:dossiers/leap-second/index.html | grep "The last leap second" >/dev/null
[ "$(git --git-dir site.git rev-list --count gh-pages)" = 2 ]
echo "a branch: the correction is live"

run "An empty bucket"
for _ in $(seq 60); do
  rm -rf bucket
  "$tools/publish/bin/python" "$repository/scripts/bucket.py" download "http://127.0.0.1:$s3" facts/site bucket
  grep -q "One scientist expects" bucket/dossiers/leap-second/index.html && break
  command sleep 3
done
grep -q "One scientist expects" bucket/dossiers/leap-second/index.html
echo "a bucket: the correction is live"
