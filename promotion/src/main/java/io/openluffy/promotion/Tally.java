package io.openluffy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the votes on a promotion stand now.
 *
 * @param required how many different people have to agree
 * @param who may vote, in words
 * @param counted the names of those whose yes counts
 * @param shares that votes of their own kind are taken by
 * @param votes all that were ever cast
 * @param hands those who broke the glass for exactly this and may; empty without an emergency
 * @param byEmergency whether these are enough, so that no votes are needed
 */
public record Tally(
    int required,
    String who,
    List<String> counted,
    List<Share> shares,
    List<Judged> votes,
    List<String> hands,
    boolean byEmergency) {
  public Tally {
    counted = List.copyOf(counted);
    shares = List.copyOf(shares);
    votes = List.copyOf(votes);
    hands = List.copyOf(hands);
  }

  /** How one of the rules stands. */
  public record Share(String who, int required, List<String> counted) {
    public Share {
      counted = List.copyOf(counted);
    }

    boolean enough() {
      return counted.size() >= required;
    }
  }

  /**
   * @param because why it does not count; empty if it does
   */
  public record Judged(Approval vote, Optional<String> because) {}

  /** Whether enough people agreed, and of each kind enough. */
  public boolean enough() {
    return counted.size() >= required && shares.stream().allMatch(Share::enough);
  }

  public boolean granted() {
    return enough() || byEmergency;
  }

  /** {@code 1 of 2 approvals by role:approver; 0 of 1 by group:security.} */
  String inWords() {
    var parts = new ArrayList<String>();
    parts.add(counted.size() + " of " + required + " approvals by " + who);
    shares.forEach(
        share ->
            parts.add(share.counted().size() + " of " + share.required() + " by " + share.who()));
    return String.join("; ", parts) + ".";
  }

  /** Whose vote is still missing, in words. */
  String missing() {
    var shares = this.shares.stream().filter(share -> !share.enough()).map(Share::who).toList();
    return shares.isEmpty() ? who : String.join(" and ", shares);
  }

  /** Tells of those whose yes counts no more, as sentences with a space before; or nothing. */
  String lapsed() {
    var text = new StringBuilder();
    var told = new ArrayList<>(counted);
    for (var judged : votes.reversed()) {
      var name = judged.vote().by().name();
      if (judged.vote().vote() == Approval.Vote.APPROVE
          && judged.because().isPresent()
          && !told.contains(name)) {
        told.add(name);
        text.append(" The approval of ")
            .append(name)
            .append(" counts no more: ")
            .append(judged.because().get());
      }
    }
    return text.toString();
  }
}
