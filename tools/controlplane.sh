#!/usr/bin/env bash
# Builds the control plane of testing/controlplane once per machine, and says where the program is.
#   tools/controlplane.sh          builds it if it is missing; takes minutes of both cores when Go's caches are empty
#   tools/controlplane.sh --path   only says where it is or will be; if it can't be built, the reason lies beside it in *.failed
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$here/tools/setup.sh"

module=$here/testing/controlplane
kubernetes=v1.34.4
# Another content is another program: one that is there is never out of date.
key=$(cd "$module" && cat ./*.go go.mod go.sum | sha256sum | cut -c1-16)
program=$cache/controlplane-$key/controlplane

if [ "${1:-}" = --path ]; then
  echo "$program"
  exit
fi

mkdir -p "$(dirname "$program")"
failed() {
  echo "$1" >"$program.failed"
  echo "$1" >&2
  exit 1
}

# Two at once would do the work twice: the second waits and finds it done.
exec 9>"$program.lock"
if command -v flock >/dev/null; then flock 9; fi
if [ ! -x "$program" ]; then
  rm -f "$program.failed"
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || failed "there is no Go to build testing/controlplane with"
  minor=${kubernetes#v1.}
  version=k8s.io/component-base/version
  # Out of the way of whatever runs beside it.
  (cd "$module" && CGO_ENABLED=0 nice -n 15 go build -o "$program.new" \
    -ldflags "-s -w -X $version.gitVersion=$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=${minor%.*}" .) >&2 ||
    failed "testing/controlplane could not be built"
  mv "$program.new" "$program"
fi
echo "$program"
