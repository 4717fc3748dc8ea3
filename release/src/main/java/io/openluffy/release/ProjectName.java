package io.openluffy.release;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a project, as in {@code /git/<project>.git}. */
public record ProjectName(String value) implements Comparable<ProjectName> {
  private static final int LONGEST = 63;
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  public ProjectName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a project name: " + value);
    }
  }

  /** Lower-case letters, digits and dashes, at most 63, as in a DNS label. */
  public static boolean isValid(String value) {
    return SHAPE.matcher(value).matches();
  }

  /** The nearest name to a repository's, such as {@code my-shop} to {@code My_Shop}. */
  public static String like(String repository) {
    var plain = repository.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var cut = plain.substring(0, Math.min(LONGEST, plain.length()));
    return cut.replaceAll("^-|-$", "");
  }

  @Override
  public int compareTo(ProjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
