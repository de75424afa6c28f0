#!/usr/bin/env bash
# Calls a running server with clients of other makers: curl, buf curl in every protocol, Python's grpcio
# by reflection and with stubs generated from proto/, Connect-ES, Google's grpc-web, a page in Chromium;
# and lints what the server says of itself for OpenAPI.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"
buf=$tools/node_modules/.bin/buf
python=$tools/python/bin/python
origin=http://127.0.0.1:$(free_port)
start_server --cors-origin "$origin"

"$buf" curl --http2-prior-knowledge --protocol grpc --list-methods "http://$address" | sort >/dev/null
get_fact=http://$address/dossier.v1.FactService/GetFact
for protocol in grpc grpcweb connect; do
  # Reflection is a stream, which is not spoken by Connect here.
  schema=(--schema .)
  [ $protocol = connect ] || schema=(--http2-prior-knowledge)
  "$buf" curl "${schema[@]}" --protocol $protocol -d '{"name":"facts/shahed-launches"}' "$get_fact" | grep '"3700"' >/dev/null
  if refused=$("$buf" curl "${schema[@]}" --protocol $protocol -d '{"name":"facts/none"}' "$get_fact" 2>&1); then
    echo "$protocol: an unknown fact was found" >&2
    exit 1
  fi
  grep -q not_found <<<"$refused"
done
echo "buf curl: ok"

curl -sS -d '{"name":"facts/shahed-launches"}' -H 'content-type: application/json' "$get_fact" | grep '"3700"' >/dev/null
curl -sS --http2-prior-knowledge -G "$get_fact" --data-urlencode 'message={"name":"facts/shahed-launches"}' |
  grep '"3700"' >/dev/null
curl -sS "http://$address/" | grep openapi.json >/dev/null
echo "curl: ok"

stubs=$(mktemp -d)
files=$(cd proto && find dossier google -name '*.proto')
# shellcheck disable=SC2086
"$python" -m grpc_tools.protoc -Iproto --python_out="$stubs" --grpc_python_out="$stubs" $files
PYTHONPATH=$stubs "$python" tests/clients/client.py "$address"

"$buf" build . -o "$stubs/descriptors.binpb"
TOOLS=$tools CHROMIUM=$(command -v chromium) \
  node tests/clients/web.mjs "$address" "$stubs/descriptors.binpb" "$origin"
curl -sS "http://$address/openapi.json" >"$stubs/openapi.json"
"$tools/node_modules/.bin/redocly" lint --extends recommended "$stubs/openapi.json"
rm -rf "$stubs"
