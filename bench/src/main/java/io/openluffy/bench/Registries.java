package io.openluffy.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The embedded registry beside Debian's docker-registry, which is each figure's floor. */
final class Registries {
  private static final int LAYERS = 50;
  private static final int SMALL = 4 << 10;
  private static final int LARGE = 256 << 20;
  private static final int GETS = 200;

  private final ServerProcess server;
  private final Path work;

  Registries(ServerProcess server, Path work) {
    this.server = server;
    this.work = work;
  }

  void measure(int rounds, List<Figure> figures) throws Exception {
    var ours =
        new RegistryClient(
            server.addresses().path("registry").asText(), "admin", server.password());
    var program = program();
    if (program.isEmpty()) {
      throw new IllegalStateException(
          "there is no docker-registry to compare with; OPENLUFFY_TEST_DOCKER_REGISTRY names one");
    }
    var port = freePort();
    var peer = start(program.get(), port);
    try {
      var theirs = new RegistryClient("127.0.0.1:" + port, "", "");
      Watch.until("docker-registry", () -> Optional.of(1).filter(one -> theirs.answers()));
      compare(ours, theirs, rounds, figures);
    } finally {
      peer.destroy();
      peer.waitFor();
    }
  }

  private static void compare(
      RegistryClient ours, RegistryClient theirs, int rounds, List<Figure> figures)
      throws Exception {
    var chance = RandomGenerator.of("L64X128MixRandom");
    var large = new byte[LARGE];
    chance.nextBytes(large);
    var push = new Pair("registry: push of " + LAYERS + " layers of 4 KiB");
    var pull = new Pair("registry: pull of them");
    var manifests = new Pair("registry: " + GETS + " manifests");
    var up = new Pair("registry: 256 MiB up");
    var down = new Pair("registry: 256 MiB down");
    for (var round = 0; round <= rounds; round++) {
      large[round]++;
      for (var client : List.of(ours, theirs)) {
        var first = client == ours;
        var warm = round > 0;
        var layers = layers(chance);
        var tag = "r" + round;
        push.add(first, warm, () -> client.push("bench/small", tag, layers));
        pull.add(first, warm, () -> client.pull("bench/small", tag));
        manifests.add(first, warm, () -> client.manifests("bench/small", tag, GETS));
        if (round <= 3) {
          up.add(first, warm, () -> client.blob("bench/large", large));
          down.add(first, warm, () -> client.fetch("bench/large", large));
        }
      }
    }
    List.of(push, pull, manifests, up, down).forEach(pair -> figures.add(pair.figure()));
  }

  private static List<byte[]> layers(RandomGenerator chance) {
    var layers = new ArrayList<byte[]>();
    for (var i = 0; i < LAYERS; i++) {
      var layer = new byte[SMALL];
      chance.nextBytes(layer);
      layers.add(layer);
    }
    return layers;
  }

  private static Optional<Path> program() {
    var named = System.getProperty("openluffy.docker-registry", "");
    return Optional.of(Path.of(named.isEmpty() ? "/usr/bin/docker-registry" : named))
        .filter(Files::isExecutable);
  }

  private Process start(Path program, int port) throws IOException {
    var settings = work.resolve("docker-registry.yml");
    Files.writeString(
        settings,
        """
        version: 0.1
        log: {level: error, accesslog: {disabled: true}}
        storage:
          filesystem: {rootdirectory: %s}
          delete: {enabled: true}
          cache: {blobdescriptor: inmemory}
        http: {addr: "127.0.0.1:%d"}
        """
            .formatted(work.resolve("docker-registry"), port));
    return new ProcessBuilder(program.toString(), "serve", settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("docker-registry.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
