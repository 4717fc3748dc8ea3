package io.openluffy.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kernel.web.FilePart;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.Role;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.api.JournalApi;
import io.openluffy.server.api.SessionApi;
import io.openluffy.server.api.UserApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final Accounts accounts = new Accounts(store, clock, new SecureRandom());
  private final SignIn signIn = new SignIn(store, clock, new SecureRandom());
  private final EventStream events = new EventStream(store.journal());
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server =
      WebServer.start(
          "127.0.0.1",
          0,
          new WebServer.Doors(
              Map.of(
                  "/file/",
                  exchange ->
                      exchange.respond(
                          206,
                          Map.of("Content-Length", "999999"),
                          new FilePart(file(), 7, 999_999)),
                  "/git/",
                  exchange ->
                      exchange.respond(
                          200,
                          Map.of("Content-Type", "text/plain"),
                          (exchange.method() + " " + exchange.path() + "?" + exchange.rawQuery())
                              .getBytes(StandardCharsets.UTF_8))),
              List.of(
                  new SessionApi(signIn)::routes,
                  new UserApi(accounts, signIn)::routes,
                  new JournalApi(store.journal(), events)::routes),
              new Page()),
          new Callers(signIn),
          new Random(1));

  @BeforeEach
  void users() {
    accounts.create(Actor.OPENLUFFY, "admin", "correct horse", Set.of(Role.ADMIN));
    accounts.create(Actor.OPENLUFFY, "vera", "only looking", Set.of(Role.VIEWER));
  }

  @AfterEach
  void stop() {
    events.close();
    server.close();
  }

  @Test
  void aPartOfAFileGoesOutAsItIs() throws Exception {
    Files.write(file(), content());

    var answer = http.send(fileRequest(), BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content(), 7, 7 + 999_999));
  }

  @Test
  void aFileThatIsShorterThanWasPromisedEndsTheConnection() throws Exception {
    Files.write(file(), Arrays.copyOf(content(), 500_000));

    assertThatThrownBy(() -> http.send(fileRequest(), BodyHandlers.ofByteArray()))
        .isInstanceOf(IOException.class);
  }

  private HttpRequest fileRequest() {
    return HttpRequest.newBuilder(uri("/file/x")).build();
  }

  private Path file() {
    return folder.resolve("file");
  }

  private static byte[] content() {
    var content = new byte[1_100_000];
    new Random(1).nextBytes(content);
    return content;
  }

  @Test
  void aStrangerIsToldToSignIn() throws Exception {
    var answer = get("/api/v1/users", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"access.not-signed-in\"").contains("luffy login");
  }

  @Test
  void aViewerMayNotAdminister() throws Exception {
    var answer = get("/api/v1/users", token("vera", "only looking"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("'vera' does not have the role admin");
  }

  @Test
  void theSessionCookieNeedsOurHeaderToChangeAnything() throws Exception {
    var cookie = "luffy_session=" + token("admin", "correct horse");
    var body = "{\"name\":\"eve\",\"password\":\"long enough\",\"roles\":[\"admin\"]}";

    var foreign = send(post("/api/v1/users", body).header("Cookie", cookie));
    var wrongOrigin =
        send(
            post("/api/v1/users", body)
                .header("Cookie", cookie)
                .header("X-Luffy-Request", "1")
                .header("Origin", "http://evil.example"));
    var ours =
        send(post("/api/v1/users", body).header("Cookie", cookie).header("X-Luffy-Request", "1"));

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(wrongOrigin.statusCode()).isEqualTo(403);
    assertThat(ours.statusCode()).isEqualTo(201);
  }

  @Test
  void anUnknownKeyIsNamedWithTheKnownOnes() throws Exception {
    var answer =
        send(
            post("/api/v1/users", "{\"nmae\":\"eve\"}")
                .header("Authorization", "Bearer " + token("admin", "correct horse")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("'nmae' is not a key here")
        .contains("name, password, roles");
  }

  @Test
  void brokenJsonIsNamedByLineAndColumn() throws Exception {
    var answer = send(post("/api/v1/session", "{\"username\":\n \"ad"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not valid JSON").contains("body:2:");
  }

  @Test
  void aBodyOfFiftyMegabytesIsRefusedWithoutBeingRead() throws Exception {
    var request =
        HttpRequest.newBuilder(uri("/api/v1/session"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> spaces(50 << 20)))
            .build();

    try {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    } catch (IOException e) {
      // The server may close before the client has sent all; that is a refusal as well.
      assertThat(get("/api/v1/session/userinfo", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anUnknownPathOfTheApiIsAProblemAndNotThePage() throws Exception {
    var answer = get("/api/v1/nothing", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no GET /api/v1/nothing");
  }

  @Test
  void aRoomGetsItsRequestsAsTheyWereSent() throws Exception {
    var answer = get("/git/openluffy.git/info/refs?service=git-upload-pack", "");

    assertThat(answer.body()).isEqualTo("GET /git/openluffy.git/info/refs?service=git-upload-pack");
  }

  @Test
  void theEventStreamGoesOnAfterTheLastSeenEvent() throws Exception {
    var token = token("admin", "correct horse");
    var last = store.journal().last();
    accounts.create(Actor.OPENLUFFY, "one", "long enough", Set.of(Role.VIEWER));
    var request =
        HttpRequest.newBuilder(uri("/api/v1/events"))
            .header("Authorization", "Bearer " + token)
            .header("Last-Event-ID", String.valueOf(last))
            .build();

    try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
      var seen = lines.iterator();
      until(seen, "id: " + (last + 1));
      accounts.create(Actor.OPENLUFFY, "two", "long enough", Set.of(Role.VIEWER));
      until(seen, "id: " + (last + 2));
      assertThat(until(seen, "data: ")).contains("user.created").contains("user/two");
    }
  }

  @Test
  void aTakenPortIsNamed() {
    assertThatThrownBy(
            () ->
                WebServer.start(
                    "127.0.0.1",
                    server.port(),
                    new WebServer.Doors(Map.of(), List.of(), new Page()),
                    new Callers(signIn),
                    new Random(1)))
        .hasMessageContaining("Port " + server.port() + " on 127.0.0.1 is in use");
  }

  private static String until(java.util.Iterator<String> lines, String start) {
    while (true) {
      var line = lines.next();
      if (line.startsWith(start)) {
        return line;
      }
    }
  }

  private static InputStream spaces(int count) {
    return new InputStream() {
      private int left = count;

      @Override
      public int read() {
        return left-- > 0 ? ' ' : -1;
      }

      @Override
      public int read(byte[] into, int from, int length) {
        int some = Math.min(length, left);
        Arrays.fill(into, from, from + Math.max(some, 0), (byte) ' ');
        left -= some;
        return some > 0 ? some : -1;
      }
    };
  }

  private String token(String user, String password) throws Exception {
    var answer =
        send(
            post(
                "/api/v1/session",
                "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}"));
    return answer.body().replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    var request = HttpRequest.newBuilder(uri(path)).GET();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  private HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
