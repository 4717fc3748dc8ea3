# Builds what ./luffy runs, and knows how to run it; sourced by ./luffy and bench/run. Wants $here, JAVA_HOME and jdk.sh.

dist=$here/cli/target/dist
built_with=$dist/.built

# What was built is current as long as no source file is newer than its stamp, and the JDK is the same.
stale() {
  [ -f "$built_with" ] && [ "$(cat "$built_with")" = "$JAVA_HOME" ] || return 0
  [ -n "$(find "$here"/*/src "$here"/*/pom.xml "$here"/pom.xml "$here"/ui/{public,index.html,package-lock.json,vite.config.ts} \
    -path '*/src/test' -prune -o -type f -newer "$built_with" -print -quit 2>/dev/null)" ]
}

build() {
  need mvn "Maven 3.8 or newer on PATH (mvn)."
  need npm "Node 20 or newer on PATH (npm), for the page."
  mkdir -p "$here/cli/target" 2>/dev/null || { echo "OpenLuffy is built in its own folder, and $here can't be written." >&2; exit 1; }
  local log=$here/cli/target/build.log
  # Two at once would overwrite each other's classes: the second waits, and finds everything done.
  if command -v flock >/dev/null; then
    exec 9>"$here/cli/target/build.lock"
    if ! flock -n 9; then
      echo "Another ./luffy is building; waiting for it…" >&2
      flock 9
      if ! stale; then exec 9>&-; return; fi
    fi
  fi
  local began=$SECONDS
  echo "Building OpenLuffy (the first time takes a few minutes, most of it downloads)…" >&2
  # Jars that a running server has open stay as they are on disk until it ends.
  rm -rf "$dist"
  (cd "$here" && mvn -Dfast -Dmaven.test.skip=true -Dstyle.color=never -pl cli -am package </dev/null 9>&- 2>&1) |
    tee "$log" | progress || true
  if ! grep -q 'BUILD SUCCESS' "$log"; then
    grep -E '^\[ERROR\]' "$log" | grep -vE 'Help 1|Re-run Maven|To see the full|For more information|After correcting|mvn <args>' |
      awk '!seen[$0]++' | head -n 20 >&2
    echo "The build failed; the whole of it is in $log" >&2
    exit 1
  fi
  echo "$JAVA_HOME" >"$built_with"
  quick_start
  echo "Built in $((SECONDS - began)) s." >&2
  if command -v flock >/dev/null; then exec 9>&-; fi
}

# One line per room, with the time it began at.
progress() {
  local line room
  while IFS= read -r line; do
    case $line in
    *"Building "*"["*"/"*"]"*)
      room=${line#*Building }
      printf '  %4d s  %s %s\n' "$SECONDS" "${room##* }" "${room%% *}" >&2
      ;;
    esac
  done
}

# Sets $flags for a program of ours: server or cli.
java_flags() {
  local LC_ALL=C classpath
  classpath=$(printf '%s:' "$dist"/lib/*.jar) # in the same order each time: the cache wants it
  flags=(-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dfile.encoding=UTF-8)
  if [ "$1" = server ]; then flags+=(-Xmx"${OPENLUFFY_HEAP:-512m}"); else flags+=(-Xmx128m -XX:TieredStopAtLevel=1 -XX:-UsePerfData); fi
  flags+=(-cp "${classpath%:}")
  if [ -f "$dist/$1.aot" ]; then flags+=(-XX:AOTCache="$dist/$1.aot" -Xlog:aot=off -Xlog:cds=off); fi
}

# The JDK keeps classes linked and methods profiled in a cache, which halves the work of a start. It is made of a run of each program.
# A work tree with changes of one's own goes without: making it takes longer than it saves until the next change.
quick_start() {
  if [ "${LUFFY_QUICK_START:-}" != always ] && [ -n "$(git -C "$here" status --porcelain 2>/dev/null | head -n 1)" ]; then return; fi
  echo "  Preparing quick starts…" >&2
  local log=$here/cli/target/quick-start.log home
  home=$(mktemp -d)
  if ! (train "$home") >"$log" 2>&1; then
    rm -f "$dist"/*.aot
    echo "  Starts stay slower; the reason is in $log" >&2
  fi
  rm -rf "$home"
}

train() {
  local page server step
  java_flags server
  "$JAVA_HOME/bin/java" "${flags[@]}" -XX:AOTCacheOutput="$dist/server.aot" io.openluffy.server.Main \
    up --home "$1/home" --port 0 --kube-port 0 --ingress-port 0 9>&- &
  server=$!
  for ((step = 0; step < 900; step++)); do
    if [ -f "$1/home/server.json" ] || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.1
  done
  page=$(sed -n 's/.*"page":"\([^"]*\)".*/\1/p' "$1/home/server.json")
  java_flags cli
  OPENLUFFY_HOME=$1/home "$JAVA_HOME/bin/java" "${flags[@]}" -XX:AOTCacheOutput="$dist/cli.aot" io.openluffy.cli.Main \
    status --server "$page" 9>&-
  kill -TERM "$server"
  wait "$server" || true
  [ -s "$dist/server.aot" ] && [ -s "$dist/cli.aot" ]
}
