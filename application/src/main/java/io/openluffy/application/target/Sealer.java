package io.openluffy.application.target;

/** Seals rendered manifests that are kept, because they hold secrets. */
public interface Sealer {
  byte[] seal(byte[] clear);

  /** Throws a {@code ProblemException} when it was sealed with another key, or changed since. */
  byte[] open(byte[] sealed);
}
