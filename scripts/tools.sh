# Sourced by the scripts: where the tools are.
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=${DOSSIER_TOOLS:-${TMPDIR:-/tmp}/dossier-check-tools}
