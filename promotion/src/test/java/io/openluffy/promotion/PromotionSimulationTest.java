package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.Health;
import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.ApprovalRule.Share;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.EmergencyRule;
import io.openluffy.release.Protection;
import io.openluffy.release.Release;
import io.openluffy.release.RollbackPolicy;
import io.openluffy.release.RollbackPolicy.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Many short lives of a project, each from one seed: pushes, votes, crashes, an unreachable git or
 * cluster, ill health, rollbacks. A failing seed is named; {@code live(seed)} plays it again.
 */
@SuppressWarnings("try") // the fault point is only installed
class PromotionSimulationTest {
  private static final int SEEDS = 1000;
  private static final int STEPS = 15;
  private static final List<String> POINTS =
      List.of(
          "promotion.recorded",
          "promotion.values-written",
          "promotion.sync-asked",
          "rollback.asked",
          "rollback.decided",
          "rollback.recorded",
          "rollback.written",
          "rollback.unpinned");
  private static final List<Principal> PEOPLE =
      List.of(
          World.ANA,
          World.BEN,
          World.CLEO,
          new Principal("sue", Set.of("viewer"), Set.of("sre"), Door.CLI),
          World.person("root", "admin"),
          World.person("vic", "viewer"));

  @Test
  void theInvariantsHoldForEverySeed() {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        live(seed);
      } catch (AssertionError | RuntimeException failed) {
        throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
      }
    }
  }

  private static void live(long seed) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var world = new World(seed, protection(random));
    PEOPLE.forEach(world.people::put);
    for (var name : List.of("dev", "preprod", "prod")) {
      if (random.nextBoolean()) {
        Policies.set(
            world, name, new RollbackPolicy(Set.of(Trouble.values()), Duration.ofMinutes(5)));
      }
    }
    var booth = new Booth(world);
    for (int step = 0; step < STEPS; step++) {
      try (var installed = maybeCrash(random)) {
        act(world, booth, random);
        world.tick(Duration.ofSeconds(random.nextInt(20)));
      } catch (Crash died) {
        world.restart();
      }
      nothingUnapprovedInProd(world);
    }
    calm(world);
    everyPromotionEndsOrWaitsForAPerson(world);
    RollbackInvariants.hold(world);
    replayGivesTheSame(world, booth);
    booth.noVoteIsLost();
  }

  private static Protection protection(RandomGenerator random) {
    var approvers = List.<Voter>of(new Voter.Role("approver"));
    List<Share> shares =
        random.nextInt(3) == 0
            ? List.of(new Share(List.of(new Voter.Group("sre"), new Voter.User("root")), 1))
            : List.of();
    var rule =
        new ApprovalRule(
            1 + random.nextInt(2),
            approvers,
            Set.of(Excluded.AUTHOR, Excluded.AUTHORS),
            shares,
            random.nextInt(3) == 0 ? Optional.of(Duration.ofSeconds(40)) : Optional.empty());
    return Protection.NONE
        .withRequires(random.nextBoolean() ? Optional.of("preprod") : Optional.empty())
        .withApproval(Optional.of(rule))
        .withEmergency(
            Optional.of(new EmergencyRule(approvers, random.nextBoolean(), Duration.ofMinutes(2))));
  }

  private static FaultPoints.Installed maybeCrash(RandomGenerator random) {
    return random.nextInt(4) == 0
        ? FaultPoints.crashAt(POINTS.get(random.nextInt(POINTS.size())), 1 + random.nextInt(3))
        : FaultPoints.install(name -> {});
  }

  private static void act(World world, Booth booth, RandomGenerator random) {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> {
        world.git.recover(World.REPOSITORY);
        var pipeline = random.nextBoolean() ? World.develop() : World.main();
        world.push(pipeline, "content" + random.nextInt(4));
      }
      case 4, 5, 6 -> vote(world, booth, random);
      case 7 ->
          world.git.fail(
              World.REPOSITORY,
              Problem.world("git.unreachable", "away", Where.NOWHERE, "").asException());
      case 8 -> world.applications.away(true);
      case 9 -> {
        var name = World.application(List.of("dev", "preprod", "prod").get(random.nextInt(3)));
        var health = random.nextBoolean() ? Health.DEGRADED : Health.HEALTHY;
        world.applications.falls(name, health, "chance");
      }
      case 10, 11 -> rollBack(world, random);
      case 12 -> breakGlass(world, random);
      case 13 -> revoke(world, random);
      case 14 -> race(world, booth);
      case 15 -> {
        var name = World.application(List.of("dev", "preprod", "prod").get(random.nextInt(3)));
        world.applications.falls(name, Health.DEGRADED, "for long");
        world.tick(Duration.ofSeconds(1));
        world.tick(Duration.ofSeconds(11));
      }
      case 16, 17 -> mark(world, random);
      default -> calm(world);
    }
  }

  private static void vote(World world, Booth booth, RandomGenerator random) {
    var voter = PEOPLE.get(random.nextInt(PEOPLE.size()));
    for (var promotion : world.server.promotions.into(World.PROD, 5)) {
      promotion
          .shown()
          .ifPresent(shown -> booth.vote(world.server, promotion.id(), voter, shown.binding()));
    }
  }

  private static void breakGlass(World world, RandomGenerator random) {
    var by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    for (var promotion : world.server.promotions.into(World.PROD, 3)) {
      var shown = promotion.shown().map(Shown::binding).filter(one -> random.nextBoolean());
      world.server.promotions.breakGlass(promotion.id(), by, shown, "it burns");
    }
  }

  /** Somebody is no longer what they were, or is it again. */
  private static void revoke(World world, RandomGenerator random) {
    var one = PEOPLE.get(random.nextInt(PEOPLE.size()));
    switch (random.nextInt(4)) {
      case 0 -> world.people.remove(one.name());
      case 1 -> world.people.put(World.person(one.name(), "viewer"));
      default -> world.people.put(one);
    }
    world.settle();
  }

  /** All who may vote do so at the same moment, through two servers. */
  private static void race(World world, Booth booth) {
    var other = new World.Server(world);
    for (var promotion : world.server.promotions.into(World.PROD, 2)) {
      promotion
          .shown()
          .ifPresent(
              shown -> {
                booth.vote(world.server, promotion.id(), World.BEN, shown.binding());
                booth.vote(other, promotion.id(), World.CLEO, shown.binding());
                booth.vote(world.server, promotion.id(), World.CLEO, shown.binding());
              });
    }
  }

  private static void rollBack(World world, RandomGenerator random) {
    if (calm(world)) {
      var place = random.nextBoolean() ? World.DEV : World.PROD;
      world.server.promotions.rollback(
          place, target(world, random), random.nextBoolean(), World.BEN);
    }
  }

  private static RollbackTarget target(World world, RandomGenerator random) {
    var releases = world.releases.all();
    return switch (releases.isEmpty() ? 3 : random.nextInt(4)) {
      case 0 -> new RollbackTarget.ToRelease(releases.get(random.nextInt(releases.size())).id());
      case 1 -> new RollbackTarget.AtTime(world.clock.instant().minusSeconds(random.nextInt(200)));
      default -> new RollbackTarget.Previous();
    };
  }

  private static void mark(World world, RandomGenerator random) {
    var releases = world.releases.all();
    if (!releases.isEmpty()) {
      var one = releases.get(random.nextInt(releases.size()));
      if (random.nextInt(3) == 0) {
        world.server.promotions.unmarkBad(one, World.BEN);
      } else {
        world.server.promotions.markBad(one, World.ANA, "by chance");
      }
    }
  }

  private static boolean calm(World world) {
    world.git.recover(World.REPOSITORY);
    world.applications.away(false);
    for (var name : List.of("dev", "preprod", "prod")) {
      world.applications.falls(World.application(name), Health.HEALTHY, "");
    }
    world.settle();
    return true;
  }

  private static void nothingUnapprovedInProd(World world) {
    var running = world.applications.running(World.application("prod"));
    if (running.isEmpty()) {
      return;
    }
    var digest = InMemoryApplication.digest(running);
    assertThat(world.server.promotions.into(World.PROD, 100))
        .as("what runs in prod was approved")
        .anySatisfy(
            promotion -> {
              var votes =
                  promotion.approvals().stream()
                      .filter(vote -> vote.boundTo().diffId().equals(digest))
                      .filter(vote -> vote.vote() == Approval.Vote.APPROVE)
                      .toList();
              assertThat(votes).noneMatch(vote -> vote.by().name().equals("vic"));
              assertThat(votes).noneMatch(vote -> vote.by().name().equals("ana"));
              if (votes.isEmpty()) {
                var emergency = promotion.emergency().orElseThrow(AssertionError::new);
                assertThat(emergency.used()).isPresent();
                assertThat(emergency.people()).isNotEmpty().doesNotContain("vic", "ana");
              }
            });
  }

  private static void everyPromotionEndsOrWaitsForAPerson(World world) {
    world.restart();
    for (int i = 0; i < 4; i++) {
      world.tick(Duration.ofSeconds(15));
    }
    world.tick(Duration.ofMinutes(11));
    world.tick(Duration.ofSeconds(31));
    world.tick(Duration.ofSeconds(31));
    for (var promotion : world.server.promotions.open()) {
      assertThat(promotion.waiting()).as(promotion.toString()).isPresent();
      assertThat(isOverdue(world, promotion)).as("waits past its end: " + promotion).isFalse();
      if (!promotion.waiting().get().reason().equals("Pinned")) {
        assertThat(promotion.environment()).as(promotion.toString()).isEqualTo("prod");
        assertThat(promotion.state().word()).isIn("AwaitingApproval", "Queued");
      }
    }
    for (Release release : world.releases.all()) {
      if (world.server.promotions.bad(release).isEmpty()) {
        assertThat(world.server.promotions.of(release.id())).isNotEmpty();
      }
    }
  }

  private static boolean isOverdue(World world, Promotion promotion) {
    return world
        .server
        .promotions
        .voting(promotion.id(), World.BEN)
        .expires()
        .filter(end -> !world.clock.instant().isBefore(end))
        .isPresent();
  }

  private static void replayGivesTheSame(World world, Booth booth) {
    for (var promotion : world.server.promotions.list(World.SHOP, 1000)) {
      var events = RollbackInvariants.events(world, promotion).toList();
      assertThat(Promotion.replay(promotion.id(), events)).isEqualTo(promotion);
      if (promotion.place().equals(World.PROD)) {
        booth.everyGrantIsRight(promotion.id(), events);
      }
      assertThat(
              world.commits("develop", "OpenLuffy-Promotion", promotion.id().value())
                  + world.commits("main", "OpenLuffy-Promotion", promotion.id().value()))
          .isLessThanOrEqualTo(1);
    }
    assertThat(world.store.journal().verify()).isEmpty();
  }
}
