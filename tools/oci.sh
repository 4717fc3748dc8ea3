#!/usr/bin/env bash
# Builds the programs of testing/oci once per machine, and says where the conformance tests are; oras lies beside them.
#   tools/oci.sh          builds them if they are missing
#   tools/oci.sh --path   only says where they are or will be; if they can't be built, the reason lies beside them in *.failed
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$here/tools/setup.sh"

module=$here/testing/oci
key=$(cat "$module/go.mod" "$module/go.sum" | sha256sum | cut -c1-16)
program=$cache/oci-$key/conformance
oras=$cache/oci-$key/oras

if [ "${1:-}" != --path ] && [ ! -x "$program" ]; then
  mkdir -p "$(dirname "$program")"
  rm -f "$program.failed"
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  # Two at once each build their own; the later one takes the place of an equal one.
  new=$program.$$.d
  if ! command -v go >/dev/null; then
    why="there is no Go to build testing/oci with"
  elif ! (cd "$module" && CGO_ENABLED=0 nice -n 15 go build -o "$new/" github.com/opencontainers/distribution-spec/conformance oras.land/oras/cmd/oras) >&2; then
    why="testing/oci could not be built"
  else
    mv "$new/oras" "$oras"
    mv "$new/conformance" "$program" # the last: whoever waits for it finds the other
  fi
  rm -rf "$new"
  if [ -n "${why:-}" ]; then
    echo "$why" | tee "$program.failed" >&2
    exit 1
  fi
fi
echo "$program"
