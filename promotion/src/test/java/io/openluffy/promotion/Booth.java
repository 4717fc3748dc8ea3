package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.journal.Principal;
import io.openluffy.promotion.Approval.Vote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a simulation votes, and what has to be true of the votes in the end. */
final class Booth {
  private static final Set<String> NEVER = Set.of("ana", "vic");

  private final World world;
  private final List<Told> told = new ArrayList<>();

  Booth(World world) {
    this.world = world;
  }

  /** Somebody was told that their vote is recorded. */
  private record Told(PromotionId id, String name, ApprovalBinding binding) {}

  void vote(World.Server server, PromotionId id, Principal by, ApprovalBinding shown) {
    if (server.promotions.approve(id, by, shown, "by chance") instanceof VoteAnswer.Recorded) {
      told.add(new Told(id, by.name(), shown));
    }
  }

  /** Whoever was told that they voted has a vote, and one. */
  void noVoteIsLost() {
    for (var one : told) {
      assertThat(world.server.promotions.find(one.id()).orElseThrow().approvals())
          .filteredOn(vote -> vote.boundTo().equals(one.binding()))
          .filteredOn(vote -> vote.by().name().equals(one.name()))
          .as(one.toString())
          .hasSize(1);
    }
  }

  /** Each grant has its votes in the journal before it, or the hands of those who saw it. */
  void everyGrantIsRight(PromotionId id, List<PromotionEvent> events) {
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i) instanceof PromotionEvent.ApprovalGranted granted) {
        var before = Promotion.replay(id, events.subList(0, i));
        if (events.get(i - 1) instanceof PromotionEvent.EmergencyUsed used) {
          handsAreRight(before, used, granted);
        } else {
          votesAreRight(before, granted);
        }
      }
    }
  }

  private void votesAreRight(Promotion before, PromotionEvent.ApprovalGranted granted) {
    var rule = world.prod().approval().orElseThrow();
    var voters = new HashSet<String>();
    for (var vote : before.approvals()) {
      if (vote.vote() == Vote.APPROVE && vote.boundTo().equals(granted.approved().binding())) {
        voters.add(vote.by().name());
      }
    }
    voters.removeAll(NEVER);
    assertThat(voters).hasSizeGreaterThanOrEqualTo(rule.required());
    if (!rule.shares().isEmpty()) {
      assertThat(voters).containsAnyOf("sue", "root");
    }
    rule.timeout()
        .ifPresent(
            timeout ->
                assertThat(before.approvals())
                    .allSatisfy(
                        vote -> assertThat(vote.at()).isBefore(asked(before).plus(timeout))));
  }

  private static java.time.Instant asked(Promotion before) {
    return ((PromotionState.AwaitingApproval) before.state()).since();
  }

  private void handsAreRight(
      Promotion before, PromotionEvent.EmergencyUsed used, PromotionEvent.ApprovalGranted granted) {
    var emergency = before.emergency().orElseThrow();
    assertThat(granted.at()).isBefore(emergency.until());
    assertThat(used.by())
        .hasSizeGreaterThanOrEqualTo(world.prod().emergency().orElseThrow().hands())
        .doesNotContainAnyElementsOf(Set.of("ana", "vic", "sue"));
    for (var name : used.by()) {
      assertThat(emergency.hands())
          .anySatisfy(
              hand -> {
                assertThat(hand.by().name()).isEqualTo(name);
                assertThat(hand.saw()).hasValue(granted.approved().binding());
              });
    }
  }
}
