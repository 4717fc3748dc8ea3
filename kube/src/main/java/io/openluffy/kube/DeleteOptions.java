package io.openluffy.kube;

import java.util.Optional;

/**
 * How an object is deleted.
 *
 * @param uid only if the object still has this uid: a successor of the same name is left alone
 */
public record DeleteOptions(Propagation propagation, Optional<String> uid) {
  /** What becomes of the objects it owns. */
  public enum Propagation {
    FOREGROUND,
    BACKGROUND,
    ORPHAN;

    /** As the API writes it: {@code Foreground}. */
    public String text() {
      return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
  }

  public static DeleteOptions foreground() {
    return new DeleteOptions(Propagation.FOREGROUND, Optional.empty());
  }

  public static DeleteOptions background() {
    return new DeleteOptions(Propagation.BACKGROUND, Optional.empty());
  }

  public DeleteOptions onlyIf(String expectedUid) {
    return new DeleteOptions(propagation, Optional.of(expectedUid));
  }
}
