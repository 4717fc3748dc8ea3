package io.openluffy.server.view;

import io.openluffy.application.ApplicationView;
import io.openluffy.promotion.BadMark;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.Tested;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Pipeline;
import io.openluffy.release.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One pipeline as a rail of nodes, for its newest release ({@code Lane}). */
public record LaneView(
    String pipeline,
    String branch,
    Optional<ReleaseView> release,
    List<Node> nodes,
    Optional<Bridge> bridge) {

  /** How far a node is. */
  public enum Status {
    IDLE,
    RUNNING,
    WAITING,
    DONE,
    FAILED,
    SUPERSEDED;

    @com.fasterxml.jackson.annotation.JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the page may offer at a node, and why not. */
  public record Action(String verb, boolean allowed, Optional<String> reason) {}

  /** One station of the rail ({@code LaneNode}). */
  public record Node(
      String id,
      String kind,
      String title,
      Status status,
      Optional<String> message,
      Optional<String> environment,
      Optional<String> application,
      Optional<String> promotion,
      Optional<String> release,
      Optional<String> tag,
      Optional<String> commit,
      Optional<String> health,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      Optional<Instant> until,
      Optional<Action> action) {}

  /** The dashed line from a lane that tested the same content. */
  public record Bridge(String fromEnvironment, String verdict, String message) {}

  /**
   * What a lane is drawn from.
   *
   * @param release the newest of the pipeline
   * @param promotions the newest of that release into each environment, by its name
   * @param applications by the environment's name
   * @param bad the mark on the release
   * @param actions what the reader may do, by node id
   */
  public record Facts(
      Pipeline pipeline,
      Map<String, EnvironmentSpec> environments,
      Optional<Release> release,
      Map<String, Promotion> promotions,
      Map<String, ApplicationView> applications,
      Optional<BadMark> bad,
      Map<String, Action> actions,
      Optional<Tested> tested,
      Instant now) {}

  public static LaneView of(Facts facts) {
    var nodes = new ArrayList<Node>();
    nodes.add(LaneNodes.build(facts));
    Optional<EnvironmentSpec> before = Optional.empty();
    for (String name : facts.pipeline().environments()) {
      var spec = Optional.ofNullable(facts.environments().get(name));
      if (spec.isPresent()) {
        nodes.addAll(LaneNodes.into(facts, before, spec.get()));
        before = spec;
      }
    }
    return new LaneView(
        facts.pipeline().name(),
        facts.pipeline().branch(),
        facts.release().map(release -> ReleaseView.of(release, facts.bad(), facts.now())),
        nodes,
        bridge(facts));
  }

  private static Optional<Bridge> bridge(Facts facts) {
    var asking =
        facts.pipeline().environments().stream()
            .map(facts.environments()::get)
            .filter(spec -> spec != null && spec.approval().isPresent())
            .findFirst();
    if (asking.isEmpty() || facts.tested().isEmpty()) {
      return Optional.empty();
    }
    var from = asking.get().requires().orElse("");
    var where = from.isEmpty() ? "the lane before" : from;
    return Optional.of(
        switch (facts.tested().get()) {
          case TESTED -> new Bridge(from, "tested", "The same content arrived in " + where + ".");
          case UNTESTED ->
              new Bridge(from, "untested", "This content has not arrived in " + where + ".");
          case FAILED -> new Bridge(from, "failed", "The same content failed in " + where + ".");
        });
  }
}
