#!/usr/bin/env bash
# Calls a running server with clients of other makers: buf curl and Python's grpcio, both by
# reflection, and grpcio with stubs generated from proto/.
set -euo pipefail
. "$(dirname "$0")/tools.sh"
cd "$repository"
buf=$tools/node_modules/.bin/buf
python=$tools/python/bin/python
start_server

"$buf" curl --http2-prior-knowledge --protocol grpc --list-methods "http://$address" | sort >/dev/null
"$buf" curl --http2-prior-knowledge --protocol grpc -d '{"name":"facts/shahed-launches"}' \
  "http://$address/dossier.v1.FactService/GetFact" | grep -q '"3700"'
echo "buf curl: ok"

stubs=$(mktemp -d)
files=$(cd proto && find dossier google -name '*.proto')
# shellcheck disable=SC2086
"$python" -m grpc_tools.protoc -Iproto --python_out="$stubs" --grpc_python_out="$stubs" $files
PYTHONPATH=$stubs "$python" tests/clients/client.py "$address"
rm -rf "$stubs"
