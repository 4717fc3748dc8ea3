#!/usr/bin/env bash
# Builds the page into target/classes, when something it is made of changed since the last time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p target
exec 9>target/building
flock 9 # the rooms' build and the page's tests may both want it

lock=$(cksum <package-lock.json)
if [ ! -d node_modules ] || [ "$(cat target/installed 2>/dev/null)" != "$lock" ]; then
  npm ci --no-audit --no-fund --loglevel=error
  echo "$lock" >target/installed
fi

made=target/classes/META-INF/resources/openluffy/index.html
if [ ! -f "$made" ] || [ -n "$(find src public index.html package.json vite.config.ts tsconfig.json \
  ../server/src/main/resources/openapi -newer "$made" -print -quit)" ]; then
  npm run --silent build
fi
