package io.openluffy.server.view;

import io.openluffy.git.Commit;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tickets that commits name: {@code SHOP-12} and {@code #34}, in the order they come. */
final class Tickets {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![\\w/#-])(?:([A-Z][A-Z0-9]{1,9})-[1-9][0-9]{0,6}|#[1-9][0-9]{0,8})(?![\\w-])");

  /** What looks like a ticket and is the name of a standard. */
  private static final Set<String> STANDARDS =
      Set.of("AES", "HTTP", "ISO", "MD", "RFC", "RSA", "SHA", "TLS", "UTC", "UTF");

  private Tickets() {}

  static List<String> of(List<Commit> commits) {
    return commits.stream()
        .flatMap(commit -> NAMED.matcher(commit.message()).results())
        .filter(found -> !isStandard(found))
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static boolean isStandard(MatchResult found) {
    var project = found.group(1);
    return project != null && STANDARDS.contains(project);
  }
}
