package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.secret.Secret;
import io.openluffy.server.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in at the door is answered as a problem with a reason, never as a mistake of ours.
 */
class NonsenseTest {
  private static final String JSON = "application/json";

  @TempDir Path work;
  private ApiWorld api;

  @BeforeEach
  void open() {
    api = new ApiWorld(work);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void bodiesThatAreNotWhatIsWantedAreRefusedWithTheField() {
    problem(400, post("/api/v1/promotions", "{}"), "'release' is missing", "body release");
    problem(400, post("/api/v1/promotions", "null"), "null");
    problem(400, post("/api/v1/promotions", "[]"), "JSON object");
    problem(400, post("/api/v1/promotions", "[1,2"), "");
    problem(
        400,
        post("/api/v1/promotions", "{\"release\":5,\"environment\":\"x\"}"),
        "text",
        "release");
    problem(400, post("/api/v1/promotions", "{\"release\":\"a\",\"release\":\"b\"}"), "");
    problem(400, post("/api/v1/promotions", "{\"release\":\"a\",\"environment\":\"b\"} {}"), "");
    problem(400, post("/api/v1/session", "{}"), "'username' is missing");
    problem(400, post("/api/v1/projects", "{\"url\":\"gopher://x\"}"), "no address");
    problem(
        400,
        post("/api/v1/projects", "{\"url\":\"https://g/x\",\"name\":\"../x\"}"),
        "can't be the name");
    problem(400, post("/api/v1/applications/a/rollback", "{}"), "'id' is missing");
    problem(400, post("/api/v1/session", "[".repeat(100_000)), "");
  }

  @Test
  void namesThatCanBeNoNamesNameNothing() {
    for (String odd :
        List.of("a%2Fb", "..%2f..%2fx", "x%0ay", "%F0%9F%98%80", "A_B", "x".repeat(300))) {
      problem(404, api.get("viewer", "/api/v1/projects/" + odd), "There is no project");
      problem(404, api.get("viewer", "/api/v1/releases/" + odd), "There is no release");
      problem(404, api.get("viewer", "/api/v1/promotions/" + odd), "There is no promotion");
      problem(404, api.get("viewer", "/api/v1/applications/" + odd), "There is no Application");
    }
  }

  @Test
  void queriesAreReadStrictly() {
    problem(400, api.get("viewer", "/api/v1/promotions?limit=0"), "1 to 200", "?limit");
    problem(400, api.get("viewer", "/api/v1/promotions?limit=99999999999999999999"), "1 to 200");
    problem(400, api.get("viewer", "/api/v1/promotions?open=maybe"), "neither true nor false");
    problem(400, api.get("viewer", "/api/v1/applications?selector=a,b"), "no label selector");
    assertThat(
            raw(
                "GET /api/v1/promotions?limit=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 40");
  }

  @Test
  void otherMethodsAndPathsAndTypesAreNamed() {
    var method = api.ask("viewer", "PATCH", "/api/v1/home", "");
    problem(405, method, "has no PATCH", "GET, HEAD");
    assertThat(method.raw().headers().firstValue("Allow")).hasValue("GET, HEAD");
    problem(405, api.get("viewer", "/api/v1/releases/x/retry"), "It has POST");
    problem(404, api.ask("viewer", "POST", "/api/v1/nothing", ""), "There is no POST");
    problem(404, api.ask("viewer", "DELETE", "/api/v2/home", ""), "There is no DELETE");
    var form =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/api/v1/session"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("{\"username\":\"a\",\"password\":\"b\"}"));
    problem(415, api.send(form), "has to be application/json");
  }

  @Test
  void whatIsNoHttpIsAProblemToo() {
    var twoLengths =
        "POST /api/v1/session HTTP/1.1|Host: x|Content-Length: 5|Transfer-Encoding: chunked||0||"
            .replace("|", "\r\n");
    for (String broken :
        List.of(
            "BLAH\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET /api/v1/home HTTP/1.1\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /api/v1/projects/%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /api/v1/home HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
            twoLengths)) {
      assertThat(raw(broken))
          .as(broken.substring(0, Math.min(40, broken.length())))
          .contains("application/problem+json")
          .contains("\"code\":")
          .doesNotContain("<html")
          .doesNotContain("HTTP/1.1 500");
    }
  }

  @Test
  void aBodyOfFiftyMegabytesIsRefusedBeforeItIsSent() {
    var announced =
        raw(
            "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 52428800\r\n\r\n{");
    assertThat(announced).startsWith("HTTP/1.1 413").contains("at most 1 MiB");
    assertThat(api.get("viewer", "/api/v1/home").status()).isEqualTo(200);
  }

  @Test
  void aTokenThatExpiredIsNobodys() {
    var asked = "{\"name\":\"ci\",\"roles\":[\"viewer\"],\"seconds\":60}";
    var token = api.ask("developer", "POST", "/api/v1/tokens", asked).json().path("token").asText();
    assertThat(api.send(with(token)).status()).isEqualTo(200);

    api.world.tick(Duration.ofSeconds(61));

    problem(401, api.send(with(token)), "Nobody is signed in");
  }

  @Test
  void aPasswordIsChangedByWhoKnowsItAndEndsEverySessionAndToken() {
    var asked = "{\"name\":\"ci\"}";
    var token = api.ask("developer", "POST", "/api/v1/tokens", asked).json().path("token").asText();
    var wrong = "{\"currentPassword\":\"guess\",\"newPassword\":\"a new password\"}";
    problem(
        400, api.ask("developer", "PUT", "/api/v1/account/password", wrong), "current password");
    var right = wrong.replace("guess", ApiWorld.PASSWORD);
    var changed = api.ask("developer", "PUT", "/api/v1/account/password", right);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);

    problem(401, api.get("developer", "/api/v1/home"), "Nobody is signed in");
    problem(401, api.send(with(token)), "Nobody is signed in");
  }

