#!/usr/bin/env bash
# Builds the conformance tests of testing/oci once per machine, and says where the program is.
#   tools/oci.sh          builds it if it is missing
#   tools/oci.sh --path   only says where it is or will be; if it can't be built, the reason lies beside it in *.failed
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$here/tools/setup.sh"

module=$here/testing/oci
key=$(cat "$module/go.mod" "$module/go.sum" | sha256sum | cut -c1-16)
program=$cache/oci-$key/conformance

if [ "${1:-}" != --path ] && [ ! -x "$program" ]; then
  mkdir -p "$(dirname "$program")"
  rm -f "$program.failed"
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  # Two at once each build their own; the later one takes the place of an equal one.
  new=$program.$$
  if ! command -v go >/dev/null; then
    why="there is no Go to build testing/oci with"
  elif ! (cd "$module" && CGO_ENABLED=0 nice -n 15 go build -o "$new" github.com/opencontainers/distribution-spec/conformance) >&2; then
    why="testing/oci could not be built"
  else
    mv "$new" "$program"
  fi
  if [ -n "${why:-}" ]; then
    echo "$why" | tee "$program.failed" >&2
    exit 1
  fi
fi
echo "$program"
