package io.openluffy.release;

import java.util.regex.Pattern;

/**
 * Names a release on this server: {@code <pipeline>-<first seven of the commit>}, with {@code -2},
 * {@code -3} and so on when the same revision goes through the same pipeline name again.
 */
public record ReleaseId(String value) implements Comparable<ReleaseId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][-a-z0-9]{0,126}");

  public ReleaseId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a release id: " + value);
    }
  }

  public static boolean isValid(String value) {
    return SHAPE.matcher(value).matches();
  }

  @Override
  public int compareTo(ReleaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
