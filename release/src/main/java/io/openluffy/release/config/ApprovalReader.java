package io.openluffy.release.config;

import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.ApprovalRule.Voter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code approval}. */
final class ApprovalReader {
  private static final List<String> ROLES = List.of("approver", "developer", "admin");
  private static final int MOST_REQUIRED = 20;

  private ApprovalReader() {}

  static Optional<ApprovalRule> read(Section section) {
    var required = section.required("required");
    var count = required.flatMap(Value::integer);
    var from = section.required("from").map(ApprovalReader::voters);
    var excluding = section.optional("excluding").map(ApprovalReader::excluded).orElse(Set.of());
    section.done();
    if (count.isPresent() && (count.get() < 1 || count.get() > MOST_REQUIRED)) {
      required.ifPresent(
          value ->
              value.problem(
                  "config.bad-value",
                  count.get() + " approvals can't be required.",
                  "Require 1 to " + MOST_REQUIRED + ", or remove 'approval'."));
      return Optional.empty();
    }
    return count.flatMap(n -> from.map(voters -> new ApprovalRule(n, voters, excluding)));
  }

  private static List<Voter> voters(Value value) {
    var items = value.items();
    var voters = new ArrayList<Voter>();
    for (var item : items) {
      item.text().flatMap(text -> voter(item, text)).ifPresent(voters::add);
    }
    if (items.isEmpty()) {
      value.problem(
          "config.missing-key", "Nobody may approve.", "Name a role, such as 'role:approver'.");
    }
    return voters;
  }

  private static Optional<Voter> voter(Value item, String text) {
    if (text.startsWith("user:") && text.length() > 5 && !text.contains(" ")) {
      return Optional.of(new Voter.User(text.substring(5)));
    }
    if (text.startsWith("role:")) {
      var role = text.substring(5);
      if (ROLES.contains(role)) {
        return Optional.of(new Voter.Role(role));
      }
      var reason = role.equals("viewer") ? " may only look." : " is not a role.";
      item.problem("config.bad-role", Texts.quoted(role) + reason, Suggestions.among(role, ROLES));
      return Optional.empty();
    }
    item.problem(
        "config.bad-role",
        Texts.quoted(text) + " names neither a role nor a user.",
        "Write 'role:approver' or 'user:ben'.");
    return Optional.empty();
  }

  private static Set<Excluded> excluded(Value value) {
    var excluded = new LinkedHashSet<Excluded>();
    for (var item : value.items()) {
      item.text()
          .ifPresent(
              text -> {
                if (text.equals("author")) {
                  excluded.add(Excluded.AUTHOR);
                } else {
                  item.problem(
                      "config.bad-value",
                      Texts.quoted(text) + " can't be excluded.",
                      Suggestions.among(text, List.of("author")));
                }
              });
    }
    return excluded;
  }
}
