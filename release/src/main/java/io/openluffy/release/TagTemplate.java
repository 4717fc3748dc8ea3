package io.openluffy.release;

import io.openluffy.git.CommitId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the tag of a release is written: {@code {sha}} is the first seven digits of the commit,
 * {@code {branch}} the branch with everything a tag can't hold replaced by a dash.
 */
public record TagTemplate(String value) {
  private static final int LONGEST_TAG = 128;
  private static final Pattern SHAPE =
      Pattern.compile("(?:[A-Za-z0-9_]|\\{sha}|\\{branch})(?:[A-Za-z0-9_.-]|\\{sha}|\\{branch})*");

  public TagTemplate {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a tag template: " + value);
    }
  }

  /** Has {@code {sha}} in it, and nothing that a tag can't hold. */
  public static boolean isValid(String value) {
    return value.length() <= LONGEST_TAG
        && value.contains("{sha}")
        && SHAPE.matcher(value).matches();
  }

  public String render(String branch, CommitId commit) {
    var sha = commit.hex().substring(0, 7).toLowerCase(Locale.ROOT);
    var room = LONGEST_TAG - value.replace("{branch}", "").replace("{sha}", sha).length();
    var safe = branch.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[.-]+", "");
    var cut = safe.substring(0, Math.min(safe.length(), Math.max(0, room)));
    return value.replace("{branch}", cut.isEmpty() ? "branch" : cut).replace("{sha}", sha);
  }
}
