package io.openluffy.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.Json;
import io.openluffy.promotion.EnvironmentKey;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.release.Release;
import io.openluffy.server.wiring.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The second person of the demo, who comes in by the same door as everybody: the HTTP API. */
final class Approver {
  private static final ApplicationName PROD = ApplicationName.of("openluffy-prod");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Server server;
  private final Steps steps;
  private final HttpClient http = HttpClient.newHttpClient();
  private String token = "";

  Approver(Server server, Steps steps, String name, Secret password) throws InterruptedException {
    this.server = server;
    this.steps = steps;
    var signedIn = post("/api/v1/session", Map.of("username", name, "password", password.reveal()));
    token = signedIn.path("token").asText();
  }

  /** Reads the diff, approves, and waits until prod is healthy. */
  void approve(String step) throws InterruptedException {
    var waiting = steps.until(step + " shows its diff", "Ben reads", LIMIT, this::waitingPromotion);
    var detail = get("/api/v1/promotions/" + waiting.id().value());
    if (detail.at("/diff/resources").isEmpty()) {
      throw new DemoFailed("the promotion to prod shows no diff");
    }
    var vote = new LinkedHashMap<String, Object>();
    vote.put("binding", detail.path("binding"));
    vote.put("comment", "read and approved");
    post("/api/v1/promotions/" + waiting.id().value() + "/approve", vote);
    steps.until(
        step,
        waiting.tag() + " runs in prod, healthy",
        LIMIT,
        () ->
            server
                .rooms()
                .promotions()
                .find(waiting.id())
                .filter(one -> failIfLost(one).arrived())
                .flatMap(one -> healthy()));
  }

  /** By the history of the application, as one does when git is down. */
  void rollBack() throws InterruptedException {
    var history = application().map(ApplicationView::history).orElseThrow();
    if (history.size() < 2) {
      throw new DemoFailed("prod has no history to go back in");
    }
    var before = history.get(history.size() - 2);
    post("/api/v1/applications/openluffy-prod/rollback", Map.of("id", before.id()));
    steps.until(
        "rollback",
        "prod is back at " + before.revisions().getFirst().hex().substring(0, 7) + ", pinned",
        LIMIT,
        () -> application().filter(one -> one.pin().isPresent()).flatMap(Approver::settled));
  }

  /** The newer release again, which is a promotion like any other. */
  void forward(Release release) throws InterruptedException {
    post("/api/v1/promotions", Map.of("release", release.id().value(), "environment", "prod"));
    approve("forward");
    steps.until(
        "pin is gone",
        "prod follows git again",
        LIMIT,
        () -> application().filter(one -> one.pin().isEmpty()));
  }

  private Optional<Promotion> waitingPromotion() {
    return server.rooms().promotions().into(new EnvironmentKey(Demo.PROJECT, "prod"), 5).stream()
        .filter(
            one ->
                one.state() instanceof PromotionState.AwaitingApproval waiting
                    && waiting.shown().isPresent())
        .findFirst();
  }

  private static Promotion failIfLost(Promotion promotion) {
    if (promotion.open() || promotion.arrived()) {
      return promotion;
    }
    throw new DemoFailed("prod: it is " + promotion.state().word());
  }

  private Optional<ApplicationView> application() {
    return server.rooms().applications().find(PROD);
  }

  private Optional<ApplicationView> healthy() {
    return application()
        .filter(one -> one.health() == Health.HEALTHY && one.sync() == SyncStatus.SYNCED);
  }

  private static Optional<ApplicationView> settled(ApplicationView view) {
    return Optional.of(view)
        .filter(one -> one.health() == Health.HEALTHY)
        .filter(one -> one.operation().map(operation -> !operation.running()).orElse(true));
  }

  private JsonNode get(String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body))));
  }

  private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new DemoFailed("the API answered " + answer.statusCode() + ": " + answer.body());
      }
      return Json.tree(answer.body());
    } catch (IOException e) {
      throw new DemoFailed("the API does not answer: " + e);
    }
  }

  private URI uri(String path) {
    return URI.create(server.pageUrl() + path);
  }
}
