#!/usr/bin/env bash
# Builds Kubernetes' own tests of testing/e2e once per machine, and says where the program is; takes minutes when Go's caches are empty.
#   tools/e2e.sh          builds it if it is missing
#   tools/e2e.sh --path   only says where it is or will be
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$here/tools/setup.sh"

module=$here/testing/e2e
key=$(cd "$module" && cat ./*.go go.mod go.sum | sha256sum | cut -c1-16)
program=$cache/e2e-$key/e2e
if [ "${1:-}" != --path ] && [ ! -x "$program" ]; then
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || { echo "there is no Go to build testing/e2e with" >&2; exit 1; }
  mkdir -p "$(dirname "$program")"
  version=k8s.io/component-base/version
  (cd "$module" && CGO_ENABLED=0 nice -n 19 go build -o "$program.new" \
    -ldflags "-s -w -X $version.gitVersion=v1.34.4 -X $version.gitMajor=1 -X $version.gitMinor=34" .) >&2
  mv "$program.new" "$program"
fi
echo "$program"
