#!/usr/bin/env bash
# Tests the alerts for Prometheus: each fires when it should, and none while all is well.
set -euo pipefail
cd "$(dirname "$0")/.."
promtool check rules docs/alerts/rules.yaml
promtool test rules docs/alerts/test.yaml
