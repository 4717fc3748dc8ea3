package io.openluffy.release.config;

import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.ApprovalRule.Share;
import io.openluffy.release.ApprovalRule.Voter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code approval}.
 *
 * <pre>
 * approval:
 *   required: 2
 *   from: ["role:approver", "user:ben"]
 *   rules: [{from: ["group:security"], required: 1}]
 *   excluding: [initiator, authors, builder, deployer]
 *   timeout: 7d
 * </pre>
 */
final class ApprovalReader {
  private static final int MOST_REQUIRED = 20;
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);
  private static final List<String> EXCLUDED =
      Arrays.stream(Excluded.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  private ApprovalReader() {}

  static Optional<ApprovalRule> read(Section section) {
    var required = section.required("required");
    var count = required.flatMap(value -> count(value, "approvals"));
    var rules = section.optional("rules");
    var from = rules.isPresent() ? section.optional("from") : section.required("from");
    var voters = from.map(value -> VoterReader.read(value, "Nobody may approve."));
    var shares = rules.map(value -> shares(value, count.orElse(MOST_REQUIRED))).orElse(List.of());
    var excluding = section.optional("excluding").map(ApprovalReader::excluded).orElse(Set.of());
    var timeout = section.optional("timeout").flatMap(ApprovalReader::timeout);
    section.done();
    if (from.isEmpty() && shares.isEmpty()) {
      return Optional.empty();
    }
    var rule =
        count.map(n -> new ApprovalRule(n, voters.orElse(List.of()), excluding, shares, timeout));
    rule.ifPresent(whole -> required.ifPresent(value -> enough(value, whole)));
    return rule;
  }

  /** Where only people are named, there must be as many as have to agree. */
  private static void enough(Value required, ApprovalRule rule) {
    var voters = rule.voters();
    if (!voters.isEmpty()
        && voters.stream().allMatch(Voter.User.class::isInstance)
        && voters.size() < rule.required()) {
      required.problem(
          "config.bad-value",
          rule.required() + " have to agree, and only " + voters.size() + " may vote.",
          "Name more people or a role, or require fewer.");
    }
  }

  private static Optional<Integer> count(Value value, String what) {
    var count = value.integer();
    if (count.isPresent() && (count.get() < 1 || count.get() > MOST_REQUIRED)) {
      value.problem(
          "config.bad-value",
          count.get() + " " + what + " can't be required.",
          "Require 1 to " + MOST_REQUIRED + ", or remove it.");
      return Optional.empty();
    }
    return count;
  }

  private static List<Share> shares(Value value, int all) {
    var items = value.items();
    var shares = new ArrayList<Share>();
    for (var item : items) {
      item.section().flatMap(section -> share(section, all)).ifPresent(shares::add);
    }
    if (items.isEmpty()) {
      value.problem("config.missing-key", "There is no rule here.", "Remove 'rules', or add one.");
    }
    return shares;
  }

  private static Optional<Share> share(Section section, int all) {
    var from =
        section
            .required("from")
            .map(value -> VoterReader.read(value, "Nobody could give these votes."));
    var required = section.optional("required");
    var count =
        required.isPresent()
            ? required.flatMap(value -> count(value, "votes of a rule"))
            : Optional.of(1);
    section.done();
    if (count.isPresent() && count.get() > all) {
      required.ifPresent(
          value ->
              value.problem(
                  "config.bad-value",
                  "This rule takes more votes (" + count.get() + ") than all (" + all + ").",
                  "Raise 'approval.required', or lower this."));
      return Optional.empty();
    }
    return from.filter(voters -> !voters.isEmpty())
        .flatMap(voters -> count.map(n -> new Share(voters, n)));
  }

  private static Optional<Duration> timeout(Value value) {
    var timeout = Texts.duration(value, LONGEST_WAIT);
    if (timeout.filter(Duration::isZero).isPresent()) {
      value.problem(
          "config.bad-duration", "Nobody can vote in no time.", "Write it as '7d', or remove it.");
      return Optional.empty();
    }
    return timeout;
  }

  private static Set<Excluded> excluded(Value value) {
    var excluded = new LinkedHashSet<Excluded>();
    for (var item : value.items()) {
      item.text()
          .ifPresent(
              text -> {
                if (EXCLUDED.contains(text)) {
                  excluded.add(Excluded.valueOf(text.toUpperCase(Locale.ROOT)));
                } else {
                  item.problem(
                      "config.bad-value",
                      Texts.quoted(text) + " can't be excluded.",
                      Suggestions.among(text, EXCLUDED));
                }
              });
    }
    return excluded;
  }
}
