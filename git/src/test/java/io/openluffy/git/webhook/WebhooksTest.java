package io.openluffy.git.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.ConformanceData;
import io.openluffy.git.LookRequest;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.InMemorySecretStore;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final RepositoryUrl APP = new RepositoryUrl("git@git.example:team/app.git");
  private static final String PUSH =
      """
      {"ref":"refs/heads/main","repository":{"html_url":"https://git.example/team/app",
      "default_branch":"main"},"pusher":{"name":"ada"},"commits":[{"added":["a"]}]}
      """;

  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryStore store = new InMemoryStore(clock);
  private final InMemorySecretStore secrets = new InMemorySecretStore();
  private final Pushes pushes = new Pushes(store, clock, any -> Optional.empty());
  private final List<RepositoryUrl> looks = new ArrayList<>();
  private final Webhooks webhooks = new Webhooks(store, secrets, pushes, looks::add, clock);

  @BeforeEach
  void weWatchARepository() {
    pushes.watch(Actor.OPENLUFFY, APP, false);
  }

  @Test
  void aPushIsWrittenDownAndLookedAtAfterwards() {
    var answer = send(PUSH, Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(looks).containsExactly(APP);
    var request = store.read(t -> t.find(LookRequest.TABLE, APP.value())).orElseThrow();
    assertThat(request.by().name()).isEqualTo("ada");
  }

  @Test
  void aDeliveryCountsOnce() {
    var headers = Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-1");
    send(PUSH, headers);

    var again = send(PUSH, headers);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.message()).contains("before");
    assertThat(looks).hasSize(1);
    send(PUSH, Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-2"));
    assertThat(looks).hasSize(2);
  }

  @Test
  void gitLabsAttemptsAreOneDeliveryAndItsChainsAreNot() {
    var gitlab =
        "{\"ref\":\"refs/heads/main\",\"project\":{\"web_url\":\"https://git.example/team/app\"}}";
    var event = "X-Gitlab-Event: Push Hook";
    status(gitlab, event, "Idempotency-Key: i-1", "X-Gitlab-Event-UUID: u-1");
    status(gitlab, event, "Idempotency-Key: i-1", "X-Gitlab-Event-UUID: u-1");
    assertThat(looks).hasSize(1);

    status(gitlab, event, "Idempotency-Key: i-2", "X-Gitlab-Event-UUID: u-1");

    assertThat(looks).hasSize(2);
  }

  @Test
  void aFormIsTakenAsHostsSendItUnlessTold() {
    secrets.set(Actor.OPENLUFFY, "repository/" + APP, "webhook-secret", Secret.of("my-secret"));
    var form = "payload=" + java.net.URLEncoder.encode(PUSH, UTF_8);
    var type = "Content-Type: application/x-www-form-urlencoded";
    var event = "X-GitHub-Event: push";
    var signed = "X-Hub-Signature-256: sha256=" + hmac("my-secret", form);

    assertThat(status(form, type, event, signed)).isEqualTo(200);
    assertThat(looks).hasSize(1);
    assertThat(status("payload=%zz", type, event, signed)).isEqualTo(400);
    assertThat(status("other=1", type, event, signed)).isEqualTo(400);
    assertThat(status(PUSH, type, event, "X-Hub-Signature-256: sha256=" + hmac("my-secret", PUSH)))
        .isEqualTo(200);
    assertThat(status(form + "&x=1", type, event, signed)).isEqualTo(401);
    assertThat(looks).hasSize(2);
  }

  @Test
  void seenDeliveriesAreBoundedAndExpire() {
    for (var i = 0; i < 499; i++) {
      send(PUSH, Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-" + i));
    }
    clock.tick(java.time.Duration.ofDays(4));

    send(PUSH, Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-last"));

    List<SeenDelivery> left = store.read(t -> t.list(SeenDelivery.TABLE));
    assertThat(left).hasSize(1);
  }

  @Test
  void eachHostProvesThatItKnowsTheSecret() {
    secrets.set(Actor.OPENLUFFY, "repository/" + APP, "webhook-secret", Secret.of("my-secret"));
    var hex = hmac("my-secret", PUSH);
    var gitlab =
        "{\"ref\":\"refs/heads/main\",\"project\":{\"web_url\":\"https://git.example/team/app\"}}";

    assertThat(status(PUSH, "X-GitHub-Event: push", "X-Hub-Signature-256: sha256=" + hex))
        .isEqualTo(200);
    assertThat(status(PUSH, "X-Gogs-Event: push", "X-Gogs-Signature: " + hex)).isEqualTo(200);
    assertThat(status(PUSH, "X-Gitea-Event: push", "X-Gitea-Signature: " + hex)).isEqualTo(200);
    assertThat(status(gitlab, "X-Gitlab-Event: Push Hook", "X-Gitlab-Token: my-secret"))
        .isEqualTo(200);
    assertThat(status(gitlab, "X-Gitlab-Event: Push Hook", "X-Gitlab-Token: my-secre"))
        .isEqualTo(401);
    assertThat(status(PUSH, "X-GitHub-Event: push", "X-Hub-Signature: sha1=" + hex)).isEqualTo(401);
    assertThat(status(PUSH + " ", "X-GitHub-Event: push", "X-Hub-Signature-256: sha256=" + hex))
        .isEqualTo(401);
    assertThat(status(PUSH, "X-Gogs-Event: push")).isEqualTo(401);
    assertThat(looks).hasSize(4);
  }

  @Test
  void tagsDeletionsAndSeveralBranchesAtOnceAreLookedAt() {
    var repository = "\"repository\":{\"html_url\":\"https://git.example/team/app\"}";
    var gone = "\"after\":\"0000000000000000000000000000000000000000\"";
    var github = "{\"ref\":\"refs/heads/old\",\"deleted\":true," + gone + "," + repository + "}";
    var tag = "{\"ref\":\"refs/tags/v1\",\"created\":true," + repository + "}";
    var gitea = "{\"ref\":\"old\",\"ref_type\":\"branch\"," + repository + "}";
    var project = "\"project\":{\"web_url\":\"https://git.example/team/app\"}";
    var gitlab = "{\"object_kind\":\"tag_push\",\"ref\":\"refs/tags/v1\"," + project + "}";
    var gitlabGone =
        "{\"object_kind\":\"push\",\"ref\":\"refs/heads/old\"," + gone + "," + project + "}";
    var changes =
        "[{\"old\":{\"type\":\"branch\",\"name\":\"old\"},\"new\":null,\"closed\":true},"
            + "{\"old\":null,\"new\":{\"type\":\"tag\",\"name\":\"v1\"},\"created\":true}]";
    var links = "\"links\":{\"html\":{\"href\":\"https://git.example/team/app\"}}";
    var cloud = "{\"push\":{\"changes\":" + changes + "},\"repository\":{" + links + "}}";
    var clone = "\"links\":{\"clone\":[{\"href\":\"ssh://git@git.example/team/app.git\"}]}";
    var server =
        "{\"changes\":[{\"ref\":{\"id\":\"refs/heads/old\"},\"type\":\"DELETE\"}],"
            + "\"repository\":{"
            + clone
            + "}}";

    assertThat(status(github, "X-GitHub-Event: push")).isEqualTo(200);
    assertThat(status(tag, "X-GitHub-Event: push")).isEqualTo(200);
    assertThat(status(gitea, "X-Gitea-Event: delete")).isEqualTo(200);
    assertThat(status(gitlab, "X-Gitlab-Event: Tag Push Hook")).isEqualTo(200);
    assertThat(status(gitlabGone, "X-Gitlab-Event: Push Hook")).isEqualTo(200);
    assertThat(status(cloud, "X-Hook-UUID: u", "X-Event-Key: repo:push")).isEqualTo(200);
    assertThat(status(server, "X-Event-Key: repo:refs_changed")).isEqualTo(200);

    assertThat(looks).hasSize(7);
  }

  @Test
  void oddBodiesAreRefusedClearly() {
    var event = "X-GitHub-Event: push";
    assertThat(status("", event)).isEqualTo(400);
    assertThat(status("[]", event)).isEqualTo(400);
    assertThat(status("{} {}", event)).isEqualTo(400);
    assertThat(status("{".repeat(100_000), event)).isEqualTo(400);
    assertThat(status("[".repeat(100_000), event)).isEqualTo(400);
    assertThat(status("{\"a\":\"" + "x".repeat(1 << 20) + "\"}", event)).isEqualTo(400);
    assertThat(status("{\"ref\":{},\"repository\":\"x\",\"commits\":3}", event)).isEqualTo(200);
    assertThat(status("{}", "X-Unknown-Event: push")).isEqualTo(400);
    assertThat(looks).isEmpty();
  }

  @Test
  void deliveriesAreReadAsArgoCdReadsThem() throws IOException {
    var softly = new SoftAssertions();
    for (var row : ConformanceData.cases("webhook", "deliveries")) {
      var headers = headers(row);
      if (row.containsKey("registryEvent") || row.containsKey("method")) {
        continue;
      }
      if (row.containsKey("limitBytes")) {
        softly.assertThat(receive("x".repeat((1 << 20) + 1), headers)).isEqualTo(400);
        continue;
      }
      var body = body(row);
      softly.assertThat(receive(body, headers)).as("%s", row).isEqualTo(row.get("status"));
      if (row.containsKey("repos")) {
        var delivery = read(body, headers);
        softly
            .assertThat(delivery.urls())
            .as("%s", row)
            .containsAll(((List<?>) row.get("repos")).stream().map(String::valueOf).toList());
        softly.assertThat(delivery.revision()).as("%s", row).isEqualTo(row.get("revision"));
        softly
            .assertThat(delivery.touchesDefault())
            .as("%s", row)
            .isEqualTo(row.get("touchedHead"));
        if (row.get("changedFiles") instanceof List<?> files) {
          softly
              .assertThat(List.<Object>copyOf(delivery.changedFiles().orElse(List.of())))
              .as("%s", row)
              .containsExactlyInAnyOrderElementsOf(List.copyOf(files));
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void payloadsThatOnceCrashedOthersAreSurvived() {
    var strange =
        List.of(
            "{\"ref\":\"test\"}",
            "{\"eventType\":\"git.push\",\"resource\":{\"refUpdates\":[]}}",
            "{\"changes\":[{\"ref\":{\"id\":\"x\"}}],\"repository\":{\"links\":{\"clone\":\"x\"}}}",
            "{\"repository\":{\"links\":{\"clone\":[{\"href\":[1]}]}}}",
            "{\"push\":{\"changes\":[{\"new\":null,\"old\":null}]}}",
            "{\"repository\":{\"html_url\":\"%%\"}}");
    for (var sender : Sender.values()) {
      for (var body : strange) {
        var isServer = sender == Sender.BITBUCKET_SERVER;
        assertThat(
                status(
                    body,
                    name(sender) + ": push",
                    "X-Event-Key: " + (isServer ? "repo:refs_changed" : "repo:push")))
            .isEqualTo(200);
      }
    }
    assertThat(looks).isEmpty();
  }

  private static String name(Sender sender) {
    return switch (sender) {
      case AZURE -> "X-Vss-Activityid";
      case GITEA -> "X-Gitea-Event";
      case GOGS -> "X-Gogs-Event";
      case GITHUB -> "X-GitHub-Event";
      case GITLAB -> "X-Gitlab-Event";
      case BITBUCKET -> "X-Hook-UUID";
      case BITBUCKET_SERVER -> "X-Event-Key";
    };
  }

  private static Map<String, String> headers(Map<String, Object> row) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    if (row.get("headers") instanceof Map<?, ?> given) {
      given.forEach((k, v) -> headers.put("" + k, "" + v));
    }
    return headers;
  }

  private static String body(Map<String, Object> row) throws IOException {
    if (row.containsKey("payload")) {
      var file = ConformanceData.folder("webhook").resolve("payloads/" + row.get("payload"));
      return Files.readString(file);
    }
    return row.containsKey("body") ? String.valueOf(row.get("body")) : "{}";
  }

  private static Delivery read(String body, Map<String, String> headers) throws IOException {
    Function<String, Optional<String>> get = name -> Optional.ofNullable(headers.get(name));
    var sender = Sender.of(get).orElseThrow();
    var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(body);
    return DeliveryReader.read(sender, sender.event(get), json);
  }

  private int status(String body, String... headers) {
    var map = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var header : headers) {
      map.put(header.split(": ")[0], header.split(": ")[1]);
    }
    return receive(body, map);
  }

  private int receive(String body, Map<String, String> headers) {
    return send(body, headers).status();
  }

  private WebhookAnswer send(String body, Map<String, String> headers) {
    return webhooks.receive(name -> Optional.ofNullable(headers.get(name)), body.getBytes(UTF_8));
  }

  private static String hmac(String secret, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
