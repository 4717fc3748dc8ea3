package io.openluffy.server.crash;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.Health;
import io.openluffy.kube.Behaviour;
import io.openluffy.promotion.RollbackTarget;
import io.openluffy.server.crash.Story.Step;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** The steps of the journey. Each list is for one telling: it remembers what was pushed. */
final class Stories {
  private static final ApplicationName EXTRA = ApplicationName.of("openluffy-extra");
  private static final String ENVIRONMENTS = ".openluffy/environments.yaml";
  private static final String EXTRA_FILE = "argocd/openluffy-extra.yaml";

  private Stories() {}

  /** From nothing to prod, and an Application that comes and goes. */
  static List<Step> toProd() {
    return List.of(
        new Step(
            "the project is connected",
            world -> false,
            JourneyWorld::connect,
            world -> isThere(world, Names.name("prod"))),
        pushed("One"),
        merged(),
        approved("One"),
        new Step(
            "an Application is added",
            once(),
            world -> world.push("main", "Add [skip ci]", Map.of(EXTRA_FILE, extra(world))),
            world -> isThere(world, EXTRA)),
        new Step(
            "and taken away",
            once(),
            world -> world.remove("main", "Remove [skip ci]", EXTRA_FILE),
            world -> !isThere(world, EXTRA)));
  }

  /** Two releases in prod. */
  static List<Step> twice() {
    return List.of(
        new Step(
            "the project is connected",
            once(),
            JourneyWorld::connect,
            world -> isThere(world, Names.name("prod"))),
        pushed("One"),
        merged(),
        approved("One"),
        pushed("Two"),
        merged(),
        approved("Two"));
  }

  /** Dev goes back by its policy, prod because somebody asks; both in the cluster, then in git. */
  static List<Step> back() {
    return List.of(
        new Step(
            "dev is to be taken back by itself",
            once(),
            world ->
                world.push("main", "Watch dev [skip ci]", Map.of(ENVIRONMENTS, watched(world))),
            world -> true),
        new Step(
            "dev falls ill",
            world -> isRollbackKnown(world, "dev"),
            world -> fare(world, new Behaviour.Failing("ill")),
            world -> isBack(world, "dev")),
        new Step(
            "and is well again",
            once(),
            world -> fare(world, new Behaviour.AtOnce()),
            world -> world.application("dev").health() == Health.HEALTHY),
        new Step(
            "prod is rolled back",
            world -> isRollbackKnown(world, "prod"),
            world -> rollBack(world, "prod", true),
            world -> isBack(world, "prod")));
  }

  private static Step pushed(String headline) {
    return new Step(
        headline + " is in preprod",
        once(),
        world -> world.push("develop", headline),
        world -> world.hasArrived("preprod", headline));
  }

  private static Step merged() {
    return new Step(
        "somebody is asked",
        once(),
        JourneyWorld::merge,
        world -> world.newest("prod").filter(p -> p.shown().isPresent()).isPresent());
  }

  private static Step approved(String headline) {
    return new Step(
        headline + " is in prod",
        world -> !world.newest("prod").orElseThrow().approvals().isEmpty(),
        world -> world.approve(JourneyWorld.BEN),
        world -> world.hasArrived("prod", "Merge"));
  }

  private static Predicate<JourneyWorld> once() {
    var done = new AtomicBoolean();
    return world -> done.getAndSet(true);
  }

  private static boolean isThere(JourneyWorld world, ApplicationName name) {
    return world.server.applications.find(name).isPresent();
  }

  private static String extra(JourneyWorld world) {
    return world
        .repository
        .file("main", "argocd/openluffy-dev.yaml")
        .replace("luffy-dev", "luffy-extra");
  }

  private static String watched(JourneyWorld world) {
    return world
        .repository
        .file("main", ENVIRONMENTS)
        .replace(
            "  application: openluffy-dev\n",
            "  application: openluffy-dev\n  rollback: {on: [degraded], within: 1h}\n");
  }

  private static void fare(JourneyWorld world, Behaviour behaviour) {
    world.cluster.workload(Names.workload("dev", "backend"), behaviour);
    world.settle();
  }

  private static boolean isRollbackKnown(JourneyWorld world, String environment) {
    return !world.server.promotions.rollbacks(Names.place(environment), 1).isEmpty();
  }

  private static void rollBack(JourneyWorld world, String environment, boolean alsoInGit) {
    world.server.promotions.rollback(
        Names.place(environment), new RollbackTarget.Previous(), alsoInGit, JourneyWorld.BEN);
  }

  private static boolean isBack(JourneyWorld world, String environment) {
    var place = Names.place(environment);
    var rollback = world.server.promotions.rollbacks(place, 1).stream().findFirst();
    var former = world.server.promotions.into(place, 10).getLast();
    return rollback.filter(one -> one.state().word().equals("Done")).isPresent()
        && world.running(environment).equals(former.tag())
        && world.application(environment).operation().filter(o -> o.running()).isEmpty();
  }
}