  @Test
  void aWrongPasswordIsRefusedAndGuessingIsSlowedDown() {
    api.user(Role.ADMIN);
    var guess = "{\"username\":\"admin\",\"password\":\"guess\"}";
    for (int i = 0; i < 5; i++) {
      problem(401, api.ask("", "POST", "/api/v1/session", guess), "User name or password is wrong");
    }
    var slowed = api.ask("", "POST", "/api/v1/session", guess);
    problem(429, slowed, "Too many failed sign-ins");
    assertThat(slowed.raw().headers().firstValue("Retry-After")).get().asString().matches("[1-9]");
    assertThat(api.signIn.byToken(Secret.of("nonsense"), io.openluffy.kernel.journal.Door.API))
        .isEmpty();
    assertThat(api.get("viewer", "/api/v1/home").status()).as("others come in").isEqualTo(200);
  }

  @Test
  void theCookieIsForUsAloneAndSecureBehindTls() {
    api.user(Role.ADMIN);
    var body = "{\"username\":\"admin\",\"password\":\"" + ApiWorld.PASSWORD + "\"}";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/api/v1/session"))
            .header("Content-Type", JSON)
            .header("X-Forwarded-Proto", "https")
            .POST(BodyPublishers.ofString(body));

    var cookie = api.send(request).raw().headers().firstValue("Set-Cookie").orElse("");

    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=43200");
  }

  private ApiWorld.Reply post(String path, String body) {
    return api.ask("admin", "POST", path, body);
  }

  private HttpRequest.Builder with(String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/api/v1/home"))
        .header("Authorization", "Bearer " + token);
  }

  private static void problem(int status, ApiWorld.Reply answer, String... parts) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("id").asText()).isNotEmpty();
    assertThat(answer.body()).contains(parts);
  }

  /** The beginning of the answer to these bytes. */
  private String raw(String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      var answer = new StringBuilder();
      var some = new byte[4096];
      while (answer.indexOf("\"id\"") < 0) {
        int count = socket.getInputStream().read(some);
        if (count < 0) {
          break;
        }
        answer.append(new String(some, 0, count, StandardCharsets.UTF_8));
      }
      return answer.toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
