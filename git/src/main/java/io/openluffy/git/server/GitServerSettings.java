package io.openluffy.git.server;

import io.openluffy.git.PackLimits;

/**
 * Limits of what may be pushed.
 *
 * @param pack what one push may hold
 * @param objectBytes size of one object when unpacked
 * @param requestBytes size of what a fetch may ask
 */
public record GitServerSettings(PackLimits pack, long objectBytes, long requestBytes) {
  public static final GitServerSettings DEFAULTS =
      new GitServerSettings(PackLimits.ofPushes(1L << 30), 256L << 20, 64L << 20);
}
