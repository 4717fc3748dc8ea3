package io.openluffy.server.crash;

import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionFactNames;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a world has come to, in words that are the same however often the server died. */
public final class EndOfStory {
  private static final List<String> ENVIRONMENTS = List.of("dev", "preprod", "prod");

  private EndOfStory() {}

  static List<String> of(JourneyWorld world) {
    var lines = new ArrayList<String>();
    for (var environment : ENVIRONMENTS) {
      lines.add(environment + " runs " + number(world, world.running(environment)));
      for (var service : List.of("backend", "frontend")) {
        lines.add(
            "  %s x%s, %s"
                .formatted(
                    service,
                    world.live(environment, service).at("/spec/replicas"),
                    world.application(environment).health()));
      }
    }
    for (var release : releases(world)) {
      lines.add("release %d %s".formatted(release.number(), release.state().getClass()));
      lines.add("  " + release.images().stream().map(ReleaseImage::origin).toList());
    }
    for (var promotion : promotions(world)) {
      lines.add(
          "%s of %s %s, votes %d, commits %d"
              .formatted(
                  promotion.environment(),
                  number(world, promotion.tag()),
                  promotion.state().word(),
                  promotion.approvals().size(),
                  commits(world, promotion)));
    }
    lines.add("images pushed " + world.registry.pushes());
    lines.add("commits on develop " + world.repository.log("develop", 1000).size());
    lines.add("commits on main " + world.repository.log("main", 1000).size());
    lines.add("pushes " + world.server.releases.pushes(Names.PROJECT, 100).size());
    return lines;
  }

  /** What has to be true of every world at its end. */
  public static List<String> faults(JourneyWorld world) {
    var faults = new ArrayList<String>();
    world.server.store.journal().verify().ifPresent(problem -> faults.add(problem.inWords()));
    for (var promotion : promotions(world)) {
      if (!replayed(world, promotion).equals(promotion)) {
        faults.add("The journal tells something else of " + promotion);
      }
    }
    return faults;
  }

  static Promotion replayed(JourneyWorld world, Promotion promotion) {
    var events =
        world
            .server
            .store
            .journal()
            .about(PromotionFactNames.about(promotion.id()), 10_000)
            .reversed()
            .stream()
            .map(entry -> PromotionFactNames.event(entry.fact()))
            .toList();
    return Promotion.replay(promotion.id(), events);
  }

  private static List<Release> releases(JourneyWorld world) {
    return world.server.releases.list(Names.PROJECT, 100).reversed();
  }

  private static List<Promotion> promotions(JourneyWorld world) {
    return world.server.promotions.list(Names.PROJECT, 100).stream()
        .sorted(Comparator.comparing(Promotion::rank).thenComparing(Promotion::environment))
        .toList();
  }

  private static long commits(JourneyWorld world, Promotion promotion) {
    var id = promotion.id().value();
    return world.repository.commits("develop", "OpenLuffy-Promotion", id)
        + world.repository.commits("main", "OpenLuffy-Promotion", id);
  }

  private static String number(JourneyWorld world, String tag) {
    return releases(world).stream()
        .filter(release -> release.tag().equals(tag))
        .map(release -> "release " + release.number())
        .findFirst()
        .orElse("'" + tag + "'");
  }
}
