package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Author;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.ApprovalRule.Share;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Counting against a slow model that asks each question anew. */
class JuryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final List<String> NAMES = List.of("ana", "ben", "cleo", "dan", "eve", "fay");
  private static final List<String> GROUPS = List.of("sre", "security");
  private static final ApprovalBinding NOW = binding("now");

  private final World world = new World();
  private final Promotion waiting = waiting();

  private Promotion waiting() {
    var release = world.push(World.main(), "one");
    world.settle();
    return world.promotion(release, "prod");
  }

  private static ApprovalBinding binding(String diff) {
    return new ApprovalBinding(new ReleaseId("r-1"), diff, List.of(), Optional.of("c"));
  }

  @Test
  void tenThousandElectionsEndAsTheModelSays() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    for (int round = 0; round < 10_000; round++) {
      var people = people(random);
      var rule = rule(random);
      var promotion = waiting;
      for (int i = random.nextInt(8); i > 0; i--) {
        promotion = promotion.after(new PromotionEvent.VoteCast(NOON, vote(random)));
      }
      var doers = new Doers("ana", Optional.of("ben"), author("cleo"), List.of(), Optional.empty());

      var tally = new Jury(rule, Optional.empty(), people, doers).tally(promotion, NOW, NOON);

      assertThat(tally.granted())
          .as("round " + round + ": " + rule + promotion.approvals() + people)
          .isEqualTo(model(rule, people, promotion.approvals()));
      assertThat(tally.votes()).hasSameSizeAs(promotion.approvals());
    }
  }

  private static boolean model(
      ApprovalRule rule, Map<String, Elector> people, List<Approval> votes) {
    var yes = new HashSet<String>();
    for (var name : NAMES) {
      for (var vote : votes) {
        if (vote.by().name().equals(name)
            && vote.vote() == Approval.Vote.APPROVE
            && vote.boundTo().equals(NOW)
            && people.containsKey(name)
            && mayVote(rule, people.get(name))) {
          yes.add(name);
        }
      }
    }
    boolean shares = true;
    for (var share : rule.shares()) {
      long given =
          people.values().stream()
              .filter(one -> yes.contains(one.name()) && named(share.from(), one))
              .count();
      shares = shares && given >= share.required();
    }
    return shares && yes.size() >= rule.required();
  }

  private static boolean mayVote(ApprovalRule rule, Elector elector) {
    boolean named = named(rule.from(), elector);
    for (var share : rule.shares()) {
      named = named || named(share.from(), elector);
    }
    boolean out =
        (rule.excluding().contains(Excluded.AUTHOR)
                && Set.of("ana", "cleo").contains(elector.name()))
            || (rule.excluding().contains(Excluded.INITIATOR)
                && Set.of("ana", "ben").contains(elector.name()));
    return named && !out;
  }

  private static boolean named(List<Voter> voters, Elector elector) {
    for (var voter : voters) {
      boolean one =
          switch (voter) {
            case Voter.User(var name) -> name.equals(elector.name());
            case Voter.Group(var group) -> elector.groups().contains(group);
            case Voter.Role(var role) ->
                elector.roles().contains("admin") || elector.roles().contains(role);
          };
      if (one) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Elector> people(RandomGenerator random) {
    var people = new HashMap<String, Elector>();
    for (var name : NAMES) {
      var groups = GROUPS.stream().filter(group -> random.nextBoolean()).toList();
      var role = List.of("viewer", "approver", "admin").get(random.nextInt(3));
      if (random.nextInt(5) > 0) {
        people.put(name, new Elector(name, Set.of(role), new HashSet<>(groups), Instant.EPOCH));
      }
    }
    return people;
  }

  private static ApprovalRule rule(RandomGenerator random) {
    var shares = new ArrayList<Share>();
    for (int i = random.nextInt(3); i > 0; i--) {
      shares.add(new Share(voters(random), 1 + random.nextInt(2)));
    }
    var excluding = new HashSet<Excluded>();
    if (random.nextBoolean()) {
      excluding.add(Excluded.AUTHOR);
    }
    if (random.nextBoolean()) {
      excluding.add(Excluded.INITIATOR);
    }
    return new ApprovalRule(
        1 + random.nextInt(3), voters(random), excluding, shares, Optional.empty());
  }

  private static List<Voter> voters(RandomGenerator random) {
    var all =
        List.of(
            new Voter.Role("approver"),
            new Voter.Group(GROUPS.get(random.nextInt(2))),
            new Voter.User(NAMES.get(random.nextInt(NAMES.size()))));
    return List.copyOf(all.subList(0, 1 + random.nextInt(3)));
  }

  private Approval vote(RandomGenerator random) {
    return new Approval(
        waiting.id(),
        new Actor(NAMES.get(random.nextInt(NAMES.size())), Door.PAGE),
        random.nextInt(6) == 0 ? Approval.Vote.REJECT : Approval.Vote.APPROVE,
        "",
        random.nextInt(4) == 0 ? binding("before") : NOW,
        NOON);
  }

  private static Author author(String name) {
    return new Author(name, name + "@shop.example");
  }
}
