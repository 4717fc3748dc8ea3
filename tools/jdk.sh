# Finds a JDK 25 or newer and sets JAVA_HOME to it; sourced by ./luffy and ./verify.
# Looks at JAVA_HOME, at the java on PATH, and in the usual folders, newest version first.

jdk_version() { # home -> the feature version that its release file or its java tells, or nothing
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

find_jdk() { # smallest feature version that will do
  local wanted=$1 home version best= best_version=0
  local on_path
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/javac}
  for home in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    version=$(jdk_version "$home") || continue
    [ "${version:-0}" -ge "$wanted" ] 2>/dev/null || continue
    if [ "$home" = "${JAVA_HOME:-}" ]; then best=$home; break; fi
    if [ "$version" -gt "$best_version" ]; then best=$home best_version=$version; fi
  done
  if [ -z "$best" ]; then
    cat >&2 <<TEXT
OpenLuffy needs a JDK $wanted or newer (with javac), and found none in JAVA_HOME, on PATH or in the usual folders.
Install one, for instance from https://adoptium.net, and set JAVA_HOME to its folder.
TEXT
    return 1
  fi
  export JAVA_HOME=$best
  export PATH="$JAVA_HOME/bin:$PATH"
}

need() { # command, what to say when it is missing
  command -v "$1" >/dev/null 2>&1 || { echo "OpenLuffy needs $2" >&2; return 1; }
}
