package io.openluffy.server.simulation;

import io.openluffy.application.SyncRequest;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kube.ResourceKey;
import io.openluffy.promotion.ApprovalBinding;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.RollbackTarget;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What people do by chance: push, vote, sync, roll back, and meddle with the cluster. */
final class Chance {
  /** Ada is the author of everything, so that her votes must never count. */
  static final List<Principal> PEOPLE =
      List.of(
          new Principal("ada", Set.of("approver"), Door.PAGE),
          new Principal("ben", Set.of("approver"), Door.PAGE),
          new Principal("cleo", Set.of("admin"), Door.API),
          new Principal("dan", Set.of("developer"), Door.CLI),
          new Principal("vic", Set.of("viewer"), Door.CLI));

  private static final List<String> ENVIRONMENTS = List.of("dev", "preprod", "prod");

  private final JourneyWorld world;
  private final RandomGenerator random;

  Chance(JourneyWorld world, RandomGenerator random) {
    this.world = world;
    this.random = random;
    PEOPLE.forEach(world.people::put);
  }

  void act() {
    switch (random.nextInt(27)) {
      case 0, 1, 2, 3 -> push("develop");
      case 4, 5 -> merge();
      case 6 -> push("main");
      case 7 -> race();
      case 8 -> setBack();
      case 9 -> deleteDevelop();
      case 10, 11, 12, 13 -> vote();
      case 14 -> sync();
      case 15 -> rollBack();
      case 16 -> promote();
      case 17 -> meddle();
      case 18 -> loosen();
      case 19 -> retry();
      case 20, 21 -> rollBack();
      case 22 -> revoke();
      default -> ship();
    }
  }

  private void push(String branch) {
    var word = random.nextInt(6) == 0 ? " [skip ci]" : "";
    exists(branch);
    world.repository.commit(branch, "Say " + random.nextInt(5) + word);
    maybeHear();
  }

  private void merge() {
    exists("develop");
    world.repository.merge();
    maybeHear();
  }

  /** A change that is carried all the way, if nothing comes in between. */
  private void ship() {
    exists("develop");
    world.repository.commit("develop", "Ship " + random.nextInt(1000));
    world.hook();
    world.seconds(2);
    world.tick(Duration.ofSeconds(31));
    world.repository.merge();
    world.hook();
    world.seconds(3);
    vote();
    world.seconds(3);
  }

  /** Two pushes within an instant. */
  private void race() {
    exists("develop");
    world.repository.commit("develop", "Race one");
    world.hook();
    world.repository.commit("develop", "Race two");
    world.repository.commit("main", "Race three");
    world.hook();
  }

  /** Somebody sets develop back to an earlier commit, or to one that is elsewhere. */
  private void setBack() {
    exists("develop");
    var commits = world.repository.log("develop", 6);
    world.git.point(Names.REPOSITORY, "develop", commits.get(random.nextInt(commits.size())).id());
    if (random.nextBoolean()) {
      world.repository.commit("develop", "Another way");
    }
    maybeHear();
  }

  private void deleteDevelop() {
    if (world.repository.has("develop")) {
      world.git.deleteBranch(Names.REPOSITORY, "develop");
      maybeHear();
    }
  }

  private void exists(String branch) {
    if (!world.repository.has(branch)) {
      world.git.point(Names.REPOSITORY, branch, world.repository.head("main"));
    }
  }

  /** Now and then the webhook gets lost, and only the next one or the poll sees it. */
  private void maybeHear() {
    if (random.nextInt(4) > 0) {
      world.hook();
    }
  }

  private void vote() {
    var by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    for (var promotion : world.server.promotions.into(Names.place("prod"), 3)) {
      promotion.shown().ifPresent(shown -> vote(promotion, by, shown.binding()));
    }
  }

  private void vote(Promotion promotion, Principal by, ApprovalBinding shown) {
    var binding =
        random.nextInt(5) == 0
            ? new ApprovalBinding(
                shown.release(), "something else", shown.digests(), shown.configuration())
            : shown;
    if (random.nextInt(5) == 0) {
      world.server.promotions.reject(promotion.id(), by, binding, "not today");
    } else {
      world.server.promotions.approve(promotion.id(), by, binding, "");
    }
  }

  /** Through another door than the one for votes. */
  private void sync() {
    var by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    var environment = environment();
    if (random.nextBoolean()) {
      world.server.applications.sync(
          Names.name(environment), SyncRequest.by(by.actor(), by.roles()));
    } else {
      world.kubectl(
          Names.applicationKey(environment),
          "{\"operation\":{\"initiatedBy\":{\"username\":\"ben\"},\"sync\":{\"prune\":true}}}");
    }
  }

  private void rollBack() {
    var by = PEOPLE.get(random.nextInt(3));
    var place = Names.place(environment());
    var target =
        random.nextInt(3) == 0
            ? new RollbackTarget.ToHistory(random.nextInt(4))
            : new RollbackTarget.Previous();
    world.server.promotions.rollback(place, target, random.nextBoolean(), by);
  }

  private void promote() {
    var releases = world.server.releases.list(Names.PROJECT, 4);
    if (!releases.isEmpty()) {
      var release = releases.get(random.nextInt(releases.size()));
      var by = PEOPLE.get(random.nextInt(PEOPLE.size()));
      world.server.promotions.promote(release.id(), environment(), by);
    }
  }

  /** Drift: somebody scales or deletes what runs. */
  private void meddle() {
    var key = Names.workload(environment(), random.nextBoolean() ? "backend" : "frontend");
    if (world.cluster.get(key).isPresent()) {
      meddle(key);
    }
  }

  private void meddle(ResourceKey key) {
    if (random.nextInt(3) == 0) {
      world.kubectlDelete(key);
    } else {
      world.kubectl(key, "{\"spec\":{\"replicas\":" + (3 + random.nextInt(5)) + "}}");
    }
  }

  /** A branch that would like to be its own judge; only main may say who approves. */
  private void loosen() {
    exists("develop");
    var path = ".openluffy/environments.yaml";
    var loose =
        world
            .repository
            .file("develop", path)
            .replaceAll("(?m)^  approval:.*$", "")
            .replace("30s", "0s");
    world.repository.commit("develop", "No more approvals", Map.of(path, loose));
    maybeHear();
  }

  /** Somebody loses their role, or has it again. */
  private void revoke() {
    var one = PEOPLE.get(1 + random.nextInt(2));
    world.people.put(
        random.nextBoolean() ? one : new Principal(one.name(), Set.of("viewer"), one.door()));
  }

  private void retry() {
    world.server.releases.list(Names.PROJECT, 3).stream()
        .filter(release -> release.state().getClass().getSimpleName().equals("Failed"))
        .forEach(release -> world.server.releases.retry(release.id(), PEOPLE.get(3).actor()));
  }

  private String environment() {
    return ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
  }
}
