package io.openluffy.server.simulation;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Behaviour;
import io.openluffy.kube.KubeProblems;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What goes wrong in the world by chance, and how it is put right again. */
final class Mishaps {
  private static final List<Integer> STATUSES = List.of(409, 429, 500, 504);

  private final JourneyWorld world;
  private final RandomGenerator random;
  private boolean slow;

  Mishaps(JourneyWorld world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  void happen() {
    switch (random.nextInt(9)) {
      case 0 -> world.git.fail(Names.REPOSITORY, away("git.unreachable", "git").asException());
      case 1 -> clusterFails(4);
      case 2 -> clusterFails(1);
      case 3 -> world.registry.fail(away("registry.unreachable", "the registry"));
      case 4 -> slow = true;
      case 5 -> fails("backend");
      case 6 -> unhealthy();
      case 7 -> world.clock.tick(Duration.ofMinutes(random.nextInt(90)));
      default -> world.clock.tick(Duration.ofSeconds(-random.nextInt(50)));
    }
    apply();
  }

  /** What a new server has to be told again, because its builder is new. */
  void apply() {
    world.server.builder.takes(slow ? Duration.ofSeconds(20) : Duration.ZERO);
  }

  void end() {
    world.git.recover(Names.REPOSITORY);
    world.cluster.heal();
    world.registry.recover();
    world.server.builder.recover("backend");
    slow = false;
    apply();
    for (var environment : List.of("dev", "preprod", "prod")) {
      for (var service : List.of("backend", "frontend")) {
        world.cluster.workload(Names.workload(environment, service), new Behaviour.AtOnce());
      }
    }
  }

  /** Git listens to people even while the server can't reach it. */
  void betweenPeopleAndGit(Runnable act) {
    boolean was = random.nextInt(3) == 0;
    world.git.recover(Names.REPOSITORY);
    act.run();
    if (was) {
      world.git.fail(Names.REPOSITORY, away("git.unreachable", "git").asException());
    }
  }

  private void clusterFails(int oneIn) {
    world.cluster.fail(
        (verb, key) -> {
          if (random.nextInt(oneIn) > 0) {
            return Optional.empty();
          }
          int status = STATUSES.get(random.nextInt(STATUSES.size()));
          return Optional.of(KubeProblems.of(status, "Chance", "by chance", key.toString()));
        });
  }

  private void fails(String image) {
    world.server.builder.fail(
        image,
        random.nextBoolean()
            ? away("build.tool", "the builder")
            : Problem.user("build.broken", "The Dockerfile is wrong.", Where.NOWHERE, "Mend it."));
  }

  private void unhealthy() {
    var environment = List.of("dev", "preprod", "prod").get(random.nextInt(3));
    world.cluster.workload(
        Names.workload(environment, "backend"),
        switch (random.nextInt(3)) {
          case 0 -> new Behaviour.Failing("it crashes");
          case 1 -> new Behaviour.Never();
          default -> new Behaviour.AfterRounds(3);
        });
  }

  private static Problem away(String code, String what) {
    return Problem.world(code, what + " is away.", Where.of(what), "It is tried again.");
  }
}
