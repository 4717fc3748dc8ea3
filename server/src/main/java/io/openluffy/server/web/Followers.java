package io.openluffy.server.web;

/** Ends what was followed for one request. */
public final class Followers {
  private Followers() {}

  public static void close(AutoCloseable... followers) {
    for (AutoCloseable follower : followers) {
      try {
        follower.close();
      } catch (Exception e) {
        throw new IllegalStateException("a follower could not be closed", e);
      }
    }
  }
}
