package io.openluffy.server.simulation;

import io.openluffy.kernel.store.Transaction;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.WatchListener;
import io.openluffy.promotion.Approval;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.build.ImageReference;
import io.openluffy.server.crash.EndOfStory;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.journey.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must never be, and what must be in the end. */
final class Invariants implements WatchListener {
  private static final Set<String> VOTERS = Set.of("ben", "cleo");
  private static final int ALL = 10_000;

  private final JourneyWorld world;
  private final List<String> broken = new ArrayList<>();

  Invariants(JourneyWorld world) {
    this.world = world;
    world.cluster.watch(
        GroupVersionKind.of("apps/v1", "Deployment"), Optional.of("openluffy-prod"), this);
  }

  List<String> broken() {
    return broken;
  }

  /** Nothing reaches prod that was not approved, at no moment. */
  @Override
  public void changed(Manifest workload) {
    var image = workload.text("/spec/template/spec/containers/0/image");
    if (into("prod").stream().noneMatch(promotion -> isApproved(promotion, image))) {
      broken.add("in prod without an approval: " + image);
    }
  }

  @Override
  public void deleted(Manifest workload) {}

  @Override
  public void ready() {}

  private static boolean isApproved(Promotion promotion, String image) {
    boolean carries =
        promotion.images().stream()
            .anyMatch(one -> image.equals(one.repository() + ":" + one.tag()));
    return carries
        && promotion.approvals().stream()
            .filter(vote -> vote.vote() == Approval.Vote.APPROVE)
            .filter(vote -> VOTERS.contains(vote.by().name()))
            .filter(vote -> vote.boundTo().release().equals(promotion.release()))
            .anyMatch(vote -> vote.boundTo().digests().equals(promotion.digests()));
  }

  /** Holds after each step. */
  void always() {
    for (var environment : List.of("dev", "preprod", "prod")) {
      long underWay =
          into(environment).stream()
              .filter(Promotion::open)
              .filter(promotion -> !(promotion.state() instanceof PromotionState.Queued))
              .count();
      check(underWay <= 1, underWay + " promotions are under way into " + environment);
    }
    for (var promotion : into("prod")) {
      promotion
          .approvals()
          .forEach(vote -> check(VOTERS.contains(vote.by().name()), "may not vote: " + vote));
    }
  }

  /** Holds when nothing goes wrong any more and time has gone by. */
  void atTheEnd() {
    always();
    pushesHaveOneOutcome();
    releasesHaveEnded();
    promotionsHaveEndedOrWaitForAPerson();
    rollbacksHaveEnded();
    environmentsAreAsGitSays();
    broken.addAll(EndOfStory.faults(world));
  }

  private void pushesHaveOneOutcome() {
    var waiting = world.server.store.<List<?>>read(this::waiting);
    check(waiting.isEmpty(), "pushes that nobody took: " + waiting);
    for (var push : world.server.pushes.last(Names.REPOSITORY, ALL)) {
      check(world.server.releases.push(push.id()).isPresent(), "no outcome of " + push);
    }
  }

  private List<?> waiting(Transaction transaction) {
    return world.server.pushes.waiting(transaction);
  }

  private void releasesHaveEnded() {
    for (var release : world.server.releases.list(Names.PROJECT, ALL)) {
      check(!release.state().isOpen(), "still open: " + release);
      if (release.state() instanceof ReleaseState.Ready) {
        var promotions = world.server.promotions.of(release.id());
        check(!promotions.isEmpty(), "ready, but went nowhere: " + release.id());
        promotions.forEach(promotion -> sameDigests(release, promotion));
      }
    }
  }

  private void sameDigests(Release release, Promotion promotion) {
    check(promotion.images().equals(release.images()), "other digests in " + promotion);
    for (ReleaseImage image : release.images()) {
      var reference = ImageReference.of(image.repository(), image.tag());
      var there = world.registry.digest(reference);
      check(there.equals(Optional.of(image.digest())), "the tag moved: " + reference);
    }
  }

  private void promotionsHaveEndedOrWaitForAPerson() {
    for (var promotion : world.server.promotions.open()) {
      var reason = promotion.waiting().map(wait -> wait.reason()).orElse("nothing");
      check(
          switch (promotion.state()) {
            case PromotionState.AwaitingApproval _ ->
                Set.of("Approval", "NotRendered").contains(reason);
            case PromotionState.Queued _ -> Set.of("Untested", "TestFailed").contains(reason);
            case PromotionState.Syncing _ -> reason.equals("Pinned");
            default -> false;
          },
          "waits for no person: " + promotion);
    }
    for (var promotion : world.server.promotions.list(Names.PROJECT, ALL)) {
      for (var branch : world.git.branches(Names.REPOSITORY).keySet()) {
        long commits =
            world.repository.commits(branch, "OpenLuffy-Promotion", promotion.id().value());
        check(commits <= 1, commits + " commits of " + promotion);
      }
    }
  }

  private void rollbacksHaveEnded() {
    for (var environment : List.of("dev", "preprod", "prod")) {
      world
          .server
          .promotions
          .rollbacks(Names.place(environment), ALL)
          .forEach(rollback -> check(!rollback.open(), "still open: " + rollback));
    }
  }

  /** Unless somebody's rollback holds them, or their branch is gone. */
  private void environmentsAreAsGitSays() {
    if (!world.repository.has("develop")) {
      return;
    }
    var files = world.repository.files("develop");
    for (var environment : List.of("dev", "preprod")) {
      if (world.application(environment).pin().isEmpty()) {
        var running = world.running(environment);
        var values = files.getOrDefault(Names.values(environment), "");
        check(
            values.contains("\"" + running + "\""),
            environment + " runs " + world.application(environment));
      }
    }
  }

  private List<Promotion> into(String environment) {
    return world.server.promotions.into(Names.place(environment), ALL);
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
