#!/usr/bin/env bash
# Publishes to buckets that keep conditions (SeaweedFS, moto) and to one that ignores them (rclone): counts
# the requests of a correction, kills publishers (a first publication, an update, and one that mends), lets two
# publish at once, and mends what somebody spoiled. Then runs the commands of docs/publishing.md as they stand, but
# for the ports.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"

work=$(mktemp -d)
children=()
stop() {
  [ ${#children[@]} -eq 0 ] || kill "${children[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
export PATH=$programs:$PATH
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=testsecret AWS_REGION=us-east-1 AWS_ALLOW_HTTP=true
python=$tools/publish/bin/python
# How often a publisher is killed, for each of two servers and each of three kinds of publication.
kills=${PUBLISH_KILLS:-5}

# Starts a program in the background, with what it says in a file of this name.
background() {
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  children+=($!)
}

# Waits until something listens on a port.
wait_for() {
  for _ in $(seq 150); do
    python3 -c "import socket; socket.create_connection(('127.0.0.1', $1))" 2>/dev/null && return
    sleep 0.2
  done
  echo "nothing listens on port $1" >&2
  tail -n 20 "$work"/*.log >&2
  return 1
}

start_seaweedfs() {
  mkdir "$work/weed"
  cat >"$work/weed.json" <<'JSON'
{"identities": [{"name": "t", "credentials": [{"accessKey": "test", "secretKey": "testsecret"}],
  "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}
JSON
  local ports=()
  for _ in $(seq 9); do ports+=("$(free_port)"); done
  seaweedfs=$(free_port)
  background seaweedfs "$tools/publish/bin/weed" server -ip=127.0.0.1 -ip.bind=127.0.0.1 -dir="$work/weed" \
    -master.port="${ports[0]}" -master.port.grpc="${ports[1]}" -master.volumeSizeLimitMB=64 \
    -volume.port="${ports[2]}" -volume.port.grpc="${ports[3]}" -volume.max=40 \
    -filer -filer.port="${ports[4]}" -filer.port.grpc="${ports[5]}" \
    -s3 -s3.port="$seaweedfs" -s3.port.grpc="${ports[6]}" -s3.port.iceberg=0 -s3.port.lance=0 \
    -s3.config="$work/weed.json" -master.telemetry=false
  wait_for "$seaweedfs"
}

start_moto() {
  moto=$(free_port)
  background moto "$tools/publish/bin/moto_server" -H 127.0.0.1 -p "$moto"
  wait_for "$moto"
}

start_rclone() {
  rclone=$(free_port)
  mkdir "$work/rclone"
  background rclone "$tools/publish/bin/rclone" serve s3 --addr "127.0.0.1:$rclone" \
    --auth-key test,testsecret "$work/rclone"
  wait_for "$rclone"
}

# What a bucket shows, as a folder.
download() {
  rm -rf "$3"
  "$python" scripts/bucket.py download "http://127.0.0.1:$1" "$2" "$3"
}

publish() {
  SITEGEN_CACHE=${cache:-$work/cache} "$programs/sitegen" publish --site "$1" --to "$2" "${@:3}"
}

same() {
  diff -r --exclude='.sitegen*' --exclude=.dossier-site --exclude=dossier-site.json "$1" "$2"
}

# Whether a bucket shows a site.
shows() {
  download "$port" "facts/$2" "$work/live"
  same "$1" "$work/live"
}

# Publishes, and is killed after a part of the time that the first publication took.
killed_at() {
  SITEGEN_CACHE=$cache "$programs/sitegen" publish --site "$2" --to "$3" "${@:4}" >"$work/killed.log" 2>&1 &
  local killed=$!
  sleep "$(python3 -c "print($took * $1 / 100000)")"
  kill -9 "$killed" 2>/dev/null || true
  wait "$killed" || true
}

echo "== sites"
# Two revisions of one store, which differ in the title of a dossier.
cp -r tests/content "$work/content"
server_port=$(free_port)
background server "$programs/dossier-server" serve --content "$work/content" --data "$work/data" --watch \
  --listen "127.0.0.1:$server_port"
wait_for "$server_port"
site() {
  "$programs/sitegen" build --server "http://127.0.0.1:$server_port" --out "$work/$1" \
    --base-url https://facts.example.org/
}
site old
sed -i 's/^title: The canal/title: A canal/' "$work/content/dossiers/canal/dossier.md"
for _ in $(seq 50); do
  site new
  cmp -s "$work/old/build.json" "$work/new/build.json" || break
  sleep 0.2
done
# The old site with other words of the same length on each page.
cp -r "$work/old" "$work/other"
find "$work/other" -name '*.html' -exec sed -i 's/<title>./<title>X/' {} +

start_seaweedfs
start_moto
start_rclone
for name in seaweedfs moto; do
  echo "== $name"
  port=${!name}
  cache=$work/cache-$name
  "$python" scripts/bucket.py make "http://127.0.0.1:$port" facts
  # The requests are counted on their way.
  proxy=$(free_port)
  rm -f "$work/requests"
  background "proxy-$name" "$python" scripts/count-requests.py "$proxy" "$port" "$work/requests"
  wait_for "$proxy"
  export AWS_ENDPOINT=http://127.0.0.1:$proxy
  publish "$work/old" s3://facts/first
  download "$port" facts/first "$work/live"
  same "$work/old" "$work/live"
  : >"$work/requests"
  publish "$work/new" s3://facts/first --on-published "cat >$work/told"
  "$python" scripts/bucket.py within-bounds "$work/requests" "$work/told" "$work/new"
  download "$port" facts/first "$work/live"
  same "$work/new" "$work/live"
  publish "$work/new" s3://facts/first | grep 'nothing to publish'

  # Killed at moments spread over a publication, and gone on from there by itself, or each third time by
  # another machine, which has no cache.
  start=$(date +%s%N)
  publish "$work/old" s3://facts/timed
  took=$((($(date +%s%N) - start) / 1000000))
  for kill in $(seq "$kills"); do
    percent=$((50 + (100 * kill - 50) / (2 * kills)))
    next=$cache
    [ $((kill % 3)) != 0 ] || next=$work/another-machine-$kill
    killed_at "$percent" "$work/old" "s3://facts/killed-$kill"
    cache=$next publish "$work/new" "s3://facts/killed-$kill" --patience 2
    shows "$work/new" "killed-$kill"
    # An update to a site whose files have the same sizes, and then the old site is published again: by somebody
    # who trusts the manifest, or who does not.
    publish "$work/old" s3://facts/updated --reconcile
    killed_at "$percent" "$work/other" s3://facts/updated
    how=()
    [ $((kill % 2)) = 0 ] || how=(--reconcile)
    cache=$next publish "$work/old" s3://facts/updated --patience 2 "${how[@]}"
    shows "$work/old" updated
    # One that mends, and then one that trusts the manifest. Where it was killed before its claim, nobody has to
    # know that there is something to mend.
    "$python" scripts/bucket.py spoil "http://127.0.0.1:$port" facts/updated
    killed_at "$percent" "$work/old" s3://facts/updated --reconcile
    if "$python" scripts/bucket.py claimed "http://127.0.0.1:$port" facts/updated; then
      cache=$next publish "$work/old" s3://facts/updated --patience 2
    else
      cache=$next publish "$work/old" s3://facts/updated --reconcile
    fi
    shows "$work/old" updated
  done

  # Two at once: both end well or one is told that the other is ahead, and the newest site stands.
  (cache=$work/one publish "$work/old" s3://facts/race) >"$work/one.log" 2>&1 &
  one=$!
  (cache=$work/two publish "$work/new" s3://facts/race) >"$work/two.log" 2>&1 &
  two=$!
  wait "$two"
  status=0
  wait "$one" || status=$?
  [ "$status" = 0 ] || [ "$status" = 3 ]
  download "$port" facts/race "$work/live"
  same "$work/new" "$work/live"

  # Packed. What is whole is not sent again, and a page that somebody replaced by one of the same size is.
  publish "$work/new" s3://facts/packed --gzip
  "$python" scripts/bucket.py headers "http://127.0.0.1:$port" facts packed/index.html
  publish "$work/new" s3://facts/packed --gzip --reconcile | grep 'nothing to publish'
  "$python" scripts/bucket.py spoil "http://127.0.0.1:$port" facts/packed
  publish "$work/new" s3://facts/packed --gzip --reconcile | grep ' 1 file of .* 1 deletion'
done

echo "== rclone"
export AWS_ENDPOINT=http://127.0.0.1:$rclone
cache=$work/cache-rclone
mkdir "$work/rclone/facts"
if publish "$work/old" s3://facts/first 2>"$work/refused"; then
  echo "a bucket that ignores conditions was not found out" >&2
  exit 1
fi
grep -- --unconditional "$work/refused"
publish "$work/old" s3://facts/first --unconditional
publish "$work/new" s3://facts/first --unconditional
same "$work/new" "$work/rclone/facts/first"

echo "== docs/publishing.md"
scripts/run-publishing-guide.sh "$seaweedfs"
