package io.openluffy.git;

/**
 * What may come in with one pack. A pack tells how large things are before they are unpacked, so
 * whatever is more is refused before memory is spent on it.
 *
 * @param packBytes as it is sent
 * @param objects how many
 * @param inflatedBytes all that is in it, unpacked
 * @param recordBytes one commit, folder or tag, which are held in memory
 * @param deltaBytes what is held in memory at once while deltas are put on their bases
 */
public record PackLimits(
    long packBytes, long objects, long inflatedBytes, long recordBytes, long deltaBytes) {
  /** What other people's hosts send, whom we asked for it. */
  static PackLimits ofMirrors(long packBytes) {
    return new PackLimits(packBytes, 10_000_000, 64 * packBytes, 256L << 20, Long.MAX_VALUE);
  }

  /** What people push to us. */
  public static PackLimits ofPushes(long packBytes) {
    return new PackLimits(packBytes, 1_000_000, 16 * packBytes, 32L << 20, 256L << 20);
  }
}
