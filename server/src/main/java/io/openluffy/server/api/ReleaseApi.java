package io.openluffy.server.api;

import io.openluffy.kernel.Problem;
import io.openluffy.promotion.Condition;
import io.openluffy.promotion.Promotion;
import io.openluffy.release.LogLine;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.CommitView;
import io.openluffy.server.view.PromotionView;
import io.openluffy.server.view.ReleaseView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Followers;
import io.openluffy.server.web.Routes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Releases, their build logs, and why one is not somewhere yet. */
public final class ReleaseApi {
  private static final int LOG_PAGE = 1_000;
  private static final int LOOK_BACK = 1_000;

  private final Journey journey;

  public ReleaseApi(Journey journey) {
    this.journey = journey;
  }

  record Detail(
      ReleaseView release,
      List<PromotionView> promotions,
      List<CommitView> commits,
      List<String> sameContent) {}

  record Why(String release, String environment, boolean arrived, List<Condition> conditions) {}

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    routes.get("/api/v1/projects/{project}/releases", viewer, this::list);
    routes.get("/api/v1/releases/{release}", viewer, this::detail);
    routes.get("/api/v1/releases/{release}/log", viewer, this::log);
    routes.get("/api/v1/releases/{release}/why/{environment}", viewer, this::why);
    routes.put("/api/v1/releases/{release}/bad", Routes.role(Role.DEVELOPER), this::markBad);
    routes.delete("/api/v1/releases/{release}/bad", Routes.role(Role.DEVELOPER), this::unmarkBad);
    routes.post("/api/v1/releases/{release}/retry", Routes.role(Role.DEVELOPER), this::retry);
  }

  private Answer list(Call call) {
    var project = journey.project(call.path("project"));
    var limit = call.number("limit", 50, 1, 200);
    var pipeline = call.query("pipeline");
    var before = call.query("before").map(journey::release).map(Release::number);
    return Answer.json(
        journey.releases().list(project.name(), LOOK_BACK).stream()
            .filter(one -> pipeline.map(name -> one.pipeline().name().equals(name)).orElse(true))
            .filter(one -> before.map(number -> one.number() < number).orElse(true))
            .limit(limit)
            .map(journey::view)
            .toList());
  }

  private Answer detail(Call call) {
    var release = journey.release(call.path("release"));
    var project = journey.project(release.project().value());
    var last = release.pipeline().environments().stream().reduce((a, b) -> b);
    var running = last.flatMap(name -> journey.running(project.name(), name));
    var same =
        journey.releases().list(project.name(), LOOK_BACK).stream()
            .filter(one -> one.contentId().equals(release.contentId()))
            .filter(one -> !one.id().equals(release.id()))
            .map(one -> one.id().value())
            .toList();
    return Answer.json(
        new Detail(
            journey.view(release),
            journey.promotions().of(release.id()).stream().map(journey::view).toList(),
            journey.commitsSince(project, running.filter(one -> !one.equals(release)), release),
            same));
  }

  private Answer why(Call call) {
    var release = journey.bound(call.path("release"), call.path("environment"));
    var project = journey.project(release.project().value());
    var environment = journey.environment(project, call.path("environment")).name();
    var arrived =
        journey.promotions().of(release.id()).stream()
            .filter(one -> one.environment().equals(environment))
            .findFirst()
            .map(Promotion::arrived)
            .orElse(false);
    return Answer.json(
        new Why(
            release.id().value(),
            environment,
            arrived,
            journey.promotions().why(release.id(), environment)));
  }

  record Mark(Optional<String> reason) {}

  private Answer markBad(Call call) {
    var asked = call.body(Mark.class);
    var release = journey.release(call.path("release"));
    return answer(
        release, journey.promotions().markBad(release, call.caller(), asked.reason().orElse("")));
  }

  private Answer unmarkBad(Call call) {
    var release = journey.release(call.path("release"));
    return answer(release, journey.promotions().unmarkBad(release, call.caller()));
  }

  private Answer answer(Release release, Optional<Problem> refusal) {
    refusal.ifPresent(
        problem -> {
          throw problem.asException();
        });
    return Answer.json(journey.view(release));
  }

  private Answer retry(Call call) {
    var release = journey.release(call.path("release"));
    journey
        .releases()
        .retry(release.id(), call.actor())
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    return Answer.json(202, journey.view(journey.release(release.id().value())));
  }

  private Answer log(Call call) {
    var id = journey.release(call.path("release")).id();
    var after = call.number("after", 0, 0, Long.MAX_VALUE);
    return call.flag("follow")
        ? Answer.stream("text/plain; charset=utf-8", out -> follow(id, after, out))
        : Answer.stream("text/plain; charset=utf-8", out -> page(id, after, out));
  }

  /** Writes what there is; the answer is the number of the last line. */
  private long page(ReleaseId id, long after, OutputStream out) throws IOException {
    var last = after;
    var lines = journey.releases().buildLog(id, last, LOG_PAGE);
    while (!lines.isEmpty()) {
      for (LogLine line : lines) {
        out.write((text(line) + "\n").getBytes(StandardCharsets.UTF_8));
        last = line.number();
      }
      lines = journey.releases().buildLog(id, last, LOG_PAGE);
    }
    out.flush();
    return last;
  }

  private void follow(ReleaseId id, long after, OutputStream out) throws IOException {
    var news = new Semaphore(0);
    var lines = journey.releases().followLog(id, line -> news.release());
    var states = journey.releases().follow(changed -> news.release());
    try {
      var last = page(id, after, out);
      while (open(id)) {
        // The timeout only bounds how long a client that went away is kept.
        news.tryAcquire(15, TimeUnit.SECONDS);
        news.drainPermits();
        last = page(id, last, out);
      }
      page(id, last, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Followers.close(lines, states);
    }
  }

  private boolean open(ReleaseId id) {
    return journey.releases().find(id).map(one -> one.state().isOpen()).orElse(false);
  }

  private static String text(LogLine line) {
    return Optional.of(line.image())
            .filter(image -> !image.isEmpty())
            .map(image -> "[" + image + "] ")
            .orElse("")
        + line.text();
  }
}
