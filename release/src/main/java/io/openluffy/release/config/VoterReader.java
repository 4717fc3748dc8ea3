package io.openluffy.release.config;

import io.openluffy.release.ApprovalRule.Voter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who may do something: {@code [role:approver, group:sre, user:ben]}. */
final class VoterReader {
  private static final List<String> ROLES = List.of("approver", "developer", "admin");
  private static final List<String> KINDS = List.of("role", "group", "user");
  private static final Pattern USER = Pattern.compile("\\S{1,200}");
  private static final Pattern GROUP = Pattern.compile("\\S(.{0,198}\\S)?");

  private VoterReader() {}

  /**
   * @param nobody what is wrong with an empty list
   */
  static List<Voter> read(Value value, String nobody) {
    var items = value.items();
    var voters = new ArrayList<Voter>();
    for (var item : items) {
      item.text().flatMap(text -> voter(item, text)).ifPresent(voters::add);
    }
    if (items.isEmpty()) {
      value.problem("config.missing-key", nobody, "Name a role, such as 'role:approver'.");
    }
    return voters;
  }

  private static Optional<Voter> voter(Value item, String text) {
    int colon = text.indexOf(':');
    var kind = colon < 0 ? "" : text.substring(0, colon);
    var name = text.substring(colon + 1);
    return switch (kind) {
      case "role" -> role(item, name);
      case "group" ->
          named(item, text, GROUP.matcher(name).matches(), new Voter.Group(name), "group:sre");
      case "user" ->
          named(item, text, USER.matcher(name).matches(), new Voter.User(name), "user:ben");
      default -> {
        item.problem(
            "config.bad-role",
            Texts.quoted(text) + " names neither a role nor a group nor a user.",
            Suggestions.nearest(kind, KINDS)
                .map(near -> "Did you mean '" + near + ":" + name + "'?")
                .orElse("Write 'role:approver', 'group:sre' or 'user:ben'."));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Voter> role(Value item, String role) {
    if (ROLES.contains(role)) {
      return Optional.of(new Voter.Role(role));
    }
    var reason = role.equals("viewer") ? " may only look." : " is not a role.";
    item.problem("config.bad-role", Texts.quoted(role) + reason, Suggestions.among(role, ROLES));
    return Optional.empty();
  }

  private static Optional<Voter> named(
      Value item, String text, boolean right, Voter voter, String example) {
    if (!right) {
      item.problem(
          "config.bad-role",
          Texts.quoted(text) + " has no name that could be one.",
          "Write it as '" + example + "'.");
    }
    return right ? Optional.of(voter) : Optional.empty();
  }
}
