package io.openluffy.playground.registry;

import static io.openluffy.playground.registry.RegistryClient.errorCode;
import static io.openluffy.playground.registry.RegistryClient.header;
import static io.openluffy.playground.registry.RegistryClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.openluffy.kernel.SettableClock;
import io.openluffy.playground.registry.RegistryAccess.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  private static final byte[] HELLO = "hello, world".getBytes(UTF_8);
  private static final String HELLO_DIGEST = Digest.sha256(HELLO).toString();
  private static final String ABSENT = Digest.sha256("absent".getBytes(UTF_8)).toString();

  @TempDir Path home;
  private final AtomicReference<RegistryAccess> access =
      new AtomicReference<>(RegistryAccess.open());
  private HttpServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    var files = RegistryFiles.open(home, SettableClock.atNoon());
    server =
        JdkExchange.serve(
            new Registry(files, (who, action, name) -> access.get().ask(who, action, name)));
    client = new RegistryClient(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void saysThatItSpeaksTheProtocol() {
    assertThat(client.get("/v2/").statusCode()).isEqualTo(200);
    assertThat(header(client.get("/v2/"), "Docker-Distribution-Api-Version"))
        .isEqualTo("registry/2.0");
  }

  @Test
  void takesABlobInOnePieceAndGivesItBack() {
    assertThat(client.post("/v2/app/blobs/uploads/?digest=" + HELLO_DIGEST, HELLO).statusCode())
        .isEqualTo(201);

    var blob = client.get("/v2/app/blobs/" + HELLO_DIGEST);
    assertThat(blob.body()).isEqualTo(HELLO);
    assertThat(header(blob, "Docker-Content-Digest")).isEqualTo(HELLO_DIGEST);
    var head = client.head("/v2/app/blobs/" + HELLO_DIGEST);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("12");
  }

  @Test
  void whatAClientHasIsNotSentAgain() {
    client.pushBlob("app", HELLO);
    var path = "/v2/app/blobs/" + HELLO_DIGEST;

    var again = client.get(path, "If-None-Match", "\"other\", \"" + HELLO_DIGEST + "\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "Docker-Content-Digest")).isEqualTo(HELLO_DIGEST);
    assertThat(client.get(path, "If-None-Match", "\"other\"").body()).isEqualTo(HELLO);
  }

  @Test
  void takesABlobInChunks() {
    var location = header(client.post("/v2/team/app/blobs/uploads/", new byte[0]), "Location");

    var first = client.send("PATCH", location, Arrays.copyOf(HELLO, 5), "Content-Range", "0-4");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(header(first, "Range")).isEqualTo("0-4");
    var again = client.send("PATCH", location, Arrays.copyOf(HELLO, 5), "Content-Range", "0-4");
    assertThat(again.statusCode()).isEqualTo(416);
    assertThat(header(client.get(location), "Range")).isEqualTo("0-4");
    var rest = Arrays.copyOfRange(HELLO, 5, HELLO.length);
    var done = client.send("PUT", location + "?digest=" + HELLO_DIGEST, rest);

    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(client.get("/v2/team/app/blobs/" + HELLO_DIGEST).body()).isEqualTo(HELLO);
    assertThat(errorCode(client.get(location))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
  }

  @Test
  void anUploadSurvivesARestart() throws IOException {
    var location = header(client.post("/v2/app/blobs/uploads/", new byte[0]), "Location");
    client.send("PATCH", location, Arrays.copyOf(HELLO, 5));

    server.stop(0);
    start();

    assertThat(header(client.get(location), "Range")).isEqualTo("0-4");
    var rest = Arrays.copyOfRange(HELLO, 5, HELLO.length);
    assertThat(client.send("PUT", location + "?digest=" + HELLO_DIGEST, rest).statusCode())
        .isEqualTo(201);
  }

  @Test
  void anUploadCanBeCancelled() {
    var location = header(client.post("/v2/app/blobs/uploads/", new byte[0]), "Location");

    assertThat(client.delete(location).statusCode()).isEqualTo(204);
    assertThat(errorCode(client.get(location))).isEqualTo("404 BLOB_UPLOAD_UNKNOWN");
  }

  @Test
  void refusesBytesThatHaveAnotherDigest() {
    var answer = client.post("/v2/app/blobs/uploads/?digest=" + ABSENT, HELLO);

    assertThat(errorCode(answer)).isEqualTo("400 DIGEST_INVALID");
    assertThat(errorCode(client.get("/v2/app/blobs/" + ABSENT))).isEqualTo("404 BLOB_UNKNOWN");
    assertThat(errorCode(client.post("/v2/app/blobs/uploads/?digest=md5:1", HELLO)))
        .isEqualTo("400 DIGEST_INVALID");
  }

  @Test
  void takesSha512() throws Exception {
    var hash = java.security.MessageDigest.getInstance("SHA-512").digest(HELLO);
    var digest = "sha512:" + java.util.HexFormat.of().formatHex(hash);

    client.post("/v2/app/blobs/uploads/?digest=" + digest, HELLO);

    assertThat(client.get("/v2/app/blobs/" + digest).body()).isEqualTo(HELLO);
  }

  @Test
  void servesRanges() {
    client.pushBlob("app", HELLO);
    var path = "/v2/app/blobs/" + HELLO_DIGEST;

    var middle = client.get(path, "Range", "bytes=7-9");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(new String(middle.body(), UTF_8)).isEqualTo("wor");
    assertThat(header(middle, "Content-Range")).isEqualTo("bytes 7-9/12");
    assertThat(new String(client.get(path, "Range", "bytes=-5").body(), UTF_8)).isEqualTo("world");
    assertThat(new String(client.get(path, "Range", "bytes=7-").body(), UTF_8)).isEqualTo("world");
    assertThat(client.get(path, "Range", "bytes=12-").statusCode()).isEqualTo(416);
  }

  @Test
  void mountsABlobOfAnotherRepository() {
    client.pushBlob("one", HELLO);

    var mount = "/v2/two/blobs/uploads/?mount=" + HELLO_DIGEST + "&from=one";
    assertThat(client.post(mount, new byte[0]).statusCode()).isEqualTo(201);
    assertThat(client.get("/v2/two/blobs/" + HELLO_DIGEST).body()).isEqualTo(HELLO);
    var unknown = "/v2/two/blobs/uploads/?mount=" + ABSENT + "&from=one";
    assertThat(client.post(unknown, new byte[0]).statusCode()).isEqualTo(202);
  }

  @Test
  void mountsABlobFromWhereverItIs() {
    client.pushBlob("deep/below/one", HELLO);

    var mount = "/v2/two/blobs/uploads/?mount=" + HELLO_DIGEST;
    assertThat(client.post(mount, new byte[0]).statusCode()).isEqualTo(201);
    assertThat(client.get("/v2/two/blobs/" + HELLO_DIGEST).body()).isEqualTo(HELLO);
  }

  @Test
  void doesNotMountWhatTheCallerMayNotRead() {
    client.pushBlob("secret", HELLO);
    access.set(
        (who, action, name) ->
            name.equals("secret") ? RegistryAccess.Answer.DENIED : RegistryAccess.Answer.ALLOWED);

    var mount = "/v2/two/blobs/uploads/?mount=" + HELLO_DIGEST + "&from=secret";
    assertThat(client.post(mount, new byte[0]).statusCode()).isEqualTo(202);
    var anywhere = "/v2/two/blobs/uploads/?mount=" + HELLO_DIGEST;
    assertThat(client.post(anywhere, new byte[0]).statusCode()).isEqualTo(202);
    assertThat(client.head("/v2/two/blobs/" + HELLO_DIGEST).statusCode()).isEqualTo(404);
  }

  @Test
  void deletesABlobFromOneRepositoryOnly() {
    client.pushBlob("one", HELLO);
    client.pushBlob("two", HELLO);

    assertThat(client.delete("/v2/one/blobs/" + HELLO_DIGEST).statusCode()).isEqualTo(202);

    assertThat(client.head("/v2/one/blobs/" + HELLO_DIGEST).statusCode()).isEqualTo(404);
    assertThat(client.head("/v2/two/blobs/" + HELLO_DIGEST).statusCode()).isEqualTo(200);
    assertThat(errorCode(client.delete("/v2/one/blobs/" + HELLO_DIGEST)))
        .isEqualTo("404 BLOB_UNKNOWN");
  }

  @Test
  void asksForASignInAndSeparatesPullFromPush() {
    access.set(
        (who, action, name) -> {
          if (who.isEmpty() || !who.get().password().reveal().equals("pass:word")) {
            return RegistryAccess.Answer.UNAUTHENTICATED;
          }
          return action == Action.PUSH
              ? RegistryAccess.Answer.DENIED
              : RegistryAccess.Answer.ALLOWED;
        });
    var basic =
        "Basic " + java.util.Base64.getEncoder().encodeToString("u:pass:word".getBytes(UTF_8));

    var anonymous = client.get("/v2/");
    assertThat(errorCode(anonymous)).isEqualTo("401 UNAUTHORIZED");
    assertThat(header(anonymous, "WWW-Authenticate")).startsWith("Basic realm=");
    assertThat(client.get("/v2/", "Authorization", basic).statusCode()).isEqualTo(200);
    assertThat(
            errorCode(
                client.send("POST", "/v2/app/blobs/uploads/", new byte[0], "Authorization", basic)))
        .isEqualTo("403 DENIED");
    assertThat(errorCode(client.get("/v2/", "Authorization", "Basic %%%")))
        .isEqualTo("401 UNAUTHORIZED");
  }

  @Test
  void namesCanNotLeaveTheFolder() {
    for (var name : new String[] {"%2e%2e/x", "a/%2e%2e", "_uploads", "A", "a%2f%2e%2e", "a//b"}) {
      assertThat(errorCode(client.post("/v2/" + name + "/blobs/uploads/", HELLO)))
          .as(name)
          .isEqualTo("400 NAME_INVALID");
    }
    assertThat(client.get("/v2/app/blobs/uploads/%2e%2e%2f%2e%2e%2fx").statusCode()).isEqualTo(404);
    assertThat(client.get("/v2/app/manifests/%2e%2e").statusCode()).isEqualTo(404);
  }

  @Test
  void whatWasNotWrittenToItsEndIsRemovedAtStart() throws IOException {
    client.pushBlob("app", HELLO);
    var torn = home.resolve("blobs/sha256/ab/.new-1");
    Files.createDirectories(torn.getParent());
    Files.writeString(torn, "half");

    RegistryFiles.open(home, SettableClock.atNoon());

    assertThat(torn).doesNotExist();
    assertThat(client.get("/v2/app/blobs/" + HELLO_DIGEST).body()).isEqualTo(HELLO);
  }

  @Test
  void refusesOtherMethodsAndPaths() {
    assertThat(errorCode(client.send("POST", "/v2/app/tags/list", HELLO)))
        .isEqualTo("405 UNSUPPORTED");
    assertThat(client.get("/v2/app/nothing/here").statusCode()).isEqualTo(404);
    assertThat(json(client.get("/v2/")).isObject()).isTrue();
  }
}
