package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.EmergencyRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the votes on a promotion by who the voters are now. Pure: it was gathered before.
 *
 * @param electors those who voted or broke the glass, as they are now; who is missing is unknown
 */
record Jury(
    ApprovalRule rule,
    Optional<EmergencyRule> emergency,
    Map<String, Elector> electors,
    Doers doers) {
  Jury {
    electors = Map.copyOf(electors);
  }

  Optional<Problem> mayNotVote(Promotion promotion, Elector elector) {
    return ApprovalRules.mayNotVote(rule, doers, promotion, elector);
  }

  /** With somebody who is just about to vote. */
  Jury with(Elector elector) {
    var more = new LinkedHashMap<>(electors);
    more.put(elector.name(), elector);
    return new Jury(rule, emergency, more, doers);
  }

  Tally tally(Promotion promotion, ApprovalBinding binding, Instant now) {
    var judged = new ArrayList<Tally.Judged>();
    var counted = new LinkedHashMap<String, Elector>();
    for (var vote : promotion.approvals()) {
      var elector = electors.get(vote.by().name());
      var because = because(promotion, vote, binding);
      judged.add(new Tally.Judged(vote, because));
      if (because.isEmpty() && vote.vote() == Vote.APPROVE && elector != null) {
        counted.put(elector.name(), elector);
      }
    }
    var shares =
        rule.shares().stream()
            .map(
                share ->
                    new Tally.Share(
                        ApprovalRules.who(share.from()),
                        share.required(),
                        counted.values().stream()
                            .filter(elector -> elector.isOneOf(share.from()))
                            .map(Elector::name)
                            .toList()))
            .toList();
    var hands = hands(promotion, binding, now);
    return new Tally(
        rule.required(),
        ApprovalRules.who(rule),
        List.copyOf(counted.keySet()),
        shares,
        judged,
        hands,
        emergency.filter(one -> hands.size() >= one.hands()).isPresent());
  }

  /** Why a vote does not count; empty if it does. */
  private Optional<String> because(Promotion promotion, Approval vote, ApprovalBinding binding) {
    var changed = binding.changedSince(vote.boundTo());
    if (!changed.isEmpty()) {
      return Optional.of(String.join(" and ", changed) + " changed since.");
    }
    var name = vote.by().name();
    var elector = electors.get(name);
    if (elector == null) {
      return Optional.of(name + " is no user any more.");
    }
    return elector.since().isAfter(vote.at())
        ? Optional.of("Somebody else is " + name + " now.")
        : mayNotVote(promotion, elector).map(Problem::message);
  }

  /** Those of the emergency who saw exactly this and still may. */
  private List<String> hands(Promotion promotion, ApprovalBinding binding, Instant now) {
    return emergency
        .map(one -> EmergencyRules.hands(promotion, one, electors, now))
        .orElse(List.of())
        .stream()
        .filter(hand -> hand.saw().equals(Optional.of(binding)))
        .map(hand -> hand.by().name())
        .distinct()
        .toList();
  }
}
