package io.openluffy.git.server;

/**
 * Limits of what may be pushed.
 *
 * @param packBytes size of one push
 * @param objectBytes size of one object when unpacked
 * @param requestBytes size of what a fetch may ask
 */
public record GitServerSettings(long packBytes, long objectBytes, long requestBytes) {
  public static final GitServerSettings DEFAULTS =
      new GitServerSettings(1L << 30, 256L << 20, 64L << 20);
}
