package io.openluffy.server.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The registry of a real server: the specification's own tests, its peer, and its clients. */
@Order(Integer.MAX_VALUE - 1) // the conformance tests are built meanwhile
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealRegistryTest {
  private Path folder;
  private RealServer server;

  @BeforeAll
  void start(@TempDir Path fresh) {
    folder = fresh;
    server = RealServer.start(folder.resolve("home"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void passesTheTestsOfTheSpecification() throws IOException {
    var program = Conformance.program();
    assumeTrue(program.isPresent(), Conformance.ABSENT);
    var run = Conformance.run(program.orElseThrow(), site(), folder.resolve("conformance"));

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).isGreaterThan(780);
    assertThat(run.skipped()).isEmpty();
  }

  /** The first: it lists what there is. */
  @Test
  @Order(1)
  void answersAsDockerRegistryDoes() throws IOException {
    Map<String, Map<String, String>> theirs;
    try (var peer = peer("requests")) {
      theirs = new RegistryRequests(peer.site()).answers();
    }
    var ours = new RegistryRequests(site()).answers();

    var different = new TreeMap<String, String>();
    ours.forEach(
        (name, answer) -> {
          if (!answer.equals(theirs.get(name))) {
            different.put(name, difference(answer, theirs.getOrDefault(name, Map.of())));
          }
        });
    var onPurpose = RegistryRequests.differentOnPurpose();
    System.out.printf(
        "registry: %d of %d answers are those of docker-registry, %d differ on purpose%n",
        ours.size() - different.size(), ours.size(), onPurpose.size());
    assertThat(different).isEqualTo(onPurpose);
  }

  @Test
  void jibComesToTheSameHereAndThere() throws IOException {
    try (var peer = peer("jib")) {
      var ours = JibClient.story(site(), folder.resolve("jib/ours"));
      var theirs = JibClient.story(peer.site(), folder.resolve("jib/theirs"));

      assertThat(ours.differences(theirs)).isEmpty();
      assertThat(ours.toString()).contains("push: sha256:", "pull: sha256:");
    }
  }

  @Test
  void orasSaysTheSameHereAndThere() throws IOException {
    var program = OrasClient.program();
    assumeTrue(program.isPresent(), Conformance.ABSENT);
    try (var peer = peer("oras")) {
      var oras = program.orElseThrow();
      var ours = new OrasClient(oras, site(), peer.site(), folder.resolve("oras/ours"));
      var theirs = new OrasClient(oras, peer.site(), site(), folder.resolve("oras/theirs"));
      for (var client : List.of(ours, theirs)) {
        client.push();
        client.attach();
        client.blobs();
      }
      ours.copy();
      theirs.copy();
      ours.delete();
      theirs.delete();

      var different = ours.story().differences(theirs.story());
      assertThat(different).containsOnlyKeys(OrasClient.differentOnPurpose().keySet());
      System.out.printf(
          "registry: oras: %d of %d steps are alike%n",
          ours.story().steps() - different.size(), ours.story().steps());
    }
  }

  private DockerRegistry peer(String name) {
    var program = DockerRegistry.program();
    assumeTrue(program.isPresent(), "there is no docker-registry to compare with");
    return DockerRegistry.start(program.orElseThrow(), folder.resolve("peer-" + name));
  }

  private static String difference(Map<String, String> ours, Map<String, String> theirs) {
    var names = new java.util.TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    var found = new ArrayList<String>();
    for (var name : names) {
      var mine = ours.getOrDefault(name, "-");
      var other = theirs.getOrDefault(name, "-");
      if (!mine.equals(other)) {
        found.add(
            name.equals("body") && other.length() > 40
                ? "body"
                : name + " " + mine + ", not " + other);
      }
    }
    return String.join("; ", found);
  }

  @Test
  void skopeoAndBuildahPushPullCopyAndDelete() throws IOException {
    var tools = ImageTools.find(folder.resolve("tools"), site());
    assumeTrue(tools.isPresent(), "there is no skopeo or no buildah");
    var images = tools.orElseThrow();
    images.build("one", "clients/app:1", "hello");
    images.build("two", "clients/app:2", "hello again");
    images.index("clients/app:both", List.of("clients/app:1", "clients/app:2"));

    var copied = images.copyAll("clients/app:both", "clients/copy:both");
    assertThat(copied).isEqualTo(images.digest("clients/app:both"));
    assertThat(images.digest("clients/copy:both")).isEqualTo(copied);
    assertThat(images.pulledLayers("clients/copy:both")).isPositive();
    assertThat(images.tags("clients/app")).contains("1", "2", "both");
    images.delete("clients/app:2");
    assertThat(images.tags("clients/app")).contains("1", "both").doesNotContain("2");
  }

  @Test
  void anUploadThatIsKilledLeavesNothingToSeeAndGoesOnAfterTheRestart() throws IOException {
    var content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    var digest = RegistrySite.digest(content);
    var resumed = site().begin("killed/app");
    site().send("PATCH", resumed, Map.of(), java.util.Arrays.copyOf(content, 1 << 20));
    var whole = site().begin("killed/app");
    var socket = halfSent(whole + "?digest=" + digest, content);
    server.kill();
    socket.close();
    server = server.again().awaitReady();

    assertThat(site().get("/v2/killed/app/blobs/" + digest).statusCode()).isEqualTo(404);
    assertThat(halfBlobs()).as("content is what its name says").isEmpty();
    var status = site().get(resumed);
    assertThat(status.statusCode()).isEqualTo(204);
    var end = status.headers().firstValue("Range").orElseThrow().replace("0-", "");
    var rest = java.util.Arrays.copyOfRange(content, Integer.parseInt(end) + 1, content.length);
    assertThat(site().send("PUT", resumed + "?digest=" + digest, Map.of(), rest).statusCode())
        .isEqualTo(201);
    assertThat(site().get("/v2/killed/app/blobs/" + digest).body()).isEqualTo(content);
  }

  /** Sends the head and half of the body of a PUT, until the server has some of it on disk. */
  private Socket halfSent(String path, byte[] content) throws IOException {
    var address = site().address().split(":");
    var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address[1]));
    var head =
        "PUT %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, site().address(), site().authorization(), content.length);
    socket.getOutputStream().write(head.getBytes(UTF_8));
    socket.getOutputStream().write(content, 0, content.length / 2);
    socket.getOutputStream().flush();
    var id = path.replaceFirst(".*/uploads/", "").replaceFirst("\\?.*", "");
    var file = folder.resolve("home/registry/repositories/killed/app/_uploads").resolve(id);
    io.openluffy.ground.Patience.until("some bytes are on disk", () -> file.toFile().length() > 0);
    return socket;
  }

  private List<Path> halfBlobs() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("home/registry/blobs/sha256"))) {
      var wrong = new ArrayList<Path>();
      for (var file : all.filter(Files::isRegularFile).toList()) {
        if (!RegistrySite.digest(Files.readAllBytes(file))
            .endsWith(file.getFileName().toString())) {
          wrong.add(file);
        }
      }
      return wrong;
    }
  }

  private RegistrySite site() {
    return RegistrySite.of(server);
  }
}
